#include "sema/patterns/patterns.h"

#include "sema/patterns/bindings_after_at.h"
#include "sema/patterns/check.h"
#include "sema/patterns/unsafe_ops.h"

namespace ochre::patterns {
namespace {

bool patterns_checked(ty::TyCtxt &tcx, LocalDefId id) {
  const TypeckResults *results = tcx.typeck(id);
  hir::BodyId body_id = hir::body_of(*tcx.krate, id);
  if (!results || results->tainted_by_errors || !body_id.is_valid())
    return !results || !results->tainted_by_errors;
  const hir::Owner &nodes = tcx.krate->owner_of(id);
  const hir::Body &body = nodes.bodies[body_id];
  typeck::TypedBody typed{nodes, *results};
  unsigned before = tcx.sess.diags.error_count();
  check_matches(tcx, typed, body, tcx.param_env(tcx.defs.to_def_id(id)));
  check_bindings_after_at(tcx, typed, tcx.param_env(tcx.defs.to_def_id(id)));
  check_unsafety(tcx, typed, body, tcx.defs.to_def_id(id));
  return tcx.sess.diags.error_count() == before;
}

} // namespace

void provide(ty::Providers &providers) { providers.patterns_checked = patterns_checked; }

} // namespace ochre::patterns
