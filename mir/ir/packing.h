// Places inside packed types.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir {

struct Packing {
  uint32_t pack = 0;                  ///< bytes; 0: none
  const ty::AdtDef *packed = nullptr; ///< the type that says so
};
/// The smallest packing of the types that the place lies in, after its last dereference.
Packing packing_around(TyCtxt &tcx, const Body &body, Place place);

} // namespace ochre::mir
