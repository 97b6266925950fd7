#![allow(dead_code)]
//! A bit of everything, to be broken off anywhere.
#![no_implicit_prelude]

/* a /* nested */ comment */
use ::core::{clone::Clone, option::Option::{self, *}};

#[derive(Clone)]
pub struct Pair<'a, T: ?Sized + 'a, const N: usize = 3>
where
    T: Clone,
{
    pub(crate) left: &'a T,
    right: [u8; N],
}

enum Shape {
    Dot,
    Circle(f64),
    Square { side: u32 } = 7,
}

trait Area: Clone {
    const UNIT: &'static str = "m\u{b2}\n";
    type Out<'b>
    where
        Self: 'b;
    fn area(&self) -> Self::Out<'_>;
    fn twice(self: Box<Self>) -> impl Fn(u32) -> u32 {
        move |x| x * 2
    }
}

macro_rules! maximum {
    ($x:expr $(,)?) => { $x };
    ($x:expr, $($rest:expr),+ $(,)?) => {{
        let a = $x;
        let b = maximum!($($rest),+);
        if a > b { a } else { b }
    }};
}

unsafe extern "C" {
    fn write(fd: i32, data: *const u8, length: usize) -> isize;
}

async fn wait<T>(value: T) -> T {
    value
}

fn main() {
    let text = r#"raw "text""#;
    let bytes = b"bytes\x00" as &[u8];
    let c = 'é';
    let number = 0xff_u32 + 1_000 - 0b1010 * 0o17 / 3 % 2;
    let float = 1.5e-3_f64;
    'outer: for (i, x) in [1, 2, 3].iter().enumerate() {
        while let Some(y) = None::<u8> {
            if i as u8 == y { continue 'outer; } else { break 'outer }
        }
        match x {
            0 | 1..=5 if *x > 0 => {}
            n @ 6.. => { let _ = n; }
            _ => loop { break },
        }
    }
    let Shape::Circle(radius) = Shape::Dot else { return };
    let f = |a: &_, (b, c): (i32, i32)| -> i32 { *a + b + c };
    let value = unsafe { *(&raw const number) };
    let pair = Pair::<'_, str, 2> { left: text, ..*&pair };
    let largest = maximum!(1, 2, f(&1, (2, 3))?);
    let range = ..=5;
    let dynamic: &dyn for<'x> Fn(&'x u8) = &|_| ();
    println!("{largest:>width$} {0:?}", c, width = 5);
}
