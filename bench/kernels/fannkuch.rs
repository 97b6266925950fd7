// Reversals of prefixes over all permutations: small integer arrays, swaps, data-dependent loops.
fn flips(start: &[u8], work: &mut [u8]) -> u32 {
    work.copy_from_slice(start);
    let mut count = 0;
    loop {
        let first = work[0] as usize;
        if first == 0 {
            return count;
        }
        work[..=first].reverse();
        count += 1;
    }
}

/// (checksum, most flips) over the permutations of `n` in the order of rotations.
fn fannkuch(n: usize) -> (i32, u32) {
    let mut permutation: Vec<u8> = (0..n as u8).collect();
    let mut work = permutation.clone();
    let mut rotations = vec![0usize; n];
    let (mut checksum, mut most, mut index) = (0i32, 0, 0usize);
    loop {
        let count = flips(&permutation, &mut work);
        most = most.max(count);
        checksum += if index % 2 == 0 { count as i32 } else { -(count as i32) };
        index += 1;
        let mut level = 1;
        loop {
            if level == n {
                return (checksum, most);
            }
            permutation[..=level].rotate_left(1);
            rotations[level] += 1;
            if rotations[level] <= level {
                break;
            }
            rotations[level] = 0;
            level += 1;
        }
    }
}

fn main() {
    let n: usize = std::env::args().nth(1).map_or(7, |s| s.parse().unwrap());
    let (checksum, most) = fannkuch(n);
    println!("{checksum}\nPfannkuchen({n}) = {most}");
}
