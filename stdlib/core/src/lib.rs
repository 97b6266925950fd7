//! The dependency-free foundation of the standard library.
//!
//! Nothing here allocates, performs I/O or assumes an operating system. The crate is written
//! against the public documentation of each item; `docs/std-internals.md` lists the language
//! items, intrinsics and unstable features it relies on.
#![no_core]
#![rustc_coherence_is_core]
#![feature(
    adt_const_params,
    allow_internal_unstable,
    arbitrary_self_types,
    auto_traits,
    const_precise_live_drops,
    coverage_attribute,
    freeze_impls,
    decl_macro,
    dropck_eyepatch,
    extern_types,
    fundamental,
    intrinsics,
    lang_items,
    link_llvm_intrinsics,
    negative_impls,
    super_let,
    never_type,
    no_core,
    optimize_attribute,
    prelude_import,
    rustc_attrs,
    rustdoc_internals,
    sized_hierarchy,
    transparent_unions,
    unboxed_closures,
    with_negative_coherence
)]
#![cfg_attr(ochre, feature(staged_api))]
#![allow(internal_features, incomplete_features)]
#![allow(clippy::all)]
#![deny(unsafe_op_in_unsafe_fn)]

extern crate self as core;

#[macro_use]
mod macros;

pub mod prelude;
// The compiler resolves this import as soon as it meets it: the module must come first.
#[prelude_import]
#[allow(unused_imports)]
use prelude::rust_2024::*;

pub mod alloc;
pub mod any;
pub mod arch;
pub mod array;
pub mod ascii;
pub mod borrow;
pub mod cell;
pub mod char;
pub mod clone;
pub mod cmp;
pub mod convert;
pub mod default;
pub mod error;
pub mod ffi;
pub mod fmt;
pub mod future;
pub mod hash;
pub mod hint;
pub mod intrinsics;
pub mod iter;
pub mod marker;
pub mod mem;
pub mod net;
pub mod num;
pub mod ops;
pub mod option;
pub mod panic;
pub mod panicking;
pub mod pin;
pub mod primitive;
pub mod ptr;
pub mod range;
pub mod result;
pub mod slice;
pub mod str;
pub mod sync;
pub mod task;
pub mod time;

mod bool;
mod escape;
mod tuple;
mod unicode;
mod unit;

pub use num::shims::{f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize};
