#include "mir/lint/unused_mut.h"

#include "mir/ir/borrowck_results.h"

namespace ochre::mir::lint {

void check_unused_mut(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId body) {
  const BorrowckResults *results = tcx.mir_borrowck(body);
  if (!results || results->tainted_by_errors)
    return;
  for (Span span : results->unused_mut)
    if (auto diag = hir::lint(tcx.sess, levels, hir::Lint::UnusedMut, body, span,
                              "variable does not need to be mutable"))
      diag->help("remove this `mut`").emit_any();
}

} // namespace ochre::mir::lint
