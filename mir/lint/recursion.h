// Functions that call themselves on every path (unconditional_recursion).
#pragma once

#include "mir/ir/body.h"
#include "sema/hir/lint_levels.h"

namespace ochre::mir::lint {

/// Reports the function that `body`, as built, is of, if every way to its end leads through a call
/// of itself. Loops count as a way out.
void check_recursion(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body);

} // namespace ochre::mir::lint
