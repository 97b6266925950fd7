// Methods of slices whose module is not for programs are.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 %s -o %t
// RUN: %t
fn main() {
    let mut v = vec![3, 1, 2, 5, 4];
    v.sort_unstable();
    assert_eq!(v, [1, 2, 3, 4, 5]);
    v.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(v, [5, 4, 3, 2, 1]);
    v.sort_unstable_by_key(|x| x % 3);
    assert_eq!(v[0], 3);
    assert_eq!(*v.select_nth_unstable(1).1, 2);
    assert_eq!(*v.select_nth_unstable_by(1, |a, b| b.cmp(a)).1, 4);
    assert_eq!(*v.select_nth_unstable_by_key(0, |x| (*x as i32 - 4).abs()).1, 4);
}
