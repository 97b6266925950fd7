// Numbers, strings, slices and handles both ways, under Node.js; and the declarations.
// REQUIRES: stdlib
// RUN: mkdir -p %t
// RUN: %ochrec --edition=2024 --target wasm32-unknown-unknown %s -o %t/boundary.wasm
// RUN: cp %S/Inputs/boundary.mjs %t/main.mjs
// RUN: node %t/main.mjs | %FileCheck %s
// RUN: %FileCheck --check-prefix=TYPES --input-file=%t/boundary.d.ts %s
// RUN: %ochrec --edition=2024 --target wasm32-unknown-unknown -C opt-level=2 %s -o %t/boundary.wasm
// RUN: node %t/main.mjs | %FileCheck %s
//
// No signature is left in the names of the smaller module, and nothing unused is in its script.
// RUN: wasm-objdump -x -j Import %t/boundary.wasm | %FileCheck --check-prefix=NAMES %s
// RUN: wasm-objdump -x -j Export %t/boundary.wasm | %FileCheck --check-prefix=EXPORTS %s
// RUN: %FileCheck --check-prefix=SCRIPT --input-file=%t/boundary.js %s
// NAMES: <- js.0
// NAMES-NOT: <- js.{{.*}}|
// EXPORTS: -> "greet"
// EXPORTS-NOT: -> "{{.*}}|
// SCRIPT: limit
// SCRIPT-NOT: never_called
#![crate_type = "cdylib"]

use std::os::js::Js;

unsafe extern "Rust" {
    #[js(import = "console.log")]
    safe fn log(text: &str);
    #[js(import = "console.log")]
    safe fn log_value(value: &Js);
    #[js(import = "console.log")]
    safe fn log_numbers(a: i32, b: u32, c: i64, d: u64, e: f32, f: usize, g: bool);
    #[allow(dead_code)]
    #[js(import = "page.never_called")]
    safe fn never_called();
    #[js(import = "get page.limit")]
    safe fn limit() -> u64;
    #[js(import = "set page.answer")]
    safe fn set_answer(x: i32);
    #[js(import = "page.sum")]
    safe fn sum(x: &[f32]) -> f32;
    #[js(import = "page.fill")]
    safe fn fill(x: &mut [u16]);
    #[js(import = "page.identity")]
    safe fn u32_of(x: u32) -> u32;
    #[js(import = "new Map")]
    safe fn new_map() -> Js;
    #[js(import = ".set")]
    safe fn set(map: &Js, key: &str, value: Js);
    #[js(import = ".has")]
    safe fn has(map: &Js, key: &str) -> bool;
    #[js(import = ".get")]
    safe fn get(map: &Js, key: &str) -> Js;
    #[js(import = "get .size")]
    safe fn size(map: &Js) -> u32;
}

// CHECK: numbers -1 4294967295 -9223372036854775808n 18446744073709551615n 0.5 7 true
// TYPES-DAG: export function numbers(): void;
#[js(export)]
fn numbers() {
    log_numbers(-1, u32::MAX, i64::MIN, u64::MAX, 0.5, 7, true);
    assert_eq!(u32_of(u32::MAX), u32::MAX);
}

// CHECK: greeting: Grüße, Wörld!
// CHECK: 6
// TYPES-DAG: export function greet(name: string, times: number): number;
#[js(export)]
fn greet(name: &str, times: u32) -> u32 {
    for _ in 0..times {
        log(&format!("greeting: Grüße, {name}!"));
    }
    name.len() as u32
}

// The sum of nothing is -0.
// CHECK: 12.5 -0
// Whatever JavaScript has becomes an array of this type.
// CHECK: 7 6
// TYPES-DAG: export function total(values: Float64Array, scale: number): number;
#[js(export)]
fn total(values: &[f64], scale: f64) -> f64 {
    values.iter().sum::<f64>() * scale
}

// CHECK: 18446744073709551615 3.5 [7, 8, 9]
// CHECK: 2 true Js(v) undefined
// CHECK: Some(true) None true true
// CHECK: true false NaN 2.5
// CHECK: Map(2) { 'k' => 'v', 't' => true }
// CHECK: 2.5
// CHECK: false -42
// TYPES-DAG: export function handles(): boolean;
#[js(export)]
fn handles() -> bool {
    let mut numbers = [0; 3];
    fill(&mut numbers);
    log(&format!("{} {} {numbers:?}", limit(), sum(&[1.0, 2.5])));
    let map = new_map();
    set(&map, "k", Js::from("v"));
    set(&map, "t", Js::TRUE);
    log(&format!("{} {} {:?} {}", size(&map), has(&map, "k"), get(&map, "k"), get(&map, "zz")));
    let (is, is_not) = (get(&map, "t"), get(&map, "zz"));
    let as_bools = (is.as_bool(), is_not.as_bool());
    log(&format!("{:?} {:?} {} {}", as_bools.0, as_bools.1, is_not.is_undefined(), Js::NULL.is_null()));
    let number = Js::from(2.5);
    let equal = get(&map, "k") == Js::from(String::from("v"));
    log(&format!("{equal} {} {} {}", is == number, is_not.to_number(), number.to_number()));
    log_value(&map.clone());
    log_value(&number);
    set_answer(-42);
    has(&map, "é")
}

// CHECK: 9223372036854776000 { a: 1 }
// CHECK: slots stay few: true
// TYPES-DAG: export function choose(number: bigint, is_handle: boolean, handle: any): any;
#[js(export)]
fn choose(number: u64, is_handle: bool, handle: Js) -> Js {
    if is_handle { handle } else { Js::from(number as f64) }
}

/// The slot of a new handle says how long the table has become.
#[js(export)]
fn newest_slot() -> u32 {
    let fresh = new_map();
    // SAFETY: a handle begins with its slot.
    unsafe { *(&raw const fresh).cast::<u32>() }
}

// CHECK: printed 1
// CHECK-NEXT: and in parts
// CHECK: error: thread {{.*}}panicked at {{.*}}boundary.rs:[[#@LINE+10]]:5:
// CHECK-NEXT: error: the end
// TYPES-DAG: export function print_and_panic(): void;
#[js(export)]
fn print_and_panic() {
    println!("lost");
    std::os::js::use_console();
    println!("printed {}", 1);
    print!("and ");
    println!("in parts");
    panic!("the end");
}
