#include "driver/providers.h"

#include "mir/build/build.h"
#include "mir/interpret/interpret.h"
#include "mir/ir/borrowck_results.h"
#include "mir/transform/pipeline.h"
#include "sema/collect/collect.h"
#include "sema/layout/layout.h"
#include "sema/patterns/patterns.h"
#include "sema/traits/provide.h"
#include "sema/typeck/typeck.h"
#include "sema/wf/provide.h"

namespace ochre::driver {

namespace {

/// Until borrow checking exists no body passes it, except where the tests of other phases ask for
/// bodies that were not checked.
const BorrowckResults *mir_borrowck(TyCtxt &tcx, LocalDefId def) {
  if (tcx.sess.opts.skip_borrowck)
    return tcx.own<BorrowckResults>();
  not_supported_yet(tcx.sess, tcx.defs.local(def).span, "borrow checking");
  return nullptr;
}

} // namespace

void connect_providers(TyCtxt &tcx) {
  ty::Providers &local = tcx.local_providers;
  traits::provide(local);
  collect::provide(local);
  typeck::provide(local);
  patterns::provide(local);
  wf::provide(local);
  local.layout_of = layout::layout_of;
  mir::build::provide(local);
  mir::transform::provide(local);
  mir::interpret::provide(local);
  local.mir_borrowck = mir_borrowck;
}

} // namespace ochre::driver
