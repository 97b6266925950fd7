//! Equality of arrays with arrays and slices.

macro_rules! equality {
    ($($Left:ty, $Right:ty, |$l:ident, $r:ident| $a:expr, $b:expr;)*) => {$(
        impl<T, U, const N: usize> PartialEq<$Right> for $Left
        where
            T: PartialEq<U>,
        {
            #[inline]
            fn eq(&self, other: &$Right) -> bool {
                let ($l, $r) = (self, other);
                let (a, b): (&[T], &[U]) = ($a, $b);
                *a == *b
            }
        }
    )*};
}
equality! {
    [T; N], [U; N], |l, r| &l[..], &r[..];
    [T; N], [U], |l, r| &l[..], r;
    [T], [U; N], |l, r| l, &r[..];
    [T; N], &[U], |l, r| &l[..], *r;
    &[T], [U; N], |l, r| *l, &r[..];
    [T; N], &mut [U], |l, r| &l[..], &**r;
    &mut [T], [U; N], |l, r| &**l, &r[..];
}

impl<T: Eq, const N: usize> Eq for [T; N] {}
