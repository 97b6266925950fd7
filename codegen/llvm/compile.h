// From a module to files: LLVM's passes and instruction selection. Needs no TyCtxt, so that units
// are compiled on other threads.
#pragma once

#include "codegen/llvm/codegen.h"
#include "support/session/options.h"

#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace ochre::codegen {

/// Also registers the targets; call it once before threads start.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> make_target(const Options &opts);

/// Optimises by the options and writes what is wanted.
llvm::Error compile_module(llvm::Module &module, const Options &opts, const UnitOutputs &outputs);

} // namespace ochre::codegen
