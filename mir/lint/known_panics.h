// Operations that are known to panic (unconditional_panic, arithmetic_overflow).
#pragma once

#include "mir/ir/body.h"
#include "sema/hir/lint_levels.h"

namespace ochre::mir::lint {

/// Reports each assertion of the body, as built, that fails whenever it is reached. Not for bodies
/// of constants: their evaluation says more.
void check_known_panics(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body);

} // namespace ochre::mir::lint
