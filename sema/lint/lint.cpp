#include "sema/lint/lint.h"

namespace ochre::lint {

namespace {
void check_item(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner) {
  check_names(tcx, levels, owner);
  check_symbols(tcx, levels, owner);
}
} // namespace

void check_crate(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts) {
  for (LocalDefId id : tcx.krate->items)
    check_item(tcx, levels, tcx.krate->owner(id));
  for (LocalDefId id : tcx.krate->def_nodes.ids()) {
    DefId def = tcx.defs.to_def_id(id);
    if (!hir::body_of(*tcx.krate, id).is_valid() || tcx.typeck_root(def) != def)
      continue;
    check_literals(tcx, levels, id);
    check_unused_variables(tcx, levels, id);
    check_unreachable_code(tcx, levels, id);
    check_unused_results(tcx, levels, facts, id);
    check_pattern_bindings(tcx, levels, id);
    check_body(tcx, levels, facts, id);
  }
  check_unused_imports(tcx, levels, facts.maybe_unused_imports);
  check_deprecation(tcx, levels, facts);
  check_dead_code(tcx, levels, facts.exported);
}

} // namespace ochre::lint
