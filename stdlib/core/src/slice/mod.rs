//! Slices.

mod ascii;
mod chunks;
mod cmp;
mod disjoint;
pub(crate) mod index;
mod iter;
pub(crate) mod memchr;
mod methods;
mod raw;
mod reorder;
mod rotate;
mod search;
#[doc(hidden)]
pub mod sort;
mod split;

pub use ascii::EscapeAscii;
pub use chunks::{
    ArrayWindows, ChunkBy, ChunkByMut, Chunks, ChunksExact, ChunksExactMut, ChunksMut, RChunks,
    RChunksExact, RChunksExactMut, RChunksMut, Windows,
};
pub use disjoint::{GetDisjointMutError, GetDisjointMutIndex};
pub use index::{SliceIndex, range};
pub use iter::{Iter, IterMut};
pub use raw::{from_mut, from_raw_parts, from_raw_parts_mut, from_ref};
pub use search::SlicePattern;
pub use split::{
    RSplit, RSplitMut, RSplitN, RSplitNMut, Split, SplitInclusive, SplitInclusiveMut, SplitMut,
    SplitN, SplitNMut,
};
