// RUN: %verify %s --edition 2021 --emit=mir --skip-borrowck -o %t
// `Self` in the bounds of a type definition; as constructor in items within an impl.
#![no_core]
#![no_main]
#![feature(no_core, lang_items)]
#[lang = "sized"]
trait Sized {}
trait Tr<T: ?Sized> {}

struct InWhere<T>(T)
where
    Self: Tr<T>;
enum InBound<T: Tr<Self>> {
    A(T),
}
struct InDefault<T = Self>(T); //~ E0735 generic parameters cannot use `Self` in their defaults

struct Plain(u8);
impl Plain {
    fn outer() {
        const C: Plain = Self(0);
        fn inner() -> Plain {
            Self(1)
        }
    }
}
struct Generic<T>(T);
impl<T> Generic<T> {
    fn outer() {
        fn inner() -> Generic<u8> {
            Self(1) //~ E0401
        }
    }
}
