// Borrows of constant values outlive the function.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// `&CONST_EXPR` becomes a reference to a promoted constant of the body (RFC 1414): literals,
/// arithmetic that cannot fail, aggregates and references of such, without Drop and without
/// interior mutability. The input is in phase Built; so are the promoted bodies.
void promote_consts(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::transform
