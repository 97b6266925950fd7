// What other crates must know of the local one before any of its items.
#pragma once

#include "driver/front_end.h"
#include "sema/ty/context.h"

namespace ochre::driver {

/// All but the hash. Needs HIR: `#[link]` and the global allocator are found there.
metadata::CrateHeader make_crate_header(TyCtxt &tcx, const FrontEnd &front);

} // namespace ochre::driver
