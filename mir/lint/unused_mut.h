// unused_mut: what borrow checking found out about `mut` that nothing needs.
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

namespace ochre::mir::lint {

/// Reports for one body owner. Requires: the body was borrow-checked without errors.
void check_unused_mut(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId body);

} // namespace ochre::mir::lint
