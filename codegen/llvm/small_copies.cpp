#include "codegen/llvm/small_copies.h"

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

namespace ochre::codegen {

namespace {

constexpr uint32_t kSmall = 32;

struct CopyBuilder {
  llvm::Function &function;
  llvm::IRBuilder<> ir;
  llvm::Value *to, *from, *size;

  explicit CopyBuilder(llvm::Function &function)
      : function(function), ir(function.getContext()), to(function.getArg(0)),
        from(function.getArg(1)), size(function.getArg(2)) {}

  llvm::BasicBlock *block(const char *name) {
    return llvm::BasicBlock::Create(function.getContext(), name, &function);
  }
  void copy_piece(llvm::Type *piece, llvm::Value *at) {
    llvm::Align align(1);
    llvm::Value *target = ir.CreateInBoundsGEP(ir.getInt8Ty(), to, at);
    llvm::Value *source = ir.CreateInBoundsGEP(ir.getInt8Ty(), from, at);
    ir.CreateAlignedStore(ir.CreateAlignedLoad(piece, source, align), target, align);
  }
  /// `if size >= least { copy pieces from both ends; return }`: they may overlap in the middle.
  void copy_ends(llvm::Type *piece, uint64_t least) {
    uint64_t bytes = piece->getPrimitiveSizeInBits() / 8;
    llvm::BasicBlock *fits = block("fits"), *smaller = block("smaller");
    ir.CreateCondBr(ir.CreateICmpUGE(size, ir.getInt32(static_cast<uint32_t>(least))), fits,
                    smaller);
    ir.SetInsertPoint(fits);
    for (uint64_t at = 0; at < least; at += bytes)
      copy_piece(piece, ir.getInt32(static_cast<uint32_t>(at)));
    for (uint64_t at = least; at > 0; at -= bytes)
      copy_piece(piece, ir.CreateSub(size, ir.getInt32(static_cast<uint32_t>(at))));
    if (least == 1)
      copy_piece(piece, ir.CreateLShr(size, 1));
    ir.CreateRetVoid();
    ir.SetInsertPoint(smaller);
  }
  void build() {
    llvm::BasicBlock *entry = block("entry"), *many = block("many"), *few = block("few");
    ir.SetInsertPoint(entry);
    ir.CreateCondBr(ir.CreateICmpULE(size, ir.getInt32(kSmall)), few, many);
    ir.SetInsertPoint(many);
    ir.CreateMemCpy(to, llvm::Align(1), from, llvm::Align(1), size);
    ir.CreateRetVoid();
    ir.SetInsertPoint(few);
    copy_ends(ir.getInt64Ty(), 16);
    copy_ends(ir.getInt64Ty(), 8);
    copy_ends(ir.getInt32Ty(), 4);
    copy_ends(ir.getInt8Ty(), 1);
    ir.CreateRetVoid();
  }
};

} // namespace

void copy_small_areas(llvm::Module &module) {
  llvm::SmallVector<llvm::MemCpyInst *, 32> copies;
  for (llvm::Function &function : module)
    for (llvm::BasicBlock &block : function)
      for (llvm::Instruction &i : block)
        if (auto *copy = llvm::dyn_cast<llvm::MemCpyInst>(&i))
          if (!copy->isVolatile() && !llvm::isa<llvm::ConstantInt>(copy->getLength()) &&
              copy->getLength()->getType()->isIntegerTy(32))
            copies.push_back(copy);
  if (copies.empty())
    return;
  llvm::IRBuilder<> ir(module.getContext());
  llvm::FunctionType *type = llvm::FunctionType::get(
      ir.getVoidTy(), {ir.getPtrTy(), ir.getPtrTy(), ir.getInt32Ty()}, false);
  llvm::Function *function =
      llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, "__ochre_copy", module);
  function->setDoesNotThrow();
  function->addFnAttr(llvm::Attribute::NoInline);
  // It is compiled for the processor of those that call it.
  const llvm::Function &caller = *copies.front()->getFunction();
  for (const char *name : {"target-cpu", "target-features"})
    if (llvm::Attribute attribute = caller.getFnAttribute(name); attribute.isValid())
      function->addFnAttr(attribute);
  CopyBuilder(*function).build();
  for (llvm::MemCpyInst *copy : copies) {
    ir.SetInsertPoint(copy);
    ir.CreateCall(function, {copy->getRawDest(), copy->getRawSource(), copy->getLength()});
    copy->eraseFromParent();
  }
}

} // namespace ochre::codegen
