// How the modules here are written: a register (`__m128i`) is seen as lanes (`i8x16`) for the time
// of one operation on each lane, which the back end turns into the instruction of that name.
pub(super) mod avx2;
pub(super) mod avx2_fixed;
pub(super) mod cpuid;
pub(super) mod fixed;
pub(super) mod simd;
pub(super) mod sse;
pub(super) mod sse2;
pub(super) mod sse2_lanes;
pub(super) mod sse41;
pub(super) mod ssse3;
pub(super) mod types;

/// Functions of two registers that do one operation on each pair of lanes.
macro_rules! binary {
    ($feature:literal, $reg:ident as $lanes:ident: $($name:ident = $op:ident),* $(,)?) => {$(
        #[doc = concat!("Lane by lane: `", stringify!($op), "` on `", stringify!($lanes), "`.")]
        #[inline]
        #[target_feature(enable = $feature)]
        pub fn $name(a: $reg, b: $reg) -> $reg {
            // SAFETY: registers and lanes are the same bits, all of them valid.
            unsafe { transmute($op::<$lanes>(transmute(a), transmute(b))) }
        }
    )*};
}
/// Comparisons: each lane becomes all ones or all zeros.
macro_rules! compare {
    ($feature:literal, $reg:ident as $lanes:ident -> $mask:ident:
     $($name:ident = $op:ident),* $(,)?) => {$(
        #[doc = concat!("Lane by lane: all ones where `", stringify!($op), "` holds.")]
        #[inline]
        #[target_feature(enable = $feature)]
        pub fn $name(a: $reg, b: $reg) -> $reg {
            // SAFETY: registers and lanes are the same bits, all of them valid.
            unsafe { transmute($op::<$lanes, $mask>(transmute(a), transmute(b))) }
        }
    )*};
}
/// Minima and maxima, by comparison.
macro_rules! choose {
    ($feature:literal, $reg:ident as $lanes:ident -> $mask:ident:
     $($name:ident = $op:ident),* $(,)?) => {$(
        #[doc = concat!("Lane by lane: `a` where `", stringify!($op), "(a, b)`, else `b`.")]
        #[inline]
        #[target_feature(enable = $feature)]
        pub fn $name(a: $reg, b: $reg) -> $reg {
            // SAFETY: registers and lanes are the same bits, all of them valid.
            unsafe {
                let (a, b): ($lanes, $lanes) = (transmute(a), transmute(b));
                transmute(simd_select::<$mask, $lanes>($op::<$lanes, $mask>(a, b), a, b))
            }
        }
    )*};
}
/// Lanes of two registers in a new order: 0.. of the first, then those of the second.
macro_rules! shuffle {
    ($feature:literal, $reg:ident as $lanes:ident, $count:literal:
     $($name:ident = $order:expr),* $(,)?) => {$(
        #[doc = concat!("The lanes ", stringify!($order), " of both registers.")]
        #[inline]
        #[target_feature(enable = $feature)]
        pub fn $name(a: $reg, b: $reg) -> $reg {
            const ORDER: Order<$count> = Order($order);
            // SAFETY: the order names lanes that there are; all bits are valid.
            unsafe { transmute(simd_shuffle::<$lanes, _, $lanes>(transmute(a), transmute(b), ORDER)) }
        }
    )*};
}
/// Shifts of each lane by one count in the instruction; counts beyond the lane give all zeros, or
/// copies of the sign.
macro_rules! shift {
    ($feature:literal, $reg:ident as $lanes:ident, $lane:ident, $bits:literal, $beyond:expr;
     $($name:ident = $op:ident),* $(,)?) => {$(
        #[doc = concat!("Lane by lane: `", stringify!($op), "` by a constant.")]
        #[inline]
        #[target_feature(enable = $feature)]
        #[rustc_legacy_const_generics(1)]
        pub fn $name<const IMM8: i32>(a: $reg) -> $reg {
            let count = IMM8 as u8 as u32;
            // SAFETY: the count is less than the lane's width; all bits are valid.
            unsafe {
                let lanes: $lanes = transmute(a);
                if count < $bits {
                    transmute($op(lanes, simd_splat::<$lanes, $lane>(count as $lane)))
                } else {
                    let beyond: fn($lanes) -> $lanes = $beyond;
                    transmute(beyond(lanes))
                }
            }
        }
    )*};
}
pub(self) use {binary, choose, compare, shift, shuffle};
