// What borrow checking a body leaves for others.
#pragma once

#include "mir/ir/body.h"

namespace ochre {

/// A region of a closure's signature or captures, by its place among the closure's free regions.
struct ClosureRegionIdxTag;
using ClosureRegionIdx = Id<ClosureRegionIdxTag>;

/// Why one region must outlive another; the most telling one of a path is blamed.
enum class ConstraintCategory : uint8_t {
  Return,
  Yield,
  UseAsConst,
  UseAsStatic,
  TypeAnnotation,
  GenericArgAnnotation, ///< `f::<T>`: rarely what the user should look at
  Cast,
  CallArgument,
  CopyBound,
  SizedBound,
  Assignment,
  Usage,
  OpaqueType,
  ClosureUpvar,
  Predicate,
  Boring,
  BoringNoLocation,
  Internal,
  IllegalUniverse,
};

/// `subject: outlived`, which the closure could not prove and its creator must.
struct ClosureOutlives {
  bool is_ty_subject = false;
  ty::Ty subject_ty; ///< free regions replaced by ClosureRegionIdx variables
  ClosureRegionIdx subject_region;
  ClosureRegionIdx outlived;
  Span blame_span;
  ConstraintCategory category = ConstraintCategory::Boring;
};

struct BorrowckResults {
  bool tainted_by_errors = false;
  uint32_t num_external_regions = 0;
  std::vector<ClosureOutlives> closure_requirements;
  std::vector<uint32_t> used_mut_upvars;
  std::vector<Span> unused_mut; ///< bindings whose `mut` nothing needs
  /// Hidden types of opaques that this body defines, in terms of the opaque's parameters.
  llvm::MapVector<DefId, ty::Ty> hidden_types;
};

} // namespace ochre
