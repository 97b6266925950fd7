// The lints of typed HIR.
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/ty/context.h"

#include "llvm/ADT/BitVector.h"

#include <functional>

namespace ochre::lint {

/// What the front end knows of the crate and HIR does not hold.
struct CrateFacts {
  llvm::BitVector exported; ///< by LocalDefId: other crates can name it
  /// Imports that no path goes through, but methods may.
  std::vector<LocalDefId> maybe_unused_imports;
  /// The reason of `#[must_use]` on a definition of another crate; none: it has no such attribute.
  std::function<std::optional<Symbol>(DefId)> extern_must_use;
  /// The note of `#[deprecated]` on a definition of another crate; none: it has no such attribute.
  std::function<std::optional<Symbol>(DefId)> extern_deprecation;
  /// The name that `#[rustc_diagnostic_item]` gives a definition of another crate; sym::empty:
  /// none.
  std::function<Symbol(DefId)> extern_diagnostic_item;
};

/// Reports the use of unstable items of other crates (E0658). Requires: all bodies were
/// type-checked.
void check_stability(TyCtxt &tcx);

/// Reports all lints of the crate. Requires: all bodies are type-checked without errors.
void check_crate(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts);

// --- By file
/// non_camel_case_types, non_snake_case, non_upper_case_globals
void check_names(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner);
/// no_mangle_const_items, no_mangle_generic_items
void check_symbols(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner);
/// overflowing_literals. `root`: a body that is type-checked by itself.
void check_literals(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);
/// unused_imports, as far as only type checking can tell
void check_unused_imports(TyCtxt &tcx, const hir::LintLevels &levels,
                          llvm::ArrayRef<LocalDefId> maybe_unused);
/// deprecated
void check_deprecation(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts);
/// dead_code
void check_dead_code(TyCtxt &tcx, const hir::LintLevels &levels, const llvm::BitVector &exported);
/// bindings_with_variant_name
void check_pattern_bindings(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);
/// unused_must_use, unused_results
void check_unused_results(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts,
                          LocalDefId root);
/// The lints of expressions, statements and patterns that `body_cx.h` names.
void check_body(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts,
                LocalDefId root);
/// unreachable_code
void check_unreachable_code(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);
/// unused_variables
void check_unused_variables(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root);

} // namespace ochre::lint
