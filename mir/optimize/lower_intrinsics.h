// Calls of intrinsics that MIR has a statement for become that statement.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// The body is monomorphic. What answers depends on types (`size_of`, `needs_drop`) becomes a
/// constant; `const_eval_select` calls its function for run time.
void lower_intrinsics(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
