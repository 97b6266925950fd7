// A dense side table over the ids of one owner, for one body of it.
//
// The nodes of a body are nearly contiguous, but an owner may hold many small bodies (array
// lengths, discriminants): the table starts at the smallest id that was set.
#pragma once

#include "support/adt/id.h"

#include <vector>

namespace ochre {

template <class IdT, class T>
class NodeTable {
public:
  void set(IdT id, T value) { slot(id) = std::move(value); }
  /// The row, made with a default value where there is none.
  T &slot(IdT id) {
    uint32_t raw = id.index();
    if (rows_.empty())
      base_ = raw;
    if (raw < base_)
      grow_front(raw);
    if (raw - base_ >= rows_.size())
      rows_.resize(raw - base_ + 1);
    return rows_[raw - base_];
  }
  /// The row, or a default value.
  T get(IdT id) const {
    const T *row = find(id);
    return row ? *row : T();
  }
  const T *find(IdT id) const {
    uint32_t offset = id.raw - base_;
    return id.raw >= base_ && offset < rows_.size() ? &rows_[offset] : nullptr;
  }
  /// First id with a row, and number of rows.
  uint32_t base() const { return base_; }
  size_t size() const { return rows_.size(); }
  std::vector<T> &rows() { return rows_; }
  const std::vector<T> &rows() const { return rows_; }

private:
  void grow_front(uint32_t raw) {
    uint32_t slack = std::min<uint32_t>(raw, static_cast<uint32_t>(rows_.size() / 2));
    uint32_t start = raw - slack;
    rows_.insert(rows_.begin(), base_ - start, T());
    base_ = start;
  }
  uint32_t base_ = 0;
  std::vector<T> rows_;
};

} // namespace ochre
