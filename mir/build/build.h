// From typed HIR to MIR: the query `mir_built`.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::build {

/// Sets `mir_built` for the local crate.
void provide(ty::Providers &providers);

/// The body of a function, const, static, closure or anonymous const, in phase Built. Null where an
/// error was reported. Source: rustc-dev-guide, "MIR construction".
const Body *mir_built(TyCtxt &tcx, LocalDefId def);

} // namespace ochre::mir::build
