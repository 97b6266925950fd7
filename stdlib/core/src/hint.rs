//! Hints to the optimiser and the processor.
use crate::intrinsics;

/// Says that control never gets here.
///
/// # Safety
/// It must not.
#[inline]
#[track_caller]
pub const unsafe fn unreachable_unchecked() -> ! {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::unreachable() }
}

/// Says that `cond` holds.
///
/// # Safety
/// It must.
#[track_caller]
#[inline(always)]
pub const unsafe fn assert_unchecked(cond: bool) {
    // SAFETY: promised by the caller.
    unsafe { intrinsics::assume(cond) }
}

/// Says that the thread is waiting in a loop.
#[inline(always)]
pub fn spin_loop() {
    #[cfg(target_arch = "x86_64")]
    {
        unsafe extern "C" {
            #[link_name = "llvm.x86.sse2.pause"]
            safe fn pause();
        }
        pause()
    }
}

/// Returns its argument, which the optimiser must not see through.
#[inline]
pub fn black_box<T>(dummy: T) -> T {
    intrinsics::black_box(dummy)
}

/// Returns its argument, marked as one that must be used.
#[must_use]
#[inline(always)]
#[doc(hidden)]
#[cfg_attr(ochre, unstable(feature = "hint_must_use", issue = "none"))]
pub const fn must_use<T>(value: T) -> T {
    value
}

/// Says that `b` is usually true.
#[inline(always)]
#[cfg_attr(ochre, unstable(feature = "likely_unlikely", issue = "none"))]
pub const fn likely(b: bool) -> bool {
    intrinsics::likely(b)
}

/// Says that `b` is usually false.
#[inline(always)]
#[cfg_attr(ochre, unstable(feature = "likely_unlikely", issue = "none"))]
pub const fn unlikely(b: bool) -> bool {
    intrinsics::unlikely(b)
}

/// Says that control rarely gets here.
#[inline(always)]
pub const fn cold_path() {
    intrinsics::cold_path()
}

/// One of two values, chosen without a branch.
#[inline]
pub fn select_unpredictable<T>(condition: bool, true_val: T, false_val: T) -> T {
    let mut true_val = crate::mem::ManuallyDrop::new(true_val);
    let mut false_val = crate::mem::ManuallyDrop::new(false_val);
    // SAFETY: one value is moved out; the other is dropped, exactly once.
    unsafe {
        let (t, f) = (&raw mut *true_val, &raw mut *false_val);
        let kept = intrinsics::select_unpredictable(condition, t, f).read();
        crate::ptr::drop_in_place(if condition { f } else { t });
        kept
    }
}
