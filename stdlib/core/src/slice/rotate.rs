//! Rotation.
use crate::mem::MaybeUninit;
use crate::ptr;

/// Rotates the `left` elements before `mid` and the `right` ones from there, so that `mid`
/// becomes the first. A short side goes through a buffer; otherwise blocks are swapped until the
/// rest is short.
///
/// # Safety
/// All of it must be valid for reads and writes.
pub(super) const unsafe fn ptr_rotate<T>(mut left: usize, mut mid: *mut T, mut right: usize) {
    const BYTES: usize = 256;
    if size_of::<T>() == 0 {
        return;
    }
    let mut buffer = MaybeUninit::<[u8; BYTES]>::uninit();
    let buf = buffer.as_mut_ptr().cast::<u8>();
    let capacity = BYTES / size_of::<T>();
    // SAFETY: all pointers stay within the slice, the buffer is used by bytes.
    unsafe {
        loop {
            if left == 0 || right == 0 {
                return;
            }
            if left <= capacity {
                let start = mid.sub(left);
                let bytes = left * size_of::<T>();
                ptr::copy_nonoverlapping(start.cast::<u8>(), buf, bytes);
                ptr::copy(mid, start, right);
                ptr::copy_nonoverlapping(buf, start.add(right).cast::<u8>(), bytes);
                return;
            }
            if right <= capacity {
                let start = mid.sub(left);
                let bytes = right * size_of::<T>();
                ptr::copy_nonoverlapping(mid.cast::<u8>(), buf, bytes);
                ptr::copy(start, start.add(right), left);
                ptr::copy_nonoverlapping(buf, start.cast::<u8>(), bytes);
                return;
            }
            if left >= right {
                // The block before `mid` goes to its final place at the back.
                ptr::swap_nonoverlapping(mid.sub(right), mid, right);
                mid = mid.sub(right);
                left -= right;
            } else {
                ptr::swap_nonoverlapping(mid.sub(left), mid, left);
                mid = mid.add(left);
                right -= left;
            }
        }
    }
}
