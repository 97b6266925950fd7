//! Destructors.

/// Types with code that runs when a value goes away.
#[lang = "drop"]
pub trait Drop {
    /// Runs the destructor.
    fn drop(&mut self);
}
