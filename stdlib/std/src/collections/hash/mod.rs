//! Hash tables.

mod entry;
pub mod map;
pub mod set;
mod set_ops;
mod table;
