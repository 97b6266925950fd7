// The orphan rule: which crates may implement a trait for given types.
#pragma once

#include "sema/ty/context.h"

namespace ochre::traits {

/// Who would write the impl: this crate, or some crate that is not seen.
enum class InCrate : uint8_t { Local, Remote };

struct OrphanResult {
  enum Kind : uint8_t {
    Ok,
    NonLocalTys,   ///< no local type: `tys`
    UncoveredParam ///< `param` comes before the first local type (`local`, may be null)
  } kind = Ok;
  llvm::SmallVector<ty::Ty, 4> tys;
  bool first_is_self = false; ///< the first of `tys` is (part of) the Self type
  ty::Ty param;
  ty::Ty local;
};

/// Whether a crate may implement `ref`'s trait, which is of another crate, for its types.
/// Parameters and variables are what impls are generic over. Requires: aliases in `ref` are
/// normalised as far as they can be.
OrphanResult orphan_check(TyCtxt &tcx, const ty::TraitRef &ref, InCrate in_crate);
/// Coherence: all impls that match `ref` now or ever are seen.
bool is_knowable(TyCtxt &tcx, const ty::TraitRef &ref);

} // namespace ochre::traits
