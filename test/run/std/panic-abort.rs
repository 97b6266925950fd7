// A program that was told to abort does so, though the library can unwind.
// REQUIRES: stdlib
// RUN: %ochrec -C panic=abort %s -o %t
// RUN: %not --crash %t 2>&1 | %FileCheck %s
struct Noisy;
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("dropped");
    }
}

// CHECK-NOT: dropped
// CHECK: stop here
// CHECK-NOT: dropped
fn main() {
    let _noisy = Noisy;
    let _ = std::panic::catch_unwind(|| panic!("stop here"));
    println!("dropped");
}
