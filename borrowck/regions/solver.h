// The least value of each region variable.
//
// A value is a set of points, of universal regions (`end('a)`) and of placeholders. `'r: 's` makes
// the value of 'r hold that of 's. Variables that outlive each other share one value: components
// of the constraint graph are computed, then values flow along its edges, successors first.
//
//   let r: &'1 u8 = &'2 x; use(r)    // '2: '1, '1 live at the use: both hold these points
//
// A member constraint (`'r in ['a, 'static]`, from the hidden type of an `impl Trait`) raises a
// value to the least of the choices that fits, if there is one. Source: RFC 2094; rustc-dev-guide,
// "Region inference", "Member constraints", "Universes".
#pragma once

#include "borrowck/regions/constraints.h"
#include "borrowck/regions/universal.h"
#include "support/adt/scc.h"

#include "llvm/ADT/SparseBitVector.h"

namespace ochre::borrowck {

struct MemberConstraint {
  RegionVid member;
  llvm::SmallVector<RegionVid, 4> choices;
};

struct RegionValue {
  IntervalSet points;
  llvm::SparseBitVector<> universal;    ///< by RegionVid
  llvm::SparseBitVector<> placeholders; ///< by RegionVid of the placeholder
};

class RegionSolver {
public:
  RegionSolver(const UniversalRegions &universal, const UniversalRelations &relations,
               const IndexVec<RegionVid, RegionDef> &defs, uint32_t num_points)
      : universal_(universal), relations_(relations), defs_(defs), num_points_(num_points) {}

  /// May add constraints: a region that must outlive a placeholder which it cannot name is 'static.
  void solve(ConstraintSet &constraints, llvm::ArrayRef<MemberConstraint> members);

  const RegionValue &value(RegionVid region) const { return values_[scc(region)]; }
  uint32_t scc(RegionVid region) const { return sccs_.component[region.raw]; }
  /// A member of the component that stands for it: a universal region if it has one.
  RegionVid representative(RegionVid region) const { return representatives_[scc(region)]; }
  bool outlives(RegionVid sup, RegionVid sub) const;
  bool equal(RegionVid a, RegionVid b) const { return outlives(a, b) && outlives(b, a); }

private:
  void build_graph(const ConstraintSet &constraints);
  bool add_static_for_unnameable(ConstraintSet &constraints);
  void initial_values(const ConstraintSet &constraints);
  void propagate(llvm::ArrayRef<MemberConstraint> members);
  void apply_member(const MemberConstraint &member);
  llvm::SmallVector<RegionVid, 4> universal_above(uint32_t scc);

  const UniversalRegions &universal_;
  const UniversalRelations &relations_;
  const IndexVec<RegionVid, RegionDef> &defs_;
  uint32_t num_points_;
  EdgeList graph_; ///< between variables: sup → sub
  Sccs sccs_;
  EdgeList scc_graph_;
  EdgeList reverse_; ///< between components: sub → sup; made on demand
  std::vector<RegionVid> representatives_;
  std::vector<RegionValue> values_;
};

} // namespace ochre::borrowck
