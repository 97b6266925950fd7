// A vector whose index is a typed id.
#pragma once

#include "support/adt/id.h"

#include <utility>
#include <vector>

namespace ochre {

/// Rows of type `T` named by `IdT`. Pushing gives the new row's id.
template <class IdT, class T>
class IndexVec {
public:
  IndexVec() = default;
  explicit IndexVec(size_t size, const T &value = T()) : rows_(size, value) {}

  IdT push(T value) {
    rows_.push_back(std::move(value));
    return IdT(static_cast<uint32_t>(rows_.size() - 1));
  }
  IdT next_id() const { return IdT(static_cast<uint32_t>(rows_.size())); }

  T &operator[](IdT id) {
    assert(id.raw < rows_.size());
    return rows_[id.raw];
  }
  const T &operator[](IdT id) const {
    assert(id.raw < rows_.size());
    return rows_[id.raw];
  }
  /// The row, or null where the table ends before it.
  const T *get(IdT id) const { return id.raw < rows_.size() ? &rows_[id.raw] : nullptr; }

  size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  void resize(size_t size, const T &value = T()) { rows_.resize(size, value); }
  void reserve(size_t size) { rows_.reserve(size); }
  void clear() { rows_.clear(); }
  void truncate(size_t size) { rows_.resize(size); }
  T pop() {
    T last = std::move(rows_.back());
    rows_.pop_back();
    return last;
  }

  /// Grows the table so that `id` has a row, and gives it.
  T &ensure(IdT id, const T &value = T()) {
    if (id.raw >= rows_.size())
      rows_.resize(id.raw + 1, value);
    return rows_[id.raw];
  }

  IdRange<IdT> ids() const { return {0, static_cast<uint32_t>(rows_.size())}; }
  auto begin() { return rows_.begin(); }
  auto end() { return rows_.end(); }
  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  std::vector<T> &raw() { return rows_; }
  const std::vector<T> &raw() const { return rows_; }

private:
  std::vector<T> rows_;
};

} // namespace ochre
