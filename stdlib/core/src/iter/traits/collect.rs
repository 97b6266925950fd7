//! From iterators to collections and back.
use super::Iterator;

/// Types that can be built from the items of an iterator.
#[diagnostic::on_unimplemented(
    message = "a value of type `{Self}` cannot be built from an iterator over elements of type `{A}`",
    label = "value of type `{Self}` cannot be built from `std::iter::Iterator<Item={A}>`"
)]
#[rustc_diagnostic_item = "FromIterator"]
pub trait FromIterator<A>: Sized {
    /// Builds the value.
    #[rustc_diagnostic_item = "from_iter_fn"]
    fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self;
}

/// Types that `for` loops over.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an iterator",
    label = "`{Self}` is not an iterator"
)]
#[rustc_diagnostic_item = "IntoIterator"]
#[rustc_skip_during_method_dispatch(array, boxed_slice)]
pub trait IntoIterator {
    /// The type of the items.
    type Item;

    /// The type of the iterator.
    type IntoIter: Iterator<Item = Self::Item>;

    /// Makes the iterator.
    #[lang = "into_iter"]
    fn into_iter(self) -> Self::IntoIter;
}

impl<I: Iterator> IntoIterator for I {
    type Item = I::Item;
    type IntoIter = I;

    #[inline]
    fn into_iter(self) -> I {
        self
    }
}

/// Collections that items can be added to.
pub trait Extend<A> {
    /// Adds all items of an iterator.
    fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T);

    /// Adds one item.
    #[cfg_attr(ochre, unstable(feature = "extend_one", issue = "none"))]
    fn extend_one(&mut self, item: A) {
        self.extend(Some(item));
    }

    /// Makes room.
    #[cfg_attr(ochre, unstable(feature = "extend_one", issue = "none"))]
    fn extend_reserve(&mut self, additional: usize) {
        let _ = additional;
    }
}

macro_rules! tuple_impls {
    ($($Item:ident $Coll:ident $coll:ident $item:ident)+) => {
        impl<$($Item, $Coll: Extend<$Item>),+> Extend<($($Item,)+)> for ($($Coll,)+) {
            /// Adds the parts of each item to the collection of the same place.
            fn extend<Iter: IntoIterator<Item = ($($Item,)+)>>(&mut self, into_iter: Iter) {
                let ($($coll,)+) = self;
                let iter = into_iter.into_iter();
                let (lower, _) = iter.size_hint();
                if lower > 0 {
                    $($coll.extend_reserve(lower);)+
                }
                iter.for_each(move |($($item,)+)| {
                    $($coll.extend_one($item);)+
                });
            }

            fn extend_one(&mut self, item: ($($Item,)+)) {
                let ($($coll,)+) = self;
                let ($($item,)+) = item;
                $($coll.extend_one($item);)+
            }

            fn extend_reserve(&mut self, additional: usize) {
                let ($($coll,)+) = self;
                $($coll.extend_reserve(additional);)+
            }
        }

        impl<$($Item, $Coll: Default + Extend<$Item>),+> FromIterator<($($Item,)+)> for ($($Coll,)+) {
            /// Collects the parts of each item into the collection of the same place.
            fn from_iter<Iter: IntoIterator<Item = ($($Item,)+)>>(iter: Iter) -> Self {
                let mut res = <($($Coll,)+)>::default();
                res.extend(iter);
                res
            }
        }
    };
}
tuple_impls! { A0 C0 c0 a0 }
tuple_impls! { A0 C0 c0 a0 A1 C1 c1 a1 }
tuple_impls! { A0 C0 c0 a0 A1 C1 c1 a1 A2 C2 c2 a2 }
tuple_impls! { A0 C0 c0 a0 A1 C1 c1 a1 A2 C2 c2 a2 A3 C3 c3 a3 }
tuple_impls! { A0 C0 c0 a0 A1 C1 c1 a1 A2 C2 c2 a2 A3 C3 c3 a3 A4 C4 c4 a4 }
tuple_impls! { A0 C0 c0 a0 A1 C1 c1 a1 A2 C2 c2 a2 A3 C3 c3 a3 A4 C4 c4 a4 A5 C5 c5 a5 }
