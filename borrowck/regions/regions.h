// Region inference of a body: what `loans` and `report` ask of it.
//
// A body comes with erased regions. `infer_regions` makes a copy in which every occurrence of a
// region is a variable of its own (one table row per use), derives constraints by type-checking the
// MIR, and finds the least value of each variable: a set of points and of universal regions.
// Source: RFC 2094; rustc-dev-guide, "MIR borrow check", section on region inference.
#pragma once

#include "borrowck/regions/points.h"
#include "mir/dataflow/init.h"
#include "mir/ir/borrowck_results.h"

#include <memory>

namespace ochre::borrowck {

using ty::Region;
using ty::RegionVid;
using ty::Ty;

/// `sup: sub`, at `at` or (location invalid) everywhere.
struct OutlivesConstraint {
  RegionVid sup;
  RegionVid sub;
  ConstraintCategory category = ConstraintCategory::Boring;
  ty::Variance variance = ty::Variance::Invariant; ///< of the relation that made it
  bool is_from_closure = false;
  mir::Location at; ///< block invalid: holds at all points
  Span span;
};

/// What a region variable stands for.
enum class RegionOrigin : uint8_t { Universal, Placeholder, Existential };

/// A relation between universal regions, or of a type and one, that nothing in the signature
/// grants. `report` explains it.
struct RegionError {
  enum Kind : uint8_t {
    Lifetime,       ///< `sup` must outlive `sub`, which is not known
    TypeTest,       ///< `ty` may not live long enough for `sub`
    BoundUniversal, ///< a placeholder (higher-ranked) region would have to outlive `sub`
    OpaqueType,     ///< the hidden type of an opaque names `sup`, which it does not capture
    NotGeneral,     ///< `predicate` holds for no choice of regions
    DropOverflow,   ///< the drop check of `ty` does not end
  } kind = Lifetime;
  RegionVid sup;
  RegionVid sub;
  Ty ty;
  DefId opaque;
  ty::Predicate predicate;
  Span span;
  /// Lifetime: another error about `sup` says enough.
  bool is_secondary = false;
};

class RegionResults {
public:
  virtual ~RegionResults() = default;
  /// The renumbered copy: every region in its tables is a variable, but those of projections stay
  /// erased. Places, blocks and locals are those of the input.
  virtual const mir::Body &body() const = 0;
  virtual const PointMap &points() const = 0;
  virtual bool contains(RegionVid region, PointIndex point) const = 0;
  /// Whether it outlives the whole body: a loan of it is in scope to the end.
  virtual bool contains_end(RegionVid region) const = 0;
  virtual const IndexVec<RegionVid, llvm::SmallVector<uint32_t, 4>> &constraints_of() const = 0;
  virtual llvm::ArrayRef<OutlivesConstraint> constraints() const = 0;
  /// The free region of the signature that the variable stands for; null: none.
  virtual Region external_name(RegionVid region) const = 0;
  virtual bool is_universal(RegionVid region) const = 0;
  /// Where a variable is live because a variable with it in its type is.
  virtual bool is_live_at(RegionVid region, PointIndex point) const = 0;
  virtual llvm::ArrayRef<RegionError> errors() const = 0;
  virtual llvm::ArrayRef<ClosureOutlives> closure_requirements() const = 0;
  virtual uint32_t num_external_regions() const = 0;
  virtual const llvm::MapVector<DefId, Ty> &hidden_types() const = 0;

  // --- For explanations
  virtual RegionOrigin origin(RegionVid region) const = 0;
  virtual uint32_t num_regions() const = 0;
  virtual uint32_t num_universal_regions() const = 0;
  /// A universal region of this body's own signature, not of what is around it.
  virtual bool is_local_universal(RegionVid region) const = 0;
  /// 'static is 0.
  virtual RegionVid region_vid(Region region) const = 0;
  /// Whether the signature grants `sup: sub` (both universal).
  virtual bool outlives_known(RegionVid sup, RegionVid sub) const = 0;
  /// Whether the value of `sup` holds all of that of `sub`, as far as is known.
  virtual bool value_outlives(RegionVid sup, RegionVid sub) const = 0;
  /// Universal regions in the value.
  virtual llvm::SmallVector<RegionVid, 4> universal_regions_in(RegionVid region) const = 0;
  /// The region of the closure's `self` reference; invalid: none.
  virtual RegionVid closure_env_region() const = 0;
  /// Types of the arguments (a closure's self first) and, last, the result, before normalisation.
  virtual llvm::ArrayRef<Ty> signature() const = 0;
  /// The type of a place with its regions; `body()` records erased ones in projections.
  virtual Ty place_ty(mir::Place place) const = 0;
};

/// `body` is mir_promoted. What is wrong in types was reported before; what is wrong with regions
/// is in `errors()`.
std::unique_ptr<RegionResults> infer_regions(TyCtxt &tcx, const mir::Body &body,
                                             const mir::MoveData &moves,
                                             const mir::InitResults &inits);

} // namespace ochre::borrowck
