// Declarations of functions with their attributes.

#include "codegen/llvm/cx.h"
#include "codegen/mangle/mangle.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

const FnAbi *UnitCx::abi_of(const ty::Instance *instance) {
  auto [it, fresh] = abis_.try_emplace(instance);
  if (fresh) {
    const FnAbi *abi = abi::of_instance(tcx, instance);
    if (!abi) {
      unsupported(tcx.def_span(instance->def_id), "a signature without a layout");
      abi = tcx.own<FnAbi>();
    }
    abis_[instance] = abi;
    return abi;
  }
  return it->second;
}

namespace {

using Attr = llvm::Attribute;

/// What the type of a value promises.
void value_attributes(UnitCx &cx, llvm::AttrBuilder &out, const ArgAbi &arg,
                      const layout::Scalar &scalar, bool is_first) {
  if (scalar.uninit_allowed)
    return;
  out.addAttribute(Attr::NoUndef);
  if (scalar.prim.kind == layout::PrimitiveKind::Pointer) {
    if (scalar.valid_start >= 1 && scalar.valid_start <= scalar.valid_end)
      out.addAttribute(Attr::NonNull);
    if (!is_first || !arg.ty.is_ref())
      return;
    ty::Ty pointee = arg.ty.inner();
    bool is_mut = arg.ty.mutbl() == ty::Mutability::Mut;
    ty::TypingEnvAnd<ty::Ty> key{mono_env(), pointee};
    bool freeze = cx.tcx.is_freeze(key);
    bool unique = is_mut && cx.tcx.is_unpin(key);
    if (unique || (!is_mut && freeze))
      out.addAttribute(Attr::NoAlias);
    if (!is_mut && freeze)
      out.addAttribute(Attr::ReadOnly);
    if (cx.tcx.is_sized(key)) {
      const Layout *l = cx.layout_of(pointee);
      out.addAlignmentAttr(l->align);
      if (l->size > 0 && (freeze || unique))
        out.addDereferenceableAttr(l->size);
    }
  }
}

void c_extension(llvm::AttrBuilder &out, const ArgAbi &arg) {
  const layout::Scalar &s = arg.layout->scalar_a;
  if (s.prim.kind == layout::PrimitiveKind::Int && s.prim.size < 4)
    out.addAttribute(s.prim.is_signed ? Attr::SExt : Attr::ZExt);
}

} // namespace

llvm::AttributeList UnitCx::call_attributes(const FnAbi &abi, bool is_virtual) {
  llvm::AttributeList out;
  unsigned index = 0;
  auto add = [&](const llvm::AttrBuilder &attrs) {
    out = out.addParamAttributes(context, index++, attrs);
  };
  if (abi.ret.mode == PassMode::Indirect) {
    llvm::AttrBuilder attrs(context);
    attrs.addStructRetAttr(llvm::ArrayType::get(i8, abi.ret.layout->size));
    attrs.addAlignmentAttr(abi.ret.layout->align);
    attrs.addAttribute(Attr::NoAlias);
    attrs.addAttribute(Attr::NoUndef);
    add(attrs);
  } else if (abi.ret.mode == PassMode::Direct) {
    llvm::AttrBuilder attrs(context);
    if (!abi.ret.layout->scalar_a.uninit_allowed)
      attrs.addAttribute(Attr::NoUndef);
    if (abi.is_c)
      c_extension(attrs, abi.ret);
    out = out.addRetAttributes(context, attrs);
  }
  for (size_t i = 0; i < abi.args.size(); ++i) {
    const ArgAbi &arg = abi.args[i];
    llvm::AttrBuilder attrs(context);
    if (is_virtual && i == 0) {
      attrs.addAttribute(Attr::NoUndef);
      add(attrs);
      continue;
    }
    switch (arg.mode) {
    case PassMode::Ignore: break;
    case PassMode::Direct:
      value_attributes(*this, attrs, arg, arg.layout->scalar_a, true);
      if (abi.is_c)
        c_extension(attrs, arg);
      add(attrs);
      break;
    case PassMode::Pair: {
      llvm::AttrBuilder second(context);
      value_attributes(*this, attrs, arg, arg.layout->scalar_a, true);
      value_attributes(*this, second, arg, arg.layout->scalar_b, false);
      add(attrs);
      add(second);
      break;
    }
    case PassMode::Cast: add(attrs); break;
    case PassMode::Indirect:
      attrs.addAttribute(Attr::NoUndef);
      if (arg.by_val)
        attrs.addByValAttr(llvm::ArrayType::get(i8, arg.layout->size));
      else if (!arg.layout->is_unsized)
        attrs.addAttribute(Attr::NoAlias);
      attrs.addAlignmentAttr(arg.by_val ? std::max<uint64_t>(8, arg.layout->align)
                                        : arg.layout->align);
      add(attrs);
      if (arg.layout->is_unsized)
        ++index;
      break;
    }
  }
  return out;
}

void UnitCx::apply_attributes(llvm::Function &fn, const FnAbi &abi) {
  fn.setAttributes(call_attributes(abi, false));
  if (!abi.can_unwind)
    fn.addFnAttr(Attr::NoUnwind);
  if (abi.diverges)
    fn.addFnAttr(Attr::NoReturn);
  fn.addFnAttr(Attr::NonLazyBind);
  llvm::AttrBuilder uw(context);
  uw.addUWTableAttr(llvm::UWTableKind::Async);
  fn.addFnAttrs(uw);
  llvm::StringRef cpu = tcx.sess.opts.codegen.target_cpu;
  fn.addFnAttr("target-cpu", cpu.empty() ? "x86-64" : cpu);
  OptLevel opt = tcx.sess.opts.codegen.opt_level;
  if (opt == OptLevel::Os || opt == OptLevel::Oz)
    fn.addFnAttr(Attr::OptimizeForSize);
  if (opt == OptLevel::Oz)
    fn.addFnAttr(Attr::MinSize);
}

llvm::Function *UnitCx::function(const ty::Instance *instance) {
  auto it = functions_.find(instance);
  if (it != functions_.end())
    return it->second;
  const FnAbi *abi = abi_of(instance);
  std::string name = mangle::symbol_name(tcx, *instance);
  llvm::FunctionType *ty = fn_ty(*abi);
  llvm::Function *fn = module.getFunction(name);
  if (!fn) {
    fn = llvm::Function::Create(ty, llvm::GlobalValue::ExternalLinkage, name, module);
    apply_attributes(*fn, *abi);
    bool is_item = instance->kind == ty::InstanceKind::Item;
    const ty::CodegenFnAttrs *attrs = is_item ? tcx.codegen_fn_attrs(instance->def_id) : nullptr;
    if (attrs) {
      switch (attrs->inline_attr) {
      case ty::InlineAttr::None: break;
      case ty::InlineAttr::Hint: fn->addFnAttr(Attr::InlineHint); break;
      case ty::InlineAttr::Always: fn->addFnAttr(Attr::AlwaysInline); break;
      case ty::InlineAttr::Never: fn->addFnAttr(Attr::NoInline); break;
      }
      if (attrs->is_cold)
        fn->addFnAttr(Attr::Cold);
    }
  }
  functions_[instance] = fn;
  return fn;
}

llvm::Constant *UnitCx::reified(const ty::Instance *instance) {
  const FnAbi *abi = abi_of(instance);
  llvm::Function *target = function(instance);
  if (!abi->track_caller)
    return target;
  // A pointer cannot hand on its caller: the function's own place stands in.
  std::string name = (target->getName() + ".reify").str();
  if (llvm::Function *known = module.getFunction(name))
    return known;
  FnAbi plain = *abi;
  plain.args.pop_back();
  plain.track_caller = false;
  const FnAbi *owned = tcx.own<FnAbi>(plain);
  llvm::Function *shim =
      llvm::Function::Create(fn_ty(*owned), llvm::GlobalValue::InternalLinkage, name, module);
  apply_attributes(*shim, *owned);
  llvm::IRBuilder<> ir(llvm::BasicBlock::Create(context, "start", shim));
  llvm::SmallVector<llvm::Value *, 8> args;
  for (llvm::Argument &arg : shim->args())
    args.push_back(&arg);
  args.push_back(location(tcx.def_span(instance->def_id)));
  llvm::CallInst *call = ir.CreateCall(target, args);
  call->setAttributes(target->getAttributes());
  if (call->getType()->isVoidTy())
    ir.CreateRetVoid();
  else
    ir.CreateRet(call);
  return shim;
}

llvm::Function *UnitCx::intrinsic(unsigned id, llvm::ArrayRef<llvm::Type *> tys) {
  return llvm::Intrinsic::getDeclaration(&module, static_cast<llvm::Intrinsic::ID>(id), tys);
}

llvm::FunctionCallee UnitCx::runtime(llvm::StringRef name, llvm::FunctionType *ty) {
  return module.getOrInsertFunction(name, ty);
}

} // namespace ochre::codegen
