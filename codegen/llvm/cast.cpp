// Casts and unsizing.

#include "codegen/llvm/cx.h"
#include "sema/ty/fold.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

llvm::Value *FunctionCx::numeric_cast(llvm::Value *value, ty::Ty from, ty::Ty to) {
  llvm::Type *target = cx.immediate_ty(layout_of(to)->scalar_a);
  bool from_float = from.is(ty::TyKind::Float);
  bool to_float = to.is(ty::TyKind::Float);
  bool from_signed = from.is(ty::TyKind::Int);
  if (from_float && to_float)
    return ir.CreateFPCast(value, target);
  if (from_float) {
    // Saturating; NaN gives 0.
    unsigned id =
        to.is(ty::TyKind::Int) ? llvm::Intrinsic::fptosi_sat : llvm::Intrinsic::fptoui_sat;
    return ir.CreateCall(cx.intrinsic(id, {target, value->getType()}), {value});
  }
  if (to_float)
    return from_signed ? ir.CreateSIToFP(value, target) : ir.CreateUIToFP(value, target);
  return ir.CreateIntCast(value, target, from_signed);
}

Operand FunctionCx::transmute(const Operand &value, ty::Ty to) {
  const Layout *layout = layout_of(to);
  if (layout->is_zst())
    return {Operand::Zst, nullptr, nullptr, layout};
  if (value.kind == Operand::Immediate && layout->is_scalar() &&
      value.layout->size == layout->size) {
    llvm::Type *from_ty = value.a->getType();
    llvm::Type *to_ty = cx.immediate_ty(layout->scalar_a);
    if (from_ty == to_ty)
      return immediate(value.a, layout);
    llvm::Value *raw = from_immediate(value.a);
    llvm::Type *memory_ty = cx.scalar_ty(layout->scalar_a);
    if (raw->getType()->isPointerTy() && memory_ty->isIntegerTy())
      return immediate(to_immediate(ir.CreatePtrToInt(raw, memory_ty), layout->scalar_a), layout);
    if (raw->getType()->isIntegerTy() && memory_ty->isPointerTy())
      return immediate(ir.CreateIntToPtr(raw, memory_ty), layout);
    if (llvm::CastInst::isBitCastable(raw->getType(), memory_ty))
      return immediate(to_immediate(ir.CreateBitCast(raw, memory_ty), layout->scalar_a), layout);
  }
  // Through memory that fits both.
  const Layout *larger = value.layout->size > layout->size ? value.layout : layout;
  PlaceRef slot = alloca_place(larger);
  slot.align = std::max(value.layout->align, layout->align);
  llvm::cast<llvm::AllocaInst>(slot.address)->setAlignment(llvm::Align(slot.align));
  store(value, {slot.address, nullptr, value.layout, slot.align});
  return load({slot.address, nullptr, layout, slot.align});
}

Operand FunctionCx::cast(const mir::Rvalue &r, Span span) {
  ty::Ty from = operand_ty(r.a);
  ty::Ty to = body.tables.tys[r.ty];
  const Layout *layout = layout_of(to);
  switch (r.cast_kind()) {
  case mir::CastKind::ReifyFnPointer: {
    const ty::Instance *instance = mono::callee_instance(tcx, from, span);
    if (!instance) {
      cx.failed = true;
      return immediate(llvm::ConstantPointerNull::get(cx.ptr), layout);
    }
    return immediate(cx.reified(instance), layout);
  }
  case mir::CastKind::ClosureFnPointer: {
    const ty::Instance *instance = tcx.resolve_instance({mono_env(), from.def_id(), from.args()});
    if (!instance) {
      cx.failed = true;
      return immediate(llvm::ConstantPointerNull::get(cx.ptr), layout);
    }
    return immediate(cx.fn_pointer(instance), layout);
  }
  case mir::CastKind::UnsafeFnPointer:
  case mir::CastKind::MutToConstPointer:
  case mir::CastKind::ArrayToPointer:
  case mir::CastKind::FnPtrToPtr:
  case mir::CastKind::Subtype: {
    Operand value = operand(r.a);
    value.layout = layout;
    return value;
  }
  case mir::CastKind::PtrToPtr: {
    Operand value = operand(r.a);
    if (value.kind == Operand::Pair && !layout->is_scalar_pair())
      return immediate(value.a, layout);
    value.layout = layout;
    return value;
  }
  case mir::CastKind::PointerExposeProvenance: {
    Operand value = operand(r.a);
    llvm::Value *address = ir.CreatePtrToInt(value.a, cx.isize);
    return immediate(ir.CreateIntCast(address, cx.immediate_ty(layout->scalar_a), false), layout);
  }
  case mir::CastKind::PointerWithExposedProvenance: {
    Operand value = operand(r.a);
    llvm::Value *address = ir.CreateIntCast(value.a, cx.isize, from.is(ty::TyKind::Int));
    return immediate(ir.CreateIntToPtr(address, cx.ptr), layout);
  }
  case mir::CastKind::IntToInt:
  case mir::CastKind::FloatToInt:
  case mir::CastKind::FloatToFloat:
  case mir::CastKind::IntToFloat: return immediate(numeric_cast(operand(r.a).a, from, to), layout);
  case mir::CastKind::Transmute: return transmute(operand(r.a), to);
  case mir::CastKind::Unsize: {
    PlaceRef slot = alloca_place(layout);
    unsize_into(operand(r.a), from, slot, to);
    return load(slot);
  }
  }
  return {};
}

std::pair<llvm::Value *, llvm::Value *> FunctionCx::unsize_pointer(const Operand &value,
                                                                   ty::Ty from, ty::Ty to) {
  auto [source, target] = mono::unsize_tails(tcx, from, to);
  if (source.is(ty::TyKind::Array) && target.is(ty::TyKind::Slice)) {
    uint64_t count = layout_of(source)->array_count;
    return {value.a, llvm::ConstantInt::get(cx.isize, count)};
  }
  if (!target.is_dyn()) {
    cx.unsupported(body.span, "this unsizing");
    return {value.a, llvm::PoisonValue::get(cx.isize)};
  }
  if (!source.is_dyn())
    return {value.a, cx.vtable(source, target.dyn_predicates())};
  // From dyn to dyn: the same vtable, a prefix of it, or one that it points to.
  std::optional<uint32_t> slot = upcast_slot(tcx, source, target);
  if (!slot)
    return {value.a, value.b};
  llvm::Value *entry = offset(value.b, *slot * cx.pointer_size);
  return {value.a, ir.CreateLoad(cx.ptr, entry)};
}

void FunctionCx::unsize_into(const Operand &value, ty::Ty from, PlaceRef dest, ty::Ty to) {
  if (is_pointer_unsizing(from, to)) {
    auto [data, meta] = unsize_pointer(value, from, to);
    store({Operand::Pair, data, meta, dest.layout}, dest);
    return;
  }
  llvm::SmallVector<UnsizedField, 2> fields = unsized_fields(tcx, from, to);
  if (fields.empty())
    cx.unsupported(body.span, "this unsizing");
  // A smart pointer: field by field, the one that differs is unsized in turn.
  for (auto [i, a, b] : fields) {
    Operand part = extract_field(value, i, a);
    if (part.kind == Operand::Zst)
      continue;
    PlaceRef target = field(dest, i, b);
    if (a == b)
      store(part, target);
    else
      unsize_into(part, a, target, b);
  }
}

} // namespace ochre::codegen
