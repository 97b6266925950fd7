// Async functions that hold their own future while suspended would be of infinite size.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Reports E0733 if the coroutine holds itself, perhaps by way of others, without a pointer
/// between.
void check_coroutine_recursion(TyCtxt &tcx, LocalDefId coroutine);

} // namespace ochre::mir::transform
