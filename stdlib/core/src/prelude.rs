//! The names that every module sees without a `use`, by edition.

/// What all editions have in common.
pub mod v1 {
    pub use crate::marker::{Copy, Send, Sized, Sync, Unpin};
    pub use crate::ops::{AsyncFn, AsyncFnMut, AsyncFnOnce, Drop, Fn, FnMut, FnOnce};

    pub use crate::mem::{align_of, align_of_val, drop, size_of, size_of_val};

    pub use crate::clone::Clone;
    pub use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use crate::convert::{AsMut, AsRef, From, Into};
    pub use crate::default::Default;
    pub use crate::fmt::macros::Debug;
    pub use crate::hash::macros::Hash;
    pub use crate::iter::{DoubleEndedIterator, ExactSizeIterator, Extend, IntoIterator, Iterator};
    pub use crate::option::Option::{self, None, Some};
    pub use crate::result::Result::{self, Err, Ok};

    pub use crate::macros::builtin::{
        alloc_error_handler, bench, cfg_accessible, cfg_eval, derive, global_allocator, test,
        test_case,
    };
    pub use crate::{
        assert, cfg, cfg_select, column, compile_error, concat, env, file, format_args, format_args_nl, include,
        include_bytes, include_str, line, module_path, option_env, stringify,
    };
    pub use crate::{
        assert_eq, assert_ne, const_format_args, debug_assert, debug_assert_eq, debug_assert_ne,
        matches, todo, unimplemented, unreachable, write, writeln,
    };
    #[allow(deprecated)]
    pub use crate::r#try;

    pub use self::macros_only::panic;

    /// `panic` is a macro and a module: the private module here hides the latter.
    mod macros_only {
        #[allow(hidden_glob_reexports)]
        mod panic {}
        pub use crate::*;
    }
}

/// The 2015 edition.
pub mod rust_2015 {
    pub use super::v1::*;
}

/// The 2018 edition.
pub mod rust_2018 {
    pub use super::v1::*;
}

/// The 2021 edition.
pub mod rust_2021 {
    pub use super::v1::*;
    pub use crate::convert::{TryFrom, TryInto};
    pub use crate::iter::FromIterator;
}

/// The 2024 edition.
pub mod rust_2024 {
    pub use super::rust_2021::*;
    pub use crate::future::{Future, IntoFuture};
}
