// Layout of types: size, alignment, where fields lie, which values are impossible.
//
// Shared by the interpreter and both back ends. Layouts are cached per type and typing environment
// (query `layout_of`), immutable, owned by the TyCtxt. Source: Reference, "Type layout";
// rustc-dev-guide terms (ABI class, niche, scalar pair).
#pragma once

#include "sema/ty/context.h"

#include <vector>

namespace ochre::layout {

enum class PrimitiveKind : uint8_t { Int, F16, F32, F64, F128, Pointer };
struct Primitive {
  PrimitiveKind kind = PrimitiveKind::Int;
  uint8_t size = 1;       ///< bytes
  bool is_signed = false; ///< Int: of the source type
  bool operator==(const Primitive &) const = default;
};

/// 128-bit unsigned, for ranges of valid values.
using u128 = unsigned __int128;

/// A primitive with its valid values: start..=end, wrapping around if start > end. Bits beyond the
/// size are zero. `uninit_allowed`: inside a union (MaybeUninit): no range holds.
struct Scalar {
  Primitive prim;
  u128 valid_start = 0;
  u128 valid_end = 0;
  bool uninit_allowed = false;
  bool is_always_valid() const;
  bool is_bool() const; ///< an u8 of 0..=1
  bool operator==(const Scalar &) const = default;
};
/// Largest value of `size` bytes.
u128 unsigned_max(unsigned size);

/// How a value travels in registers.
enum class AbiClass : uint8_t {
  Uninhabited,
  Scalar,     ///< one immediate: `scalar_a`
  ScalarPair, ///< two immediates: `scalar_a` at 0, `scalar_b` at its aligned offset
  Vector,     ///< SIMD
  Memory,     ///< by address; also zero-sized values
};

/// A place with impossible values, which an enum around it may use for its own variants.
struct Niche {
  uint64_t offset = 0;
  Scalar value; ///< values outside its valid range are free
  u128 available() const;
  /// Takes `count` free values: gives the first and the scalar that now includes them.
  bool reserve(u128 count, u128 &first, Scalar &widened) const;
};

enum class VariantsKind : uint8_t {
  Empty,    ///< no variant can exist
  Single,   ///< one variant (structs, unions, tuples… : index 0)
  Multiple, ///< a tag tells
};
enum class TagEncoding : uint8_t {
  Direct, ///< the tag is the discriminant
  Niche,  ///< the tag holds `untagged` normally; niche_start + (v - niche_first) means variant v
};

struct Layout {
  ty::Ty ty;
  uint64_t size = 0;  ///< bytes, a multiple of align; of unsized types: the sized prefix
  uint64_t align = 1; ///< bytes
  AbiClass abi = AbiClass::Memory;
  bool is_unsized = false;
  bool is_uninhabited = false;
  uint64_t max_repr_align = 0; ///< largest #[repr(align)] inside; 0: none
  uint64_t unadjusted_abi_align = 1;
  Scalar scalar_a;
  Scalar scalar_b;
  /// Vector: lanes of scalar_a.
  uint64_t vector_lanes = 0;

  /// Offset of each field in source order; for arrays computed from `array_stride`.
  std::vector<uint64_t> field_offsets;
  /// Source fields in the order in which they lie in memory.
  std::vector<uint32_t> memory_order;
  bool is_union = false;
  bool is_array = false;
  uint64_t array_stride = 0;
  uint64_t array_count = 0;

  VariantsKind variants = VariantsKind::Single;
  ty::VariantIdx single_variant{0};
  TagEncoding encoding = TagEncoding::Direct;
  Scalar tag;
  uint32_t tag_field = 0; ///< its offset is field_offsets[tag_field] (one field: the tag)
  ty::VariantIdx niche_untagged;
  ty::VariantIdx niche_first;
  ty::VariantIdx niche_last;
  u128 niche_start = 0;
  /// Multiple: the layout of each variant (fields; size and ABI of their own). Else of variants
  /// that cannot be, null for the one that can.
  std::vector<const Layout *> variant_layouts;

  bool has_niche = false;
  Niche largest_niche;

  bool is_zst() const { return !is_unsized && size == 0; }
  bool is_scalar() const { return abi == AbiClass::Scalar; }
  bool is_scalar_pair() const { return abi == AbiClass::ScalarPair; }
  /// Held in registers: a scalar, a pair, a vector, or nothing.
  bool is_immediate() const { return is_scalar() || abi == AbiClass::Vector; }
  uint64_t field_offset(uint32_t field) const {
    return is_array ? array_stride * field : is_union ? 0 : field_offsets[field];
  }
  uint64_t tag_offset() const { return field_offsets[tag_field]; }
  const Layout &variant(ty::VariantIdx index) const {
    bool own = index.index() < variant_layouts.size() && variant_layouts[index.index()];
    return own ? *variant_layouts[index.index()] : *this;
  }
};

/// Offset of the second part of a scalar pair.
uint64_t pair_second_offset(const Layout &layout);
unsigned size_of(const Scalar &scalar);
unsigned align_of(const Primitive &prim);

/// Provider of `layout_of`. The key's type must be free of inference variables.
ty::LayoutResult layout_of(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);

/// Type of field `index` of `ty` (in `variant` for enums) as layout sees it: struct and enum
/// fields, tuple parts, captures, the two parts of a wide pointer, elements.
ty::Ty field_ty(TyCtxt &tcx, ty::TypingEnv env, ty::Ty ty, ty::VariantIdx variant, uint32_t index);
uint32_t field_count(TyCtxt &tcx, ty::TypingEnv env, ty::Ty ty, ty::VariantIdx variant);

/// What stands behind a pointer to `ty`'s address: its metadata type (`()`, usize, vtable pointer).
ty::Ty ptr_metadata_ty(TyCtxt &tcx, ty::TypingEnv env, ty::Ty pointee);
/// The unsized tail of a type: the last field of structs and tuples, all the way; normalised.
ty::Ty struct_tail(TyCtxt &tcx, ty::TypingEnv env, ty::Ty ty);

} // namespace ochre::layout
