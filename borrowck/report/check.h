// Borrow checking of one body: all checks in order, and their reports.
#pragma once

#include "mir/ir/borrowck_results.h"

namespace ochre::borrowck {

/// Checks one body, closures that it makes before it. Null: there is no MIR to check.
const BorrowckResults *check_body(TyCtxt &tcx, LocalDefId def);

void provide(ty::Providers &providers);

} // namespace ochre::borrowck
