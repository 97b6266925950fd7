// Loops whose exits are panics.
#pragma once

#include "llvm/Transforms/Scalar/LoopPassManager.h"

namespace ochre::codegen {

/// Where several loops, or the versions of one, share the block that panics, each exit gets its own
/// copy, so that the loop is seen to end there: LLVM peels an iteration of such loops, which lets
/// it hoist the loads that bounds checks need.
struct OwnPanicExits : llvm::PassInfoMixin<OwnPanicExits> {
  llvm::PreservedAnalyses run(llvm::Loop &loop, llvm::LoopAnalysisManager &,
                              llvm::LoopStandardAnalysisResults &analyses, llvm::LPMUpdater &);
};

} // namespace ochre::codegen
