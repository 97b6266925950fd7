// A set of 32-bit numbers as sorted runs: small where members lie side by side.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>

namespace ochre {

class IntervalSet {
public:
  /// [begin, end)
  struct Run {
    uint32_t begin;
    uint32_t end;
    bool operator==(const Run &) const = default;
  };

  bool empty() const { return runs_.empty(); }
  llvm::ArrayRef<Run> runs() const { return runs_; }
  bool contains(uint32_t value) const;
  bool contains_all(const IntervalSet &other) const;
  bool intersects(const IntervalSet &other) const;
  /// These three tell whether the set changed.
  bool insert(uint32_t value) { return insert_range(value, value + 1); }
  bool insert_range(uint32_t begin, uint32_t end);
  bool unite(const IntervalSet &other);
  /// The largest member in [begin, end), if any.
  bool last_in(uint32_t begin, uint32_t end, uint32_t &found) const;
  bool operator==(const IntervalSet &) const = default;

private:
  /// The first run that ends behind `value`.
  size_t run_after(uint32_t value) const;

  llvm::SmallVector<Run, 2> runs_; ///< ascending; a gap between each two
};

} // namespace ochre
