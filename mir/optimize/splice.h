// Puts the code of a callee where it is called.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Replaces the call that ends `block` by the callee's body. `callee` is monomorphic, like
/// `caller`; `fn_ty` names the function that is called (for debug information, and because it may
/// track its caller). The block is no cleanup block. Both bodies are at least in Phase::Runtime.
void splice(TyCtxt &tcx, Body &caller, BasicBlock block, const Body &callee, ty::Ty fn_ty);

} // namespace ochre::mir::optimize
