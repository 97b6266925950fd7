// Type checking of bodies: the queries `typeck` and `hidden_type`.
#pragma once

#include "sema/ty/context.h"
#include "sema/typeck/results.h"

namespace ochre::typeck {

/// Sets the functions for the local crate.
void provide(ty::Providers &providers);

/// Proves the goals that waited for the MIR of the body's coroutines; reports those that fail.
bool check_stalled_obligations(TyCtxt &tcx, const TypeckResults &results);

} // namespace ochre::typeck
