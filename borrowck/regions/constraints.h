// What type-checking a body says about its regions (private to borrowck/regions).
#pragma once

#include "borrowck/regions/regions.h"
#include "sema/traits/infer.h"
#include "support/adt/interval_set.h"

namespace ochre::borrowck {

/// `ty: lower_bound`, where regions alone cannot decide: `ty` is a parameter, an alias or a type
/// placeholder. It is tested once the values are known.
struct TypeTest {
  Ty ty;
  RegionVid lower_bound;
  mir::Location at;
  Span span;
  ConstraintCategory category = ConstraintCategory::Boring;
};

/// A hidden type that the body gives to an opaque type.
struct OpaqueUse {
  DefId def_id;
  ty::GenericArgs args;
  Ty hidden;
  Span span;
};

struct RegionDef {
  RegionOrigin origin = RegionOrigin::Existential;
  ty::UniverseIndex universe{0};
  Region placeholder; ///< of origin Placeholder
};

struct ConstraintSet {
  std::vector<OutlivesConstraint> outlives;
  std::vector<TypeTest> type_tests;
  std::vector<OpaqueUse> opaques;
  /// Points where a variable is live because it stands in the type of a live variable, or in what
  /// a statement names.
  IndexVec<RegionVid, IntervalSet> live;
  llvm::MapVector<Region, RegionVid> placeholders;
  /// Predicates that hold for no choice of regions (`for<'a>` that is not general enough).
  struct Failed {
    ty::Predicate predicate;
    Span span;
  };
  std::vector<Failed> failed;
  /// Types whose drop check does not end, and where their variable is declared.
  std::vector<std::pair<Ty, Span>> drop_overflows;
};

} // namespace ochre::borrowck
