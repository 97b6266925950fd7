//! `concat` and `join`.

use crate::borrow::Borrow;
use crate::vec::Vec;

/// What [`concat`](slice::concat) can join.
pub trait Concat<Item: ?Sized> {
    /// The result.
    type Output;
    /// Joins the parts.
    fn concat(slice: &Self) -> Self::Output;
}

/// What [`join`](slice::join) can join.
pub trait Join<Separator> {
    /// The result.
    type Output;
    /// Joins the parts with `sep` in between.
    fn join(slice: &Self, sep: Separator) -> Self::Output;
}

impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &Self) -> Vec<T> {
        let size = slice.iter().map(|part| part.borrow().len()).sum();
        let mut result = Vec::with_capacity(size);
        for part in slice {
            result.extend_from_slice(part.borrow());
        }
        result
    }
}

impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &T) -> Vec<T> {
        Join::join(slice, core::slice::from_ref(sep))
    }
}

impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &[T]) -> Vec<T> {
        let Some((first, rest)) = slice.split_first() else { return Vec::new() };
        let parts: usize = slice.iter().map(|part| part.borrow().len()).sum();
        let mut result = Vec::with_capacity(parts + sep.len() * rest.len());
        result.extend_from_slice(first.borrow());
        for part in rest {
            result.extend_from_slice(sep);
            result.extend_from_slice(part.borrow());
        }
        result
    }
}
