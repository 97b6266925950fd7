// Which constraint to show for `'from: 'to`.
#pragma once

#include "borrowck/regions/regions.h"

namespace ochre::borrowck {

struct Blame {
  OutlivesConstraint constraint;
  bool returns_upvar = false;           ///< a closure returns a reference to what it captured
  std::vector<OutlivesConstraint> path; ///< from `from` to `to`
};

/// The shortest path of constraints from `from` to a region for which `is_target` holds; empty:
/// none.
std::vector<OutlivesConstraint> constraint_path(const RegionResults &results, RegionVid from,
                                                llvm::function_ref<bool(RegionVid)> is_target);
/// The most telling constraint of the path. Between equals: the last one if `from` is a universal
/// region, the first one if it is a placeholder.
Blame best_blame(const RegionResults &results, RegionVid from, RegionVid to);
/// Likewise for the nearest region that is a target.
Blame best_blame(const RegionResults &results, RegionVid from,
                 llvm::function_ref<bool(RegionVid)> is_target);

} // namespace ochre::borrowck
