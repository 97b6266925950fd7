// One typed body under lint, and what the lints of expressions ask about it (private).
#pragma once

#include "sema/hir/lint_levels.h"
#include "sema/lint/lint.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

struct BodyCx {
  BodyCx(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts, LocalDefId root);

  TyCtxt &tcx;
  const hir::LintLevels &levels;
  const CrateFacts &facts;
  LocalDefId root;
  const hir::Owner &nodes;
  const TypeckResults &results;
  ty::TypingEnv env;

  const hir::Expr &expr(hir::ExprId id) const { return nodes.exprs[id]; }
  /// The definition that a path names; invalid: none.
  DefId path_def(hir::ExprId id) const;
  /// The function that a call (of a path) or a method call names; invalid: none.
  DefId called(hir::ExprId id) const;
  /// The receiver and arguments of a method call, the arguments of a call.
  llvm::SmallVector<hir::ExprId, 4> operands(hir::ExprId id) const;
  /// Whether the library marks the definition with `#[rustc_diagnostic_item = "name"]`.
  bool is_item(DefId def, llvm::StringRef name) const { return tcx.str(item_name(def)) == name; }
  Symbol item_name(DefId def) const; ///< sym::empty: no such mark
  bool is_adt_item(ty::Ty ty, llvm::StringRef name) const {
    return ty && ty.is_adt() && is_item(ty.def_id(), name);
  }
  /// What the variable that a path names was initialised with, if nothing can have changed it
  /// since; else the expression itself. Looks through several.
  hir::ExprId initial_value(hir::ExprId id) const;
  std::optional<DiagBuilder> lint(hir::Lint lint, Span span, std::string message) const {
    return hir::lint(tcx.sess, levels, lint, root, span, std::move(message));
  }

private:
  llvm::DenseMap<hir::PatId, hir::ExprId> fixed_lets_; ///< `let x = e`, by the binding
};

// --- The lints, by file: each is called for every expression of the body
/// dropping_references, dropping_copy_types, forgetting_references, forgetting_copy_types,
/// undropped_manually_drops
void check_useless_drop(const BodyCx &cx, hir::ExprId id);
/// invalid_reference_casting, mutable_transmutes
void check_reference_cast(const BodyCx &cx, hir::ExprId id);
/// unused_comparisons, invalid_nan_comparisons
void check_comparison(const BodyCx &cx, hir::ExprId id);
/// suspicious_double_ref_op, noop_method_call
void check_double_ref(const BodyCx &cx, hir::ExprId id);
/// static_mut_refs, but for bindings
void check_static_mut_ref(const BodyCx &cx, hir::ExprId id);
/// for_loops_over_fallibles
void check_loop(const BodyCx &cx, hir::ExprId id);
// --- …or once
/// path_statements
void check_path_statements(const BodyCx &cx);
/// let_underscore_lock, let_underscore_drop
void check_let_underscore(const BodyCx &cx);
/// static_mut_refs of `let ref x = STATIC`
void check_static_mut_bindings(const BodyCx &cx);
/// non_shorthand_field_patterns
void check_field_patterns(const BodyCx &cx);

} // namespace ochre::lint
