// How a program panics, in the MIR that code is generated from.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Makes a body follow the `-C panic` of the crate that generates its code, whatever the crate that
/// it comes from was compiled for. Unless panics unwind no edge leads to cleanup. With
/// `-C panic=trap` each call of a function that panics becomes UnwindTerminate, which is a trap
/// there: message and place are never made.
void apply_panic_strategy(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
