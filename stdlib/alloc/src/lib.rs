//! The allocation library: owned pointers, growable collections and formatting into strings.
//!
//! Everything here is written against the public interface of `core`; the few lang items and
//! unstable features it relies on are listed in `docs/std-internals-alloc-std.md`.

#![no_std]
#![needs_allocator]
#![allow(internal_features)]
#![warn(missing_docs)]
#![feature(allocator_internals, lang_items, rustc_attrs, fundamental, allow_internal_unstable)]
#![feature(arbitrary_self_types, negative_impls, with_negative_coherence, dropck_eyepatch)]
#![feature(unboxed_closures, unsized_fn_params, intrinsics)]
// Features of `core`. Developers who compile with a core whose items have no stability turn them
// off: they do not exist then.
#![cfg_attr(
    not(unstaged_core),
    feature(
        coerce_unsized,
        core_intrinsics,
        deref_pure_trait,
        dispatch_from_dyn,
        fn_traits,
        formatting_options,
        hint_must_use,
        layout_for_ptr,
        legacy_receiver_trait,
        pattern,
        pin_coerce_unsized_trait,
        ptr_metadata,
        tuple_trait,
        unsize,
    )
)]

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
