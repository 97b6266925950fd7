// Names of processors and their features: Rust's and LLVM's.
#pragma once

#include "support/session/options.h"

#include "llvm/ADT/StringRef.h"

namespace ochre::codegen {

/// `-C target-cpu`, with `native` resolved.
std::string target_cpu(const Options &opts);
/// `-C target-feature` in LLVM's names.
std::string llvm_features(const Options &opts);
/// LLVM's name of a feature that `#[target_feature]` and `cfg(target_feature)` name.
llvm::StringRef llvm_feature(llvm::StringRef name);

} // namespace ochre::codegen
