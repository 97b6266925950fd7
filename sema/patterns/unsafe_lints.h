// The lints of unsafe blocks and functions.
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

namespace ochre::patterns {

/// unused_unsafe, unsafe_op_in_unsafe_fn, in a body that is type-checked by itself.
void check_unsafe_lints(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);

} // namespace ochre::patterns
