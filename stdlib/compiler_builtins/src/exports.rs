//! The functions under the names by which they are called.

#[cfg(target_family = "wasm")]
mod wasm {
    use crate::{convert, int, math, mem};

    macro_rules! export {
        ($(fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty = $body:expr;)*) => {
            $(
                #[unsafe(no_mangle)]
                extern "C" fn $name($($arg: $ty),*) -> $ret {
                    $body
                }
            )*
        };
    }

    export! {
        fn __multi3(a: i128, b: i128) -> i128 = int::multiply(a as u128, b as u128) as i128;
        fn __udivti3(n: u128, d: u128) -> u128 = int::divide(n, d).0;
        fn __umodti3(n: u128, d: u128) -> u128 = int::divide(n, d).1;
        fn __divti3(n: i128, d: i128) -> i128 = int::divide_signed(n, d).0;
        fn __modti3(n: i128, d: i128) -> i128 = int::divide_signed(n, d).1;
        fn __ashlti3(x: u128, by: u32) -> u128 = int::shift_left(x, by);
        fn __lshrti3(x: u128, by: u32) -> u128 = int::shift_right(x, by);
        fn __ashrti3(x: i128, by: u32) -> i128 = int::shift_right_signed(x, by);
        fn __floatuntidf(x: u128) -> f64 = convert::to_f64(x);
        fn __floatuntisf(x: u128) -> f32 = convert::to_f32(x);
        fn __floattidf(x: i128) -> f64 = convert::signed_to_f64(x);
        fn __floattisf(x: i128) -> f32 = convert::signed_to_f32(x);
        fn __fixunsdfti(x: f64) -> u128 = convert::from_f64(x);
        fn __fixunssfti(x: f32) -> u128 = convert::from_f32(x);
        fn __fixdfti(x: f64) -> i128 = convert::signed_from_f64(x);
        fn __fixsfti(x: f32) -> i128 = convert::signed_from_f32(x);
        fn __powidf2(x: f64, n: i32) -> f64 = math::powi(x, n);
        fn __powisf2(x: f32, n: i32) -> f32 = math::powi(f64::from(x), n) as f32;
        fn fma(x: f64, y: f64, z: f64) -> f64 = math::fma(x, y, z);
        fn fmaf(x: f32, y: f32, z: f32) -> f32 = math::fmaf(x, y, z);
        fn fmod(x: f64, y: f64) -> f64 = math::fmod(x, y);
        fn fmodf(x: f32, y: f32) -> f32 = math::fmodf(x, y);
    }

    /// The product; the last argument says whether it exceeds 128 bits.
    ///
    /// # Safety
    /// The place may be written.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn __muloti4(a: i128, b: i128, overflow: *mut i32) -> i128 {
        let (product, exceeds) = int::multiply_checked(a, b);
        unsafe { *overflow = i32::from(exceeds) };
        product
    }

    /// Compares memory.
    ///
    /// # Safety
    /// Both pieces may be read.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
        unsafe { mem::compare(a, b, len) as i32 }
    }

    /// Whether memory differs.
    ///
    /// # Safety
    /// Both pieces may be read.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
        unsafe { mem::compare(a, b, len) as i32 }
    }

    /// Copies memory.
    ///
    /// # Safety
    /// One piece may be written, the other read; they do not overlap.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
        unsafe { to.copy_from_nonoverlapping(from, len) };
        to
    }

    /// Copies memory that may overlap.
    ///
    /// # Safety
    /// One piece may be written, the other read.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
        unsafe { to.copy_from(from, len) };
        to
    }

    /// Fills memory.
    ///
    /// # Safety
    /// It may be written.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn memset(to: *mut u8, byte: i32, len: usize) -> *mut u8 {
        unsafe { to.write_bytes(byte as u8, len) };
        to
    }

    /// The length of a string that ends with 0.
    ///
    /// # Safety
    /// It is one.
    #[unsafe(no_mangle)]
    unsafe extern "C" fn strlen(s: *const u8) -> usize {
        let mut len = 0;
        while unsafe { *s.add(len) } != 0 {
            len += 1;
        }
        len
    }

    /// Functions of both widths: that of `f32` is that of `f64`, rounded.
    macro_rules! both {
        ($($name:ident $single:ident ($($arg:ident),*);)*) => {
            export! {
                $(
                    fn $name($($arg: f64),*) -> f64 = math::$name($($arg),*);
                    fn $single($($arg: f32),*) -> f32 = math::$name($(f64::from($arg)),*) as f32;
                )*
            }
        };
    }

    both! {
        acos acosf (x);
        acosh acoshf (x);
        asin asinf (x);
        asinh asinhf (x);
        atan atanf (x);
        atan2 atan2f (y, x);
        atanh atanhf (x);
        cbrt cbrtf (x);
        cos cosf (x);
        cosh coshf (x);
        exp expf (x);
        exp2 exp2f (x);
        expm1 expm1f (x);
        fdim fdimf (x, y);
        hypot hypotf (x, y);
        log logf (x);
        log10 log10f (x);
        log1p log1pf (x);
        log2 log2f (x);
        pow powf (x, y);
        round roundf (x);
        sin sinf (x);
        sinh sinhf (x);
        tan tanf (x);
        tanh tanhf (x);
    }
}
