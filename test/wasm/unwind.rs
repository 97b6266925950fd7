// -C panic=unwind by exceptions, without LLVM and with it: destructors run, panics are caught and
// go on; what nobody catches is the status 101; a panic while cleaning up ends the program.
// REQUIRES: stdlib
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Cpanic=unwind %s -o %t.0.wasm
// RUN: wasm-validate --enable-exceptions %t.0.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s < %t.out
// RUN: %FileCheck %s --check-prefix=ERR < %t.err
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Cpanic=unwind -Copt-level=1 %s -o %t.1.wasm
// RUN: wasm-validate --enable-exceptions %t.1.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.1.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s < %t.out
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Cpanic=unwind -Copt-level=3 %s -o %t.3.wasm
// RUN: wasm-validate --enable-exceptions %t.3.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.3.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s < %t.out
// RUN: %FileCheck %s --check-prefix=ERR < %t.err
// RUN: %ochrec --edition=2021 --target=wasm32-wasip1 -Cpanic=unwind -Copt-level=z %s -o %t.z.wasm
// RUN: wasm-validate --enable-exceptions %t.z.wasm
// RUN: %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.z.wasm > %t.out 2> %t.err
// RUN: %FileCheck %s < %t.out
// RUN: env TWICE=1 %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.0.wasm 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=TWICE
// RUN: env TWICE=1 %not node --no-warnings %S/../../runtime/run_wasm.mjs %t.3.wasm 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=TWICE
use std::cell::Cell;
use std::hint::black_box;
use std::panic::{self, AssertUnwindSafe, catch_unwind, panic_any, resume_unwind};

struct Loud(&'static str);
impl Drop for Loud {
    fn drop(&mut self) {
        println!("drop {} {}", self.0, std::thread::panicking());
    }
}
struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("in drop");
    }
}

// Frames in memory, so that the stack pointer must be restored.
#[inline(never)]
fn deep(n: u32, values: &[u32]) -> u32 {
    let _guard = Loud("deep");
    let big = black_box([n; 100]);
    if n == 0 {
        return values[black_box(9)];
    }
    deep(n - 1, values) + big[n as usize]
}

fn basics() {
    // CHECK: drop deep true
    // CHECK-NEXT: drop deep true
    // CHECK-NEXT: true
    println!("{}", catch_unwind(|| deep(1, &[1, 2, 3])).is_err());
    // CHECK-NEXT: drop c false
    // CHECK-NEXT: drop a true
    // CHECK-NEXT: Some("in drop")
    let result = catch_unwind(|| {
        let _a = Loud("a");
        let _b = Bomb;
        let _c = Loud("c");
    });
    println!("{:?}", result.unwrap_err().downcast_ref::<&str>());
    // CHECK-NEXT: Some("formatted 5")
    let payload = catch_unwind(|| panic!("formatted {}", black_box(5))).unwrap_err();
    println!("{:?}", payload.downcast_ref::<String>());
    // CHECK-NEXT: drop again true
    // CHECK-NEXT: Some("formatted 5")
    let again = catch_unwind(AssertUnwindSafe(|| {
        let _again = Loud("again");
        resume_unwind(payload)
    }));
    println!("{:?}", again.unwrap_err().downcast_ref::<String>());
}

fn many() {
    let mut total = 0;
    for i in 0..1000u64 {
        let result = catch_unwind(|| {
            let text = format!("{i}");
            if i % 3 == 0 {
                resume_unwind(Box::new(i))
            }
            text.len() as u64
        });
        total += match result {
            Ok(n) => n,
            Err(payload) => *payload.downcast::<u64>().unwrap(),
        };
    }
    // CHECK-NEXT: 168759
    println!("{total}");
}

fn nested() {
    let result = catch_unwind(|| {
        let inner = catch_unwind(|| {
            let _x = Loud("inner");
            panic_any(7i32)
        });
        println!("inner {:?}", inner.unwrap_err().downcast_ref::<i32>());
        let all: Vec<Loud> = vec![Loud("v1"), Loud("v2")];
        let call: Box<dyn Fn()> = Box::new(|| panic!("boxed"));
        call();
        drop(all);
    });
    // CHECK-NEXT: drop inner true
    // CHECK-NEXT: inner Some(7)
    // CHECK-NEXT: drop v1 true
    // CHECK-NEXT: drop v2 true
    // CHECK-NEXT: Some("boxed")
    println!("{:?}", result.unwrap_err().downcast_ref::<&str>());
}

struct Counted<'a> {
    number: u64,
    bad: u64,
    log: &'a Cell<u64>,
}
impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.log.set(self.log.get() * 10 + self.number);
        if self.number == self.bad {
            resume_unwind(Box::new(()));
        }
    }
}

// What a loop computes before it calls is there where the call unwinds.
#[inline(never)]
fn elements(count: u64, bad: u64) -> u64 {
    let log = Cell::new(0);
    let log = &log;
    let result = catch_unwind(AssertUnwindSafe(|| {
        let all: Vec<Counted> = (1..=count).map(|number| Counted { number, bad, log }).collect();
        drop(all);
    }));
    if result.is_err() { log.get() } else { 0 }
}

fn main() {
    if std::env::var_os("TWICE").is_some() {
        // TWICE: panicked at {{.*}}unwind.rs:[[#]]:[[#]]:
        // TWICE-NEXT: first
        // TWICE: panic in a destructor during cleanup
        // TWICE: RuntimeError: unreachable
        let _bomb = Bomb;
        panic!("first");
    }
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| ()));
    basics();
    many();
    nested();
    // CHECK-NEXT: 1234 1234 0
    println!("{} {} {}", elements(4, 1), elements(4, 3), elements(4, 5));
    panic::set_hook(hook);
    let _main = Loud("main");
    // ERR: thread 'main' (1) panicked at {{.*}}unwind.rs:[[#@LINE + 3]]:[[#]]:
    // ERR-NEXT: called `Option::unwrap()` on a `None` value
    // CHECK-NEXT: drop main true
    black_box(None::<u32>).unwrap();
}
