// Copies of areas whose size is not known.
#pragma once

#include "llvm/IR/Module.h"

namespace ochre::codegen {

/// In WebAssembly `memory.copy` is a call out of the engine's code, which takes longer than copying
/// what most strings have. Copies of an unknown number of bytes go through a function that copies
/// few by loads and stores. To be called when nothing else is optimised any more.
void copy_small_areas(llvm::Module &module);

} // namespace ochre::codegen
