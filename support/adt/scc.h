// Strongly connected components of a graph on dense numbers.
//
// Invariant: components are numbered so that every edge leads to the same or a smaller number:
// going through them in ascending order meets successors first.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <vector>

namespace ochre {

/// Edges by source: those of node n are targets[first[n]] to targets[first[n + 1] - 1].
struct EdgeList {
  std::vector<uint32_t> first;
  std::vector<uint32_t> targets;

  /// From pairs (source, target).
  static EdgeList of(uint32_t nodes, llvm::ArrayRef<std::pair<uint32_t, uint32_t>> edges);
  uint32_t nodes() const { return static_cast<uint32_t>(first.size() - 1); }
  llvm::ArrayRef<uint32_t> from(uint32_t node) const {
    return {targets.data() + first[node], first[node + 1] - first[node]};
  }
};

struct Sccs {
  std::vector<uint32_t> component; ///< by node
  uint32_t count = 0;
};

Sccs compute_sccs(const EdgeList &graph);

} // namespace ochre
