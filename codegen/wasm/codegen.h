// Code generation for WebAssembly through Binaryen, without LLVM: the whole program as one module.
#pragma once

#include "codegen/mono/collect.h"

#include "llvm/Support/Error.h"

namespace ochre::wasm {

/// What is written, as paths; empty: not wanted. With `-` the text goes to standard output.
struct WasmOutputs {
  std::string wasm;
  std::string wat;
  std::string source_map; ///< beside `wasm`, which then names it
};

/// Translates all that the items reach and writes the outputs. What cannot be translated was
/// reported; then nothing is written.
llvm::Error generate(TyCtxt &tcx, const mono::MonoItems &items, const WasmOutputs &outputs,
                     bool is_executable);

} // namespace ochre::wasm
