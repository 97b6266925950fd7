// Drop elaboration: scheduled drops become drops of exactly what is initialised.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Replaces every Drop by nothing (moved out), itself (initialised), a test of a drop flag (depends
/// on the way taken), or drops of parts (partly moved). `drop_and_replace` drops become plain ones.
/// Requires phase Built or Analyzed. Source: rustc-dev-guide, "Drop elaboration".
void elaborate_drops(TyCtxt &tcx, ty::TypingEnv env, Body &body);

} // namespace ochre::mir::transform
