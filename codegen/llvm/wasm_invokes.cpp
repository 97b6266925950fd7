// LLVM 19 moves a value that is computed before a call and used both behind it, in the same block
// of machine code, and in a pad behind the call: block by block the use dominates the pad, but
// where the call unwinds the value was never set. Behind an invoke such uses are the copies for
// what its destination merges:
//
//   loop: p = phi [..], [next, body]         body: next = getelementptr p, 8
//                                                  invoke drop(p) to %loop unwind %pad  ; uses next
//
// so the copies get a block of their own, which an empty assembly keeps from being merged again.
#include "codegen/llvm/wasm_invokes.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

namespace ochre::codegen {

namespace {

/// Whether copies of values that are computed before `invoke` come behind it.
bool copies_values(const llvm::InvokeInst &invoke) {
  return llvm::any_of(invoke.getNormalDest()->phis(), [&](const llvm::PHINode &phi) {
    const llvm::Value *value = phi.getIncomingValueForBlock(invoke.getParent());
    return llvm::isa<llvm::Instruction>(value) && value != &invoke;
  });
}

void separate_return(llvm::InvokeInst &invoke) {
  llvm::BasicBlock *next = invoke.getNormalDest();
  if (next->getSinglePredecessor() || !copies_values(invoke))
    return;
  llvm::LLVMContext &context = invoke.getContext();
  auto *between = llvm::BasicBlock::Create(context, "returned", invoke.getFunction(), next);
  invoke.setNormalDest(between);
  next->replacePhiUsesWith(invoke.getParent(), between);
  llvm::IRBuilder<> b(between);
  b.SetCurrentDebugLocation(invoke.getDebugLoc());
  auto *ty = llvm::FunctionType::get(b.getVoidTy(), false);
  b.CreateCall(llvm::InlineAsm::get(ty, "", "", true), {})->setDoesNotThrow();
  b.CreateBr(next);
}

} // namespace

void separate_returns(llvm::Module &module) {
  llvm::SmallVector<llvm::InvokeInst *, 64> invokes;
  for (llvm::Function &fn : module)
    for (llvm::BasicBlock &block : fn)
      if (auto *invoke = llvm::dyn_cast<llvm::InvokeInst>(block.getTerminator()))
        invokes.push_back(invoke);
  for (llvm::InvokeInst *invoke : invokes)
    separate_return(*invoke);
}

} // namespace ochre::codegen
