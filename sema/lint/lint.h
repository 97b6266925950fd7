// The lints of typed HIR.
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

namespace ochre::lint {

/// Reports all lints of the crate. Requires: all bodies are type-checked without errors.
void check_crate(TyCtxt &tcx, const hir::LintLevels &levels);

// --- By file
/// non_camel_case_types, non_snake_case, non_upper_case_globals
void check_names(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner);
/// overflowing_literals. `root`: a body that is type-checked by itself.
void check_literals(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);
/// unused_variables
void check_unused_variables(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);

} // namespace ochre::lint
