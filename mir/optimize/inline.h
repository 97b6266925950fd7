// Inlining on instances.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Puts small callees, and those marked for it, where they are called. The callees are taken
/// optimised, so what they inline is in them already; a function that is being optimised
/// (recursion) is left a call. Source: rustc-dev-guide, "MIR optimizations"; the bottom-up order is
/// that of Chang, Mahlke, Hwu, "Profile-guided automatic inline expansion".
void inline_calls(TyCtxt &tcx, Body &body, const ty::Instance *self);

} // namespace ochre::mir::optimize
