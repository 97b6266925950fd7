//! Ordered collections over B-trees: `node` holds memory, `tree` the algorithms on it, `walk` the
//! steps of iteration, `bulk` the building and cutting of whole trees.

mod bulk;
mod entry;
mod iter;
pub mod map;
mod node;
pub mod set;
mod set_ops;
mod tree;
mod walk;
