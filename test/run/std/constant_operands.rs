// Constants as operands: what must be dropped if a later operand leaves is dropped; a large one that
// is only borrowed takes no room on the stack; equal ones in memory are one.
// RUN: %ochrec --edition 2021 -A unreachable_code %s -o %t && %t | %FileCheck %s
struct Noisy(u32);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
const A: Noisy = Noisy(1);
const B: Noisy = Noisy(2);
const LARGE: [u8; 64 << 20] = [7; 64 << 20];

trait Place {
    fn line(&self) -> u32;
}
struct Here;
impl Place for Here {
    #[track_caller]
    fn line(&self) -> u32 {
        std::panic::Location::caller().column()
    }
}

fn main() {
    // CHECK: drop 3
    // CHECK-NEXT: drop 2
    // CHECK-NEXT: drop 1
    loop {
        std::mem::forget((A, B, Noisy(3), break));
    }
    // CHECK-NEXT: 67108864
    println!("{}", LARGE.len());
    // CHECK-NEXT: true
    println!("{}", std::ptr::eq(&0x1234u16 as *const u16, &0x1234u16 as *const u16));
    // The trait's method does not say that it tracks its caller: the function's own head stands in.
    // CHECK-NEXT: 5
    let place: &dyn Place = &Here;
    println!("{}", place.line());
}
