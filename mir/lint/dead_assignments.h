// Assignments to variables whose value nothing reads (unused_assignments).
#pragma once

#include "mir/ir/body.h"
#include "sema/hir/lint_levels.h"

namespace ochre::mir::lint {

/// Reports each assignment to a whole variable, and each initial value of a variable that is
/// assigned to later, from where every way leads to another one or to the end. A destructor reads
/// nothing. `body`: before its drops are elaborated.
void check_dead_assignments(TyCtxt &tcx, const hir::LintLevels &levels, const Body &body);

} // namespace ochre::mir::lint
