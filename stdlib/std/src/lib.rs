//! The standard library: everything of `core` and `alloc`, and what needs an operating system.
//!
//! All that knows the system is in `sys`: Linux on x86-64 with glibc, or WebAssembly with or without
//! WASI. The lang items and unstable features that the library relies on are listed in
//! `docs/std-internals-alloc-std.md`.

#![no_std]
#![allow(internal_features)]
#![warn(missing_docs)]
#![feature(lang_items, rustc_attrs, thread_local, allow_internal_unstable, decl_macro)]
#![feature(dropck_eyepatch, never_type, auto_traits, c_variadic)]
#![feature(arbitrary_self_types, negative_impls, with_negative_coherence)]
#![feature(allocator_internals, stmt_expr_attributes)]
// Features of `core`: see the comment in `alloc`.
#![cfg_attr(
    not(unstaged_core),
    feature(
        const_format_args,
        core_intrinsics,
        edition_panic,
        format_args_nl,
        panic_can_unwind,
        panic_internals,
    )
)]
#![default_lib_allocator]

#[doc(hidden)]
pub extern crate alloc as alloc_crate;

#[macro_use]
mod macros;

#[macro_use]
pub mod thread;

pub mod alloc;
pub mod ascii;
pub mod backtrace;
pub mod collections;
pub mod env;
pub mod error;
mod float;
pub mod f32;
pub mod f64;
pub mod ffi;
pub mod fs;
pub mod hash;
pub mod io;
pub mod net;
pub mod num;
pub mod os;
pub mod panic;
pub mod panicking;
pub mod path;
pub mod prelude;
pub mod process;
pub mod rt;
pub mod sync;
mod sys;
pub mod time;
#[cfg(not(target_family = "wasm"))]
mod unwind;
#[cfg(target_family = "wasm")]
#[path = "unwind/wasm.rs"]
mod unwind;

pub use alloc_crate::{borrow, boxed, fmt, format, rc, slice, str, string, vec};
pub use core::{
    any, array, cell, char, clone, cmp, convert, default, future, hint, i8, i16, i32, i64, i128,
    intrinsics, isize, iter, marker, mem, ops, option, pin, ptr, result, u8, u16, u32, u64, u128,
    usize,
};

/// Architecture-specific operations.
pub mod arch {
    pub use core::arch::*;

    /// Whether the processor has a feature: nothing beyond the baseline is assumed.
    #[macro_export]
    macro_rules! is_x86_feature_detected {
        ("sse") => {
            true
        };
        ("sse2") => {
            true
        };
        ($feature:tt $(,)?) => {{
            let _: &str = $feature;
            false
        }};
    }
}

/// The primitive types under names that cannot be shadowed.
pub mod primitive {
    pub use core::primitive::*;
}

/// Types for asynchronous tasks.
pub mod task {
    pub use alloc_crate::task::*;
    pub use core::task::*;
}

pub use core::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, const_format_args,
    debug_assert, debug_assert_eq, debug_assert_ne, env, file, format_args, format_args_nl,
    include, include_bytes, include_str, line, matches, module_path, option_env, stringify, todo,
    unimplemented, unreachable, write, writeln,
};
pub use core::cfg_select;
#[allow(deprecated)]
pub use core::r#try;
