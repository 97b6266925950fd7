#include "codegen/mono/reify.h"

namespace ochre::mono {

const ty::Instance *pointer_target(ty::TyCtxt &tcx, const ty::Instance *instance) {
  if (!instance || instance->kind != ty::InstanceKind::Virtual)
    return instance;
  ty::Instance shim;
  shim.kind = ty::InstanceKind::ReifyShim;
  shim.def_id = instance->def_id;
  shim.args = instance->args;
  return tcx.mk_instance(shim);
}

} // namespace ochre::mono
