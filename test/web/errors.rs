// What cannot cross the boundary.
// REQUIRES: stdlib
// RUN: %not %ochrec --edition=2024 --target wasm32-unknown-unknown --crate-type=cdylib %s 2>&1 \
// RUN:   | %FileCheck %s
use std::os::js::Js;

unsafe extern "Rust" {
    // CHECK: error: a value of type `u8` cannot cross the JavaScript boundary here
    // CHECK-NEXT: [[#@LINE+2]]:{{[0-9]+}}
    #[js(import = "f")]
    safe fn small(x: u8);
    // CHECK: error: a value of type `String` cannot cross the JavaScript boundary here
    #[js(import = "f")]
    safe fn owned() -> String;
    // CHECK: error: a value of type `&'static str` cannot cross the JavaScript boundary here
    #[js(import = "f")]
    safe fn borrowed() -> &'static str;
    // CHECK: error: `a-b` does not name something of JavaScript's for a function with these parameters
    #[js(import = "a-b")]
    safe fn no_path();
    // CHECK: error: `get .x` does not name something
    #[js(import = "get .x")]
    safe fn nothing_to_get() -> Js;
    // CHECK: error: `#drop` does not name something
    #[js(import = "#drop")]
    safe fn internal(slot: u32);
}

unsafe extern "C" {
    // CHECK: error: a function of the JavaScript boundary must have the ABI `extern "Rust"`
    #[js(import = "f")]
    safe fn other_abi();
}

// CHECK: error: a value of type `&Js` cannot cross the JavaScript boundary here
#[js(export)]
fn borrows(_: &Js) {}

// CHECK: error: a function of the JavaScript boundary cannot have type or const parameters
#[js(export)]
fn generic<const N: usize>() {}

// CHECK: error: `delete` is a reserved word of JavaScript
#[js(export)]
fn delete() {}
