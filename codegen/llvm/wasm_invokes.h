// What LLVM's back end for WebAssembly must not see of invokes.
#pragma once

namespace llvm {
class Module;
}

namespace ochre::codegen {

/// Gives each `invoke` a block of its own to return to.
void separate_returns(llvm::Module &module);

} // namespace ochre::codegen
