// References to fields of packed types.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::lint {

/// A reference must be aligned, so it cannot be to a field that a packed type may misalign (E0793).
void check_packed_refs(TyCtxt &tcx, const Body &body);

} // namespace ochre::mir::lint
