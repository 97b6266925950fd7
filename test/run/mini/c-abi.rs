// Structs by value between Rust and C, both ways; variadic functions; narrow integers.
// RUN: %llvm/clang -O1 -c %S/Inputs/c_abi.c -o %t.o
// RUN: %ochrec --edition 2021 -C panic=abort -C link-arg=%t.o %s -o %t
// RUN: %t | %FileCheck %s
// RUN: %ochrec --edition 2021 -C panic=abort -O -C link-arg=%t.o %s -o %t
// RUN: %t | %FileCheck %s
#![no_core]
#![no_main]
#![feature(no_core, lang_items, auto_traits, unboxed_closures, rustc_attrs)]
include!("Inputs/prelude.rs");
macro_rules! number {
    ($($t:ty)*) => {
        $(impl Add for $t {
            type Output = $t;
            fn add(self, other: $t) -> $t {
                self + other
            }
        }
        )*
    };
}
number! { u8 i16 i64 f32 f64 }
impl Copy for i8 {}
impl Copy for u16 {}
impl Copy for i16 {}
impl Copy for i64 {}
impl Copy for f32 {}
impl Copy for f64 {}

#[repr(C)]
struct Byte {
    a: u8,
}
extern "C" fn plus_Byte(d: f64, x: Byte) -> Byte {
    Byte { a: x.a + d as u8 }
}
extern "C" {
    fn twice_Byte(n: i32, x: Byte) -> Byte;
    fn back_Byte(f: extern "C" fn(f64, Byte) -> Byte, x: Byte) -> Byte;
}
#[repr(C)]
struct Three {
    a: u8,
    b: u8,
    c: u8,
}
extern "C" fn plus_Three(d: f64, x: Three) -> Three {
    Three { a: x.a + d as u8, b: x.b + d as u8, c: x.c + d as u8 }
}
extern "C" {
    fn twice_Three(n: i32, x: Three) -> Three;
    fn back_Three(f: extern "C" fn(f64, Three) -> Three, x: Three) -> Three;
}
#[repr(C)]
struct Ints {
    a: i32,
    b: i32,
}
extern "C" fn plus_Ints(d: f64, x: Ints) -> Ints {
    Ints { a: x.a + d as i32, b: x.b + d as i32 }
}
extern "C" {
    fn twice_Ints(n: i32, x: Ints) -> Ints;
    fn back_Ints(f: extern "C" fn(f64, Ints) -> Ints, x: Ints) -> Ints;
}
#[repr(C)]
struct Longs {
    a: i64,
    b: i64,
}
extern "C" fn plus_Longs(d: f64, x: Longs) -> Longs {
    Longs { a: x.a + d as i64, b: x.b + d as i64 }
}
extern "C" {
    fn twice_Longs(n: i32, x: Longs) -> Longs;
    fn back_Longs(f: extern "C" fn(f64, Longs) -> Longs, x: Longs) -> Longs;
}
#[repr(C)]
struct Floats2 {
    a: f32,
    b: f32,
}
extern "C" fn plus_Floats2(d: f64, x: Floats2) -> Floats2 {
    Floats2 { a: x.a + d as f32, b: x.b + d as f32 }
}
extern "C" {
    fn twice_Floats2(n: i32, x: Floats2) -> Floats2;
    fn back_Floats2(f: extern "C" fn(f64, Floats2) -> Floats2, x: Floats2) -> Floats2;
}
#[repr(C)]
struct Floats3 {
    a: f32,
    b: f32,
    c: f32,
}
extern "C" fn plus_Floats3(d: f64, x: Floats3) -> Floats3 {
    Floats3 { a: x.a + d as f32, b: x.b + d as f32, c: x.c + d as f32 }
}
extern "C" {
    fn twice_Floats3(n: i32, x: Floats3) -> Floats3;
    fn back_Floats3(f: extern "C" fn(f64, Floats3) -> Floats3, x: Floats3) -> Floats3;
}
#[repr(C)]
struct Doubles {
    a: f64,
    b: f64,
}
extern "C" fn plus_Doubles(d: f64, x: Doubles) -> Doubles {
    Doubles { a: x.a + d as f64, b: x.b + d as f64 }
}
extern "C" {
    fn twice_Doubles(n: i32, x: Doubles) -> Doubles;
    fn back_Doubles(f: extern "C" fn(f64, Doubles) -> Doubles, x: Doubles) -> Doubles;
}
#[repr(C)]
struct Mixed {
    a: f64,
    b: i32,
}
extern "C" fn plus_Mixed(d: f64, x: Mixed) -> Mixed {
    Mixed { a: x.a + d as f64, b: x.b + d as i32 }
}
extern "C" {
    fn twice_Mixed(n: i32, x: Mixed) -> Mixed;
    fn back_Mixed(f: extern "C" fn(f64, Mixed) -> Mixed, x: Mixed) -> Mixed;
}
#[repr(C)]
struct Mixed2 {
    a: f32,
    b: i32,
    c: f64,
}
extern "C" fn plus_Mixed2(d: f64, x: Mixed2) -> Mixed2 {
    Mixed2 { a: x.a + d as f32, b: x.b + d as i32, c: x.c + d as f64 }
}
extern "C" {
    fn twice_Mixed2(n: i32, x: Mixed2) -> Mixed2;
    fn back_Mixed2(f: extern "C" fn(f64, Mixed2) -> Mixed2, x: Mixed2) -> Mixed2;
}
#[repr(C)]
struct Shorts5 {
    a: i16,
    b: i16,
    c: i16,
    d: i16,
    e: i16,
}
extern "C" fn plus_Shorts5(d: f64, x: Shorts5) -> Shorts5 {
    Shorts5 { a: x.a + d as i16, b: x.b + d as i16, c: x.c + d as i16, d: x.d + d as i16, e: x.e + d as i16 }
}
extern "C" {
    fn twice_Shorts5(n: i32, x: Shorts5) -> Shorts5;
    fn back_Shorts5(f: extern "C" fn(f64, Shorts5) -> Shorts5, x: Shorts5) -> Shorts5;
}
#[repr(C)]
struct Big {
    a: i64,
    b: i64,
    c: i64,
}
extern "C" fn plus_Big(d: f64, x: Big) -> Big {
    Big { a: x.a + d as i64, b: x.b + d as i64, c: x.c + d as i64 }
}
extern "C" {
    fn twice_Big(n: i32, x: Big) -> Big;
    fn back_Big(f: extern "C" fn(f64, Big) -> Big, x: Big) -> Big;
}
#[repr(C)]
struct Odd {
    a: i64,
    b: u8,
    c: i16,
}
extern "C" fn plus_Odd(d: f64, x: Odd) -> Odd {
    Odd { a: x.a + d as i64, b: x.b + d as u8, c: x.c + d as i16 }
}
extern "C" {
    fn twice_Odd(n: i32, x: Odd) -> Odd;
    fn back_Odd(f: extern "C" fn(f64, Odd) -> Odd, x: Odd) -> Odd;
}

extern "C" {
    fn many(a: i64, b: i64, c: i64, d: i64, e: i64, f: Longs, g: i64, h: Mixed) -> i64;
    fn narrow(a: i8, b: u16, c: bool) -> i8;
    fn printf(format: *const u8, ...) -> i32;
    fn fflush(file: *mut u8) -> i32;
}
unsafe fn run() {
    let x = back_Byte(plus_Byte, twice_Byte(1, Byte { a: 3 }));
    print_line(x.a as i32); // CHECK: 8
    let x = back_Three(plus_Three, twice_Three(1, Three { a: 3, b: 4, c: 5 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    let x = back_Ints(plus_Ints, twice_Ints(1, Ints { a: 3, b: 4 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    let x = back_Longs(plus_Longs, twice_Longs(1, Longs { a: 3, b: 4 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    let x = back_Floats2(plus_Floats2, twice_Floats2(1, Floats2 { a: 3.0, b: 4.0 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    let x = back_Floats3(plus_Floats3, twice_Floats3(1, Floats3 { a: 3.0, b: 4.0, c: 5.0 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    let x = back_Doubles(plus_Doubles, twice_Doubles(1, Doubles { a: 3.0, b: 4.0 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    let x = back_Mixed(plus_Mixed, twice_Mixed(1, Mixed { a: 3.0, b: 4 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    let x = back_Mixed2(plus_Mixed2, twice_Mixed2(1, Mixed2 { a: 3.0, b: 4, c: 5.0 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    let x = back_Shorts5(plus_Shorts5, twice_Shorts5(1, Shorts5 { a: 3, b: 4, c: 5, d: 6, e: 7 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    print_line(x.d as i32); // CHECK-NEXT: 14
    print_line(x.e as i32); // CHECK-NEXT: 16
    let x = back_Big(plus_Big, twice_Big(1, Big { a: 3, b: 4, c: 5 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    let x = back_Odd(plus_Odd, twice_Odd(1, Odd { a: 3, b: 4, c: 5 }));
    print_line(x.a as i32); // CHECK-NEXT: 8
    print_line(x.b as i32); // CHECK-NEXT: 10
    print_line(x.c as i32); // CHECK-NEXT: 12
    let n = many(1, 2, 3, 4, 5, Longs { a: 6, b: 7 }, 8, Mixed { a: 9.0, b: 10 });
    print_line(n as i32); // CHECK-NEXT: 84
    print_line(narrow(-100, 20, true) as i32); // CHECK-NEXT: -119
    // CHECK-NEXT: 5 2.500000 x
    printf(&raw const FORMAT as *const u8, 5, 2.5f64, b'x' as i32);
}
static FORMAT: [u8; 10] = *b"%d %f %c\n\0";
#[no_mangle]
extern "C" fn main() -> i32 {
    unsafe { run() }
    0
}
