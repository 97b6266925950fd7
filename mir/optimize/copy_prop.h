// Copies of values that do not change.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// A local that is assigned once, from another one that is or from a constant, is that other one.
void propagate_copies(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
