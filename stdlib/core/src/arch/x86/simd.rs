//! Operations on the lanes of vectors, as the back end knows them.

/// Which lanes a shuffle takes.
#[derive(Clone, Copy)]
#[repr(simd)]
pub(super) struct Order<const N: usize>(pub [u32; N]);

macro_rules! operations {
    ($($name:ident<$($t:ident),*>($($arg:ident: $ty:ident),*) -> $ret:ident;)*) => {$(
        #[rustc_intrinsic]
        #[rustc_nounwind]
        pub(super) unsafe fn $name<$($t: Copy),*>($($arg: $ty),*) -> $ret;
    )*};
}
operations! {
    simd_add<T>(x: T, y: T) -> T;
    simd_sub<T>(x: T, y: T) -> T;
    simd_mul<T>(x: T, y: T) -> T;
    simd_div<T>(x: T, y: T) -> T;
    simd_and<T>(x: T, y: T) -> T;
    simd_or<T>(x: T, y: T) -> T;
    simd_xor<T>(x: T, y: T) -> T;
    simd_shl<T>(x: T, y: T) -> T;
    simd_shr<T>(x: T, y: T) -> T;
    simd_saturating_add<T>(x: T, y: T) -> T;
    simd_saturating_sub<T>(x: T, y: T) -> T;
    simd_fsqrt<T>(x: T) -> T;
    simd_eq<T, M>(x: T, y: T) -> M;
    simd_lt<T, M>(x: T, y: T) -> M;
    simd_le<T, M>(x: T, y: T) -> M;
    simd_gt<T, M>(x: T, y: T) -> M;
    simd_ge<T, M>(x: T, y: T) -> M;
    simd_ne<T, M>(x: T, y: T) -> M;
    simd_select<M, T>(mask: M, x: T, y: T) -> T;
    simd_bitmask<T, U>(x: T) -> U;
    simd_splat<T, E>(value: E) -> T;
    simd_cast<T, U>(x: T) -> U;
    simd_extract<T, E>(x: T, index: u32) -> E;
    simd_insert<T, E>(x: T, index: u32, value: E) -> T;
    simd_shuffle<T, I, R>(x: T, y: T, order: I) -> R;
}
