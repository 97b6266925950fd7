// Which variables from outside a closure its body names.
#pragma once

#include "sema/hir/hir.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::typeck {

/// The variables (by their first binding) and where each is named first, in that order.
llvm::MapVector<hir::PatId, hir::ExprId> mentioned_upvars(const hir::Owner &nodes,
                                                          hir::ClosureId closure);

} // namespace ochre::typeck
