// Conflicts between a binding and those in the pattern after its `@`.
#pragma once

#include "sema/typeck/cursor.h"

namespace ochre::patterns {

/// `a @ ref b` of a type that is not Copy, `ref a @ ref mut b` and the like, in the body.
void check_bindings_after_at(ty::TyCtxt &tcx, const typeck::TypedBody &body, ty::ParamEnv env);

} // namespace ochre::patterns
