// Unwinding: landing pads that run cleanup blocks, places where an exception must stop, and
// `catch_unwind`. Source: LLVM, "Exception Handling in LLVM", Itanium C++ ABI. WebAssembly goes
// another way, in wasm_unwind.cpp.

#include "codegen/llvm/cx.h"
#include "codegen/mono/program.h"

namespace ochre::codegen {

namespace {

/// What a landing pad receives: the exception and a selector.
llvm::StructType *landing_ty(UnitCx &cx) {
  return llvm::StructType::get(cx.context, {cx.ptr, cx.i32});
}

void need_personality(UnitCx &cx, llvm::Function &fn) {
  if (!fn.hasPersonalityFn())
    fn.setPersonalityFn(cx.personality());
}

} // namespace

bool UnitCx::has_wasm_exceptions() const { return mono::is_whole_program(tcx); }

llvm::Constant *UnitCx::personality() {
  if (has_wasm_exceptions())
    return wasm_personality();
  DefId id = tcx.lang_item(LangItem::EhPersonality);
  const ty::Instance *instance =
      id.is_valid() ? tcx.resolve_instance({mono_env(), id, ty::GenericArgs()}) : nullptr;
  if (instance)
    return function(instance);
  auto *ty = llvm::FunctionType::get(i32, true);
  return llvm::cast<llvm::Constant>(
      module.getOrInsertFunction("rust_eh_personality", ty).getCallee());
}

llvm::BasicBlock *FunctionCx::landing_pad(mir::BasicBlock cleanup) {
  llvm::BasicBlock *&pad = landing_pads[cleanup];
  if (pad)
    return pad;
  need_personality(cx, *fn);
  if (cx.has_wasm_exceptions())
    return pad = wasm_cleanup_pad(block(cleanup));
  pad = llvm::BasicBlock::Create(cx.context, "cleanup", fn);
  llvm::IRBuilder<> b(pad);
  b.SetCurrentDebugLocation(ir.getCurrentDebugLocation());
  llvm::LandingPadInst *landing = b.CreateLandingPad(landing_ty(cx), 0);
  landing->setCleanup(true);
  if (!landing_slot) {
    llvm::IRBuilder<> entry(&fn->getEntryBlock(), fn->getEntryBlock().begin());
    landing_slot = entry.CreateAlloca(landing_ty(cx));
  }
  b.CreateStore(landing, landing_slot);
  b.CreateBr(block(cleanup));
  return pad;
}

llvm::BasicBlock *FunctionCx::terminate_block(mir::TerminateReason reason, bool in_cleanup) {
  llvm::BasicBlock *&pad = terminate_blocks[static_cast<unsigned>(reason)];
  // See wasm_unwind.cpp why cleanup on WebAssembly shares none.
  if (pad && !(in_cleanup && cx.has_wasm_exceptions()))
    return pad;
  need_personality(cx, *fn);
  llvm::BasicBlock *first = llvm::BasicBlock::Create(cx.context, "terminate", fn);
  llvm::IRBuilder<>::InsertPointGuard guard(ir);
  ir.SetInsertPoint(first);
  if (cx.has_wasm_exceptions()) {
    pad = wasm_pad(cx, *fn, first, nullptr);
  } else {
    pad = first;
    // A filter of no types: nothing may pass, and the search for a handler ends here.
    llvm::LandingPadInst *landing = ir.CreateLandingPad(landing_ty(cx), 1);
    landing->addClause(llvm::ConstantArray::get(llvm::ArrayType::get(cx.ptr, 0), {}));
  }
  call_lang_fn(mono::terminate_lang_item(reason), {}, {body.span, mir::kOutermostScope},
               mir::UnwindAction::unreachable(), true);
  return pad;
}

llvm::BasicBlock *FunctionCx::unwind_block(const mir::UnwindAction &unwind, bool in_cleanup) {
  switch (unwind.kind) {
  case mir::UnwindKind::Continue:
    return in_cleanup ? terminate_block(mir::TerminateReason::InCleanup, true) : nullptr;
  case mir::UnwindKind::Unreachable: return nullptr;
  case mir::UnwindKind::Terminate: return terminate_block(unwind.reason, in_cleanup);
  case mir::UnwindKind::Cleanup: return landing_pad(unwind.cleanup);
  }
  return nullptr;
}

void FunctionCx::resume() {
  if (!landing_slot) { // no landing pad leads here
    ir.CreateUnreachable();
    return;
  }
  if (cx.has_wasm_exceptions())
    return wasm_throw(ir.CreateLoad(cx.ptr, landing_slot), nullptr);
  ir.CreateResume(ir.CreateLoad(landing_ty(cx), landing_slot));
}

namespace {

/// fn(try_fn, data, catch_fn) -> i32, a function of its own so that landing pads stay apart.
llvm::Function *try_function(UnitCx &cx) {
  constexpr llvm::StringLiteral kName = "__ochre_try";
  if (llvm::Function *known = cx.module.getFunction(kName))
    return known;
  auto *fn_ty = llvm::FunctionType::get(cx.i32, {cx.ptr, cx.ptr, cx.ptr}, false);
  auto *fn = llvm::Function::Create(fn_ty, llvm::GlobalValue::InternalLinkage, kName, cx.module);
  cx.apply_attributes(*fn, FnAbi());
  need_personality(cx, *fn);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(cx.context, "start", fn));
  auto *then = llvm::BasicBlock::Create(cx.context, "then", fn);
  auto *caught = llvm::BasicBlock::Create(cx.context, "catch", fn);
  auto *try_ty = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr}, false);
  auto *catch_ty = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr, cx.ptr}, false);
  b.CreateInvoke(try_ty, fn->getArg(0), then, caught, {fn->getArg(1)});
  b.SetInsertPoint(then);
  b.CreateRet(b.getInt32(0));
  b.SetInsertPoint(caught);
  llvm::LandingPadInst *landing = b.CreateLandingPad(landing_ty(cx), 1);
  landing->addClause(llvm::ConstantPointerNull::get(cx.ptr)); // of any type
  b.CreateCall(catch_ty, fn->getArg(2), {fn->getArg(1), b.CreateExtractValue(landing, 0)});
  b.CreateRet(b.getInt32(1));
  return fn;
}

} // namespace

llvm::Value *FunctionCx::catch_unwind(llvm::ArrayRef<Operand> args) {
  if (tcx.sess.opts.codegen.panic == PanicStrategy::Unwind)
    return ir.CreateCall(cx.has_wasm_exceptions() ? wasm_try_function(cx) : try_function(cx),
                         {args[0].a, args[1].a, args[2].a});
  ir.CreateCall(llvm::FunctionType::get(ir.getVoidTy(), {cx.ptr}, false), args[0].a, args[1].a);
  return ir.getInt32(0);
}

} // namespace ochre::codegen
