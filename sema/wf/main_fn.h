// The type of `main`.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// E0131, E0646, E0752, E0580, and E0277 for a return type that is no Termination.
void check_main_fn(TyCtxt &tcx);

} // namespace ochre::wf
