// What an associated type outlives, its bounds say, and their supertraits.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
pub trait Forever: Copy + 'static {}
pub trait Plain {}
pub trait Short {
    type Output: Forever;
    type Other: Plain;
    fn get(&self) -> Self::Output;
}
pub fn needs_static<T: 'static>(_: T) {}
pub fn by_supertrait<S: Short>(s: &S) {
    needs_static(s.get());
}
pub fn not_declared<S: Short>(other: S::Other) {
    needs_static(other); //~ E0310 the associated type `<S as Short>::Other` may not live long enough
}

fn main() {}
