//! Traits of tuples of up to twelve elements.
use crate::cmp::Ordering::{self, *};
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::marker::StructuralPartialEq;

macro_rules! tuple_impls {
    ($($T:ident $i:tt)+) => {
        impl<$($T: PartialEq),+> PartialEq for ($($T,)+) {
            #[inline]
            fn eq(&self, other: &($($T,)+)) -> bool {
                $(self.$i == other.$i)&&+
            }
            #[inline]
            fn ne(&self, other: &($($T,)+)) -> bool {
                $(self.$i != other.$i)||+
            }
        }

        impl<$($T: Eq),+> Eq for ($($T,)+) {}

        impl<$($T),+> StructuralPartialEq for ($($T,)+) {}

        impl<$($T: PartialOrd),+> PartialOrd for ($($T,)+) {
            #[inline]
            fn partial_cmp(&self, other: &($($T,)+)) -> Option<Ordering> {
                $(
                    match self.$i.partial_cmp(&other.$i) {
                        Some(Equal) => {}
                        order => return order,
                    }
                )+
                Some(Equal)
            }
        }

        impl<$($T: Ord),+> Ord for ($($T,)+) {
            #[inline]
            fn cmp(&self, other: &($($T,)+)) -> Ordering {
                $(
                    match self.$i.cmp(&other.$i) {
                        Equal => {}
                        order => return order,
                    }
                )+
                Equal
            }
        }

        impl<$($T: Default),+> Default for ($($T,)+) {
            #[inline]
            fn default() -> ($($T,)+) {
                ($($T::default(),)+)
            }
        }

        impl<$($T: Hash),+> Hash for ($($T,)+) {
            #[inline]
            fn hash<HH: Hasher>(&self, state: &mut HH) {
                $(self.$i.hash(state);)+
            }
        }

        impl<$($T: fmt::Debug),+> fmt::Debug for ($($T,)+) {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut builder = f.debug_tuple("");
                $(builder.field(&self.$i);)+
                builder.finish()
            }
        }

        impl<T> From<[T; tuple_impls!(@count $($T)+)]> for ($(tuple_impls!(@element $T),)+) {
            #[inline]
            #[allow(non_snake_case)]
            fn from(array: [T; tuple_impls!(@count $($T)+)]) -> Self {
                let [$($T),+] = array;
                ($($T,)+)
            }
        }

        impl<T> From<($(tuple_impls!(@element $T),)+)> for [T; tuple_impls!(@count $($T)+)] {
            #[inline]
            #[allow(non_snake_case)]
            fn from(tuple: ($(tuple_impls!(@element $T),)+)) -> Self {
                let ($($T,)+) = tuple;
                [$($T),+]
            }
        }
    };
    (@count $($T:ident)+) => { 0 $(+ tuple_impls!(@one $T))+ };
    (@one $T:ident) => { 1 };
    (@element $U:ident) => { T };
}
tuple_impls! { A 0 }
tuple_impls! { A 0 B 1 }
tuple_impls! { A 0 B 1 C 2 }
tuple_impls! { A 0 B 1 C 2 D 3 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 }
tuple_impls! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 }
