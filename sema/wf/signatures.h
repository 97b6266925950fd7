// Well-formedness of the types and where-clauses that an item's signature names.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// For any item that has generics, of a module, block, trait, impl or extern block.
void check_signature_wf(TyCtxt &tcx, DefId item);

} // namespace ochre::wf
