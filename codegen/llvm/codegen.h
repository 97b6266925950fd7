// Code generation through LLVM, in process.
#pragma once

#include "codegen/mono/collect.h"

#include "llvm/Support/Error.h"

namespace ochre::codegen {

/// What is written for one codegen unit.
struct UnitOutputs {
  std::string object;  ///< path, or empty
  std::string llvm_ir; ///< path, "-" for standard output, or empty
  std::string bitcode;
  std::string assembly;
};

/// Generates all items into one unit, optimises by the session's options and writes the outputs.
/// Not for items whose MIR could not be built: those were reported.
llvm::Error generate(TyCtxt &tcx, const mono::MonoItems &items, const UnitOutputs &outputs,
                     bool is_executable);

/// Version of the LLVM that is linked in, for `-vV`.
std::string llvm_version();

} // namespace ochre::codegen
