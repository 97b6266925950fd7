// Primes by the sieve of Eratosthenes: strided writes, then a count.
fn sieve(limit: usize) -> Vec<bool> {
    let mut is_prime = vec![true; limit + 1];
    is_prime[..2].fill(false);
    let mut n = 2;
    while n * n <= limit {
        if is_prime[n] {
            for multiple in (n * n..=limit).step_by(n) {
                is_prime[multiple] = false;
            }
        }
        n += 1;
    }
    is_prime
}

fn main() {
    let limit: usize = std::env::args().nth(1).map_or(10_000, |s| s.parse().unwrap());
    let is_prime = sieve(limit);
    let count = is_prime.iter().filter(|&&prime| prime).count();
    let last = is_prime.iter().rposition(|&prime| prime);
    println!("{count} primes up to {limit}, the last is {last:?}");
}
