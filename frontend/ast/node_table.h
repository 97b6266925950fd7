// Tables of nodes whose addresses never change.
//
// Invariant: a reference to a row stays valid while rows are added, so that expansion and parsing
// may hold nodes while they make new ones.
#pragma once

#include "support/adt/id.h"

#include <cstdlib>
#include <memory>
#include <type_traits>
#include <vector>

namespace ochre::ast {

template <class IdT, class T>
class NodeTable {
  static_assert(std::is_trivially_destructible_v<T> && std::is_trivially_copyable_v<T>);
  static constexpr uint32_t kBits = 10;
  static constexpr uint32_t kChunk = 1u << kBits;

public:
  NodeTable() = default;
  NodeTable(NodeTable &&) = default;
  NodeTable &operator=(NodeTable &&) = default;

  IdT push(const T &value) {
    if ((size_ & (kChunk - 1)) == 0 && (size_ >> kBits) == chunks_.size())
      chunks_.emplace_back(static_cast<T *>(std::malloc(sizeof(T) * kChunk)));
    new (&chunks_[size_ >> kBits].get()[size_ & (kChunk - 1)]) T(value);
    return IdT(size_++);
  }
  T &operator[](IdT id) {
    assert(id.raw < size_);
    return chunks_[id.raw >> kBits].get()[id.raw & (kChunk - 1)];
  }
  const T &operator[](IdT id) const {
    assert(id.raw < size_);
    return chunks_[id.raw >> kBits].get()[id.raw & (kChunk - 1)];
  }
  uint32_t size() const { return size_; }
  /// Forgets the rows from `size` on.
  void truncate(uint32_t size) {
    assert(size <= size_);
    size_ = size;
  }

private:
  struct Free {
    void operator()(T *rows) const { std::free(rows); }
  };
  std::vector<std::unique_ptr<T, Free>> chunks_;
  uint32_t size_ = 0;
};

} // namespace ochre::ast
