#include "borrowck/regions/blame.h"

#include <deque>

namespace ochre::borrowck {

std::vector<OutlivesConstraint> constraint_path(const RegionResults &results, RegionVid from,
                                                llvm::function_ref<bool(RegionVid)> is_target) {
  constexpr uint32_t kStart = UINT32_MAX;
  llvm::DenseMap<RegionVid, uint32_t> reached_by{{from, kStart}};
  std::deque<RegionVid> work{from};
  while (!work.empty()) {
    RegionVid at = work.front();
    work.pop_front();
    if (is_target(at)) {
      std::vector<OutlivesConstraint> path;
      while (reached_by.lookup(at) != kStart) {
        path.push_back(results.constraints()[reached_by.lookup(at)]);
        at = path.back().sup;
      }
      std::reverse(path.begin(), path.end());
      return path;
    }
    for (uint32_t row : results.constraints_of()[at])
      if (reached_by.try_emplace(results.constraints()[row].sub, row).second)
        work.push_back(results.constraints()[row].sub);
  }
  return {};
}

namespace {

/// Smaller is more telling.
unsigned interest(const OutlivesConstraint &constraint) {
  switch (constraint.category) {
  case ConstraintCategory::Return: return 0;
  case ConstraintCategory::Yield:
  case ConstraintCategory::UseAsConst:
  case ConstraintCategory::UseAsStatic:
  case ConstraintCategory::TypeAnnotation:
  case ConstraintCategory::Cast:
  case ConstraintCategory::CallArgument:
  case ConstraintCategory::CopyBound:
  case ConstraintCategory::SizedBound:
  case ConstraintCategory::Assignment:
  case ConstraintCategory::Usage:
  case ConstraintCategory::ClosureUpvar: return 2;
  case ConstraintCategory::GenericArgAnnotation: return 3;
  case ConstraintCategory::Predicate:
  case ConstraintCategory::OpaqueType: return 4;
  case ConstraintCategory::Boring: return 5;
  case ConstraintCategory::BoringNoLocation: return 6;
  case ConstraintCategory::Internal: return 7;
  case ConstraintCategory::IllegalUniverse: return 8;
  }
  return 8;
}

} // namespace

Blame best_blame(const RegionResults &results, RegionVid from, RegionVid to) {
  return best_blame(results, from, [&](RegionVid at) { return at == to; });
}

Blame best_blame(const RegionResults &results, RegionVid from,
                 llvm::function_ref<bool(RegionVid)> is_target) {
  Blame blame;
  blame.path = constraint_path(results, from, is_target);
  if (blame.path.empty())
    return blame;
  bool prefer_last = results.origin(from) != RegionOrigin::Placeholder;
  size_t best = 0;
  for (size_t i = 1; i < blame.path.size(); ++i) {
    unsigned mine = interest(blame.path[i]), known = interest(blame.path[best]);
    // A function that returns its `async` block says less than what the block returns.
    bool is_within = mine == 0 && results.origin(from) == RegionOrigin::Universal &&
                     blame.path[best].is_from_closure && !blame.path[i].is_from_closure;
    if (mine < known || (mine == known && prefer_last && !is_within))
      best = i;
  }
  blame.constraint = blame.path[best];
  if (blame.constraint.category != ConstraintCategory::Return)
    return blame;
  // The return type decides, where it is an `impl Trait`.
  if (best + 1 < blame.path.size() &&
      blame.path[best + 1].category == ConstraintCategory::OpaqueType)
    blame.constraint = blame.path[best + 1];
  else
    blame.returns_upvar = llvm::any_of(blame.path, [](const OutlivesConstraint &c) {
      return c.category == ConstraintCategory::ClosureUpvar;
    });
  return blame;
}

} // namespace ochre::borrowck
