// Calls of constants that live for ever: functions marked so, and what constants call anyway.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
use std::time::Duration;

const fn plain(x: u32) -> u32 {
    x + 1
}

fn marked() -> &'static std::ops::RangeInclusive<u8> {
    &(1..=2)
}
fn unmarked_of_library() -> &'static Duration {
    &Duration::from_secs(5) //~ E0515 cannot return reference to temporary value
}
fn nested() -> &'static Option<usize> {
    &Some(std::mem::size_of::<u64>())
}
fn unmarked() -> &'static u32 {
    &plain(1) //~ E0515 cannot return reference to temporary value
}
const IN_CONST: Option<&'static u32> = {
    let r: &'static u32 = &plain(plain(1));
    Some(r)
};
static IN_STATIC: &[u32] = {
    let r: &'static [u32; 2] = &[plain(1), 3];
    r
};
const AFTER_BRANCH: &'static u32 = {
    let mut r: &'static u32 = &1;
    if plain(1) == 2 {
        r = &plain(7); //~ E0716 temporary value dropped while borrowed
    }
    r
};

fn main() {
    let _ = (marked(), unmarked_of_library(), nested(), unmarked(), IN_CONST, IN_STATIC, AFTER_BRANCH);
}
