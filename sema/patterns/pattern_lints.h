// The lints of patterns: arms, and alternatives in them, that earlier ones leave nothing to match
// (unreachable_patterns); conditions that always match (irrefutable_let_patterns).
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

namespace ochre::patterns {

/// Reports for a typeck root. Requires: its patterns were checked without errors.
void check_unreachable_patterns(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);
/// irrefutable_let_patterns, likewise.
void check_irrefutable_lets(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);

} // namespace ochre::patterns
