//! The traits of this module, to be imported together.

pub use super::{BufRead, Read, Seek, Write};
