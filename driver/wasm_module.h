// The release path of WebAssembly behind code generation: link, then Binaryen on the bytes.
#pragma once

#include "metadata/decode/crate_store.h"

#include "llvm/Support/Error.h"

namespace ochre::driver {

/// Makes a module of the program's object and of what the runtime library defines beside it.
llvm::Error link_wasm_module(Session &sess, metadata::CrateStore &crates, CrateType type,
                             llvm::ArrayRef<std::string> objects, const std::string &output);

} // namespace ochre::driver
