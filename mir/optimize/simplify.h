// Small passes that make a body simpler without knowing what its locals hold.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Branches and assertions on constants become gotos; so do drops of what needs none.
void fold_branches(TyCtxt &tcx, Body &body);

/// Removes assignments whose target nobody reads, storage marks of locals that are never in memory,
/// and locals that are left without a use.
void remove_dead_stores(TyCtxt &tcx, Body &body);

/// `tmp = <value>; place = move tmp`, where nothing reads `tmp` besides, is `place = <value>`.
void forward_temps(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
