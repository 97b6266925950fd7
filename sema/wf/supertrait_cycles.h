// Traits that are supertraits of themselves (E0391).
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Reports `trait A: B {}` with `trait B: A {}`, each cycle of traits of the local crate once.
void check_supertrait_cycles(TyCtxt &tcx);

} // namespace ochre::wf
