// Elements of an array lie one behind the other, also where only their addresses are asked for.
// RUN: %ochrec --edition 2021 -C opt-level=3 %s -o %t && %t
fn distance<T: Copy>(value: T) -> usize {
    let two = [value, value];
    (&two[1] as *const T as usize) - (&two[0] as *const T as usize)
}

fn main() {
    assert_eq!(distance(1u8), 1);
    assert_eq!(distance((1u32, true)), 8);
    assert_eq!(distance([1u8; 9]), 9);
}
