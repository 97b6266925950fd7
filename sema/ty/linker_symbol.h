// The names of functions and statics that attributes fix: what another crate or language may link
// to.
#pragma once

#include "sema/ty/context.h"

namespace ochre::ty {

/// `#[export_name]`, `#[link_name]`, the name of a `#[no_mangle]` or foreign item; invalid: the
/// name is mangled.
Symbol linker_symbol(TyCtxt &tcx, DefId id);

/// Whether the item is declared in an `extern` block.
bool is_foreign_item(TyCtxt &tcx, DefId id);

} // namespace ochre::ty
