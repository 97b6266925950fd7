// RUN: %verify %s --emit=mir
// REQUIRES: stdlib
// Dropping an array without elements looks at nothing.
struct Noisy<'a>(&'a str);
impl Drop for Noisy<'_> {
    fn drop(&mut self) { println!("{}", self.0) }
}
struct Holds<T, const N: usize>([T; N], u8);

fn accepted() {
    let _none: ([Noisy; 0], Holds<Noisy, 0>);
    let text = String::new();
    _none = ([], Holds([], 0));
    let _ = || [Noisy(&text); 0];
}

fn rejected() {
    let one: [Noisy; 1];
    let text = String::new();
    one = [Noisy(&text)]; //~ E0597
    let _ = &one;
}

fn main() {
    accepted();
    rejected();
}
