// Code generation through LLVM, in process.
#pragma once

#include "codegen/mono/collect.h"

#include "llvm/Support/Error.h"

namespace ochre::codegen {

/// What is written, as paths; empty: not wanted. With `-` the IR goes to standard output.
struct UnitOutputs {
  std::string object; ///< of one unit; several units write `NAME.N.o` for `NAME.o`
  std::string llvm_ir;
  std::string bitcode;
  std::string assembly;
  bool is_one_unit = false; ///< `object` is wanted under its name
};

/// Generates all items, optimises by the session's options and writes the outputs: in one unit if
/// text was asked for, else in several that are compiled at the same time. Gives the object files
/// written. Not for items whose MIR could not be built: those were reported, and the list is empty.
llvm::Expected<std::vector<std::string>> generate(TyCtxt &tcx, const mono::MonoItems &items,
                                                  const UnitOutputs &outputs, bool is_executable);

/// Version of the LLVM that is linked in, for `-vV`.
std::string llvm_version();

} // namespace ochre::codegen
