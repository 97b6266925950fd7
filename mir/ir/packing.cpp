#include "mir/ir/packing.h"

namespace ochre::mir {

Packing packing_around(TyCtxt &tcx, const Body &body, Place place) {
  Packing out;
  PlaceTy at{body.local_ty(place.local), {}};
  for (const PlaceElem &elem : body.code->projection(place)) {
    const ty::AdtDef *adt = at.ty.is_adt() ? tcx.adt_def(at.ty.def_id()) : nullptr;
    if (elem.kind == ProjectionKind::Deref)
      out = {};
    else if (adt && adt->repr.pack && (out.pack == 0 || adt->repr.pack < out.pack))
      out = {adt->repr.pack, adt};
    at = project_ty(tcx, body, at, elem);
  }
  return out;
}

} // namespace ochre::mir
