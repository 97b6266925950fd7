// The MIR optimiser: passes over bodies without parameters, before either back end.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Sets codegen_mir: the body of an instance as it is compiled.
void provide(ty::Providers &providers);

/// The passes that `--emit=mir --after=NAME` knows beside those of bodies with parameters.
bool is_pass(llvm::StringRef name);

/// The body of an instance up to and with the first run of the pass `last`; the whole pipeline if
/// it is empty. Null: the instance has no body.
std::shared_ptr<const Body> run_passes(TyCtxt &tcx, const ty::Instance *instance,
                                       llvm::StringRef last);

} // namespace ochre::mir::optimize
