// The spectral norm of an infinite matrix: nested iterator chains over f64.
fn element(i: usize, j: usize) -> f64 {
    1.0 / ((i + j) * (i + j + 1) / 2 + i + 1) as f64
}

fn times(v: &[f64], out: &mut [f64], at: impl Fn(usize, usize) -> f64) {
    for (i, value) in out.iter_mut().enumerate() {
        *value = v.iter().enumerate().map(|(j, x)| at(i, j) * x).sum();
    }
}

fn times_squared(v: &[f64], out: &mut [f64], scratch: &mut [f64]) {
    times(v, scratch, element);
    times(scratch, out, |i, j| element(j, i));
}

fn main() {
    let n: usize = std::env::args().nth(1).map_or(100, |s| s.parse().unwrap());
    let (mut u, mut v, mut scratch) = (vec![1.0; n], vec![0.0; n], vec![0.0; n]);
    for _ in 0..10 {
        times_squared(&u, &mut v, &mut scratch);
        times_squared(&v, &mut u, &mut scratch);
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    println!("{:.9}", (dot(&u, &v) / dot(&v, &v)).sqrt());
}
