//! [`Arguments`]: a format string with its arguments.
//!
//! The compiler lowers `format_args!` to a byte string and an array of arguments. The byte string
//! is a sequence of
//!
//! * `n` from 1 to 127: the next `n` bytes are literal text;
//! * `0x80`, then a 16-bit length, then that many bytes of literal text;
//! * `0xC0` plus bits: a placeholder. By its bits there follow: (1) 32 bits of flags and fill,
//!   (2) 16 bits of width, (4) 16 bits of precision, (8) the 16-bit index of the argument, which
//!   is otherwise the next one; with (16) the width and with (32) the precision is the index of
//!   an argument instead;
//! * 0: the end.
//!
//! All numbers are little-endian. A format string that is only text is held as that text.
use super::formatter::DEFAULT_FLAGS;
use super::*;
use crate::marker::PhantomData;
use crate::mem;
use crate::ptr::{self, NonNull};
use crate::slice;
use crate::str;

/// A format string with its arguments, ready to be written.
#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    /// The byte string, or the text.
    template: NonNull<u8>,
    /// The arguments, or twice the length of the text plus 1.
    args: NonNull<rt::Argument<'a>>,
    _lifetime: PhantomData<&'a [rt::Argument<'a>]>,
}

impl<'a> Arguments<'a> {
    /// From a byte string and its arguments.
    ///
    /// # Safety
    /// They must be as the compiler makes them.
    #[inline]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
    pub const unsafe fn new<const N: usize, const M: usize>(
        template: &'a [u8; N],
        args: &'a [rt::Argument<'a>; M],
    ) -> Arguments<'a> {
        Arguments {
            template: NonNull::from_ref(template).cast(),
            args: NonNull::from_ref(args).cast(),
            _lifetime: PhantomData,
        }
    }

    /// From text.
    #[inline]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
    pub const fn from_str(s: &'static str) -> Arguments<'a> {
        // SAFETY: an odd number is not 0.
        let args = unsafe {
            NonNull::new_unchecked(ptr::without_provenance_mut(s.len() << 1 | 1))
        };
        // SAFETY: a reference is not null.
        let template = unsafe { NonNull::new_unchecked(s.as_ptr() as *mut u8) };
        Arguments { template, args, _lifetime: PhantomData }
    }

    /// From text that is not static; the result must not show it as static.
    #[inline]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
    pub const fn from_str_nonconst(s: &'static str) -> Arguments<'a> {
        Arguments::from_str(s)
    }

    /// The text, if the format string is only text.
    #[must_use]
    #[inline]
    pub const fn as_str(&self) -> Option<&'static str> {
        // SAFETY: a thin pointer has the bits of an integer.
        let bits: usize = unsafe { mem::transmute(self.args) };
        if bits & 1 == 0 {
            return None;
        }
        // SAFETY: made by `from_str` from exactly this text.
        unsafe {
            Some(str::from_utf8_unchecked(slice::from_raw_parts(self.template.as_ptr(), bits >> 1)))
        }
    }

    /// [`as_str`](Arguments::as_str), where that is worth a test.
    #[must_use]
    #[inline]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
    pub fn as_statically_known_str(&self) -> Option<&'static str> {
        self.as_str()
    }

    /// A guess of how many bytes the text will have.
    #[inline]
    #[doc(hidden)]
    #[cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
    pub fn estimated_capacity(&self) -> usize {
        if let Some(s) = self.as_str() {
            return s.len();
        }
        // SAFETY: not text, hence a byte string.
        let mut reader = unsafe { Reader::new(self.template) };
        let (mut literal, mut starts_with_arg, mut first) = (0usize, false, true);
        loop {
            match reader.kind() {
                0 => break,
                kind @ 1..=LONG_TEXT => literal += reader.text(kind).len(),
                kind => {
                    reader.placeholder(kind);
                    starts_with_arg |= first;
                }
            }
            first = false;
        }
        if starts_with_arg && literal < 16 { 0 } else { literal.saturating_mul(2) }
    }
}



impl Debug for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        Display::fmt(self, fmt)
    }
}

impl Display for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        fmt.write_fmt(*self)
    }
}

#[derive(Copy, Clone)]
struct Placeholder {
    flags: u32,
    width: u16,
    precision: u16,
    index: u16,
}

/// Text whose length follows.
const LONG_TEXT: u8 = 0x80;

/// Takes a byte string apart.
struct Reader {
    at: *const u8,
    /// The index of the next argument.
    next: u16,
}

impl Reader {
    /// # Safety
    /// `template` must point to a byte string made by the compiler.
    #[inline]
    unsafe fn new(template: NonNull<u8>) -> Reader {
        Reader { at: template.as_ptr(), next: 0 }
    }

    #[inline]
    fn u16(&mut self) -> u16 {
        // SAFETY: the byte string is well formed.
        unsafe {
            let value = self.at.cast::<u16>().read_unaligned();
            self.at = self.at.add(2);
            u16::from_le(value)
        }
    }

    /// What comes next: 0 is the end, up to [`LONG_TEXT`] is text, the rest are placeholders.
    #[inline]
    fn kind(&mut self) -> u8 {
        // SAFETY: the byte string is well formed; nobody asks again after the end.
        unsafe {
            let kind = *self.at;
            self.at = self.at.add(1);
            kind
        }
    }

    #[inline]
    fn text(&mut self, kind: u8) -> &'static str {
        let len = if kind == LONG_TEXT { self.u16() as usize } else { kind as usize };
        // SAFETY: the byte string is well formed.
        unsafe {
            let text = slice::from_raw_parts(self.at, len);
            self.at = self.at.add(len);
            str::from_utf8_unchecked(text)
        }
    }

    #[inline]
    fn placeholder(&mut self, kind: u8) -> Placeholder {
        let mut p = Placeholder { flags: DEFAULT_FLAGS, width: 0, precision: 0, index: 0 };
        if kind & 1 != 0 {
            let low = self.u16() as u32;
            p.flags = low | (self.u16() as u32) << 16;
        }
        if kind & 2 != 0 {
            p.width = self.u16();
        }
        if kind & 4 != 0 {
            p.precision = self.u16();
        }
        if kind & 8 != 0 {
            self.next = self.u16();
        }
        p.index = self.next;
        self.next = self.next.wrapping_add(1);
        p
    }
}

/// Writes formatted text to `output`.
pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    if let Some(s) = args.as_str() {
        return output.write_str(s);
    }
    // SAFETY: not text, hence a byte string made by the compiler, whose indices are in bounds.
    let mut reader = unsafe { Reader::new(args.template) };
    let argument = |index: u16| unsafe { args.args.add(index as usize).as_ref() };
    loop {
        let kind = reader.kind();
        if kind == 0 {
            return Ok(());
        }
        if kind <= LONG_TEXT {
            output.write_str(reader.text(kind))?;
            continue;
        }
        let mut p = reader.placeholder(kind);
        if kind & 16 != 0 {
            p.width = argument(p.width).as_u16().unwrap_or(0);
        }
        if kind & 32 != 0 {
            p.precision = argument(p.precision).as_u16().unwrap_or(0);
        }
        let options = FormattingOptions::from_parts(p.flags, p.width, p.precision);
        argument(p.index).fmt(&mut Formatter::new(output, options))?;
    }
}
