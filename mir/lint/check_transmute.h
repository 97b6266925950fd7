// Sizes of transmuted types.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::lint {

/// Each call of `transmute` must be between types that have one size whatever the parameters are
/// (E0512).
void check_transmute(TyCtxt &tcx, const Body &body);

} // namespace ochre::mir::lint
