#include "sema/lint/lint.h"

namespace ochre::lint {

void check_crate(TyCtxt &tcx, const hir::LintLevels &levels) {
  for (LocalDefId id : tcx.krate->items)
    check_names(tcx, levels, tcx.krate->owner(id));
  for (LocalDefId id : tcx.krate->def_nodes.ids()) {
    DefId def = tcx.defs.to_def_id(id);
    if (!hir::body_of(*tcx.krate, id).is_valid() || tcx.typeck_root(def) != def)
      continue;
    check_literals(tcx, levels, id);
    check_unused_variables(tcx, levels, id);
  }
}

} // namespace ochre::lint
