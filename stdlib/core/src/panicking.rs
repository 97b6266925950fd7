//! How `core` panics: it builds a [`PanicInfo`] and calls the handler of the program.
//!
//! The functions here are called by the code that the compiler generates and by the expansion of
//! macros; their names are part of that contract.
#![cfg_attr(ochre, unstable(feature = "panic_internals", issue = "none"))]
use crate::fmt;
use crate::intrinsics;
use crate::panic::{Location, PanicInfo};

/// The end of every panic with a message.
#[inline(never)]
#[cold]
#[track_caller]
#[lang = "panic_fmt"]
#[rustc_do_not_const_check]
pub const fn panic_fmt(fmt: fmt::Arguments<'_>) -> ! {
    unsafe extern "Rust" {
        #[lang = "panic_impl"]
        fn panic_impl(pi: &PanicInfo<'_>) -> !;
    }
    let pi = PanicInfo::new(&fmt, Location::caller(), true, false);
    // SAFETY: the handler is a safe function of some crate of the program.
    unsafe { panic_impl(&pi) }
}

/// [`panic_fmt`] where unwinding is not possible.
#[inline(never)]
#[cold]
#[track_caller]
#[rustc_nounwind]
#[rustc_do_not_const_check]
pub const fn panic_nounwind_fmt(fmt: fmt::Arguments<'_>, force_no_backtrace: bool) -> ! {
    unsafe extern "Rust" {
        #[lang = "panic_impl"]
        fn panic_impl(pi: &PanicInfo<'_>) -> !;
    }
    let pi = PanicInfo::new(&fmt, Location::caller(), false, force_no_backtrace);
    // SAFETY: the handler is a safe function of some crate of the program.
    unsafe { panic_impl(&pi) }
}

/// Panics with a fixed message.
#[inline(never)]
#[cold]
#[track_caller]
#[lang = "panic"]
pub const fn panic(expr: &'static str) -> ! {
    panic_fmt(fmt::Arguments::from_str(expr));
}

macro_rules! fixed_panics {
    ($($name:ident $lang:literal = $message:literal;)*) => {
        /// The panics of checked operations.
        pub mod panic_const {
            use super::*;
            $(
                #[doc = concat!("Panics with: ", $message, ".")]
                #[inline(never)]
                #[cold]
                #[track_caller]
                #[lang = $lang]
                pub const fn $name() -> ! {
                    panic_fmt(fmt::Arguments::from_str($message));
                }
            )*
        }
    };
}
fixed_panics! {
    panic_const_add_overflow "panic_const_add_overflow" = "attempt to add with overflow";
    panic_const_sub_overflow "panic_const_sub_overflow" = "attempt to subtract with overflow";
    panic_const_mul_overflow "panic_const_mul_overflow" = "attempt to multiply with overflow";
    panic_const_div_overflow "panic_const_div_overflow" = "attempt to divide with overflow";
    panic_const_rem_overflow "panic_const_rem_overflow" = "attempt to calculate the remainder with overflow";
    panic_const_neg_overflow "panic_const_neg_overflow" = "attempt to negate with overflow";
    panic_const_shr_overflow "panic_const_shr_overflow" = "attempt to shift right with overflow";
    panic_const_shl_overflow "panic_const_shl_overflow" = "attempt to shift left with overflow";
    panic_const_div_by_zero "panic_const_div_by_zero" = "attempt to divide by zero";
    panic_const_rem_by_zero "panic_const_rem_by_zero" = "attempt to calculate the remainder with a divisor of zero";
    panic_const_coroutine_resumed "panic_const_coroutine_resumed" = "coroutine resumed after completion";
    panic_const_async_fn_resumed "panic_const_async_fn_resumed" = "`async fn` resumed after completion";
    panic_const_async_gen_fn_resumed "panic_const_async_gen_fn_resumed" = "`async gen fn` resumed after completion";
    panic_const_gen_fn_none "panic_const_gen_fn_none" = "`gen fn` should just keep returning `None` after completion";
    panic_const_coroutine_resumed_panic "panic_const_coroutine_resumed_panic" = "coroutine resumed after panicking";
    panic_const_async_fn_resumed_panic "panic_const_async_fn_resumed_panic" = "`async fn` resumed after panicking";
    panic_const_async_gen_fn_resumed_panic "panic_const_async_gen_fn_resumed_panic" = "`async gen fn` resumed after panicking";
    panic_const_gen_fn_none_panic "panic_const_gen_fn_none_panic" = "`gen fn` should just keep returning `None` after panicking";
    panic_const_coroutine_resumed_drop "panic_const_coroutine_resumed_drop" = "coroutine resumed after async drop";
    panic_const_async_fn_resumed_drop "panic_const_async_fn_resumed_drop" = "`async fn` resumed after async drop";
    panic_const_async_gen_fn_resumed_drop "panic_const_async_gen_fn_resumed_drop" = "`async gen fn` resumed after async drop";
    panic_const_gen_fn_none_drop "panic_const_gen_fn_none_drop" = "`gen fn` resumed after async drop";
}

/// [`panic`] where unwinding is not possible.
#[inline(never)]
#[cold]
#[track_caller]
#[lang = "panic_nounwind"]
#[rustc_nounwind]
pub const fn panic_nounwind(expr: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::from_str(expr), false);
}

/// [`panic_nounwind`] without a backtrace.
#[inline(never)]
#[cold]
#[track_caller]
#[rustc_nounwind]
pub fn panic_nounwind_nobacktrace(expr: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::from_str(expr), true);
}

/// `panic!()` without arguments.
#[inline(never)]
#[cold]
#[track_caller]
pub const fn panic_explicit() -> ! {
    panic_display(&"explicit panic")
}

/// `unreachable!(value)` of the 2015 and 2018 editions.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "unreachable_display"]
pub fn unreachable_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("internal error: entered unreachable code: {}", *x));
}

/// `panic!(string)` of the 2015 and 2018 editions.
#[inline]
#[track_caller]
#[rustc_diagnostic_item = "panic_str_2015"]
pub const fn panic_str_2015(expr: &str) -> ! {
    panic_display(&expr)
}

/// `panic!("{}", value)`.
#[inline]
#[track_caller]
#[lang = "panic_display"]
#[rustc_do_not_const_check]
pub const fn panic_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("{}", *x));
}

/// An index that is out of bounds.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_bounds_check"]
#[rustc_do_not_const_check]
pub const fn panic_bounds_check(index: usize, len: usize) -> ! {
    panic_fmt(format_args!("index out of bounds: the len is {len} but the index is {index}"))
}

/// A misaligned pointer that is dereferenced.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_misaligned_pointer_dereference"]
#[rustc_nounwind]
pub fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! {
    panic_nounwind_fmt(
        format_args!(
            "misaligned pointer dereference: address must be a multiple of {required:#x} but is {found:#x}"
        ),
        false,
    )
}

/// A null pointer that is dereferenced.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_null_pointer_dereference"]
#[rustc_nounwind]
pub fn panic_null_pointer_dereference() -> ! {
    panic_nounwind_fmt(fmt::Arguments::from_str("null pointer dereference occurred"), false)
}

/// An enum built from a bad discriminant.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_invalid_enum_construction"]
#[rustc_nounwind]
pub fn panic_invalid_enum_construction(source: u128) -> ! {
    panic_nounwind_fmt(
        format_args!("trying to construct an enum from an invalid value {source:#x}"),
        false,
    )
}

/// A panic that reaches a function that must not unwind.
#[cold]
#[inline(never)]
#[lang = "panic_cannot_unwind"]
#[rustc_nounwind]
fn panic_cannot_unwind() -> ! {
    panic_nounwind("panic in a function that cannot unwind")
}

/// A panic in a destructor during unwinding.
#[cold]
#[inline(never)]
#[lang = "panic_in_cleanup"]
#[rustc_nounwind]
fn panic_in_cleanup() -> ! {
    panic_nounwind_nobacktrace("panic in a destructor during cleanup")
}

/// A panic of a constant's evaluation, which shows only a string.
#[lang = "const_panic_fmt"]
#[rustc_do_not_const_check]
pub const fn const_panic_fmt(fmt: fmt::Arguments<'_>) -> ! {
    match fmt.as_str() {
        Some(msg) => panic_display(&msg),
        None => intrinsics::abort(),
    }
}

/// Which assertion failed.
#[derive(Debug)]
#[doc(hidden)]
pub enum AssertKind {
    /// `assert_eq!`
    Eq,
    /// `assert_ne!`
    Ne,
    /// `assert_matches!`
    Match,
}

/// A failed `assert_eq!` or `assert_ne!`.
#[cold]
#[inline(never)]
#[track_caller]
#[doc(hidden)]
pub fn assert_failed<T, U>(
    kind: AssertKind,
    left: &T,
    right: &U,
    args: Option<fmt::Arguments<'_>>,
) -> !
where
    T: fmt::Debug + ?Sized,
    U: fmt::Debug + ?Sized,
{
    assert_failed_inner(kind, &left, &right, args)
}

/// A failed `assert_matches!`.
#[cold]
#[inline(never)]
#[track_caller]
#[doc(hidden)]
pub fn assert_matches_failed<T: fmt::Debug + ?Sized>(
    left: &T,
    right: &str,
    args: Option<fmt::Arguments<'_>>,
) -> ! {
    /// A pattern, shown as it is written.
    struct Pattern<'a>(&'a str);
    impl fmt::Debug for Pattern<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }
    assert_failed_inner(AssertKind::Match, &left, &Pattern(right), args);
}

#[inline(never)]
#[cold]
#[track_caller]
fn assert_failed_inner(
    kind: AssertKind,
    left: &dyn fmt::Debug,
    right: &dyn fmt::Debug,
    args: Option<fmt::Arguments<'_>>,
) -> ! {
    let op = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
        AssertKind::Match => "matches",
    };
    match args {
        Some(args) => panic!(
            "assertion `left {op} right` failed: {args}\n  left: {left:?}\n right: {right:?}"
        ),
        None => panic!("assertion `left {op} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}
