// Distinct 32-bit names for IR nodes and table rows.
//
// Invariant: ids of different tags never mix; `kInvalid` (all ones) names nothing.
#pragma once

#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/Hashing.h"

#include <cassert>
#include <compare>
#include <cstdint>

namespace ochre {

/// A 32-bit index into the table whose rows `Tag` describes.
template <class Tag>
struct Id {
  static constexpr uint32_t kInvalid = UINT32_MAX;

  uint32_t raw = kInvalid;

  constexpr Id() = default;
  constexpr explicit Id(uint32_t index) : raw(index) {}

  constexpr uint32_t index() const {
    assert(raw != kInvalid && "index of an invalid id");
    return raw;
  }
  constexpr bool is_valid() const { return raw != kInvalid; }
  constexpr explicit operator bool() const { return is_valid(); }
  constexpr auto operator<=>(const Id &) const = default;
};

template <class Tag>
llvm::hash_code hash_value(Id<Tag> id) {
  return llvm::hash_value(id.raw);
}

/// A contiguous run of rows: [`begin`, `begin + size`).
template <class IdT>
struct IdRange {
  uint32_t begin_raw = 0;
  uint32_t count = 0;

  struct Iterator {
    uint32_t raw;
    IdT operator*() const { return IdT(raw); }
    Iterator &operator++() {
      ++raw;
      return *this;
    }
    bool operator!=(const Iterator &other) const { return raw != other.raw; }
  };

  Iterator begin() const { return {begin_raw}; }
  Iterator end() const { return {begin_raw + count}; }
  uint32_t size() const { return count; }
  bool empty() const { return count == 0; }
  IdT operator[](uint32_t i) const {
    assert(i < count);
    return IdT(begin_raw + i);
  }
};

} // namespace ochre

namespace llvm {
template <class Tag>
struct DenseMapInfo<ochre::Id<Tag>> {
  using IdT = ochre::Id<Tag>;
  static IdT getEmptyKey() { return IdT(UINT32_MAX); }
  static IdT getTombstoneKey() { return IdT(UINT32_MAX - 1); }
  static unsigned getHashValue(IdT id) { return DenseMapInfo<uint32_t>::getHashValue(id.raw); }
  static bool isEqual(IdT a, IdT b) { return a.raw == b.raw; }
};
} // namespace llvm
