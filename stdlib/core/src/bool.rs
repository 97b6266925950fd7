//! The methods of `bool`.

impl bool {
    /// `Some(t)` if true.
    #[inline]
    pub fn then_some<T>(self, t: T) -> Option<T> {
        if self { Some(t) } else { None }
    }

    /// `Some(f())` if true.
    #[inline]
    #[rustc_diagnostic_item = "bool_then"]
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }
}
