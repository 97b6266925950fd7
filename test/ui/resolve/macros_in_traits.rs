// Imported macros are seen from the blocks of a trait's methods and constants.
// RUN: %verify %s --edition 2021 --emit=metadata -o %t
mod macros {
    macro_rules! one {
        () => {
            let _ = 1;
        };
    }
    pub(crate) use one;
}
use macros::one;

pub trait Default {
    const ONE: u8 = {
        one! {}
        1
    };
    fn method(&self) -> u8 {
        one! {}
        {
            one! {}
            none! {} //~ ERROR cannot find macro `none` in this scope
        }
        1
    }
}

fn main() {}
