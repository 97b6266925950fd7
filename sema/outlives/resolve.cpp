// Each region variable gets the set of free regions and placeholders that it must
// outlive: the least one that satisfies `'?x: …`. Then every constraint whose
// larger side is not a variable is checked. `'a: '?1, '?1: 'b` gives ?1 = {'b}
// and asks `'a: 'b`.
#include "sema/outlives/resolve.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::outlives {

using traits::RegionConstraint;

namespace {

using Values = IndexVec<ty::RegionVid, llvm::SmallSetVector<Region, 4>>;

/// The regions that `region` stands for.
llvm::SmallVector<Region, 4> elements(const Values &values, Region region) {
  if (!region.is_var())
    return {region};
  const auto &set = values[region.vid()];
  return llvm::SmallVector<Region, 4>(set.begin(), set.end());
}

Values solve(InferCtxt &infcx, const traits::RegionConstraints &constraints) {
  Values values(infcx.region_var_count());
  Region re_static = infcx.tcx.common.re_static;
  bool changed = true;
  while (changed) {
    changed = false;
    for (const RegionConstraint &c : constraints.outlives) {
      if (!c.sup.is_var())
        continue;
      ty::UniverseIndex universe = infcx.region_var(c.sup.vid()).universe;
      for (Region element : elements(values, c.sub)) {
        // Outliving every region of a later universe means 'static.
        bool nameable = infcx.universe_of(element) <= universe;
        changed |= values[c.sup.vid()].insert(nameable ? element : re_static);
      }
    }
  }
  return values;
}

} // namespace

std::vector<RegionError> resolve_regions(InferCtxt &infcx, const OutlivesEnv &env) {
  traits::RegionConstraints constraints = infcx.take_region_constraints();
  Values values = solve(infcx, constraints);
  std::vector<RegionError> errors;
  auto outlives = [&](Region sup, Region sub) {
    for (Region below : elements(values, sub)) {
      bool ok = false;
      for (Region above : elements(values, sup))
        ok |= env.free.outlives(above, below);
      if (!ok)
        return false;
    }
    return true;
  };
  for (const RegionConstraint &c : constraints.outlives) {
    if (c.sup.is_var())
      continue;
    for (Region element : elements(values, c.sub))
      if (!env.free.outlives(c.sup, element)) {
        errors.push_back({c.sup, element, Ty(), c.of, c.cause});
        break;
      }
  }
  for (const traits::TypeOutlivesConstraint &c : constraints.type_outlives) {
    Ty ty = infcx.resolve(c.ty);
    for (Region element : elements(values, c.region))
      if (!type_outlives(infcx.tcx, env, ty, element, outlives)) {
        errors.push_back({Region(), element, ty, Ty(), c.cause});
        break;
      }
  }
  return errors;
}

} // namespace ochre::outlives
