// Declarations of functions, and small functions that hand their arguments on.

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"
#include "codegen/mono/partition.h"
#include "codegen/mono/reify.h"
#include "sema/ty/linker_symbol.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

const FnAbi *UnitCx::abi_of(const ty::Instance *instance) {
  auto [it, fresh] = abis_.try_emplace(instance);
  if (!fresh)
    return it->second;
  const FnAbi *abi = abi::of_instance(tcx, instance);
  if (!abi) {
    unsupported(tcx.def_span(instance->def_id), "a signature without a layout");
    FnAbi none;
    none.ret.layout = layout_of(tcx.common.unit);
    abi = tcx.own<FnAbi>(none);
  }
  abis_[instance] = abi;
  return abi;
}

llvm::CallingConv::ID UnitCx::call_conv(const FnAbi &abi) {
  switch (abi.conv) {
  case CallConv::Platform: return llvm::CallingConv::C;
  case CallConv::Cold: return llvm::CallingConv::PreserveMost;
  case CallConv::SysV64: return llvm::CallingConv::X86_64_SysV;
  case CallConv::Win64: return llvm::CallingConv::Win64;
  }
  return llvm::CallingConv::C;
}

namespace {

llvm::GlobalValue::LinkageTypes linkage_of(llvm::StringRef name) {
  return llvm::StringSwitch<llvm::GlobalValue::LinkageTypes>(name)
      .Case("weak", llvm::GlobalValue::WeakAnyLinkage)
      .Case("weak_odr", llvm::GlobalValue::WeakODRLinkage)
      .Case("extern_weak", llvm::GlobalValue::ExternalWeakLinkage)
      .Case("linkonce", llvm::GlobalValue::LinkOnceAnyLinkage)
      .Case("linkonce_odr", llvm::GlobalValue::LinkOnceODRLinkage)
      .Case("common", llvm::GlobalValue::CommonLinkage)
      .Case("internal", llvm::GlobalValue::InternalLinkage)
      .Default(llvm::GlobalValue::ExternalLinkage);
}

} // namespace

llvm::GlobalValue::LinkageTypes UnitCx::item_linkage(Symbol name, bool is_definition) {
  if (!name.is_valid())
    return llvm::GlobalValue::ExternalLinkage;
  llvm::GlobalValue::LinkageTypes linkage = linkage_of(tcx.str(name));
  if (!is_definition && linkage != llvm::GlobalValue::ExternalWeakLinkage)
    return llvm::GlobalValue::ExternalLinkage;
  return linkage;
}

llvm::Function *UnitCx::new_function(const ty::Instance &instance, const FnAbi &abi,
                                     llvm::StringRef name) {
  llvm::Function *fn =
      llvm::Function::Create(fn_ty(abi), llvm::GlobalValue::ExternalLinkage, name, module);
  fn->setCallingConv(call_conv(abi));
  apply_attributes(*fn, abi);
  bool is_item = instance.kind == ty::InstanceKind::Item;
  const ty::CodegenFnAttrs *attrs = is_item && !is_ctor(tcx.def_kind(instance.def_id))
                                        ? tcx.codegen_fn_attrs(instance.def_id)
                                        : nullptr;
  if (attrs) {
    apply_item_attributes(*fn, *attrs);
    fn->setLinkage(item_linkage(attrs->linkage, false));
  } else {
    fn->addFnAttr(llvm::Attribute::InlineHint); // adapters and constructors
  }
  return fn;
}

llvm::Function *UnitCx::function(const ty::Instance *instance) {
  auto it = functions_.find(instance);
  if (it != functions_.end())
    return it->second;
  const FnAbi *abi = abi_of(instance);
  std::string name = mangle::symbol_name(tcx, *instance);
  llvm::Function *fn = module.getFunction(name);
  // Declared with another signature than it is defined with: calls go by the former.
  if (fn && fn->isDeclaration() && fn->getFunctionType() != fn_ty(*abi) &&
      mono::is_generated_here(tcx, *instance)) {
    llvm::Function *declared = fn;
    declared->setName("");
    fn = new_function(*instance, *abi, name);
    declared->replaceAllUsesWith(fn);
    for (auto &[other, known] : functions_)
      if (known == declared)
        known = fn;
    declared->eraseFromParent();
  }
  if (!fn)
    fn = new_function(*instance, *abi, name);
  if (abi->can_unwind && fn->isDeclaration() && !fn->isVarArg() && has_wasm_exceptions() &&
      instance->kind == ty::InstanceKind::Item && ty::is_foreign_item(tcx, instance->def_id))
    fn = wasm_caught_import(*this, fn, *abi);
  functions_[instance] = fn;
  if (fn->empty() && mono::is_local_copy(tcx, *instance) && mono::is_generated_here(tcx, *instance))
    local_copies_.push_back(instance);
  return fn;
}

void UnitCx::define_local_copies() {
  while (!local_copies_.empty() && !failed) {
    const ty::Instance *next = local_copies_.back();
    local_copies_.pop_back();
    define(next);
  }
}

void UnitCx::set_linkage(llvm::Function &fn, const ty::Instance &instance) {
  bool is_item = instance.kind == ty::InstanceKind::Item;
  bool is_ctor_fn = is_item && is_ctor(tcx.def_kind(instance.def_id));
  if (is_item && !is_ctor_fn && mono::is_exported(tcx, instance.def_id)) {
    fn.setLinkage(item_linkage(tcx.codegen_fn_attrs(instance.def_id)->linkage, true));
    return;
  }
  if (mono::is_local_copy(tcx, instance) || (plan.is_only_unit && plan.is_executable)) {
    fn.setLinkage(llvm::GlobalValue::InternalLinkage);
    return;
  }
  fn.setVisibility(llvm::GlobalValue::HiddenVisibility);
  // What other crates may generate too is merged by the linker.
  bool is_shared = !is_item || is_ctor_fn || !tcx.is_local(instance.def_id) ||
                   llvm::any_of(instance.args, [](ty::GenericArg a) { return !a.is_region(); });
  if (is_shared)
    fn.setLinkage(plan.is_only_unit ? llvm::GlobalValue::LinkOnceODRLinkage
                                    : llvm::GlobalValue::WeakODRLinkage);
}

llvm::Function *UnitCx::forwarder(llvm::Function *target, llvm::StringRef suffix, const FnAbi &abi,
                                  ForwardArgs make_args) {
  std::string name = (target->getName() + suffix).str();
  if (llvm::Function *known = module.getFunction(name))
    return known;
  llvm::Function *fn =
      llvm::Function::Create(fn_ty(abi), llvm::GlobalValue::InternalLinkage, name, module);
  fn->setCallingConv(call_conv(abi));
  apply_attributes(*fn, abi);
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(context, "start", fn));
  llvm::SmallVector<llvm::Value *, 8> args;
  make_args(b, *fn, args);
  llvm::CallInst *call = b.CreateCall(target, args);
  call->setCallingConv(target->getCallingConv());
  call->setAttributes(target->getAttributes());
  if (call->getType()->isVoidTy())
    b.CreateRetVoid();
  else
    b.CreateRet(call);
  return fn;
}

/// Of a closure without captures the self is left out, or a dangling reference.
llvm::Constant *UnitCx::fn_pointer(const ty::Instance *instance) {
  if (instance->kind != ty::InstanceKind::Item || !tcx.is_closure_like(instance->def_id))
    return reified(instance);
  const FnAbi *abi = abi_of(instance);
  llvm::Function *target = function(instance);
  if (abi->args[0].mode == PassMode::Ignore)
    return target;
  FnAbi plain = *abi;
  plain.args.erase(plain.args.begin());
  auto args = [&](llvm::IRBuilder<> &, llvm::Function &shim, auto &out) {
    auto in = shim.arg_begin();
    if (abi->ret.mode == PassMode::Indirect)
      out.push_back(&*in++);
    out.push_back(llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(isize, 1), ptr));
    for (; in != shim.arg_end(); ++in)
      out.push_back(&*in);
  };
  return forwarder(target, ".fn_ptr", plain, args);
}

llvm::Constant *UnitCx::reified(const ty::Instance *instance) {
  instance = mono::pointer_target(tcx, instance);
  const FnAbi *abi = abi_of(instance);
  llvm::Function *target = function(instance);
  if (!abi->track_caller)
    return target;
  // A pointer cannot hand on its caller: the function's own place stands in.
  FnAbi plain = *abi;
  plain.args.pop_back();
  plain.track_caller = false;
  auto args = [&](llvm::IRBuilder<> &, llvm::Function &fn, auto &out) {
    for (llvm::Argument &arg : fn.args())
      out.push_back(&arg);
    out.push_back(location(fn_head_span(tcx, instance->def_id)));
  };
  return forwarder(target, ".reify", plain, args);
}

llvm::Function *UnitCx::intrinsic(unsigned id, llvm::ArrayRef<llvm::Type *> tys) {
  return llvm::Intrinsic::getDeclaration(&module, static_cast<llvm::Intrinsic::ID>(id), tys);
}

llvm::FunctionCallee UnitCx::runtime(llvm::StringRef name, llvm::FunctionType *ty) {
  return module.getOrInsertFunction(name, ty);
}

IntrinsicKind UnitCx::intrinsic_kind(DefId def_id) {
  auto [it, fresh] = intrinsics_.try_emplace(def_id);
  if (fresh)
    it->second = codegen::intrinsic_kind(tcx.str(tcx.intrinsic_name(def_id)));
  return it->second;
}

} // namespace ochre::codegen
