// -C panic=trap: nothing is told, no hook is called, nothing unwinds.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 -C panic=trap %s -o %t
// RUN: %not --crash %t > %t.out 2>&1
// RUN: %FileCheck %s < %t.out
// RUN: %ochrec --edition=2021 -O -C panic=trap %s -o %t.O
// RUN: %not --crash %t.O lib > %t.out 2>&1
// RUN: %FileCheck %s < %t.out
// CHECK: cfg abort
// CHECK-NOT: {{panicked|hook|dropped|caught}}
struct Noisy;
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    println!("cfg {}", if cfg!(panic = "abort") { "abort" } else { "unwind" });
    std::panic::set_hook(Box::new(|_| println!("hook")));
    let _noisy = Noisy;
    let from_library = std::env::args().count() > 1;
    let _ = std::panic::catch_unwind(|| {
        // A panic of the library, which was compiled before.
        if from_library { String::from("ä").remove(1) } else { panic!("here") }
    });
    println!("caught");
}
