// Binaryen's C API as a table of functions, loaded when first needed.
//
// The library is never linked: it exports symbols of an LLVM of its own, which beside ours corrupts
// the heap. Loaded with local visibility it harms nobody. Binaryen checks its input by assertions
// that end the process: what it is fed must be known to be right. Its optimisation levels are
// settings of the whole process.
#pragma once

#include "llvm/Support/Error.h"

#include <binaryen-c.h>
#include <mutex>

namespace ochre::binaryen {

/// `api.AddFunction` is `BinaryenAddFunction`, `api.TypeInt32` the value of `BinaryenTypeInt32()`.
struct Api {
#define FUNCTION(name) decltype(&::Binaryen##name) name = nullptr;
#define RELOOPER(name) decltype(&::Relooper##name) Relooper##name = nullptr;
#define VALUE(group, name) decltype(::Binaryen##group##name()) group##name{};
#include "codegen/binaryen/api.def"
  /// Levels and passes are settings of the process: one module is optimised at a time.
  mutable std::mutex settings;
  /// What every engine of today has: the features of our wasm targets without `target-feature`.
  BinaryenFeatures baseline_features() const;
};

/// The table; the same one for every call. An error says that the library is not there, or is of
/// another version.
llvm::Expected<const Api *> load();

} // namespace ochre::binaryen
