#include "driver/providers.h"

#include "borrowck/report/check.h"
#include "mir/build/build.h"
#include "mir/interpret/interpret.h"
#include "mir/optimize/optimize.h"
#include "mir/transform/pipeline.h"
#include "sema/collect/collect.h"
#include "sema/layout/layout.h"
#include "sema/patterns/patterns.h"
#include "sema/traits/provide.h"
#include "sema/typeck/typeck.h"
#include "sema/wf/provide.h"

namespace ochre::driver {

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
  mir::optimize::provide(local);
  mir::interpret::provide(local);
  borrowck::provide(local);
}

} // namespace ochre::driver
