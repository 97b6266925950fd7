// Global value numbering: what was computed before is not computed again, and what is known is
// folded.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Replaces computations whose value is known or held by a local, loads of what was stored or
/// loaded since memory last changed, and conditions that the way to them decides (so that
/// fold_branches removes checks proved redundant).
void number_values(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
