// Which definitions of the crate are used.
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::lint {

/// Definitions that are used by something that is used: `main`, what `reachable` has (other crates
/// get hold of it), what is exported by its symbol, what `#[allow(dead_code)]` stands on.
///
/// Functions, types, constants and traits are live if a live one names them; fields if they are
/// read; variants if they are constructed; items of trait impls if their trait's item and their
/// type are live.
llvm::DenseSet<LocalDefId> find_live_symbols(TyCtxt &tcx, const hir::LintLevels &levels,
                                             const llvm::DenseSet<LocalDefId> &reachable);

} // namespace ochre::lint
