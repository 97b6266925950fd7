//! `vec!` and `format!`.

/// Creates a [`Vec`](crate::vec::Vec) holding the arguments.
///
/// `vec![a, b]` moves each value in; `vec![x; n]` clones `x` `n` times.
#[macro_export]
#[allow_internal_unstable(rustc_attrs, liballoc_internals)]
macro_rules! vec {
    () => ( $crate::vec::Vec::new() );
    ($elem:expr; $n:expr) => ( $crate::vec::from_elem($elem, $n) );
    ($($x:expr),+ $(,)?) => (
        $crate::boxed::box_assume_init_into_vec_unsafe(
            $crate::intrinsics::write_box_via_move($crate::boxed::Box::new_uninit(), [$($x),+])
        )
    );
}

/// Formats its arguments into a new [`String`](crate::string::String).
#[macro_export]
#[allow_internal_unstable(hint_must_use, liballoc_internals)]
macro_rules! format {
    ($($arg:tt)*) => {
        $crate::__export::must_use({
            $crate::fmt::format($crate::__export::format_args!($($arg)*))
        })
    }
}
