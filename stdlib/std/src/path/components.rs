//! The components of paths.

use super::Path;
use crate::ffi::OsStr;
use crate::fmt;
use core::cmp::Ordering;
use core::iter::FusedIterator;

/// What paths of Windows begin with.
#[derive(Copy, Clone, Debug, Hash, PartialOrd, Ord, PartialEq, Eq)]
pub enum Prefix<'a> {
    /// Taken literally.
    Verbatim(&'a OsStr),
    /// Taken literally, on a server.
    VerbatimUNC(&'a OsStr, &'a OsStr),
    /// Taken literally, on a drive.
    VerbatimDisk(u8),
    /// A device.
    DeviceNS(&'a OsStr),
    /// On a server.
    UNC(&'a OsStr, &'a OsStr),
    /// On a drive.
    Disk(u8),
}

impl Prefix<'_> {
    /// Whether it is taken literally.
    #[must_use]
    pub fn is_verbatim(&self) -> bool {
        matches!(self, Prefix::Verbatim(_) | Prefix::VerbatimUNC(..) | Prefix::VerbatimDisk(_))
    }
}

/// A prefix and its text. No path of this system has one.
#[derive(Copy, Clone, Debug, Hash, PartialOrd, Ord, PartialEq, Eq)]
pub struct PrefixComponent<'a> {
    raw: &'a OsStr,
    parsed: Prefix<'a>,
}

impl<'a> PrefixComponent<'a> {
    /// What kind it is.
    #[must_use]
    pub fn kind(&self) -> Prefix<'a> {
        self.parsed
    }

    /// Its text.
    #[must_use]
    pub fn as_os_str(&self) -> &'a OsStr {
        self.raw
    }
}

/// A component of a path.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Component<'a> {
    /// A prefix of Windows.
    Prefix(PrefixComponent<'a>),
    /// The root.
    RootDir,
    /// `.` at the start.
    CurDir,
    /// `..`
    ParentDir,
    /// A name.
    Normal(&'a OsStr),
}

impl<'a> Component<'a> {
    /// Its text.
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn as_os_str(self) -> &'a OsStr {
        match self {
            Component::Prefix(p) => p.raw,
            Component::RootDir => OsStr::new("/"),
            Component::CurDir => OsStr::new("."),
            Component::ParentDir => OsStr::new(".."),
            Component::Normal(path) => path,
        }
    }

    /// What a part between slashes is; empty ones and `.` are nothing.
    fn of(part: &'a [u8]) -> Option<Self> {
        match part {
            b"" | b"." => None,
            b".." => Some(Component::ParentDir),
            _ => Some(Component::Normal(OsStr::from_slice(part))),
        }
    }
}

impl AsRef<OsStr> for Component<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_os_str()
    }
}

impl AsRef<Path> for Component<'_> {
    fn as_ref(&self) -> &Path {
        Path::new(self.as_os_str())
    }
}

/// Iterator over the components of a path.
///
/// While nothing was taken from the front, `rest` begins with the start of the path, of which the
/// first byte may be a component of its own: the root, or `.`.
#[derive(Clone)]
pub struct Components<'a> {
    rest: &'a [u8],
    at_start: bool,
    rooted: bool,
}

impl<'a> Components<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Components { rest: path.bytes(), at_start: true, rooted: path.has_root() }
    }

    /// The component that the first byte is, if it is one.
    fn first_byte(&self) -> Option<Component<'a>> {
        if !self.at_start {
            return None;
        }
        match self.rest {
            [b'/', ..] if self.rooted => Some(Component::RootDir),
            [b'.'] | [b'.', b'/', ..] => Some(Component::CurDir),
            _ => None,
        }
    }

    fn start_len(&self) -> usize {
        usize::from(self.first_byte().is_some())
    }

    /// Removes what is no component at the front.
    fn trim_front(&mut self) {
        while !self.at_start && !self.rest.is_empty() {
            let end = self.rest.iter().position(|&b| b == b'/');
            let part = &self.rest[..end.unwrap_or(self.rest.len())];
            if Component::of(part).is_some() {
                return;
            }
            self.rest = &self.rest[end.map_or(self.rest.len(), |i| i + 1)..];
        }
    }

    /// The last part between slashes and where its separator begins.
    fn last_part(&self) -> (&'a [u8], usize) {
        let start = self.start_len();
        let body = &self.rest[start..];
        match body.iter().rposition(|&b| b == b'/') {
            Some(i) => (&body[i + 1..], start + i),
            None => (body, start),
        }
    }

    /// Removes what is no component at the back.
    fn trim_back(&mut self) {
        while self.rest.len() > self.start_len() {
            let (part, cut) = self.last_part();
            if Component::of(part).is_some() {
                return;
            }
            self.rest = &self.rest[..cut];
        }
    }

    /// What is left as a path.
    #[must_use]
    pub fn as_path(&self) -> &'a Path {
        let mut comps = self.clone();
        comps.trim_front();
        comps.trim_back();
        Path::from_bytes(comps.rest)
    }
}

impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;
    fn next(&mut self) -> Option<Component<'a>> {
        if let Some(first) = self.first_byte() {
            self.at_start = false;
            self.rest = &self.rest[1..];
            return Some(first);
        }
        self.at_start = false;
        self.trim_front();
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|&b| b == b'/').unwrap_or(self.rest.len());
        let part = &self.rest[..end];
        self.rest = &self.rest[(end + 1).min(self.rest.len())..];
        Component::of(part)
    }
}

impl<'a> DoubleEndedIterator for Components<'a> {
    fn next_back(&mut self) -> Option<Component<'a>> {
        self.trim_back();
        let start = self.start_len();
        if self.rest.len() > start {
            let (part, cut) = self.last_part();
            self.rest = &self.rest[..cut];
            return Component::of(part);
        }
        let first = self.first_byte();
        self.rest = &[];
        self.at_start = false;
        first
    }
}

impl FusedIterator for Components<'_> {}

impl AsRef<Path> for Components<'_> {
    fn as_ref(&self) -> &Path {
        self.as_path()
    }
}

impl AsRef<OsStr> for Components<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_path().as_os_str()
    }
}

impl PartialEq for Components<'_> {
    fn eq(&self, other: &Self) -> bool {
        Iterator::eq(self.clone(), other.clone())
    }
}

impl Eq for Components<'_> {}

impl PartialOrd for Components<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Components<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        Iterator::cmp(self.clone(), other.clone())
    }
}

/// Shows components, or their texts, as a list.
struct List<'a>(Components<'a>, bool);

impl fmt::Debug for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.1 {
            f.debug_list().entries(self.0.clone().map(Component::as_os_str)).finish()
        } else {
            f.debug_list().entries(self.0.clone()).finish()
        }
    }
}

impl fmt::Debug for Components<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Components").field(&List(self.clone(), false)).finish()
    }
}

/// Iterator over the components of a path as text.
#[derive(Clone)]
pub struct Iter<'a> {
    inner: Components<'a>,
}

impl<'a> Iter<'a> {
    pub(super) fn new(inner: Components<'a>) -> Self {
        Iter { inner }
    }

    /// What is left as a path.
    #[must_use]
    #[inline]
    pub fn as_path(&self) -> &'a Path {
        self.inner.as_path()
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a OsStr;
    fn next(&mut self) -> Option<&'a OsStr> {
        self.inner.next().map(Component::as_os_str)
    }
}

impl<'a> DoubleEndedIterator for Iter<'a> {
    fn next_back(&mut self) -> Option<&'a OsStr> {
        self.inner.next_back().map(Component::as_os_str)
    }
}

impl FusedIterator for Iter<'_> {}

impl AsRef<Path> for Iter<'_> {
    fn as_ref(&self) -> &Path {
        self.as_path()
    }
}

impl AsRef<OsStr> for Iter<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_path().as_os_str()
    }
}

impl fmt::Debug for Iter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&List(self.inner.clone(), true)).finish()
    }
}

/// Iterator over a path and its ancestors.
#[derive(Copy, Clone, Debug)]
pub struct Ancestors<'a> {
    next: Option<&'a Path>,
}

impl<'a> Ancestors<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Ancestors { next: Some(path) }
    }
}

impl<'a> Iterator for Ancestors<'a> {
    type Item = &'a Path;
    fn next(&mut self) -> Option<&'a Path> {
        let next = self.next;
        self.next = next.and_then(Path::parent);
        next
    }
}

impl FusedIterator for Ancestors<'_> {}
