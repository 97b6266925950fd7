// The order of MIR passes, and the queries that give a body's later stages.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Sets mir_promoted, mir_drops_elaborated, optimized_mir, mir_for_ctfe, instance_mir,
/// is_mir_available.
void provide(ty::Providers &providers);

/// The passes that `--emit=mir --after=NAME` knows, in order.
std::vector<llvm::StringRef> pass_names();

/// Runs all passes up to and with `last` on a copy of a Built body; the whole pipeline if empty.
std::shared_ptr<Body> run_passes(TyCtxt &tcx, const Body &built, llvm::StringRef last);

/// Frees what mir_promoted gave for a function or closure that no constant can call. Requires: it
/// is not to be compiled, and borrow-checked with the whole function around it.
void release_checked(TyCtxt &tcx, LocalDefId def);

} // namespace ochre::mir::transform
