#[macro_export]
macro_rules! is {
    ($e:expr, $p:pat) => {
        match $e {
            $p => true,
            _ => false,
        }
    };
}
#[macro_export(local_inner_macros)]
macro_rules! outer {
    ($n:expr) => {
        inner!(@add $n)
    };
}
#[macro_export]
macro_rules! inner {
    (@add $n:expr) => {
        $n + 1
    };
}
#[macro_export]
macro_rules! takes_dyn {
    (trait $t:path, $f:ident) => {
        $crate::takes_dyn!(type dyn $t, $f);
    };
    (type $t:ty, $f:ident) => {
        fn $f(value: &$t) -> u32 {
            value.id()
        }
    };
}
