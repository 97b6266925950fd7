// The fixpoint of expansion and import resolution.
#pragma once

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {

/// Expands all macros, building the module graph on the way. `first`: the invocations
/// of the configured crate. Afterwards nothing is open.
void expand_crate(Context &cx, llvm::ArrayRef<expand::InvocationId> first);
/// Looks every macro path up once more, now that all names are known.
void finalize_macros(Context &cx);

} // namespace ochre::resolve
