// Checks of all items against the rules of the trait system.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Reports what is wrong with the items of the local crate, bodies aside.
void check_items(TyCtxt &tcx);

} // namespace ochre::wf
