//! What generated code calls where a machine has no instruction: functions with fixed names and the
//! C ABI, for WebAssembly. Integers of 128 bits, their conversions, comparing memory, and the
//! functions of floating-point numbers that `std` declares.
//!
//! A program holds of these what it calls.

#![no_std]
#![allow(internal_features)]
#![feature(core_intrinsics)]
#![feature(compiler_builtins)]
#![compiler_builtins]

mod convert;
mod exports;
mod int;
mod math;
mod mem;
mod prim;
