// Functions as values.
#pragma once

#include "sema/ty/context.h"

namespace ochre::mono {

/// What a pointer to the function points to: of a method that is called through a vtable, a
/// function that makes this call.
const ty::Instance *pointer_target(ty::TyCtxt &tcx, const ty::Instance *instance);

} // namespace ochre::mono
