// Opaque types that stand for themselves (E0720).
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Reports each opaque type of the local crate whose hidden type names it again:
/// `fn f() -> impl Sized { (f(),) }`. Bodies have been checked.
void check_opaque_cycles(TyCtxt &tcx);

} // namespace ochre::wf
