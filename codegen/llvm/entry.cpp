// Where a program starts: C's `main`, or what a WebAssembly module exports.

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"
#include "codegen/mono/program.h"
#include "support/session/target.h"

namespace ochre::codegen {

llvm::Function *UnitCx::define_main(const mono::MonoItems &items) {
  auto *ty = llvm::FunctionType::get(i32, {i32, ptr}, false);
  llvm::Function *fn =
      llvm::Function::Create(ty, llvm::GlobalValue::ExternalLinkage, "main", module);
  if (!target_of(tcx.sess.opts).is_wasm())
    fn->addFnAttr(llvm::Attribute::getWithUWTableKind(context, llvm::UWTableKind::Async));
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(context, "start", fn));
  llvm::Function *user = function(items.main);
  if (!items.start) {
    ir.CreateCall(user, {});
    ir.CreateRet(ir.getInt32(0));
    return fn;
  }
  // lang_start(main, argc, argv, sigpipe) -> isize
  llvm::Function *start = function(items.start);
  llvm::SmallVector<llvm::Value *, 4> args{reified(items.main), ir.CreateSExt(fn->getArg(0), isize),
                                           fn->getArg(1)};
  if (start->arg_size() > 3)
    args.push_back(ir.getInt8(0));
  llvm::Value *result = ir.CreateCall(start, args);
  ir.CreateRet(ir.CreateIntCast(result, i32, true));
  return fn;
}

/// `_start` of WASI: a status other than 0 ends the process with it.
void UnitCx::define_wasi_start(llvm::Function &main) {
  auto *ty = llvm::FunctionType::get(llvm::Type::getVoidTy(context), false);
  llvm::Function *fn =
      llvm::Function::Create(ty, llvm::GlobalValue::ExternalLinkage, "_start", module);
  apply_attributes(*fn, FnAbi());
  fn->addFnAttr("wasm-export-name", "_start");
  auto *exit_ty = llvm::FunctionType::get(llvm::Type::getVoidTy(context), {i32}, false);
  auto *exit = llvm::cast<llvm::Function>(runtime("proc_exit", exit_ty).getCallee());
  exit->addFnAttr("wasm-import-module", "wasi_snapshot_preview1");
  exit->addFnAttr("wasm-import-name", "proc_exit");
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(context, "start", fn));
  auto *failed = llvm::BasicBlock::Create(context, "failed", fn);
  auto *done = llvm::BasicBlock::Create(context, "done", fn);
  llvm::Value *none = llvm::ConstantInt::get(i32, 0);
  llvm::Value *status = ir.CreateCall(&main, {none, llvm::ConstantPointerNull::get(ptr)});
  ir.CreateCondBr(ir.CreateICmpEQ(status, none), done, failed);
  ir.SetInsertPoint(failed);
  ir.CreateCall(exit_ty, exit, {status});
  ir.CreateUnreachable();
  ir.SetInsertPoint(done);
  ir.CreateRetVoid();
}

void UnitCx::define_wasm_main(const mono::MonoItems &items) {
  // LLVM has ideas of its own about a function of the name `main`.
  llvm::Function *main = define_main(items);
  main->setName("__ochre_main");
  if (!target_of(tcx.sess.opts).is_wasi()) {
    main->addFnAttr("wasm-export-name", "main");
    return;
  }
  main->setLinkage(llvm::GlobalValue::InternalLinkage);
  define_wasi_start(*main);
}

/// Names that LLVM's own calls use (`memcmp`, `fmod`) mean the runtime library's functions: a copy
/// in the program, of which LLVM may change the signature, gets another.
void UnitCx::make_internal(llvm::GlobalValue &value) {
  value.setVisibility(llvm::GlobalValue::DefaultVisibility);
  value.setLinkage(llvm::GlobalValue::InternalLinkage);
  if (!value.getName().starts_with("_R"))
    value.setName(value.getName() + ".local");
}

namespace {

/// The runtime library is linked to programs with any panic handler, or none: its panics, which
/// never happen, are traps.
void trap_panics(llvm::Module &module) {
  llvm::Function *panic = module.getFunction("rust_begin_unwind");
  if (!panic || !panic->isDeclaration())
    return;
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(module.getContext(), "start", panic));
  ir.CreateIntrinsic(llvm::Intrinsic::trap, {}, {});
  ir.CreateUnreachable();
}

} // namespace

void UnitCx::export_from_module(const mono::MonoItems &items) {
  llvm::DenseSet<const llvm::GlobalValue *> kept;
  bool is_runtime = mono::is_runtime_crate(tcx);
  if (is_runtime)
    trap_panics(module);
  for (const ty::Instance *instance : items.exports) {
    llvm::Function *fn = function(instance);
    if (is_runtime)
      fn->setVisibility(llvm::GlobalValue::HiddenVisibility);
    else
      fn->addFnAttr("wasm-export-name", mangle::symbol_name(tcx, *instance));
    kept.insert(fn);
  }
  for (llvm::GlobalValue &value : module.global_values()) {
    auto *fn = llvm::dyn_cast<llvm::Function>(&value);
    bool is_entry = fn && fn->hasFnAttribute("wasm-export-name");
    if (!value.isDeclaration() && !value.hasLocalLinkage() && !is_entry && !kept.contains(&value) &&
        !value.hasAppendingLinkage())
      make_internal(value);
  }
}

} // namespace ochre::codegen
