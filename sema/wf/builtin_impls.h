// Impls of traits that the language knows: Copy and Drop.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// E0184, E0204, E0206; E0120, E0366, E0367.
void check_builtin_impl(TyCtxt &tcx, DefId impl);

} // namespace ochre::wf
