#include "codegen/llvm/cx.h"

#include "support/session/target.h"

namespace ochre::codegen {

UnitCx::UnitCx(TyCtxt &tcx, llvm::LLVMContext &context, llvm::Module &module, UnitPlan plan)
    : tcx(tcx), plan(plan), context(context), module(module) {
  i1 = llvm::Type::getInt1Ty(context);
  i8 = llvm::Type::getInt8Ty(context);
  i32 = llvm::Type::getInt32Ty(context);
  i64 = llvm::Type::getInt64Ty(context);
  pointer_size = tcx.pointer_bits / 8;
  isize = int_ty(pointer_size);
  bool is_wasm = target_of(tcx.sess.opts).is_wasm();
  if (tcx.sess.opts.codegen.debuginfo != ochre::DebugInfo::None && !is_wasm)
    debug = std::make_unique<DebugInfo>(*this);
  ptr = llvm::PointerType::get(context, 0);
}

const Layout *UnitCx::layout_of(ty::Ty ty) {
  auto [it, fresh] = layouts_.try_emplace(ty);
  if (!fresh)
    return it->second;
  ty::LayoutResult result = tcx.layout_of({mono_env(), ty});
  const Layout *layout = result.layout;
  if (!layout) {
    if (result.error != ty::EvalError::Reported || !tcx.sess.diags.has_errors())
      unsupported(Span(), "a type without a layout in code generation");
    failed = true;
    static const Layout kEmpty;
    layout = &kEmpty;
  }
  layouts_[ty] = layout;
  return layout;
}

llvm::Type *UnitCx::scalar_ty(const layout::Scalar &scalar) {
  switch (scalar.prim.kind) {
  case layout::PrimitiveKind::Int: return int_ty(scalar.prim.size);
  case layout::PrimitiveKind::F16: return llvm::Type::getHalfTy(context);
  case layout::PrimitiveKind::F32: return llvm::Type::getFloatTy(context);
  case layout::PrimitiveKind::F64: return llvm::Type::getDoubleTy(context);
  case layout::PrimitiveKind::F128: return llvm::Type::getFP128Ty(context);
  case layout::PrimitiveKind::Pointer: return ptr;
  }
  return i8;
}

llvm::Type *UnitCx::reg_ty(Reg reg) {
  switch (reg.kind) {
  case RegKind::Int: return int_ty(reg.size);
  case RegKind::F32: return llvm::Type::getFloatTy(context);
  case RegKind::F64: return llvm::Type::getDoubleTy(context);
  }
  return i64;
}

llvm::Type *UnitCx::cast_ty(const ArgAbi &arg) {
  if (arg.regs.size() == 1)
    return reg_ty(arg.regs[0]);
  llvm::SmallVector<llvm::Type *, 2> parts;
  for (Reg reg : arg.regs)
    parts.push_back(reg_ty(reg));
  return llvm::StructType::get(context, parts);
}

llvm::FunctionType *UnitCx::fn_ty(const FnAbi &abi, bool is_virtual) {
  llvm::SmallVector<llvm::Type *, 8> params;
  llvm::Type *ret = llvm::Type::getVoidTy(context);
  switch (abi.ret.mode) {
  case PassMode::Ignore: break;
  case PassMode::Direct: ret = immediate_ty(abi.ret.layout->scalar_a); break;
  case PassMode::Pair:
    ret = llvm::StructType::get(
        context, {immediate_ty(abi.ret.layout->scalar_a), immediate_ty(abi.ret.layout->scalar_b)});
    break;
  case PassMode::Cast: ret = cast_ty(abi.ret); break;
  case PassMode::Indirect: params.push_back(ptr); break;
  }
  for (size_t i = 0; i < abi.args.size(); ++i) {
    const ArgAbi &arg = abi.args[i];
    if (is_virtual && i == 0) {
      params.push_back(ptr); // the object alone
      continue;
    }
    switch (arg.mode) {
    case PassMode::Ignore: break;
    case PassMode::Direct: params.push_back(immediate_ty(arg.layout->scalar_a)); break;
    case PassMode::Pair:
      params.push_back(immediate_ty(arg.layout->scalar_a));
      params.push_back(immediate_ty(arg.layout->scalar_b));
      break;
    case PassMode::Cast: params.push_back(cast_ty(arg)); break;
    case PassMode::Indirect:
      params.push_back(ptr);
      if (arg.layout->is_unsized)
        params.push_back(isize);
      break;
    }
  }
  return llvm::FunctionType::get(ret, params, abi.c_variadic);
}

} // namespace ochre::codegen
