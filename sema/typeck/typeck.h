// Type checking of bodies: the queries `typeck` and `hidden_type`.
#pragma once

#include "sema/ty/context.h"
#include "sema/typeck/results.h"

namespace ochre::typeck {

/// Sets the functions for the local crate.
void provide(ty::Providers &providers);

} // namespace ochre::typeck
