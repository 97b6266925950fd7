// One walk over a body for all lints of single expressions.
#include "sema/hir/walk.h"
#include "sema/lint/body_cx.h"

namespace ochre::lint {

namespace {

constexpr void (*kOfExpressions[])(const BodyCx &, hir::ExprId) = {
    check_useless_drop, check_reference_cast, check_comparison,
    check_double_ref,   check_static_mut_ref, check_loop,
};
constexpr void (*kOfBodies[])(const BodyCx &) = {
    check_path_statements,
    check_let_underscore,
    check_static_mut_bindings,
    check_field_patterns,
};

} // namespace

void check_body(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts,
                LocalDefId root) {
  if (tcx.typeck(root)->tainted_by_errors)
    return;
  BodyCx cx(tcx, levels, facts, root);
  for (auto check : kOfBodies)
    check(cx);
  llvm::SmallVector<hir::ExprId, 32> work{cx.nodes.bodies[hir::body_of(*tcx.krate, root)].value};
  while (!work.empty()) {
    hir::ExprId id = work.pop_back_val();
    for (auto check : kOfExpressions)
      check(cx, id);
    hir::Children children;
    hir::children_of(cx.nodes, id, hir::WalkClosures::Yes, children);
    work.append(children.exprs.rbegin(), children.exprs.rend());
  }
}

} // namespace ochre::lint
