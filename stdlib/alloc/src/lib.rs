//! The allocation library: owned pointers, growable collections and formatting into strings.
//!
//! Everything here is written against the public interface of `core`; the few lang items and
//! unstable features it relies on are listed in `docs/std-internals-alloc-std.md`.

#![no_std]
#![needs_allocator]
#![allow(internal_features)]
#![warn(missing_docs)]
#![feature(allocator_internals, lang_items, rustc_attrs, fundamental, allow_internal_unstable)]
#![feature(arbitrary_self_types, hint_must_use, negative_impls, with_negative_coherence)]
#![feature(coerce_unsized, dispatch_from_dyn, unsize, dropck_eyepatch, deref_pure_trait)]
#![feature(unboxed_closures, fn_traits, tuple_trait, unsized_fn_params, intrinsics)]
#![feature(core_intrinsics, legacy_receiver_trait, pin_coerce_unsized_trait)]
#![feature(fmt_internals, formatting_options, ptr_metadata, layout_for_ptr, pattern)]

#[macro_use]
mod macros;

mod raw_vec;
#[macro_use]
pub mod rc;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod ffi;
pub mod fmt;
#[doc(hidden)]
pub mod intrinsics;
pub mod slice;
pub mod str;
pub mod string;
pub mod sync;
pub mod task;
pub mod vec;

/// What the expansions of this crate's macros name.
#[doc(hidden)]
pub mod __export {
    pub use core::format_args;
    pub use core::hint::must_use;
}
