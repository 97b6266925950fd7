//! What every module has in scope.

/// The part common to all editions.
pub mod v1 {
    pub use core::prelude::v1::*;

    pub use crate::borrow::ToOwned;
    pub use crate::boxed::Box;
    pub use crate::string::{String, ToString};
    pub use crate::vec::Vec;
    pub use crate::{
        dbg, eprint, eprintln, format, is_x86_feature_detected, print, println, thread_local,
    };

    pub use self::macros_only::{panic, vec};

    /// `panic` and `vec` are macros and modules: the private modules here hide the latter.
    mod macros_only {
        #[allow(hidden_glob_reexports)]
        mod panic {}
        #[allow(hidden_glob_reexports)]
        mod vec {}
        pub use crate::*;
    }
}

/// The prelude of the 2015 edition.
pub mod rust_2015 {
    pub use super::v1::*;
}

/// The prelude of the 2018 edition.
pub mod rust_2018 {
    pub use super::v1::*;
}

/// The prelude of the 2021 edition.
pub mod rust_2021 {
    pub use super::v1::*;
    pub use core::convert::{TryFrom, TryInto};
    pub use core::iter::FromIterator;
}

/// The prelude of the 2024 edition.
pub mod rust_2024 {
    pub use super::rust_2021::*;
    pub use core::future::{Future, IntoFuture};
}
