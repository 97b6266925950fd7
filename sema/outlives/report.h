// Errors of resolve_regions as messages (E0309, E0310, E0477, E0478, E0491).
#pragma once

#include "sema/outlives/resolve.h"

namespace ochre::outlives {

/// Reports each error once; those at one place with one message are one.
void report_region_errors(TyCtxt &tcx, llvm::ArrayRef<RegionError> errors);

} // namespace ochre::outlives
