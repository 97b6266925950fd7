// Coroutines become state machines.
//
//   before   fn(self: Coroutine, context) -> R          with Yield
//   after    fn(self: Pin<&mut Coroutine>, context) -> Poll<R>
//              switch discriminant(self) { 0 => start, 1, 2 => panic, 3.. => behind a Yield }
//
// What lives across a Yield becomes a field of the coroutine. A second body, the drop shim, runs
// what is left to drop from the state that the coroutine is in.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Does nothing to bodies that are no coroutine's. Requires drops to be elaborated.
void transform_coroutine(TyCtxt &tcx, Body &body);

/// Types of what a coroutine may hold while suspended, as a tuple. Asks the body that borrow
/// checking sees, so that it is known before anything is compiled.
ty::EarlyBinder<ty::Ty> coroutine_witness(TyCtxt &tcx, DefId def);
const ty::CoroutineLayout *coroutine_layout(TyCtxt &tcx, DefId def);

} // namespace ochre::mir::transform
