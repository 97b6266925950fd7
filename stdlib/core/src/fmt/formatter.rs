//! [`Formatter`] and its options.
use super::*;
use crate::num::fmt as numfmt;
use crate::str;

/// The fill in the low 21 bits, flags above it.
const FILL: u32 = 0x1f_ffff;
const SIGN_PLUS: u32 = 1 << 21;
const SIGN_MINUS: u32 = 1 << 22;
const ALTERNATE: u32 = 1 << 23;
const ZERO_PAD: u32 = 1 << 24;
const DEBUG_LOWER_HEX: u32 = 1 << 25;
const DEBUG_UPPER_HEX: u32 = 1 << 26;
const HAS_WIDTH: u32 = 1 << 27;
const HAS_PRECISION: u32 = 1 << 28;
const ALIGN: u32 = 3 << 29;
const ALIGN_LEFT: u32 = 0 << 29;
const ALIGN_RIGHT: u32 = 1 << 29;
const ALIGN_CENTER: u32 = 2 << 29;
const ALIGN_UNKNOWN: u32 = 3 << 29;

/// The flags of `{}`.
pub(super) const DEFAULT_FLAGS: u32 = ALIGN_UNKNOWN | ' ' as u32;

/// The sign that was asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
}

/// The hexadecimal form of `{:?}` that was asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
pub enum DebugAsHex {
    /// `{:x?}`
    Lower,
    /// `{:X?}`
    Upper,
}

/// What stands behind the colon of a placeholder.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
pub struct FormattingOptions {
    flags: u32,
    width: u16,
    precision: u16,
}

impl FormattingOptions {
    /// The options of `{}`.
    #[inline]
    pub const fn new() -> Self {
        Self { flags: DEFAULT_FLAGS, width: 0, precision: 0 }
    }

    #[inline]
    pub(super) const fn from_parts(flags: u32, width: u16, precision: u16) -> Self {
        Self { flags, width, precision }
    }

    const fn set(&mut self, mask: u32, bits: u32) -> &mut Self {
        self.flags = (self.flags & !mask) | bits;
        self
    }

    /// Sets the sign.
    pub const fn sign(&mut self, sign: Option<Sign>) -> &mut Self {
        let bits = match sign {
            None => 0,
            Some(Sign::Plus) => SIGN_PLUS,
            Some(Sign::Minus) => SIGN_MINUS,
        };
        self.set(SIGN_PLUS | SIGN_MINUS, bits)
    }

    /// Sets the `0` flag.
    pub const fn sign_aware_zero_pad(&mut self, on: bool) -> &mut Self {
        self.set(ZERO_PAD, if on { ZERO_PAD } else { 0 })
    }

    /// Sets the `#` flag.
    pub const fn alternate(&mut self, on: bool) -> &mut Self {
        self.set(ALTERNATE, if on { ALTERNATE } else { 0 })
    }

    /// Sets the fill.
    pub const fn fill(&mut self, fill: char) -> &mut Self {
        self.set(FILL, fill as u32)
    }

    /// Sets the alignment.
    pub const fn align(&mut self, align: Option<Alignment>) -> &mut Self {
        let bits = match align {
            None => ALIGN_UNKNOWN,
            Some(Alignment::Left) => ALIGN_LEFT,
            Some(Alignment::Right) => ALIGN_RIGHT,
            Some(Alignment::Center) => ALIGN_CENTER,
        };
        self.set(ALIGN, bits)
    }

    /// Sets the width.
    pub const fn width(&mut self, width: Option<u16>) -> &mut Self {
        self.width = match width {
            Some(w) => w,
            None => 0,
        };
        self.set(HAS_WIDTH, if width.is_some() { HAS_WIDTH } else { 0 })
    }

    /// Sets the precision.
    pub const fn precision(&mut self, precision: Option<u16>) -> &mut Self {
        self.precision = match precision {
            Some(p) => p,
            None => 0,
        };
        self.set(HAS_PRECISION, if precision.is_some() { HAS_PRECISION } else { 0 })
    }

    /// Sets the hexadecimal form of `{:?}`.
    pub const fn debug_as_hex(&mut self, form: Option<DebugAsHex>) -> &mut Self {
        let bits = match form {
            None => 0,
            Some(DebugAsHex::Lower) => DEBUG_LOWER_HEX,
            Some(DebugAsHex::Upper) => DEBUG_UPPER_HEX,
        };
        self.set(DEBUG_LOWER_HEX | DEBUG_UPPER_HEX, bits)
    }

    /// A formatter with these options.
    pub fn create_formatter<'a>(self, write: &'a mut (dyn Write + 'a)) -> Formatter<'a> {
        Formatter::new(write, self)
    }
}

impl Default for FormattingOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// The options of a placeholder and where its text goes.
#[rustc_diagnostic_item = "Formatter"]
pub struct Formatter<'a> {
    pub(super) options: FormattingOptions,
    pub(super) buf: &'a mut (dyn Write + 'a),
}

/// Fill that is still to be written after the text.
#[must_use = "don't forget to write the post padding"]
struct PostPadding {
    fill: char,
    count: u16,
}

impl PostPadding {
    fn write(self, f: &mut Formatter<'_>) -> Result {
        for _ in 0..self.count {
            f.buf.write_char(self.fill)?;
        }
        Ok(())
    }
}

impl<'a> Formatter<'a> {
    /// A formatter that writes to `write`.
    #[inline]
    #[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
    pub const fn new(write: &'a mut (dyn Write + 'a), options: FormattingOptions) -> Self {
        Formatter { options, buf: write }
    }

    /// A formatter with other options that writes to the same place.
    #[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
    pub const fn with_options<'b>(&'b mut self, options: FormattingOptions) -> Formatter<'b> {
        Formatter { options, buf: self.buf }
    }

    /// The options.
    #[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
    pub const fn options(&self) -> FormattingOptions {
        self.options
    }

    /// A formatter with the same options that writes elsewhere.
    pub(super) fn wrap_buf<'b>(&self, buf: &'b mut (dyn Write + 'b)) -> Formatter<'b> {
        Formatter { options: self.options, buf }
    }

    #[inline]
    fn has(&self, flag: u32) -> bool {
        self.options.flags & flag != 0
    }

    /// Whether a number is its digits, with a sign only if it is negative.
    #[inline]
    pub(super) fn is_plain_number(&self) -> bool {
        self.options.width == 0 && !self.sign_plus()
    }

    /// Writes a number: sign, prefix and digits, padded.
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> Result {
        let mut width = buf.len();
        let mut sign = None;
        if !is_nonnegative {
            sign = Some('-');
            width += 1;
        } else if self.sign_plus() {
            sign = Some('+');
            width += 1;
        }
        let prefix = if self.alternate() {
            width += prefix.chars().count();
            Some(prefix)
        } else {
            None
        };
        let min = self.options.width;
        if width >= min as usize {
            self.write_prefix(sign, prefix)?;
            self.buf.write_str(buf)
        } else if self.sign_aware_zero_pad() {
            let old = self.options;
            self.options.fill('0').align(Some(Alignment::Right));
            self.write_prefix(sign, prefix)?;
            let post = self.padding(min - width as u16, Alignment::Right)?;
            self.buf.write_str(buf)?;
            post.write(self)?;
            self.options = old;
            Ok(())
        } else {
            let post = self.padding(min - width as u16, Alignment::Right)?;
            self.write_prefix(sign, prefix)?;
            self.buf.write_str(buf)?;
            post.write(self)
        }
    }

    #[inline(never)]
    fn write_prefix(&mut self, sign: Option<char>, prefix: Option<&str>) -> Result {
        if let Some(c) = sign {
            self.buf.write_char(c)?;
        }
        match prefix {
            Some(prefix) => self.buf.write_str(prefix),
            None => Ok(()),
        }
    }

    /// Writes a string, cut to the precision and padded to the width.
    pub fn pad(&mut self, s: &str) -> Result {
        if !self.has(HAS_WIDTH | HAS_PRECISION) {
            return self.buf.write_str(s);
        }
        let (s, char_count) = if self.has(HAS_PRECISION) {
            let mut iter = s.char_indices();
            let mut count = 0usize;
            let mut end = s.len();
            while let Some((offset, _)) = iter.next() {
                if count == self.options.precision as usize {
                    end = offset;
                    break;
                }
                count += 1;
            }
            // SAFETY: the offset of a character is a boundary.
            (unsafe { s.get_unchecked(..end) }, count)
        } else {
            (s, s.chars().count())
        };
        if char_count >= self.options.width as usize {
            return self.buf.write_str(s);
        }
        let post = self.padding(self.options.width - char_count as u16, Alignment::Left)?;
        self.buf.write_str(s)?;
        post.write(self)
    }

    /// Writes the fill before the text.
    fn padding(
        &mut self,
        padding: u16,
        default: Alignment,
    ) -> crate::result::Result<PostPadding, Error> {
        let left = match self.align().unwrap_or(default) {
            Alignment::Left => 0,
            Alignment::Right => padding,
            Alignment::Center => padding / 2,
        };
        let fill = self.fill();
        for _ in 0..left {
            self.buf.write_char(fill)?;
        }
        Ok(PostPadding { fill, count: padding - left })
    }

    /// Writes the parts of a number, padded.
    pub(crate) fn pad_formatted_parts(&mut self, formatted: &numfmt::Formatted<'_>) -> Result {
        if self.options.width == 0 {
            return self.write_formatted_parts(formatted);
        }
        let mut width = self.options.width;
        let mut formatted = formatted.clone();
        let old = self.options;
        if self.sign_aware_zero_pad() {
            // The sign goes before the zeros.
            let sign = formatted.sign;
            self.buf.write_str(sign)?;
            formatted.sign = "";
            width = width.saturating_sub(sign.len() as u16);
            self.options.fill('0').align(Some(Alignment::Right));
        }
        let len = formatted.len();
        let ret = if width as usize <= len {
            self.write_formatted_parts(&formatted)
        } else {
            let post = self.padding(width - len as u16, Alignment::Right)?;
            self.write_formatted_parts(&formatted)?;
            post.write(self)
        };
        self.options = old;
        ret
    }

    fn write_formatted_parts(&mut self, formatted: &numfmt::Formatted<'_>) -> Result {
        const ZEROES: &str = "0000000000000000000000000000000000000000000000000000000000000000";
        if !formatted.sign.is_empty() {
            self.buf.write_str(formatted.sign)?;
        }
        for part in formatted.parts {
            match *part {
                numfmt::Part::Zero(mut nzeroes) => {
                    while nzeroes > ZEROES.len() {
                        self.buf.write_str(ZEROES)?;
                        nzeroes -= ZEROES.len();
                    }
                    if nzeroes > 0 {
                        self.buf.write_str(&ZEROES[..nzeroes])?;
                    }
                }
                // SAFETY: parts are ASCII.
                numfmt::Part::Copy(buf) => {
                    self.buf.write_str(unsafe { str::from_utf8_unchecked(buf) })?;
                }
            }
        }
        Ok(())
    }

    /// Writes a string as it is.
    pub fn write_str(&mut self, data: &str) -> Result {
        self.buf.write_str(data)
    }

    /// Writes formatted text.
    #[inline]
    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result {
        match fmt.as_statically_known_str() {
            Some(s) => self.buf.write_str(s),
            None => write(self.buf, fmt),
        }
    }

    /// The flags as bits.
    #[must_use]
    #[deprecated(
        since = "1.24.0",
        note = "use the `sign_plus`, `sign_minus`, `alternate`, or `sign_aware_zero_pad` methods instead"
    )]
    pub fn flags(&self) -> u32 {
        self.options.flags >> 21 & 0x3f
    }

    /// The fill.
    #[must_use]
    pub fn fill(&self) -> char {
        // SAFETY: the low bits are a character.
        unsafe { char::from_u32_unchecked(self.options.flags & FILL) }
    }

    /// The alignment.
    #[must_use]
    pub fn align(&self) -> Option<Alignment> {
        match self.options.flags & ALIGN {
            ALIGN_LEFT => Some(Alignment::Left),
            ALIGN_RIGHT => Some(Alignment::Right),
            ALIGN_CENTER => Some(Alignment::Center),
            _ => None,
        }
    }

    /// The width.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        if self.has(HAS_WIDTH) { Some(self.options.width as usize) } else { None }
    }

    /// The precision.
    #[must_use]
    pub fn precision(&self) -> Option<usize> {
        if self.has(HAS_PRECISION) { Some(self.options.precision as usize) } else { None }
    }

    /// Whether there is a `+`.
    #[must_use]
    pub fn sign_plus(&self) -> bool {
        self.has(SIGN_PLUS)
    }

    /// Whether there is a `-`.
    #[must_use]
    pub fn sign_minus(&self) -> bool {
        self.has(SIGN_MINUS)
    }

    /// The sign.
    #[cfg_attr(ochre, unstable(feature = "formatting_options", issue = "none"))]
    pub fn sign(&self) -> Option<Sign> {
        if self.sign_plus() {
            Some(Sign::Plus)
        } else if self.sign_minus() {
            Some(Sign::Minus)
        } else {
            None
        }
    }

    /// Whether there is a `#`.
    #[must_use]
    pub fn alternate(&self) -> bool {
        self.has(ALTERNATE)
    }

    /// Whether there is a `0`.
    #[must_use]
    pub fn sign_aware_zero_pad(&self) -> bool {
        self.has(ZERO_PAD)
    }

    pub(super) fn debug_lower_hex(&self) -> bool {
        self.has(DEBUG_LOWER_HEX)
    }

    pub(super) fn debug_upper_hex(&self) -> bool {
        self.has(DEBUG_UPPER_HEX)
    }
}

impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result {
        self.buf.write_str(s)
    }

    fn write_char(&mut self, c: char) -> Result {
        self.buf.write_char(c)
    }

    #[inline]
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        Formatter::write_fmt(self, args)
    }
}
