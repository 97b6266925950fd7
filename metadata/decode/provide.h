// Queries about items of other crates, answered from their files.
#pragma once

#include "metadata/decode/crate_store.h"

namespace ochre::metadata {

/// Sets `tcx.extern_providers` and `tcx.crates`, and enters the language items of all crates loaded
/// so far. The store must outlive the context.
void provide(TyCtxt &tcx, CrateStore &store);

/// `#[must_use = ".."]` on an item of another crate: its reason, maybe empty.
std::optional<Symbol> must_use(TyCtxt &tcx, DefId id);
/// `#[deprecated(note = "..")]` likewise: its note.
std::optional<Symbol> deprecation(TyCtxt &tcx, DefId id);
/// The name by which lints know an item of another crate; sym::empty: they do not.
Symbol diagnostic_item(TyCtxt &tcx, DefId id);

} // namespace ochre::metadata
