// A test build starts in the harness, whatever `main` the crate has: filters, ignored tests,
// messages that a panic must have, results, and the harness under a name of the crate's choice.
// RUN: %ochrec --edition 2021 --test %s -o %t
// RUN: %t --test-threads=1 | %FileCheck %s
// RUN: not %t --test-threads=1 --ignored | %FileCheck %s --check-prefix=IGNORED
#![reexport_test_harness_main = "run_tests"]
#![allow(dead_code)]

fn main() {
    println!("main of the user");
}

mod inner {
    // CHECK-NOT: main of the user
    // CHECK: test inner::adds ... ok
    #[test]
    fn adds() {
        assert_eq!(1 + 1, 2);
    }
    // CHECK: test inner::fails - should panic ... ok
    #[test]
    #[should_panic(expected = "of this text")]
    fn fails() {
        panic!("part of this text");
    }
    // CHECK: test inner::later ... ignored, is slow
    // IGNORED: test inner::later ... FAILED
    // IGNORED: test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out
    #[test]
    #[ignore = "is slow"]
    fn later() {
        assert!(false);
    }
    // CHECK: test inner::returns ... ok
    #[test]
    fn returns() -> Result<(), String> {
        let _: fn() = crate::run_tests;
        Ok(())
    }
}
// CHECK: test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out
