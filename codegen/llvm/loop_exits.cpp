#include "codegen/llvm/loop_exits.h"

#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/MemorySSAUpdater.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

namespace ochre::codegen {

namespace {

/// Larger blocks are not copied.
constexpr ptrdiff_t kMaxCopied = 8;

/// The block that ends the program and that `exit`, which does nothing, leads to; null: none.
llvm::BasicBlock *shared_panic(llvm::BasicBlock *exit) {
  auto *branch = llvm::dyn_cast<llvm::BranchInst>(exit->getTerminator());
  if (!branch || branch->isConditional() || exit->getFirstNonPHIOrDbg() != branch)
    return nullptr;
  llvm::BasicBlock *panic = branch->getSuccessor(0);
  bool ends = llvm::isa<llvm::UnreachableInst>(panic->getTerminator()) && !panic->isEHPad() &&
              panic->sizeWithoutDebug() <= kMaxCopied;
  return ends && !panic->hasAddressTaken() ? panic : nullptr;
}

/// Whether nothing behind the block refers to what it computes: it has no successor, so only
/// instructions that must not be copied are in the way.
bool may_copy(const llvm::BasicBlock &panic) {
  return llvm::none_of(panic, [](const llvm::Instruction &i) {
    const auto *call = llvm::dyn_cast<llvm::CallBase>(&i);
    return i.getType()->isTokenTy() || llvm::isa<llvm::AllocaInst>(i) ||
           (call && (call->cannotDuplicate() || call->isConvergent()));
  });
}

void copy_to(llvm::BasicBlock *exit, llvm::BasicBlock *panic) {
  llvm::ValueToValueMapTy values;
  llvm::Instruction *branch = exit->getTerminator();
  for (llvm::PHINode &phi : panic->phis())
    values[&phi] = phi.getIncomingValueForBlock(exit);
  for (llvm::Instruction &i : llvm::make_range(panic->getFirstNonPHIIt(), panic->end())) {
    llvm::Instruction *copy = i.clone();
    copy->insertBefore(branch);
    llvm::RemapInstruction(copy, values,
                           llvm::RF_NoModuleLevelChanges | llvm::RF_IgnoreMissingLocals);
    values[&i] = copy;
  }
  panic->removePredecessor(exit, /*KeepOneInputPHIs=*/true);
  branch->eraseFromParent();
}

} // namespace

llvm::PreservedAnalyses OwnPanicExits::run(llvm::Loop &loop, llvm::LoopAnalysisManager &,
                                           llvm::LoopStandardAnalysisResults &analyses,
                                           llvm::LPMUpdater &) {
  if (!loop.isInnermost() || !loop.hasDedicatedExits() || analyses.MSSA)
    return llvm::PreservedAnalyses::all();
  llvm::SmallVector<llvm::BasicBlock *, 8> exits;
  loop.getUniqueExitBlocks(exits);
  bool changed = false;
  for (llvm::BasicBlock *exit : exits) {
    llvm::BasicBlock *panic = shared_panic(exit);
    // What a block inside an outer loop has computed goes out of it through phis: those stay.
    if (!panic || !may_copy(*panic) || analyses.LI.getLoopFor(panic))
      continue;
    copy_to(exit, panic);
    analyses.DT.deleteEdge(exit, panic);
    changed = true;
  }
  return changed ? llvm::getLoopPassPreservedAnalyses() : llvm::PreservedAnalyses::all();
}

} // namespace ochre::codegen
