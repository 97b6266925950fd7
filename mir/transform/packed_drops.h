// Drops inside packed types.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// A drop takes a reference, which must be aligned: what a packed type may misalign is first moved
/// to a local. Runs on elaborated drops and on drop glue. Source: Reference, "The `packed`
/// representation"; rustc-dev-guide's AddMovesForPackedDrops.
void move_packed_drops(TyCtxt &tcx, ty::TypingEnv env, Body &body);

} // namespace ochre::mir::transform
