// Binaryen's passes over a finished module.
#pragma once

#include "codegen/binaryen/api.h"

#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace ochre::binaryen {

enum class PassList : uint8_t {
  Dev,   ///< for our own translation at opt-level 1: fewer locals and blocks
  Light, ///< behind LLVM: what it cannot see of the encoding
  Size,  ///< all that Binaryen has, for the smallest module
};
enum class Names : uint8_t { Drop, Keep };

/// Optimises a linked module, which must be valid, and gives the new one. `features`: beyond the
/// baseline.
llvm::Expected<std::vector<char>> optimize(llvm::ArrayRef<char> module, PassList passes,
                                           Names names = Names::Drop,
                                           BinaryenFeatures features = 0);

/// The same on a module in memory.
void run_passes(const Api &api, BinaryenModuleRef module, PassList passes);

/// The bytes of a module; with a URL its source map goes to `source_map`.
std::vector<char> write_module(const Api &api, BinaryenModuleRef module, Names names,
                               const char *source_map_url = nullptr,
                               std::string *source_map = nullptr);

} // namespace ochre::binaryen
