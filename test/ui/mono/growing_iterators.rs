// Two calls of larger and larger iterators: what the solver knows about the parts must serve again
// both below and above the depth at which the recursion limit is hit.
// RUN: %verify %s --edition 2021 --emit=obj -o %t
#![recursion_limit = "40"]

fn halve<It: Clone + Iterator<Item = u32>>(mut it: It) -> usize {
    let Some(first) = it.next() else { return 0 };
    let below = it.clone().filter(move |x| *x < first);
    let above = it.filter(move |x| *x >= first);
    halve(below) + halve(above) //~ ERROR reached the recursion limit while instantiating
}

fn main() {
    println!("{}", halve([3u32, 1, 4, 1, 5].into_iter()));
}
