// Unwinding on WebAssembly: an exception of the one tag that LLVM knows carries what the library
// throws. A pad catches it and goes on in ordinary code,
//
//   cs: catchswitch within none [h] unwind to caller
//   h:  cp = catchpad within cs [null]
//       exception = llvm.wasm.get.exception(cp)
//       catchret from cp to label %cleanup
//
// so that cleanup needs no funclets, and what several pads lead to is there once; to resume is to
// throw again.
//
// LLVM takes all that a pad dominates for its handler, also behind the catchret, and lets what is
// thrown there go where the catchswitch unwinds to, unless a try inside catches it. So no code that
// unwinds elsewhere may follow: a pad that ends the program serves one call, since a shared one
// would lie around the handlers; and what follows `catch_unwind` stays in another function.
//
// Exceptions of other tags and of JavaScript (the exit of a WASI program among them) pass, but for
// those out of imports that may unwind, which become exceptions of Rust's there. Source: LLVM,
// "Exception Handling in LLVM", "Wasm Exception Handling".

#include "codegen/llvm/cx.h"

#include "llvm/IR/IntrinsicsWebAssembly.h"

namespace ochre::codegen {

namespace I = llvm::Intrinsic;

llvm::Constant *UnitCx::wasm_personality() {
  auto *ty = llvm::FunctionType::get(i32, true);
  return llvm::cast<llvm::Constant>(
      module.getOrInsertFunction("__gxx_wasm_personality_v0", ty).getCallee());
}

namespace {

struct Pad {
  llvm::BasicBlock *first;
  llvm::CatchPadInst *caught;
};

/// A pad that ends within the catch, at `b`.
Pad open_pad(UnitCx &cx, llvm::Function &fn, llvm::IRBuilder<> &b) {
  auto *pad = llvm::BasicBlock::Create(cx.context, "catch", &fn);
  auto *handler = llvm::BasicBlock::Create(cx.context, "caught", &fn);
  b.SetInsertPoint(pad);
  auto *none = llvm::ConstantTokenNone::get(cx.context);
  llvm::CatchSwitchInst *all = b.CreateCatchSwitch(none, nullptr, 1);
  all->addHandler(handler);
  b.SetInsertPoint(handler);
  return {pad, b.CreateCatchPad(all, {llvm::ConstantPointerNull::get(cx.ptr)})};
}

/// Where what was thrown last, and not caught for good, is noted: a pad for exceptions of all sorts
/// is not told what it caught.
llvm::GlobalVariable *in_flight(UnitCx &cx) {
  constexpr llvm::StringLiteral kName = "__rust_exception_in_flight";
  if (llvm::GlobalVariable *known = cx.module.getNamedGlobal(kName))
    return known;
  return new llvm::GlobalVariable(cx.module, cx.ptr, false, llvm::GlobalValue::InternalLinkage,
                                  llvm::ConstantPointerNull::get(cx.ptr), kName);
}

} // namespace

llvm::BasicBlock *wasm_pad(UnitCx &cx, llvm::Function &fn, llvm::BasicBlock *to,
                           llvm::Value *slot) {
  llvm::IRBuilder<> b(cx.context);
  Pad pad = open_pad(cx, fn, b);
  // This makes it a pad for Rust's tag alone.
  llvm::Value *exception = b.CreateCall(cx.intrinsic(I::wasm_get_exception, {}), {pad.caught});
  if (slot)
    b.CreateStore(exception, slot);
  b.CreateCatchRet(pad.caught, to);
  return pad.first;
}

llvm::BasicBlock *FunctionCx::wasm_cleanup_pad(llvm::BasicBlock *cleanup) {
  if (!landing_slot) {
    llvm::IRBuilder<> entry(&fn->getEntryBlock(), fn->getEntryBlock().begin());
    landing_slot = entry.CreateAlloca(cx.ptr);
  }
  return wasm_pad(cx, *fn, cleanup, landing_slot);
}

namespace {

/// fn(exception) -> !, never inlined: LLVM takes no `invoke` of the instruction.
llvm::Function *throw_function(UnitCx &cx) {
  constexpr llvm::StringLiteral kName = "__rust_throw";
  if (llvm::Function *known = cx.module.getFunction(kName))
    return known;
  auto *ty = llvm::FunctionType::get(llvm::Type::getVoidTy(cx.context), {cx.ptr}, false);
  auto *fn = llvm::Function::Create(ty, llvm::GlobalValue::InternalLinkage, kName, cx.module);
  FnAbi abi;
  abi.can_unwind = true;
  cx.apply_attributes(*fn, abi);
  for (auto attr : {llvm::Attribute::NoInline, llvm::Attribute::NoReturn, llvm::Attribute::Cold})
    fn->addFnAttr(attr);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(cx.context, "start", fn));
  b.CreateStore(fn->getArg(0), in_flight(cx));
  b.CreateCall(cx.intrinsic(I::wasm_throw, {}), {b.getInt32(0), fn->getArg(0)});
  b.CreateUnreachable();
  return fn;
}

} // namespace

void FunctionCx::wasm_throw(llvm::Value *exception, llvm::BasicBlock *pad) {
  llvm::Function *callee = throw_function(cx);
  if (!pad) {
    ir.CreateCall(callee, {exception});
    ir.CreateUnreachable();
    return;
  }
  auto *never = llvm::BasicBlock::Create(cx.context, "returned", fn);
  ir.CreateInvoke(callee, never, pad, {exception});
  ir.SetInsertPoint(never);
  ir.CreateUnreachable();
}

llvm::Function *wasm_try_function(UnitCx &cx) {
  constexpr llvm::StringLiteral kName = "__rust_try";
  if (llvm::Function *known = cx.module.getFunction(kName))
    return known;
  auto *fn_ty = llvm::FunctionType::get(cx.i32, {cx.ptr, cx.ptr, cx.ptr}, false);
  auto *fn = llvm::Function::Create(fn_ty, llvm::GlobalValue::InternalLinkage, kName, cx.module);
  FnAbi abi;
  abi.can_unwind = true; // by catch_fn
  cx.apply_attributes(*fn, abi);
  fn->setPersonalityFn(cx.personality());
  fn->addFnAttr(llvm::Attribute::NoInline);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(cx.context, "start", fn));
  llvm::Value *slot = b.CreateAlloca(cx.ptr);
  auto *then = llvm::BasicBlock::Create(cx.context, "then", fn);
  auto *caught = llvm::BasicBlock::Create(cx.context, "caught", fn);
  auto *try_ty = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr}, false);
  auto *catch_ty = llvm::FunctionType::get(b.getVoidTy(), {cx.ptr, cx.ptr}, false);
  b.CreateInvoke(try_ty, fn->getArg(0), then, wasm_pad(cx, *fn, caught, slot), {fn->getArg(1)});
  b.SetInsertPoint(then);
  b.CreateRet(b.getInt32(0));
  b.SetInsertPoint(caught);
  b.CreateStore(llvm::ConstantPointerNull::get(cx.ptr), in_flight(cx));
  b.CreateCall(catch_ty, fn->getArg(2), {fn->getArg(1), b.CreateLoad(cx.ptr, slot)});
  b.CreateRet(b.getInt32(1));
  return fn;
}

llvm::Function *wasm_caught_import(UnitCx &cx, llvm::Function *import, const FnAbi &abi) {
  std::string name = (import->getName() + ".caught").str();
  if (llvm::Function *known = cx.module.getFunction(name))
    return known;
  auto *fn = llvm::Function::Create(import->getFunctionType(), llvm::GlobalValue::InternalLinkage,
                                    name, cx.module);
  cx.apply_attributes(*fn, abi);
  fn->setPersonalityFn(cx.personality());
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(cx.context, "start", fn));
  auto *nothing = llvm::ConstantPointerNull::get(cx.ptr);
  b.CreateStore(nothing, in_flight(cx));
  auto *then = llvm::BasicBlock::Create(cx.context, "then", fn);
  auto *caught = llvm::BasicBlock::Create(cx.context, "caught", fn);
  llvm::IRBuilder<> catching(cx.context);
  Pad pad = open_pad(cx, *fn, catching);
  catching.CreateCatchRet(pad.caught, caught);
  llvm::SmallVector<llvm::Value *, 8> args;
  for (llvm::Argument &arg : fn->args())
    args.push_back(&arg);
  llvm::InvokeInst *call = b.CreateInvoke(import, then, pad.first, args);
  call->setAttributes(cx.call_attributes(abi, false));
  b.SetInsertPoint(then);
  if (fn->getReturnType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(call);
  b.SetInsertPoint(caught);
  b.CreateCall(throw_function(cx), {b.CreateLoad(cx.ptr, in_flight(cx))});
  b.CreateUnreachable();
  return fn;
}

} // namespace ochre::codegen
