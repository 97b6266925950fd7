//! `PathBuf`.

use super::Path;
use crate::boxed::Box;
use crate::collections::TryReserveError;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use core::ops::{Deref, DerefMut};

/// An owned path.
pub struct PathBuf {
    pub(super) inner: OsString,
}

impl PathBuf {
    /// An empty path.
    #[must_use]
    #[inline]
    pub const fn new() -> PathBuf {
        PathBuf { inner: OsString::new() }
    }

    /// An empty path with room for `capacity` bytes.
    #[must_use]
    #[inline]
    pub fn with_capacity(capacity: usize) -> PathBuf {
        PathBuf { inner: OsString::with_capacity(capacity) }
    }

    /// The path as a slice.
    #[must_use]
    #[inline]
    pub fn as_path(&self) -> &Path {
        self
    }

    /// The path as a slice that is never freed.
    #[inline]
    pub fn leak<'a>(self) -> &'a mut Path {
        unsafe { &mut *(self.inner.leak() as *mut OsStr as *mut Path) }
    }

    /// Appends a path; an absolute one replaces this.
    pub fn push<P: AsRef<Path>>(&mut self, path: P) {
        let path = path.as_ref();
        if path.is_absolute() {
            self.inner.clear();
        } else if !self.inner.is_empty() && !self.bytes().ends_with(b"/") {
            self.inner.push("/");
        }
        self.inner.push(path);
    }

    /// Removes the last component; whether there was one.
    pub fn pop(&mut self) -> bool {
        match self.parent().map(|p| p.as_os_str().len()) {
            Some(len) => {
                self.inner.as_mut_vec().truncate(len);
                true
            }
            None => false,
        }
    }

    /// Sets the file name.
    pub fn set_file_name<S: AsRef<OsStr>>(&mut self, file_name: S) {
        let file_name = file_name.as_ref();
        if self.file_name().is_some() {
            self.pop();
        }
        self.push(file_name);
    }

    /// Sets the extension; whether there is a file name.
    pub fn set_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool {
        self.change_extension(extension.as_ref(), |path| path.file_stem())
    }

    /// Adds an extension; whether there is a file name.
    pub fn add_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool {
        self.change_extension(extension.as_ref(), |path| path.file_name())
    }

    /// Cuts off what follows a part of the file name and appends an extension.
    fn change_extension(
        &mut self,
        extension: &OsStr,
        keep: impl FnOnce(&Path) -> Option<&OsStr>,
    ) -> bool {
        if extension.as_encoded_bytes().contains(&b'/') {
            panic!("extension cannot contain path separators: {extension:?}");
        }
        let Some(kept) = keep(self) else { return false };
        let kept = kept.as_encoded_bytes();
        let end = kept.as_ptr().addr() + kept.len() - self.bytes().as_ptr().addr();
        self.inner.as_mut_vec().truncate(end);
        if !extension.is_empty() {
            self.inner.push(".");
            self.inner.push(extension);
        }
        true
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_mut_os_string(&mut self) -> &mut OsString {
        &mut self.inner
    }

    /// The text.
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_os_string(self) -> OsString {
        self.inner
    }

    /// The path as a boxed slice.
    #[must_use = "`self` will be dropped if the result is not used"]
    #[inline]
    pub fn into_boxed_path(self) -> Box<Path> {
        let raw = Box::into_raw(self.inner.into_boxed_os_str());
        unsafe { Box::from_raw(raw as *mut Path) }
    }

    /// How many bytes fit without allocating again.
    #[must_use]
    #[inline]
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }

    /// Removes all text.
    #[inline]
    pub fn clear(&mut self) {
        self.inner.clear()
    }

    /// Makes room for at least `additional` more bytes.
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.inner.reserve(additional)
    }

    /// Like [`reserve`](Self::reserve), reporting failure.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.inner.try_reserve(additional)
    }

    /// Makes room for exactly `additional` more bytes.
    #[inline]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.inner.reserve_exact(additional)
    }

    /// Like [`reserve_exact`](Self::reserve_exact), reporting failure.
    #[inline]
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), TryReserveError> {
        self.inner.try_reserve_exact(additional)
    }

    /// Gives back unused capacity.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.inner.shrink_to_fit()
    }

    /// Gives back capacity beyond `min_capacity`.
    #[inline]
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.inner.shrink_to(min_capacity)
    }
}

impl Deref for PathBuf {
    type Target = Path;
    #[inline]
    fn deref(&self) -> &Path {
        Path::new(&self.inner)
    }
}

impl DerefMut for PathBuf {
    #[inline]
    fn deref_mut(&mut self) -> &mut Path {
        unsafe { &mut *(&mut *self.inner as *mut OsStr as *mut Path) }
    }
}

impl Clone for PathBuf {
    #[inline]
    fn clone(&self) -> Self {
        PathBuf { inner: self.inner.clone() }
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        self.inner.clone_from(&source.inner)
    }
}

impl fmt::Debug for PathBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Default for PathBuf {
    #[inline]
    fn default() -> Self {
        PathBuf::new()
    }
}
