// The definitions that an item's text names (private).
#pragma once

#include "sema/hir/hir.h"
#include "sema/ty/context.h"

namespace ochre::lint {

/// Calls `found` with each definition that a path, a method call or a field expression names: where
/// the path stands, and its last name.
void for_each_use(TyCtxt &tcx, const hir::Owner &owner,
                  llvm::function_ref<void(DefId def, Span path, Span name)> found);

} // namespace ochre::lint
