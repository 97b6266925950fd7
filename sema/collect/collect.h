// Signatures of items: what other items and bodies may ask of a definition without looking at its
// body. Everything is a query, computed on demand.
#pragma once

#include "sema/ty/context.h"

namespace ochre::collect {

/// Sets the functions for the local crate. `impls_of_trait` and `inherent_impls` merge what the
/// functions of the same name in `tcx.extern_providers` give for other crates, if set.
void provide(ty::Providers &providers);

/// Enters the local crate's `#[lang]` items in `tcx.lang_items`; reports unknown and duplicate
/// ones.
void collect_lang_items(ty::TyCtxt &tcx);

/// Computes the signature of every local item, so that all errors in signatures are reported.
void check_signatures(ty::TyCtxt &tcx);

} // namespace ochre::collect
