// Types that would contain themselves (E0072).
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Reports each cycle of ADTs of the local crate that hold each other by value.
void check_recursive_types(TyCtxt &tcx);

} // namespace ochre::wf
