// Items of trait impls against those of their trait.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Parts that are missing (E0046), and each item that the impl has: kinds and numbers of parameters
/// (E0049, E0050, E0185, E0186, E0195, E0643), then what needs proof: signatures (E0053, E0326),
/// where-clauses (E0276), bounds of associated types (E0277). For trait impls.
void check_impl_against_trait(TyCtxt &tcx, DefId impl);

/// First part: what can be compared by counting. False: an error was reported.
bool compare_shape(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item);
/// Second part. Requires: the shapes agree.
void compare_meaning(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item);

} // namespace ochre::wf
