// Structs, and the variants of enums: fields one behind the other.
#pragma once

#include "sema/layout/layout.h"

namespace ochre::layout {

enum class StructKind : uint8_t {
  AlwaysSized,
  MaybeUnsized, ///< the last field may be unsized and stays last
  Prefixed,     ///< a variant behind a tag of `prefix_size` bytes
};

struct UnivariantInput {
  llvm::ArrayRef<const Layout *> fields;
  const ty::ReprOptions *repr = nullptr;
  StructKind kind = StructKind::AlwaysSized;
  uint64_t prefix_size = 0;
  uint64_t prefix_align = 1;
  bool niche_at_end = false; ///< place the field with the largest niche last instead of first
};

/// The largest object the target can hold, in bytes (exclusive).
inline constexpr uint64_t kObjectSizeBound = uint64_t(1) << 61;

inline uint64_t align_to(uint64_t offset, uint64_t align) {
  return (offset + align - 1) / align * align;
}

/// Places fields: in source order where `repr` forbids more, else large alignments first (small
/// first behind a prefix) and the largest niche at an end. False: larger than the address space.
bool univariant(const UnivariantInput &input, Layout &out);

} // namespace ochre::layout
