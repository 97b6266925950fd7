//! The macros that every program sees, and the built-in ones that the compiler expands itself.

/// Stops the current thread with a message.
#[macro_export]
#[rustc_builtin_macro(core_panic)]
#[allow_internal_unstable(edition_panic)]
macro_rules! panic {
    ($($arg:tt)*) => {
        /* expanded by the compiler, by the edition of the caller */
    };
}

/// Panics unless both values are equal, showing them.
#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    };
}

/// Panics if both values are equal, showing them.
#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(
                        kind, &*left_val, &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)));
                }
            }
        }
    };
}

/// [`assert!`] in builds with debug assertions, nothing in others.
#[macro_export]
macro_rules! debug_assert {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert!($($arg)*);
        }
    };
}

/// [`assert_eq!`] in builds with debug assertions, nothing in others.
#[macro_export]
macro_rules! debug_assert_eq {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert_eq!($($arg)*);
        }
    };
}

/// [`assert_ne!`] in builds with debug assertions, nothing in others.
#[macro_export]
macro_rules! debug_assert_ne {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert_ne!($($arg)*);
        }
    };
}

/// Whether an expression matches a pattern, with an optional guard.
#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}

/// The older form of the `?` operator.
#[macro_export]
#[deprecated(since = "1.39.0", note = "use the `?` operator instead")]
macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => {
                return $crate::result::Result::Err($crate::convert::From::from(err));
            }
        }
    };
}

/// Writes formatted text into anything with a `write_fmt` method.
#[macro_export]
macro_rules! write {
    ($dst:expr, $($arg:tt)*) => {
        $dst.write_fmt($crate::format_args!($($arg)*))
    };
}

/// [`write!`] with a line feed at the end.
#[macro_export]
#[allow_internal_unstable(format_args_nl)]
macro_rules! writeln {
    ($dst:expr $(,)?) => {
        $crate::write!($dst, "\n")
    };
    ($dst:expr, $($arg:tt)*) => {
        $dst.write_fmt($crate::format_args_nl!($($arg)*))
    };
}

/// Marks code that is never reached; panics if it is.
#[macro_export]
#[rustc_builtin_macro(unreachable)]
#[allow_internal_unstable(edition_panic)]
macro_rules! unreachable {
    ($($arg:tt)*) => {
        /* expanded by the compiler, by the edition of the caller */
    };
}

/// Marks code that is deliberately absent; panics.
#[macro_export]
macro_rules! unimplemented {
    () => {
        $crate::panicking::panic("not implemented")
    };
    ($($arg:tt)+) => {
        $crate::panic!("not implemented: {}", $crate::format_args!($($arg)+))
    };
}

/// Marks code that is still to be written; panics.
#[macro_export]
macro_rules! todo {
    () => {
        $crate::panicking::panic("not yet implemented")
    };
    ($($arg:tt)+) => {
        $crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+))
    };
}

/// Stops compilation with a message.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! compile_error {
    ($($arg:tt)*) => {};
}

/// Builds a [`fmt::Arguments`](crate::fmt::Arguments).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! format_args {
    ($($arg:tt)*) => {};
}

/// [`format_args!`] that a constant may hold.
#[macro_export]
#[doc(hidden)]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
#[cfg_attr(ochre, unstable(feature = "const_format_args", issue = "none"))]
macro_rules! const_format_args {
    ($($arg:tt)*) => {};
}

/// [`format_args!`] with a line feed at the end.
#[macro_export]
#[doc(hidden)]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
#[cfg_attr(ochre, unstable(feature = "format_args_nl", issue = "none"))]
macro_rules! format_args_nl {
    ($($arg:tt)*) => {};
}

/// The value of an environment variable at compile time.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! env {
    ($($arg:tt)*) => {};
}

/// The value of an environment variable at compile time, if it is set.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! option_env {
    ($($arg:tt)*) => {};
}

/// Joins literals into one string.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat {
    ($($arg:tt)*) => {};
}

/// The line of the outermost call.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! line {
    () => {};
}

/// The column of the outermost call.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! column {
    () => {};
}

/// The file of the outermost call.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! file {
    () => {};
}

/// Its argument's tokens as a string.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! stringify {
    ($($arg:tt)*) => {};
}

/// A file's content as a string.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_str {
    ($($arg:tt)*) => {};
}

/// A file's content as an array of bytes.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_bytes {
    ($($arg:tt)*) => {};
}

/// The path of the current module.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! module_path {
    () => {};
}

/// Evaluates a configuration predicate.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! cfg {
    ($($cfg:tt)*) => {};
}

/// Parses a file as an expression or as items.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include {
    ($($arg:tt)*) => {};
}

/// Panics unless a condition holds.
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(edition_panic, core_intrinsics, generic_assert_internals)]
macro_rules! assert {
    ($($arg:tt)*) => {};
}

/// Joins literals into an array of bytes.
#[macro_export]
#[rustc_builtin_macro]
#[cfg_attr(ochre, unstable(feature = "concat_bytes", issue = "none"))]
macro_rules! concat_bytes {
    ($($e:literal),+ $(,)?) => {};
}

/// Chooses among tokens by configuration predicates.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! cfg_select {
    ($($tt:tt)*) => {};
}

/// Prints tokens while compiling.
#[macro_export]
#[rustc_builtin_macro]
#[cfg_attr(ochre, unstable(feature = "log_syntax", issue = "none"))]
macro_rules! log_syntax {
    ($($arg:tt)*) => {};
}

/// Shows the expansion of macros while compiling.
#[macro_export]
#[rustc_builtin_macro]
#[cfg_attr(ochre, unstable(feature = "trace_macros", issue = "none"))]
macro_rules! trace_macros {
    (true) => {};
    (false) => {};
}

/// The attribute and derive macros of the prelude. They need a path of their own, which
/// `macro_rules!` cannot give.
pub(crate) mod builtin {
    /// Expands derive macros.
    #[rustc_builtin_macro]
    pub macro derive($item:item) {}

    /// Marks a unit test.
    #[rustc_builtin_macro]
    #[allow_internal_unstable(test, rustc_attrs, coverage_attribute)]
    pub macro test($item:item) {}

    /// Marks a benchmark.
    #[rustc_builtin_macro]
    #[allow_internal_unstable(test, rustc_attrs, coverage_attribute)]
    #[cfg_attr(ochre, unstable(feature = "test", issue = "none"))]
    pub macro bench($item:item) {}

    /// Makes a function the handler of failed allocations.
    #[rustc_builtin_macro]
    #[allow_internal_unstable(rustc_attrs)]
    #[cfg_attr(ochre, unstable(feature = "alloc_error_handler", issue = "none"))]
    pub macro alloc_error_handler($item:item) {}

    /// An item of the test harness.
    #[rustc_builtin_macro]
    #[allow_internal_unstable(test, rustc_attrs, coverage_attribute)]
    #[cfg_attr(ochre, unstable(feature = "custom_test_frameworks", issue = "none"))]
    pub macro test_case($item:item) {}

    /// Makes a static the program's allocator.
    #[rustc_builtin_macro]
    #[allow_internal_unstable(rustc_attrs)]
    pub macro global_allocator($item:item) {}

    /// Marks a static that holds data the tests see.
    #[rustc_builtin_macro]
    #[cfg_attr(ochre, unstable(feature = "cfg_accessible", issue = "none"))]
    pub macro cfg_accessible($item:item) {}

    /// Expands `cfg` eagerly.
    #[rustc_builtin_macro]
    #[cfg_attr(ochre, unstable(feature = "cfg_eval", issue = "none"))]
    pub macro cfg_eval($item:item) {}
}

/// The macros of [`ptr`](crate::ptr).
pub(crate) mod addr {
    /// A pointer to a place, without a reference in between.
    pub macro addr_of($place:expr) {
        &raw const $place
    }

    /// A mutable pointer to a place, without a reference in between.
    pub macro addr_of_mut($place:expr) {
        &raw mut $place
    }
}

/// The macro of [`task`](crate::task).
pub(crate) mod ready {
    /// The value of a [`Poll`](crate::task::Poll), returning if it is pending.
    #[rustc_macro_transparency = "semiopaque"]
    pub macro ready($e:expr $(,)?) {
        match $e {
            $crate::task::Poll::Ready(t) => t,
            $crate::task::Poll::Pending => {
                return $crate::task::Poll::Pending;
            }
        }
    }
}

/// The assembly macros of [`arch`](crate::arch).
pub(crate) mod asm {
    /// Inline assembly.
    #[rustc_builtin_macro]
    pub macro asm("assembly template", $(operands,)* $(options($(option),*))?) {}

    /// The body of a naked function.
    #[rustc_builtin_macro]
    pub macro naked_asm("assembly template", $(operands,)* $(options($(option),*))?) {}

    /// Assembly outside functions.
    #[rustc_builtin_macro]
    pub macro global_asm("assembly template", $(operands,)* $(options($(option),*))?) {}
}
