//! Assembly, and the vector instructions of processors.
pub use crate::macros::asm::{asm, global_asm, naked_asm};

#[cfg(target_arch = "x86_64")]
mod x86;

/// Vectors and instructions of x86-64. Each function says with `#[target_feature]` what it needs of
/// the processor. Source: Intel Intrinsics Guide.
#[cfg(target_arch = "x86_64")]
pub mod x86_64 {
    pub use super::x86::avx2::*;
    pub use super::x86::avx2_fixed::*;
    pub use super::x86::cpuid::*;
    pub use super::x86::fixed::*;
    pub use super::x86::sse::*;
    pub use super::x86::sse2::*;
    pub use super::x86::sse2_lanes::*;
    pub use super::x86::sse41::*;
    pub use super::x86::ssse3::*;
    pub use super::x86::types::{__m128, __m128d, __m128i, __m256, __m256d, __m256i};
}

/// Instructions of WebAssembly.
#[cfg(target_arch = "wasm32")]
pub mod wasm32;
