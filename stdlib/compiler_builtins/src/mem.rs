//! Memory. Copying and filling are instructions; comparing goes by words.

use core::cmp::Ordering;

/// Compares two pieces of memory like words of a dictionary.
///
/// # Safety
/// Both may be read.
pub unsafe fn compare(a: *const u8, b: *const u8, len: usize) -> Ordering {
    let mut at = 0;
    unsafe {
        while at + 8 <= len {
            let x = a.add(at).cast::<u64>().read_unaligned();
            let y = b.add(at).cast::<u64>().read_unaligned();
            if x != y {
                return x.swap_bytes().cmp(&y.swap_bytes());
            }
            at += 8;
        }
        while at < len {
            let (x, y) = (*a.add(at), *b.add(at));
            if x != y {
                return x.cmp(&y);
            }
            at += 1;
        }
    }
    Ordering::Equal
}
