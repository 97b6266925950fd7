// The universal regions of a body: 'static, those of its signature and generics, of what is around
// a closure, and one for the body itself; and what is known about them.
//
//   fn f<'a: 'a, 'b>(x: &'a u8, y: &'b u8)     // 0 'static, 1 'a, 2 'b, 3 the body
//
// Invariant: they are the first region variables, in this order: 'static; external ones (in a
// closure the regions of its type in the order of a walk, then late-bound ones of the functions
// around it; else early-bound ones); local ones (late-bound, the closure's environment); last the
// body. A closure's creator relies on the order of the external ones.
#pragma once

#include "sema/outlives/env.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir {
struct Body;
}

namespace ochre::borrowck {

using traits::InferCtxt;
using ty::Region;
using ty::RegionVid;
using ty::Ty;

struct UniversalRegions {
  DefId def_id;
  DefId root; ///< the typeck root
  uint32_t first_local = 0;
  uint32_t count = 0;
  RegionVid env_region;               ///< of a closure's `self` reference; invalid: none
  Ty closure_ty;                      ///< with its regions as variables; null: no closure
  llvm::SmallVector<Ty, 6> signature; ///< inputs and output (a constant: its type), not normalised
  llvm::DenseMap<Region, RegionVid> by_name;
  IndexVec<RegionVid, Region> names; ///< null: anonymous in this body

  RegionVid re_static() const { return RegionVid(0); }
  RegionVid fn_body() const { return RegionVid(count - 1); }
  bool contains(RegionVid vid) const { return vid.raw < count; }
  bool is_local(RegionVid vid) const { return vid.raw >= first_local && vid.raw < count; }
  bool is_closure() const { return bool(closure_ty); }
};

/// Requires: no region variable in `infcx` yet. `body` is not renumbered.
UniversalRegions collect_universal_regions(InferCtxt &infcx, const mir::Body &body);

/// Calls `each` for the late-bound regions of `from` and of what is around it up to its typeck
/// root.
void for_each_late_bound_region_around(TyCtxt &tcx, DefId from,
                                       llvm::function_ref<void(Region)> each);

/// Named free regions become the variables that stand for them.
ty::GenericArg to_universal_vars(TyCtxt &tcx, const UniversalRegions &universal,
                                 ty::GenericArg value);
Ty to_universal_vars(TyCtxt &tcx, const UniversalRegions &universal, Ty value);

/// What the signature grants about universal regions: reflexive and transitive.
class UniversalRelations {
public:
  UniversalRelations(TyCtxt &tcx, const UniversalRegions &universal,
                     const outlives::OutlivesEnv &env);
  bool outlives(RegionVid sup, RegionVid sub) const { return below_[sup].test(sub.raw); }
  /// The smallest regions that are not local and outlive `region`; itself if it is not local.
  llvm::SmallVector<RegionVid, 2> non_local_upper_bounds(RegionVid region) const;
  /// The largest region that is not local and that `region` outlives; invalid: none or many.
  RegionVid non_local_lower_bound(RegionVid region) const;

private:
  llvm::SmallVector<RegionVid, 4> nearest(RegionVid region, bool above) const;
  llvm::SmallVector<RegionVid, 4> non_local_bounds(RegionVid region, bool above) const;

  const UniversalRegions &universal_;
  IndexVec<RegionVid, llvm::BitVector> below_; ///< what each outlives
};

} // namespace ochre::borrowck
