// Connects the queries of sema/ty with the leaves that answer them.
#pragma once

#include "sema/ty/context.h"

namespace ochre::driver {

/// Sets every provider for the local crate.
void connect_providers(TyCtxt &tcx);

} // namespace ochre::driver
