// Code that nothing is wrong with.
// RUN: %ochrec %s --edition 2021 -D warnings --emit=metadata -o %t
pub mod imports {
    use std::collections::HashMap;
    use std::sync::atomic::AtomicPtr;

    // One glob reaches both imports.
    pub mod inner {
        use super::*;
        pub type Table = HashMap<u8, AtomicPtr<u8>>;
    }
}

pub mod shadowed {
    pub mod globs {
        pub struct Chunks;
    }
    pub mod own {
        #[allow(unused_imports)]
        use super::globs::*;
        #[derive(Debug)]
        pub struct Chunks;
    }
    pub use self::own::Chunks;
}

enum Void {}
pub fn infallible() -> u8 {
    let result: Result<u8, Void> = Ok(1);
    match result {
        Ok(value) => value,
        Err(void) => match void {},
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Level {
    Fast,
    #[deprecated(note = "use `Fast`")]
    Huffman,
}
#[derive(Debug, Default)]
#[deprecated]
pub struct Old;

fn main() {}
