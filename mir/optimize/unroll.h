// Loops that run a few times, as many times as written down.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// A small innermost loop whose number of rounds follows from constants becomes that many copies of
/// its blocks, each with locals of its own where a round does not look at those of another.
/// True if anything changed.
/// Source: Muchnick, "Advanced Compiler Design and Implementation", 17.4; the rounds are counted by
/// running what is known of the loop.
bool unroll_loops(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
