//! Registers, and the lanes they are seen as.
macro_rules! register {
    ($($(#[$doc:meta])* $name:ident = [$lane:ident; $count:literal];)*) => {$(
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        #[repr(simd)]
        pub struct $name([$lane; $count]);
        impl crate::fmt::Debug for $name {
            fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
                // SAFETY: the lanes are an array of the same size; all bits are valid.
                let lanes: [$lane; $count] = unsafe { crate::mem::transmute(*self) };
                let mut out = f.debug_tuple(stringify!($name));
                for lane in lanes {
                    out.field(&lane);
                }
                out.finish()
            }
        }
    )*};
}
register! {
    /// 128 bits as four `f32`.
    __m128 = [f32; 4];
    /// 128 bits as two `f64`.
    __m128d = [f64; 2];
    /// 128 bits of integers.
    __m128i = [i64; 2];
    /// 256 bits as eight `f32`.
    __m256 = [f32; 8];
    /// 256 bits as four `f64`.
    __m256d = [f64; 4];
    /// 256 bits of integers.
    __m256i = [i64; 4];
}

macro_rules! lanes {
    ($($name:ident = [$lane:ident; $count:literal];)*) => {$(
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy)]
        #[repr(simd)]
        pub(super) struct $name(pub [$lane; $count]);
    )*};
}
lanes! {
    i8x16 = [i8; 16];
    i8x32 = [i8; 32];
    u8x16 = [u8; 16];
    u8x32 = [u8; 32];
    i16x8 = [i16; 8];
    i16x16 = [i16; 16];
    u16x8 = [u16; 8];
    u16x16 = [u16; 16];
    i32x4 = [i32; 4];
    i32x8 = [i32; 8];
    u32x4 = [u32; 4];
    u32x8 = [u32; 8];
    i64x2 = [i64; 2];
    i64x4 = [i64; 4];
    u64x2 = [u64; 2];
    u64x4 = [u64; 4];
    f32x4 = [f32; 4];
    f64x2 = [f64; 2];
}
