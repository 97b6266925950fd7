// Linking a WebAssembly module.
#pragma once

#include "codegen/link/link.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace ochre::link {

/// What is made of the linked bytes before they are written.
using WasmFinish = llvm::function_ref<llvm::Expected<std::vector<char>>(llvm::ArrayRef<char>)>;

/// Whether the module names its functions: not if it is to be small.
bool keeps_names(const Options &options);

/// The command line of wasm-ld, its name first.
std::vector<std::string> wasm_arguments(const Options &options, const LinkJob &job);

/// Runs lld in this process and writes what `finish` makes of the module.
llvm::Error link_wasm(const Options &options, const LinkJob &job, WasmFinish finish);

} // namespace ochre::link
