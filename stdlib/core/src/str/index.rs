//! Indexing of strings.
use crate::ops::{self, Bound, Index, IndexMut, Range};
use crate::ptr;
use crate::slice::SliceIndex;
use crate::slice::index::{exclusive_start_overflow, inclusive_end_overflow};

impl<I: SliceIndex<str>> Index<I> for str {
    type Output = I::Output;

    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}

impl<I: SliceIndex<str>> IndexMut<I> for str {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

/// Says what is wrong with a range.
#[cold]
#[inline(never)]
#[track_caller]
#[rustc_do_not_const_check]
pub(super) const fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    const MAX_DISPLAY_LENGTH: usize = 256;
    let trunc_len = s.floor_char_boundary(MAX_DISPLAY_LENGTH);
    let s_trunc = &s[..trunc_len];
    let ellipsis = if trunc_len < s.len() { "[...]" } else { "" };
    let len = s.len();
    if begin > len {
        panic!("start byte index {begin} is out of bounds of `{s_trunc}`{ellipsis}");
    }
    if end > len {
        panic!("end byte index {end} is out of bounds of `{s_trunc}`{ellipsis}");
    }
    if begin > end {
        panic!("begin > end ({begin} > {end}) when slicing `{s_trunc}`{ellipsis}");
    }
    let (which, index) =
        if !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let char_start = s.floor_char_boundary(index);
    let ch = match s[char_start..].chars().next() {
        Some(ch) => ch,
        None => '\0',
    };
    let char_end = char_start + ch.len_utf8();
    panic!(
        "{which} byte index {index} is not a char boundary; it is inside {ch:?} (bytes {char_start}..{char_end}) of `{s_trunc}`{ellipsis}"
    );
}

unsafe impl SliceIndex<str> for Range<usize> {
    type Output = str;

    #[inline]
    fn get(self, slice: &str) -> Option<&str> {
        if self.start <= self.end
            && slice.is_char_boundary(self.start)
            && slice.is_char_boundary(self.end)
        {
            // SAFETY: just checked.
            Some(unsafe { &*self.get_unchecked(slice) })
        } else {
            None
        }
    }

    #[inline]
    fn get_mut(self, slice: &mut str) -> Option<&mut str> {
        if self.start <= self.end
            && slice.is_char_boundary(self.start)
            && slice.is_char_boundary(self.end)
        {
            // SAFETY: just checked.
            Some(unsafe { &mut *self.get_unchecked_mut(slice) })
        } else {
            None
        }
    }

    #[inline]
    unsafe fn get_unchecked(self, slice: *const str) -> *const str {
        // SAFETY: promised by the caller.
        unsafe {
            let len = self.end.unchecked_sub(self.start);
            ptr::slice_from_raw_parts((slice as *const u8).add(self.start), len) as *const str
        }
    }

    #[inline]
    unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
        // SAFETY: promised by the caller.
        unsafe {
            let len = self.end.unchecked_sub(self.start);
            ptr::slice_from_raw_parts_mut((slice as *mut u8).add(self.start), len) as *mut str
        }
    }

    #[inline]
    fn index(self, slice: &str) -> &str {
        let (start, end) = (self.start, self.end);
        match self.get(slice) {
            Some(s) => s,
            None => slice_error_fail(slice, start, end),
        }
    }

    #[inline]
    fn index_mut(self, slice: &mut str) -> &mut str {
        if self.start <= self.end
            && slice.is_char_boundary(self.start)
            && slice.is_char_boundary(self.end)
        {
            // SAFETY: just checked.
            unsafe { &mut *self.get_unchecked_mut(slice) }
        } else {
            slice_error_fail(slice, self.start, self.end)
        }
    }
}

/// The other ranges become a `Range`.
macro_rules! by_range {
    ($($Range:ty, |$r:ident, $len:ident| $make:expr, get $fits:expr, index $check:expr;)*) => {$(
        unsafe impl SliceIndex<str> for $Range {
            type Output = str;

            #[inline]
            fn get(self, slice: &str) -> Option<&str> {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                if $fits { $make.get(slice) } else { None }
            }

            #[inline]
            fn get_mut(self, slice: &mut str) -> Option<&mut str> {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                if $fits { $make.get_mut(slice) } else { None }
            }

            #[inline]
            unsafe fn get_unchecked(self, slice: *const str) -> *const str {
                let ($r, $len) = (self, (slice as *const [u8]).len());
                let _ = $len;
                // SAFETY: promised by the caller.
                unsafe { $make.get_unchecked(slice) }
            }

            #[inline]
            unsafe fn get_unchecked_mut(self, slice: *mut str) -> *mut str {
                let ($r, $len) = (self, (slice as *mut [u8]).len());
                let _ = $len;
                // SAFETY: promised by the caller.
                unsafe { $make.get_unchecked_mut(slice) }
            }

            #[inline]
            fn index(self, slice: &str) -> &str {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                $check;
                $make.index(slice)
            }

            #[inline]
            fn index_mut(self, slice: &mut str) -> &mut str {
                let ($r, $len) = (self, slice.len());
                let _ = $len;
                $check;
                $make.index_mut(slice)
            }
        }
    )*};
}
by_range! {
    ops::RangeTo<usize>, |r, len| 0..r.end, get true, index ();
    ops::RangeFrom<usize>, |r, len| r.start..len, get r.start <= len,
        index ();
    ops::RangeFull, |r, len| { let _ = r; 0..len }, get true, index ();
    ops::RangeInclusive<usize>, |r, len| r.clone().into_slice_range(), get r.end != usize::MAX,
        index if r.end == usize::MAX { inclusive_end_overflow() };
    ops::RangeToInclusive<usize>, |r, len| 0..r.end + 1, get r.end != usize::MAX,
        index if r.end == usize::MAX { inclusive_end_overflow() };
    (Bound<usize>, Bound<usize>), |r, len| bounds(len, r).unwrap_or(1..0),
        get bounds(len, r).is_some(),
        index match r {
            (Bound::Excluded(usize::MAX), _) => exclusive_start_overflow(),
            (_, Bound::Included(usize::MAX)) => inclusive_end_overflow(),
            _ => {}
        };
}

/// The range of two bounds, unless one overflows.
fn bounds(len: usize, (start, end): (Bound<usize>, Bound<usize>)) -> Option<Range<usize>> {
    let start = match start {
        Bound::Included(start) => start,
        Bound::Excluded(start) => start.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let end = match end {
        Bound::Included(end) => end.checked_add(1)?,
        Bound::Excluded(end) => end,
        Bound::Unbounded => len,
    };
    Some(start..end)
}
