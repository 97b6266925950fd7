//! Operations that the compiler provides. They are not for programs; the library wraps them.
#![cfg_attr(ochre, unstable(feature = "core_intrinsics", issue = "none"))]
use crate::marker::{ConstParamTy_, StructuralPartialEq, Tuple};
use crate::ptr::metadata::{AggregateRawPtr, Pointee};

/// The memory order of an atomic intrinsic.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub enum AtomicOrdering {
    Relaxed = 0,
    Release = 1,
    Acquire = 2,
    AcqRel = 3,
    SeqCst = 4,
}

impl PartialEq for AtomicOrdering {
    fn eq(&self, other: &Self) -> bool {
        *self as u8 == *other as u8
    }
}
impl Eq for AtomicOrdering {}
impl StructuralPartialEq for AtomicOrdering {}
impl ConstParamTy_ for AtomicOrdering {}

#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn abort() -> !;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn add_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn align_of<T>() -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn align_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn arith_offset<T>(dst: *const T, offset: isize) -> *const T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn assert_inhabited<T>();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn assert_mem_uninitialized_valid<T>();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn assert_zero_valid<T>();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn assume(b: bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_and<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_cxchg<T: Copy, const ORD_SUCC: AtomicOrdering, const ORD_FAIL: AtomicOrdering>(dst: *mut T, old: T, src: T) -> (T, bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_cxchgweak<T: Copy, const ORD_SUCC: AtomicOrdering, const ORD_FAIL: AtomicOrdering>(_dst: *mut T, _old: T, _src: T) -> (T, bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_fence<const ORD: AtomicOrdering>();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_load<T: Copy, const ORD: AtomicOrdering>(src: *const T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_max<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_min<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_nand<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_or<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_singlethreadfence<const ORD: AtomicOrdering>();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_store<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, val: T);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_umax<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_umin<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_xadd<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_xchg<T: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_xor<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn atomic_xsub<T: Copy, U: Copy, const ORD: AtomicOrdering>(dst: *mut T, src: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn bitreverse<T: Copy>(x: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn black_box<T>(dummy: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn breakpoint();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn bswap<T: Copy>(x: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn caller_location() -> &'static crate::panic::Location<'static>;
#[rustc_intrinsic]
#[allow(missing_docs)]
pub unsafe fn catch_unwind(_try_fn: fn(*mut u8), _data: *mut u8, _catch_fn: fn(*mut u8, *mut u8)) -> i32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn ceilf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn ceilf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn cold_path();
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn compare_bytes(left: *const u8, right: *const u8, bytes: usize) -> i32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[cfg_attr(ochre, stable(feature = "rust1", since = "1.0.0"))]
pub const unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[cfg_attr(ochre, stable(feature = "rust1", since = "1.0.0"))]
pub const unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn copysignf32(x: f32, y: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn copysignf64(x: f64, y: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn cosf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn cosf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn ctlz<T: Copy>(x: T) -> u32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn ctlz_nonzero<T: Copy>(x: T) -> u32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn ctpop<T: Copy>(x: T) -> u32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn cttz<T: Copy>(x: T) -> u32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn cttz_nonzero<T: Copy>(x: T) -> u32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn discriminant_value<T>(v: &T) -> <T as crate::marker::DiscriminantKind>::Discriminant;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn exact_div<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn exp2f32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn exp2f64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn expf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn expf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn float_to_int_unchecked<Float: Copy, Int: Copy>(value: Float) -> Int;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn floorf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn floorf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fmaf32(a: f32, b: f32, c: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fmaf64(a: f64, b: f64, c: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fmuladdf32(a: f32, b: f32, c: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fmuladdf64(a: f64, b: f64, c: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn forget<T>(_: T);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn log10f32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn log10f64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn log2f32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn log2f64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn logf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn logf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn maximumf32(x: f32, y: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn maximumf64(x: f64, y: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn maxnumf32(x: f32, y: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn maxnumf64(x: f64, y: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn minimumf32(x: f32, y: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn minimumf64(x: f64, y: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn minnumf32(x: f32, y: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn minnumf64(x: f64, y: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn mul_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn needs_drop<T: ?Sized>() -> bool;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn powf32(a: f32, x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn powf64(a: f64, x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn ptr_mask<T>(ptr: *const T, mask: usize) -> *const T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn ptr_offset_from<T>(ptr: *const T, base: *const T) -> isize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn ptr_offset_from_unsigned<T>(ptr: *const T, base: *const T) -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn read_via_copy<T>(ptr: *const T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn round_ties_even_f32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn round_ties_even_f64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn roundf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn roundf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn sinf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn sinf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn size_of<T>() -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn size_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn sqrtf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn sqrtf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn sub_with_overflow<T: Copy>(x: T, y: T) -> (T, bool);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn three_way_compare<T: Copy>(lhs: T, rhss: T) -> crate::cmp::Ordering;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[cfg_attr(ochre, stable(feature = "rust1", since = "1.0.0"))]
pub const unsafe fn transmute<Src, Dst>(src: Src) -> Dst;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn transmute_unchecked<Src, Dst>(src: Src) -> Dst;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn truncf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn truncf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn type_id<T: ?Sized>() -> crate::any::TypeId;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn type_name<T: ?Sized>() -> &'static str;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn typed_swap_nonoverlapping<T>(x: *mut T, y: *mut T) {
    // What back ends do that know nothing better.
    unsafe {
        let (a, b) = (crate::ptr::read(x), crate::ptr::read(y));
        crate::ptr::write(x, b);
        crate::ptr::write(y, a);
    }
}
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn unaligned_volatile_load<T>(src: *const T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn unaligned_volatile_store<T>(dst: *mut T, val: T);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_add<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_div<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_mul<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_rem<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_shl<T: Copy, U: Copy>(x: T, y: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_shr<T: Copy, U: Copy>(x: T, y: U) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_sub<T: Copy>(x: T, y: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unreachable() -> !;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn volatile_copy_memory<T>(dst: *mut T, src: *const T, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn volatile_copy_nonoverlapping_memory<T>(dst: *mut T, src: *const T, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn volatile_load<T>(src: *const T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn volatile_set_memory<T>(dst: *mut T, val: u8, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn volatile_store<T>(dst: *mut T, val: T);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn vtable_align(ptr: *const ()) -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub unsafe fn vtable_size(ptr: *const ()) -> usize;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[cfg_attr(ochre, stable(feature = "rust1", since = "1.0.0"))]
pub const unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize);
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn write_via_move<T>(ptr: *mut T, value: T);

#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[inline]
pub const fn rotate_left<T: Copy>(x: T, shift: u32) -> T {
    // SAFETY: the distance is reduced.
    unsafe { unchecked_funnel_shl(x, x, shift % (crate::mem::size_of::<T>() as u32 * 8)) }
}
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_funnel_shl<T: Copy>(a: T, b: T, shift: u32) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
#[inline]
pub const fn rotate_right<T: Copy>(x: T, shift: u32) -> T {
    // SAFETY: the distance is reduced.
    unsafe { unchecked_funnel_shr(x, x, shift % (crate::mem::size_of::<T>() as u32 * 8)) }
}
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn unchecked_funnel_shr<T: Copy>(a: T, b: T, shift: u32) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn wrapping_add<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn wrapping_sub<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn wrapping_mul<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn saturating_add<T: Copy>(a: T, b: T) -> T;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn saturating_sub<T: Copy>(a: T, b: T) -> T;

#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn raw_eq<T>(a: &T, b: &T) -> bool;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const unsafe fn offset<Ptr, Delta>(dst: Ptr, offset: Delta) -> Ptr;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn aggregate_raw_ptr<P: AggregateRawPtr<D, Metadata = M>, D, M>(data: D, meta: M) -> P;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn ptr_metadata<P: Pointee<Metadata = M> + ?Sized, M>(ptr: *const P) -> M;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fabsf32(x: f32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub const fn fabsf64(x: f64) -> f64;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn powif32(a: f32, x: i32) -> f32;
#[rustc_intrinsic]
#[rustc_nounwind]
#[allow(missing_docs)]
pub fn powif64(a: f64, x: i32) -> f64;
/// 1: equal, 0: not equal, 2: not known at compile time.
#[rustc_intrinsic]
#[rustc_nounwind]
pub const fn ptr_guaranteed_cmp<T>(ptr: *const T, other: *const T) -> u8;
/// Whether the calling crate checks arithmetic for overflow.
#[rustc_intrinsic]
#[rustc_nounwind]
pub const fn overflow_checks() -> bool;
/// How panics go in the crate that generates the code, known while it does: 0, they unwind; 1, they
/// abort after a message; 2, they trap. For libraries that are compiled with their program.
#[rustc_intrinsic]
#[rustc_nounwind]
pub fn panic_strategy() -> u8;
/// Whether the calling crate checks the preconditions of unsafe functions.
#[rustc_intrinsic]
#[rustc_nounwind]
pub const fn ub_checks() -> bool;
/// Calls the first function at compile time and the second one at run time.
#[rustc_intrinsic]
pub const fn const_eval_select<ARG: Tuple, F, G, RET>(
    arg: ARG,
    called_in_const: F,
    called_at_rt: G,
) -> RET
where
    G: FnOnce<ARG, Output = RET>,
    F: FnOnce<ARG, Output = RET>;

/// One of two values, preferably without a branch.
#[rustc_intrinsic]
#[rustc_nounwind]
#[inline]
pub const fn select_unpredictable<T: Copy>(b: bool, true_val: T, false_val: T) -> T {
    if b { true_val } else { false_val }
}

/// Says that `b` is usually true.
#[inline(always)]
pub const fn likely(b: bool) -> bool {
    if b {
        true
    } else {
        cold_path();
        false
    }
}

/// Says that `b` is usually false.
#[inline(always)]
pub const fn unlikely(b: bool) -> bool {
    if b {
        cold_path();
        true
    } else {
        false
    }
}

/// The offset of a field, by the numbers of the variant and of the field.
#[lang = "offset_of"]
#[rustc_intrinsic]
#[rustc_nounwind]
pub const fn offset_of<T: ?Sized>(variant: u32, field: u32) -> usize;
