// What LLVM's back end for WebAssembly must not see of invokes.
#pragma once

namespace llvm {
class Module;
}

namespace ochre::codegen {

/// Gives each `invoke` whose destination merges values from before it a block of its own to return
/// to.
void separate_returns(llvm::Module &module);

} // namespace ochre::codegen
