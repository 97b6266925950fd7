// Ways through a branch that are known before it is reached.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Where a path leads to a branch whose outcome is known on that path (`Some(x)` was just made, and
/// now it is matched), the path gets a copy of the blocks on it and goes on behind the branch.
/// Loop headers are not copied, so that loops keep their single entry.
/// Source: rustc-dev-guide's JumpThreading; Bodik, Gupta, Soffa, "Interprocedural Conditional
/// Branch Elimination". True if anything changed.
bool thread_jumps(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
