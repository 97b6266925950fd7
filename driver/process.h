// What the process itself must see to: crashes that are told as such, and a stack that is large
// enough for every guarded recursion.
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"

namespace ochre::driver {

/// From now on a fatal signal (also that of `bug`, and of an exhausted stack) says "internal
/// compiler error" and ends the process with status 101.
void install_crash_handler();

/// Calls `run` on a large stack and gives its result; from the process's first thread, once.
int call_with_large_stack(llvm::function_ref<int()> run);

} // namespace ochre::driver
