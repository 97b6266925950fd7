// What `#[repr(transparent)]` and `#[repr(packed)]` ask of the fields.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// E0731, E0690, E0588, for an ADT.
void check_repr(TyCtxt &tcx, DefId adt);

} // namespace ochre::wf
