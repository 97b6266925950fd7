//! `container[index]`.

/// Containers that `[]` reads.
#[lang = "index"]
#[diagnostic::on_unimplemented(
    message = "the type `{Self}` cannot be indexed by `{Idx}`",
    label = "`{Self}` cannot be indexed by `{Idx}`"
)]
pub trait Index<Idx: ?Sized> {
    /// What is found at an index.
    type Output: ?Sized;

    /// Borrows what is at `index`; panics if there is nothing.
    #[track_caller]
    fn index(&self, index: Idx) -> &Self::Output;
}

/// Containers that `[]` writes.
#[lang = "index_mut"]
pub trait IndexMut<Idx: ?Sized>: Index<Idx> {
    /// Mutably borrows what is at `index`; panics if there is nothing.
    #[track_caller]
    fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
}
