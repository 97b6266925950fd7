// Scalar replacement of aggregates.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// A struct, tuple or closure of which only parts are used becomes one local per part, as does an
/// array of which elements are used by number; so do the parts in turn. Whole values that are moved
/// between such locals are moved part by part.
/// True if anything changed.
bool replace_aggregates(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
