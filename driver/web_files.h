// What a WebAssembly module for the web gets beside it.
#pragma once

#include "llvm/Support/Error.h"

#include <string>

namespace ochre::driver {

/// Writes `x.js` and `x.d.ts` beside the module `x.wasm` if that has functions under `#[js]`. With
/// `shorten` their signatures leave the module's names, which moves its code.
llvm::Error write_web_files(const std::string &module, bool shorten);

} // namespace ochre::driver
