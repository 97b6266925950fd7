//! What the expansion of `format_args!` refers to.
#![cfg_attr(ochre, unstable(feature = "fmt_internals", issue = "none"))]
use super::*;
use crate::marker::PhantomData;
use crate::mem;
use crate::ptr::NonNull;

/// One argument of a format string.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    kind: ArgumentKind<'a>,
}

type FormatFn = unsafe fn(NonNull<()>, &mut Formatter<'_>) -> Result;

#[derive(Copy, Clone)]
enum ArgumentKind<'a> {
    /// A value and the function that formats it.
    Value { value: NonNull<()>, format: FormatFn, _lifetime: PhantomData<&'a ()> },
    /// A width or a precision.
    Count(u16),
}

macro_rules! argument_constructors {
    ($($name:ident $Trait:ident;)*) => {$(
        #[doc = concat!("A value that is formatted by [`", stringify!($Trait), "`].")]
        #[inline]
        pub const fn $name<T: $Trait>(x: &'a T) -> Argument<'a> {
            Argument::new(x, <T as $Trait>::fmt)
        }
    )*};
}

impl<'a> Argument<'a> {
    #[inline]
    const fn new<T>(x: &'a T, f: fn(&T, &mut Formatter<'_>) -> Result) -> Argument<'a> {
        Argument {
            kind: ArgumentKind::Value {
                value: NonNull::from_ref(x).cast(),
                // SAFETY: both function types have the same ABI, and the function will be called
                // with this pointer only.
                format: unsafe {
                    mem::transmute::<fn(&T, &mut Formatter<'_>) -> Result, FormatFn>(f)
                },
                _lifetime: PhantomData,
            },
        }
    }

    argument_constructors! {
        new_display Display;
        new_debug Debug;
        new_octal Octal;
        new_lower_hex LowerHex;
        new_upper_hex UpperHex;
        new_pointer Pointer;
        new_binary Binary;
        new_lower_exp LowerExp;
        new_upper_exp UpperExp;
    }

    /// A value whose formatting was switched off.
    #[inline]
    pub const fn new_debug_noop<T: Debug>(x: &'a T) -> Argument<'a> {
        Argument::new(x, |_: &T, _| Ok(()))
    }

    /// A width or precision from a value.
    #[inline]
    #[track_caller]
    pub const fn from_usize(x: &'a usize) -> Argument<'a> {
        if *x > u16::MAX as usize {
            panic!("Formatting argument out of range");
        }
        Argument { kind: ArgumentKind::Count(*x as u16) }
    }

    /// Formats the argument.
    #[inline]
    pub(super) fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.kind {
            // SAFETY: the function was made for this pointer.
            ArgumentKind::Value { value, format, .. } => unsafe { format(value, f) },
            ArgumentKind::Count(_) => Ok(()),
        }
    }

    /// The count of a width or precision.
    #[inline]
    pub(super) const fn as_u16(&self) -> Option<u16> {
        match self.kind {
            ArgumentKind::Count(count) => Some(count),
            ArgumentKind::Value { .. } => None,
        }
    }

    /// No arguments, for format strings without placeholders.
    #[inline]
    pub const fn none() -> [Self; 0] {
        []
    }
}
