// Values and comparisons that are not what they look like.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
#![deny(path_statements, dropping_references, dropping_copy_types, forgetting_references)]
#![deny(forgetting_copy_types, unused_comparisons, invalid_nan_comparisons, noop_method_call)]
#![deny(suspicious_double_ref_op, for_loops_over_fallibles, non_shorthand_field_patterns)]
#![deny(let_underscore_drop)]
#![allow(dead_code, unused_variables)]
use std::borrow::Borrow;
use std::mem::{drop, forget, ManuallyDrop};
use std::ops::Deref;
use std::sync::{Mutex, RwLock};

struct Point {
    x: i32,
    y: i32,
}

fn statements(name: String, point: &Point) {
    name; //~ ERROR path statement drops value
    point; //~ ERROR path statement with no effect
    let mutex = Mutex::new(String::new());
    let _ = mutex.lock(); //~ ERROR non-binding let on a synchronization lock
    let (_, _a) = (RwLock::new(1).read().unwrap(), 1); //~ ERROR synchronization lock
    let _ = String::new(); //~ ERROR non-binding let on a type that has a destructor
    let _ = 1;
    let _guard = mutex.lock();
}
fn drops(point: &mut Point, number: u8, kept: ManuallyDrop<String>, name: String) {
    drop(point); //~ ERROR calls to `std::mem::drop` with a reference instead of an owned value
    drop(&number); //~ ERROR calls to `std::mem::drop` with a reference
    forget(&number); //~ ERROR calls to `std::mem::forget` with a reference
    drop(number); //~ ERROR calls to `std::mem::drop` with a value that implements `Copy`
    forget(number); //~ ERROR calls to `std::mem::forget` with a value that implements `Copy`
    drop(kept); //~ ERROR with `std::mem::ManuallyDrop` instead of the inner value
    match number {
        0 => drop(name.len()),
        1 => drop(number), //~ ERROR with a value that implements `Copy`
        _ => drop(name),
    }
}
fn comparisons(small: u8, signed: i8, x: f32) -> [bool; 9] {
    [
        small >= 0, //~ ERROR comparison is useless due to type limits
        0 <= small, //~ ERROR comparison is useless due to type limits
        0 > small, //~ ERROR comparison is useless due to type limits
        small > 0,
        small <= 255, //~ ERROR comparison is useless due to type limits
        signed > 127, //~ ERROR comparison is useless due to type limits
        signed < 127,
        x == f32::NAN, //~ ERROR NaN cannot be directly compared to itself
        f64::NAN < 1.0, //~ ERROR NaN is not orderable
    ]
}
struct Opaque;
fn references(opaque: &Opaque, twice: &&Vec<u8>, by_value: String) {
    let _a = opaque.clone(); //~ ERROR call to `.clone()` on a reference
    let _b = opaque.deref(); //~ ERROR call to `.deref()` on a reference
    let _c: &Opaque = opaque.borrow(); //~ ERROR call to `.borrow()` on a reference
    let _d: &Vec<u8> = twice.clone(); //~ ERROR using `.clone()` on a double reference
    let _e: &Vec<u8> = twice.deref(); //~ ERROR using `.deref()` on a double reference
    let _f: &String = by_value.borrow();
    let _g = by_value.clone();
}
fn loops(option: Option<u8>, mut result: Result<u8, ()>) {
    for _a in option {} //~ ERROR for loop over an `Option`
    for _b in &option {} //~ ERROR for loop over a `&Option`
    for _c in &mut result {} //~ ERROR for loop over a `&mut Result`
    for _d in option.iter() {}
}
fn fields(point: Point) -> i32 {
    let Point { x: x, y: z } = point; //~ ERROR the `x:` in this pattern is redundant
    x + z
}

fn main() {}
