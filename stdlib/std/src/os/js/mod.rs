//! Values of JavaScript's, for programs in browsers and Node.js (`wasm32-unknown-unknown`).
//!
//! Functions of JavaScript's are declared with `#[js(import = "path")]` in a block
//! `extern "Rust"`, functions for JavaScript are marked `#[js(export)]`; the compiler writes the
//! ES module that joins both sides.

use crate::alloc::{Layout, alloc, dealloc};
use crate::fmt;
use crate::string::String;
use crate::vec;

mod console;
pub use console::use_console;

/// A value of JavaScript's, held by its slot in the table of the ES module.
///
/// Dropping it frees the slot, so that the garbage collector may take the value. It is neither
/// `Send` nor `Sync`: each thread's module has a table of its own.
#[lang = "js"]
pub struct Js {
    slot: u32,
    not_send: core::marker::PhantomData<*const ()>,
}

unsafe extern "Rust" {
    #[js(import = "#drop")]
    safe fn drop_slot(slot: u32);
    #[js(import = "#value")]
    safe fn copy(value: &Js) -> Js;
    #[js(import = "#value")]
    safe fn from_str(text: &str) -> Js;
    #[js(import = "#value")]
    safe fn from_number(number: f64) -> Js;
    #[js(import = "#equal")]
    safe fn equal(left: &Js, right: &Js) -> bool;
    #[js(import = "#number")]
    safe fn number(value: &Js) -> f64;
    #[js(import = "#length")]
    safe fn length(value: &Js) -> u32;
    #[js(import = "#write")]
    safe fn write(value: &Js, into: &mut [u8]);
}

impl Js {
    /// `undefined`
    pub const UNDEFINED: Js = Js::in_slot(0);
    /// `null`
    pub const NULL: Js = Js::in_slot(1);
    /// `true`
    pub const TRUE: Js = Js::in_slot(2);
    /// `false`
    pub const FALSE: Js = Js::in_slot(3);

    /// Up to here slots hold what everybody shares.
    const LAST_SHARED: u32 = 3;

    const fn in_slot(slot: u32) -> Js {
        Js { slot, not_send: core::marker::PhantomData }
    }

    /// Whether it is `undefined`.
    pub fn is_undefined(&self) -> bool {
        self.slot == 0
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.slot == 1
    }

    /// The value of `true` or `false`; nothing for other values.
    pub fn as_bool(&self) -> Option<bool> {
        match self.slot {
            2 => Some(true),
            3 => Some(false),
            _ => None,
        }
    }

    /// The value as a number (`+value`), NaN if it is none. JavaScript throws for a symbol or a
    /// `BigInt`.
    pub fn to_number(&self) -> f64 {
        number(self)
    }
}

impl Clone for Js {
    fn clone(&self) -> Js {
        copy(self)
    }
}

impl Drop for Js {
    fn drop(&mut self) {
        if self.slot > Js::LAST_SHARED {
            drop_slot(self.slot);
        }
    }
}

/// Equality as by `===`.
impl PartialEq for Js {
    fn eq(&self, other: &Js) -> bool {
        equal(self, other)
    }
}

impl From<&str> for Js {
    fn from(text: &str) -> Js {
        from_str(text)
    }
}

impl From<String> for Js {
    fn from(text: String) -> Js {
        from_str(&text)
    }
}

impl From<f64> for Js {
    fn from(value: f64) -> Js {
        from_number(value)
    }
}

impl From<bool> for Js {
    fn from(value: bool) -> Js {
        if value { Js::TRUE } else { Js::FALSE }
    }
}

/// The value as text, as by `String(value)`; single surrogates become U+FFFD.
impl fmt::Display for Js {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![0; length(self) as usize];
        write(self, &mut bytes);
        f.pad(&String::from_utf8_lossy(&bytes))
    }
}

impl fmt::Debug for Js {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Js({self})")
    }
}

/// Memory for an argument of an export: `bytes` of them, aligned for any number.
#[rustc_std_internal_symbol]
fn __js_alloc(bytes: u32) -> u32 {
    match Layout::from_size_align(bytes as usize, 8) {
        // SAFETY: the layout is not empty.
        Ok(layout) if bytes > 0 => {
            let address = unsafe { alloc(layout) };
            if address.is_null() {
                crate::alloc::handle_alloc_error(layout);
            }
            address as u32
        }
        _ => 8,
    }
}

/// Frees what [`__js_alloc`] gave for as many bytes.
#[rustc_std_internal_symbol]
fn __js_free(address: u32, bytes: u32) {
    if bytes > 0 {
        // SAFETY: it was allocated with this layout.
        unsafe { dealloc(address as *mut u8, Layout::from_size_align_unchecked(bytes as usize, 8)) };
    }
}
