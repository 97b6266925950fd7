//! Paths.

mod buf;
mod components;
mod convert;

pub use buf::PathBuf;
pub use components::{Ancestors, Component, Components, Iter, Prefix, PrefixComponent};

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::{env, fmt, fs, io};
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};

/// Whether a character separates components.
#[must_use]
pub const fn is_separator(c: char) -> bool {
    c == '/'
}

/// The character that separates components.
pub const MAIN_SEPARATOR: char = '/';
/// The character that separates components, as text.
pub const MAIN_SEPARATOR_STR: &str = "/";

/// A path.
#[repr(transparent)]
pub struct Path {
    inner: OsStr,
}

/// A path does not begin with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPrefixError(());

impl fmt::Display for StripPrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("prefix not found")
    }
}

impl Error for StripPrefixError {}

/// Splits a file name at its last dot; a leading dot counts as part of the stem.
fn split_at_dot(name: &OsStr) -> (Option<&OsStr>, Option<&OsStr>) {
    let bytes = name.as_encoded_bytes();
    match bytes.iter().rposition(|&b| b == b'.') {
        Some(i) if i > 0 && bytes != b".." => {
            (Some(OsStr::from_slice(&bytes[..i])), Some(OsStr::from_slice(&bytes[i + 1..])))
        }
        _ => (Some(name), None),
    }
}

impl Path {
    /// Text as a path.
    pub fn new<S: AsRef<OsStr> + ?Sized>(s: &S) -> &Path {
        unsafe { &*(s.as_ref() as *const OsStr as *const Path) }
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> &Path {
        Path::new(OsStr::from_slice(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.inner.as_encoded_bytes()
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_os_str(&self) -> &OsStr {
        &self.inner
    }

    /// The text.
    #[must_use]
    #[inline]
    pub fn as_mut_os_str(&mut self) -> &mut OsStr {
        &mut self.inner
    }

    /// The text, if it is UTF-8.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub fn to_str(&self) -> Option<&str> {
        self.inner.to_str()
    }

    /// The text, every invalid sequence replaced by U+FFFD.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        self.inner.to_string_lossy()
    }

    /// An owned copy.
    #[must_use = "this returns the result of the operation, without modifying the original"]
    pub fn to_path_buf(&self) -> PathBuf {
        PathBuf::from(self.inner.to_os_string())
    }

    /// Whether it does not depend on the working directory.
    #[must_use]
    pub fn is_absolute(&self) -> bool {
        self.has_root()
    }

    /// Whether it depends on the working directory.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        !self.is_absolute()
    }

    /// Whether it begins at the root.
    #[must_use]
    pub fn has_root(&self) -> bool {
        self.bytes().first() == Some(&b'/')
    }

    /// The path without its last component.
    #[must_use]
    pub fn parent(&self) -> Option<&Path> {
        let mut comps = self.components();
        match comps.next_back()? {
            Component::Normal(_) | Component::CurDir | Component::ParentDir => {
                Some(comps.as_path())
            }
            _ => None,
        }
    }

    /// Iterates over the path, its parent, the parent of that…
    #[inline]
    pub fn ancestors(&self) -> Ancestors<'_> {
        Ancestors::new(self)
    }

    /// The last component, if it is a name.
    #[must_use]
    pub fn file_name(&self) -> Option<&OsStr> {
        match self.components().next_back()? {
            Component::Normal(name) => Some(name),
            _ => None,
        }
    }

    /// The path relative to `base`, which it must begin with.
    pub fn strip_prefix<P: AsRef<Path>>(&self, base: P) -> Result<&Path, StripPrefixError> {
        let mut rest = self.components();
        for wanted in base.as_ref().components() {
            if rest.next() != Some(wanted) {
                return Err(StripPrefixError(()));
            }
        }
        Ok(rest.as_path())
    }

    /// Whether it begins with the components of `base`.
    #[must_use]
    pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool {
        self.strip_prefix(base).is_ok()
    }

    /// Whether it ends with the components of `child`.
    #[must_use]
    pub fn ends_with<P: AsRef<Path>>(&self, child: P) -> bool {
        let mut rest = self.components();
        child.as_ref().components().rev().all(|wanted| rest.next_back() == Some(wanted))
    }

    /// The file name without its extension.
    #[must_use]
    pub fn file_stem(&self) -> Option<&OsStr> {
        split_at_dot(self.file_name()?).0
    }

    /// The file name up to its first dot, other than a leading one.
    #[must_use]
    pub fn file_prefix(&self) -> Option<&OsStr> {
        let name = self.file_name()?.as_encoded_bytes();
        if name == b".." {
            return Some(OsStr::from_slice(name));
        }
        let end = name.iter().skip(1).position(|&b| b == b'.').map_or(name.len(), |i| i + 1);
        Some(OsStr::from_slice(&name[..end]))
    }

    /// The extension of the file name.
    #[must_use]
    pub fn extension(&self) -> Option<&OsStr> {
        split_at_dot(self.file_name()?).1
    }

    /// This path followed by another; an absolute one replaces it.
    #[must_use]
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.push(path);
        buf
    }

    /// A copy with another file name.
    #[must_use]
    pub fn with_file_name<S: AsRef<OsStr>>(&self, file_name: S) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.set_file_name(file_name);
        buf
    }

    /// A copy with another extension.
    pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.set_extension(extension);
        buf
    }

    /// A copy with one more extension.
    pub fn with_added_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut buf = self.to_path_buf();
        buf.add_extension(extension);
        buf
    }

    /// Iterates over the components.
    pub fn components(&self) -> Components<'_> {
        Components::new(self)
    }

    /// Iterates over the components as text.
    #[inline]
    pub fn iter(&self) -> Iter<'_> {
        Iter::new(self.components())
    }

    /// The path for printing, invalid sequences replaced.
    #[must_use = "this does not display the path; it returns an object that can be displayed"]
    #[inline]
    pub fn display(&self) -> Display<'_> {
        Display { path: self }
    }

    /// What the system knows about the file, after following links.
    pub fn metadata(&self) -> io::Result<fs::Metadata> {
        fs::metadata(self)
    }

    /// What the system knows about the file itself.
    pub fn symlink_metadata(&self) -> io::Result<fs::Metadata> {
        fs::symlink_metadata(self)
    }

    /// The absolute path without links.
    pub fn canonicalize(&self) -> io::Result<PathBuf> {
        fs::canonicalize(self)
    }

    /// Where a link leads.
    pub fn read_link(&self) -> io::Result<PathBuf> {
        fs::read_link(self)
    }

    /// Iterates over a directory.
    pub fn read_dir(&self) -> io::Result<fs::ReadDir> {
        fs::read_dir(self)
    }

    /// Whether there is such a file, as far as can be told.
    #[must_use]
    pub fn exists(&self) -> bool {
        fs::metadata(self).is_ok()
    }

    /// Whether there is such a file.
    pub fn try_exists(&self) -> io::Result<bool> {
        fs::exists(self)
    }

    /// Whether it is an ordinary file.
    #[must_use]
    pub fn is_file(&self) -> bool {
        fs::metadata(self).is_ok_and(|m| m.is_file())
    }

    /// Whether it is a directory.
    #[must_use]
    pub fn is_dir(&self) -> bool {
        fs::metadata(self).is_ok_and(|m| m.is_dir())
    }

    /// Whether it is a link.
    #[must_use]
    pub fn is_symlink(&self) -> bool {
        fs::symlink_metadata(self).is_ok_and(|m| m.is_symlink())
    }

    /// The boxed path as an owned one, without copying.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_path_buf(self: Box<Self>) -> PathBuf {
        let inner = unsafe { Box::from_raw(Box::into_raw(self) as *mut OsStr) };
        PathBuf::from(OsString::from(inner))
    }
}

/// Prints a path.
pub struct Display<'a> {
    path: &'a Path,
}

impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.path, f)
    }
}

impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.path.inner.display(), f)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}

impl PartialEq for Path {
    #[inline]
    fn eq(&self, other: &Path) -> bool {
        self.bytes() == other.bytes() || self.components() == other.components()
    }
}

impl Eq for Path {}

impl Hash for Path {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut count = 0;
        for component in self.components() {
            component.hash(state);
            count += 1;
        }
        state.write_usize(count);
    }
}

impl PartialOrd for Path {
    #[inline]
    fn partial_cmp(&self, other: &Path) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Path {
    #[inline]
    fn cmp(&self, other: &Path) -> Ordering {
        self.components().cmp(other.components())
    }
}

/// The path made absolute, without a look at the files.
pub fn absolute<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path.as_ref();
    if path.as_os_str().is_empty() {
        return Err(io::Error::const_message(
            io::ErrorKind::InvalidInput,
            "cannot make an empty path absolute",
        ));
    }
    let mut components = path.components();
    let bytes = path.bytes();
    let mut normalized = if path.is_absolute() {
        // Exactly two slashes at the start have a meaning of their own.
        if bytes.starts_with(b"//") && !bytes.starts_with(b"///") {
            components.next();
            PathBuf::from("//")
        } else {
            PathBuf::new()
        }
    } else {
        env::current_dir()?
    };
    let path = components.as_path();
    normalized.extend(path.components().filter(|c| *c != Component::CurDir));
    if bytes.ends_with(b"/") {
        normalized.push("");
    }
    Ok(normalized)
}
