// Right sides of assignments.

#include "codegen/llvm/cx.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

namespace {

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

llvm::CmpInst::Predicate int_predicate(mir::BinOp op, bool is_signed) {
  using P = llvm::CmpInst;
  switch (op) {
  case mir::BinOp::Eq: return P::ICMP_EQ;
  case mir::BinOp::Ne: return P::ICMP_NE;
  case mir::BinOp::Lt: return is_signed ? P::ICMP_SLT : P::ICMP_ULT;
  case mir::BinOp::Le: return is_signed ? P::ICMP_SLE : P::ICMP_ULE;
  case mir::BinOp::Gt: return is_signed ? P::ICMP_SGT : P::ICMP_UGT;
  case mir::BinOp::Ge: return is_signed ? P::ICMP_SGE : P::ICMP_UGE;
  default: bug("codegen: not a comparison");
  }
}

llvm::CmpInst::Predicate float_predicate(mir::BinOp op) {
  using P = llvm::CmpInst;
  switch (op) {
  case mir::BinOp::Eq: return P::FCMP_OEQ;
  case mir::BinOp::Ne: return P::FCMP_UNE;
  case mir::BinOp::Lt: return P::FCMP_OLT;
  case mir::BinOp::Le: return P::FCMP_OLE;
  case mir::BinOp::Gt: return P::FCMP_OGT;
  case mir::BinOp::Ge: return P::FCMP_OGE;
  default: bug("codegen: not a comparison");
  }
}

bool is_comparison(mir::BinOp op) { return op >= mir::BinOp::Eq && op <= mir::BinOp::Gt; }

/// Masks the count of a shift to the width, as wrapping shifts do, and gives it the left type.
llvm::Value *shift_count(llvm::IRBuilder<> &ir, llvm::Value *lhs, llvm::Value *rhs, bool mask) {
  llvm::Value *count = ir.CreateIntCast(rhs, lhs->getType(), false);
  if (!mask)
    return count;
  unsigned bits = lhs->getType()->getIntegerBitWidth();
  // A narrower right side was extended, a wider one cut: the low bits are the same.
  return ir.CreateAnd(count, llvm::ConstantInt::get(lhs->getType(), bits - 1));
}

} // namespace

llvm::Value *FunctionCx::compare(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty) {
  if (ty.is(ty::TyKind::Float))
    return ir.CreateFCmp(float_predicate(op), a, b);
  return ir.CreateICmp(int_predicate(op, is_signed(ty)), a, b);
}

llvm::Value *FunctionCx::scalar_binary(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty) {
  bool is_float = ty.is(ty::TyKind::Float);
  bool sign = is_signed(ty);
  switch (op) {
  case mir::BinOp::Add: return is_float ? ir.CreateFAdd(a, b) : ir.CreateAdd(a, b);
  case mir::BinOp::Sub: return is_float ? ir.CreateFSub(a, b) : ir.CreateSub(a, b);
  case mir::BinOp::Mul: return is_float ? ir.CreateFMul(a, b) : ir.CreateMul(a, b);
  case mir::BinOp::AddUnchecked: return ir.CreateAdd(a, b, "", !sign, sign);
  case mir::BinOp::SubUnchecked: return ir.CreateSub(a, b, "", !sign, sign);
  case mir::BinOp::MulUnchecked: return ir.CreateMul(a, b, "", !sign, sign);
  case mir::BinOp::Div:
    return is_float ? ir.CreateFDiv(a, b) : sign ? ir.CreateSDiv(a, b) : ir.CreateUDiv(a, b);
  case mir::BinOp::Rem:
    return is_float ? ir.CreateFRem(a, b) : sign ? ir.CreateSRem(a, b) : ir.CreateURem(a, b);
  case mir::BinOp::BitXor: return ir.CreateXor(a, b);
  case mir::BinOp::BitAnd: return ir.CreateAnd(a, b);
  case mir::BinOp::BitOr: return ir.CreateOr(a, b);
  case mir::BinOp::Shl:
  case mir::BinOp::ShlUnchecked:
    return ir.CreateShl(a, shift_count(ir, a, b, op == mir::BinOp::Shl));
  case mir::BinOp::Shr:
  case mir::BinOp::ShrUnchecked: {
    llvm::Value *count = shift_count(ir, a, b, op == mir::BinOp::Shr);
    return sign ? ir.CreateAShr(a, count) : ir.CreateLShr(a, count);
  }
  case mir::BinOp::Cmp: {
    // less: -1, equal: 0, greater: 1
    llvm::Value *gt = ir.CreateZExt(compare(mir::BinOp::Gt, a, b, ty), cx.i8);
    llvm::Value *lt = ir.CreateZExt(compare(mir::BinOp::Lt, a, b, ty), cx.i8);
    return ir.CreateSub(gt, lt);
  }
  default: return compare(op, a, b, ty);
  }
}

Operand FunctionCx::overflowing(mir::BinOp op, llvm::Value *a, llvm::Value *b, ty::Ty ty,
                                ty::Ty result) {
  bool sign = is_signed(ty);
  unsigned id =
      op == mir::BinOp::AddWithOverflow
          ? (sign ? llvm::Intrinsic::sadd_with_overflow : llvm::Intrinsic::uadd_with_overflow)
      : op == mir::BinOp::SubWithOverflow
          ? (sign ? llvm::Intrinsic::ssub_with_overflow : llvm::Intrinsic::usub_with_overflow)
          : (sign ? llvm::Intrinsic::smul_with_overflow : llvm::Intrinsic::umul_with_overflow);
  llvm::Value *pair = ir.CreateCall(cx.intrinsic(id, {a->getType()}), {a, b});
  Operand out;
  out.layout = layout_of(result);
  out.kind = Operand::Pair;
  out.a = ir.CreateExtractValue(pair, 0);
  out.b = ir.CreateExtractValue(pair, 1);
  // Where the layout puts the flag first the parts lie the other way round.
  if (out.layout->is_scalar_pair() && out.layout->field_offset(0) != 0)
    std::swap(out.a, out.b);
  return out;
}

Operand FunctionCx::binary(mir::BinOp op, const Operand &x, const Operand &y, ty::Ty lhs,
                           ty::Ty result) {
  if (op == mir::BinOp::AddWithOverflow || op == mir::BinOp::SubWithOverflow ||
      op == mir::BinOp::MulWithOverflow)
    return overflowing(op, x.a, y.a, lhs, result);
  if (op == mir::BinOp::Offset) {
    const Layout *elem = layout_of(lhs.inner());
    llvm::Value *bytes = ir.CreateMul(ir.CreateIntCast(y.a, cx.isize, true),
                                      llvm::ConstantInt::get(cx.isize, elem->size));
    return immediate(ir.CreateInBoundsGEP(cx.i8, x.a, bytes), layout_of(result));
  }
  if (x.kind == Operand::Zst)
    return immediate(
        ir.getInt1(op == mir::BinOp::Eq || op == mir::BinOp::Le || op == mir::BinOp::Ge),
        layout_of(result));
  if (x.kind == Operand::Pair && is_comparison(op)) {
    // Wide pointers: the address first, then the metadata.
    auto as_int = [&](llvm::Value *v) {
      return v->getType()->isPointerTy() ? ir.CreatePtrToInt(v, cx.isize) : v;
    };
    llvm::Value *bx = as_int(x.b);
    llvm::Value *by = as_int(y.b);
    llvm::Value *same = ir.CreateICmpEQ(x.a, y.a);
    llvm::Value *out;
    if (op == mir::BinOp::Eq) {
      out = ir.CreateAnd(same, ir.CreateICmpEQ(bx, by));
    } else if (op == mir::BinOp::Ne) {
      out = ir.CreateOr(ir.CreateNot(same), ir.CreateICmpNE(bx, by));
    } else {
      mir::BinOp strict = op == mir::BinOp::Le   ? mir::BinOp::Lt
                          : op == mir::BinOp::Ge ? mir::BinOp::Gt
                                                 : op;
      llvm::Value *first = ir.CreateICmp(int_predicate(strict, false), x.a, y.a);
      llvm::Value *second = ir.CreateICmp(int_predicate(op, false), bx, by);
      out = ir.CreateOr(first, ir.CreateAnd(same, second));
    }
    return immediate(out, layout_of(result));
  }
  return immediate(scalar_binary(op, x.a, y.a, lhs), layout_of(result));
}

Operand FunctionCx::rvalue_operand(const mir::Rvalue &r, Span span) {
  ty::Ty ty = mir::rvalue_ty(tcx, body, r);
  const Layout *layout = layout_of(ty);
  switch (r.kind) {
  case mir::RvalueKind::Use: return operand(r.a);
  case mir::RvalueKind::CopyForDeref: return copy_of(r.place);
  case mir::RvalueKind::Ref:
  case mir::RvalueKind::RawPtr: {
    PlaceRef p = place(r.place);
    Operand out = immediate(p.address, layout);
    if (layout->is_scalar_pair()) {
      out.kind = Operand::Pair;
      out.b = p.meta;
    }
    return out;
  }
  case mir::RvalueKind::ThreadLocalRef: {
    const mir::ConstOperand &ct = body.tables.consts[r.ct];
    Operand address = cx.constant(ct);
    if (auto *global = llvm::dyn_cast_or_null<llvm::GlobalVariable>(address.a))
      address.a = ir.CreateThreadLocalAddress(global);
    return address;
  }
  case mir::RvalueKind::Len: {
    ty::Ty of = mir::place_ty(tcx, body, r.place).ty;
    if (of.is(ty::TyKind::Array))
      return immediate(llvm::ConstantInt::get(cx.isize, layout_of(of)->array_count), layout);
    return immediate(place(r.place).meta, layout);
  }
  case mir::RvalueKind::Cast: return cast(r, span);
  case mir::RvalueKind::BinaryOp:
    return binary(r.bin_op(), operand(r.a), operand(r.b), operand_ty(r.a), ty);
  case mir::RvalueKind::UnaryOp: {
    Operand x = operand(r.a);
    switch (r.un_op()) {
    case mir::UnOp::Not: return immediate(ir.CreateNot(x.a), layout);
    case mir::UnOp::Neg:
      return immediate(
          operand_ty(r.a).is(ty::TyKind::Float) ? ir.CreateFNeg(x.a) : ir.CreateNeg(x.a), layout);
    case mir::UnOp::PtrMetadata:
      return x.kind == Operand::Pair ? immediate(x.b, layout)
                                     : Operand{Operand::Zst, nullptr, nullptr, layout};
    }
    return x;
  }
  case mir::RvalueKind::Discriminant: return immediate(read_discriminant(r.place, ty), layout);
  case mir::RvalueKind::NullaryOp:
    return immediate(ir.getInt1(null_op_value(tcx.sess, static_cast<mir::NullOp>(r.op))), layout);
  case mir::RvalueKind::Aggregate:
    if (std::optional<Operand> value = aggregate_operand(r))
      return *value;
    [[fallthrough]];
  case mir::RvalueKind::Repeat: {
    PlaceRef slot = alloca_place(layout);
    store_rvalue(slot, r, span);
    return load(slot);
  }
  }
  return {};
}

llvm::Value *FunctionCx::read_discriminant(mir::Place from, ty::Ty result) {
  ty::Ty of = mir::place_ty(tcx, body, from).ty;
  const LocalRef &local = locals[from.local];
  if (!from.is_local() || local.in_memory)
    return discriminant(place(from), of, result);
  const Layout &layout = *local.value.layout;
  return discriminant_of_tag(layout, of, result, [&] {
    llvm::Value *tag = layout.tag_offset() == 0 ? local.value.a : local.value.b;
    llvm::Type *wanted = cx.scalar_ty(layout.tag);
    tag = from_immediate(tag);
    if (tag->getType() == wanted)
      return to_immediate(tag, layout.tag);
    return load_scalar(offset(in_memory(local.value).address, layout.tag_offset()), layout.tag,
                       layout.align);
  });
}

namespace {

uint64_t field_index(const mir::Rvalue &r, uint32_t operand) {
  return r.active_field != UINT32_MAX ? r.active_field : operand;
}

} // namespace

void FunctionCx::store_repeat(PlaceRef dest, const mir::Rvalue &r) {
  Operand value = operand(r.a);
  uint64_t count = dest.layout->array_count;
  const Layout *elem = value.layout;
  if (elem->is_zst() || count == 0)
    return;
  // Bytes, and zeroes of any size, are one memset.
  auto *constant = llvm::dyn_cast_or_null<llvm::Constant>(value.a);
  bool zero = value.kind == Operand::Immediate && constant && constant->isNullValue();
  if (value.kind == Operand::Immediate && (elem->size == 1 || zero)) {
    llvm::Value *byte = zero ? ir.getInt8(0) : ir.CreateBitCast(from_immediate(value.a), cx.i8);
    ir.CreateMemSet(dest.address, byte, dest.layout->size, llvm::Align(dest.layout->align));
    return;
  }
  auto *stride = llvm::ArrayType::get(cx.i8, elem->size);
  auto *end = llvm::ConstantInt::get(cx.isize, count);
  llvm::BasicBlock *before = ir.GetInsertBlock();
  llvm::BasicBlock *loop = llvm::BasicBlock::Create(cx.context, "repeat", fn);
  llvm::BasicBlock *after = llvm::BasicBlock::Create(cx.context, "repeated", fn);
  ir.CreateBr(loop);
  ir.SetInsertPoint(loop);
  llvm::PHINode *index = ir.CreatePHI(cx.isize, 2);
  index->addIncoming(llvm::ConstantInt::get(cx.isize, 0), before);
  uint64_t align = std::min<uint64_t>(dest.align, elem->align);
  store(value, {ir.CreateInBoundsGEP(stride, dest.address, index), nullptr, elem, align});
  llvm::Value *next = ir.CreateAdd(index, llvm::ConstantInt::get(cx.isize, 1));
  index->addIncoming(next, ir.GetInsertBlock());
  ir.CreateCondBr(ir.CreateICmpULT(next, end), loop, after);
  ir.SetInsertPoint(after);
}

std::optional<Operand> FunctionCx::aggregate_operand(const mir::Rvalue &r) {
  ty::Ty ty = body.tables.tys[r.ty];
  const Layout *layout = layout_of(ty);
  Operand out{Operand::Zst, nullptr, nullptr, layout};
  if (layout->is_zst()) {
    return out;
  }
  if ((!layout->is_scalar() && !layout->is_scalar_pair()) || layout->is_union)
    return std::nullopt;
  llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
  if (r.aggregate_kind() == mir::AggregateKind::RawPtr) {
    out.kind = layout->is_scalar_pair() ? Operand::Pair : Operand::Immediate;
    out.a = operand(parts[0]).a;
    if (out.kind == Operand::Pair)
      out.b = in_register(operand(parts[1]));
    return out;
  }
  out.kind = layout->is_scalar_pair() ? Operand::Pair : Operand::Immediate;
  uint64_t second_at = out.kind == Operand::Pair ? layout::pair_second_offset(*layout) : 0;
  auto put = [&](llvm::Value *value, uint64_t at) {
    bool is_second = out.kind == Operand::Pair && at == second_at;
    const layout::Scalar &scalar = is_second ? layout->scalar_b : layout->scalar_a;
    if ((at != 0 && !is_second) || value->getType() != cx.immediate_ty(scalar))
      return false;
    (is_second ? out.b : out.a) = value;
    return true;
  };
  bool is_adt = r.aggregate_kind() == mir::AggregateKind::Adt;
  ty::VariantIdx variant(is_adt ? r.variant : 0);
  const Layout &fields = layout->variant(variant);
  for (uint32_t i = 0; i < parts.size(); ++i) {
    // Only what is certain to be in registers; nothing was emitted yet that would be wasted.
    Operand value = operand(parts[i]);
    uint64_t at = value.kind == Operand::Zst ? 0 : fields.field_offset(i);
    switch (value.kind) {
    case Operand::Zst: break;
    case Operand::Immediate:
      if (!put(value.a, at))
        return std::nullopt;
      break;
    case Operand::Pair:
      if (!put(value.a, at) || !put(value.b, at + layout::pair_second_offset(*value.layout)))
        return std::nullopt;
      break;
    case Operand::Ref: return std::nullopt;
    }
  }
  if (llvm::Constant *tag = is_adt ? tag_value(*layout, variant, ty) : nullptr) {
    llvm::Value *held = layout->tag.is_bool() ? ir.CreateTrunc(tag, cx.i1) : tag;
    if (!put(held, layout->tag_offset()))
      return std::nullopt;
  }
  // What the variant does not have may be anything.
  if (!out.a)
    out.a = llvm::PoisonValue::get(cx.immediate_ty(layout->scalar_a));
  if (out.kind == Operand::Pair && !out.b)
    out.b = llvm::PoisonValue::get(cx.immediate_ty(layout->scalar_b));
  return out;
}

void FunctionCx::store_rvalue(PlaceRef dest, const mir::Rvalue &r, Span span) {
  if (r.kind == mir::RvalueKind::Cast && r.cast_kind() == mir::CastKind::Unsize) {
    unsize_into(operand(r.a), operand_ty(r.a), dest, body.tables.tys[r.ty]);
    return;
  }
  if (r.kind == mir::RvalueKind::Repeat)
    return store_repeat(dest, r);
  if (r.kind != mir::RvalueKind::Aggregate) {
    store(rvalue_operand(r, span), dest);
    return;
  }
  ty::Ty ty = body.tables.tys[r.ty];
  bool is_adt = r.aggregate_kind() == mir::AggregateKind::Adt;
  if (r.aggregate_kind() == mir::AggregateKind::RawPtr) {
    llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
    Operand data = operand(parts[0]);
    Operand meta = operand(parts[1]);
    Operand pointer = immediate(data.a, dest.layout);
    if (dest.layout->is_scalar_pair()) {
      pointer.kind = Operand::Pair;
      pointer.b = meta.a;
    }
    store(pointer, dest);
    return;
  }
  PlaceRef base = is_adt ? downcast(dest, ty::VariantIdx(r.variant)) : dest;
  llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
  for (uint32_t i = 0; i < parts.size(); ++i) {
    Operand value = operand(parts[i]);
    if (value.kind == Operand::Zst)
      continue;
    uint64_t at = base.layout->field_offset(static_cast<uint32_t>(field_index(r, i)));
    store(value, {offset(base.address, at), nullptr, value.layout,
                  llvm::MinAlign(std::max<uint64_t>(base.align, 1), at)});
  }
  if (is_adt || ty.is(ty::TyKind::Coroutine))
    set_discriminant(dest, ty::VariantIdx(r.variant), ty);
}

bool FunctionCx::is_operand_rvalue(const mir::Rvalue &r) {
  bool unsize = r.kind == mir::RvalueKind::Cast && r.cast_kind() == mir::CastKind::Unsize;
  return r.kind != mir::RvalueKind::Repeat && r.kind != mir::RvalueKind::Aggregate && !unsize;
}

void FunctionCx::assign(mir::Place dest, const mir::Rvalue &rvalue, Span span) {
  if (dest.is_local() && !locals[dest.local].in_memory) {
    Operand value = rvalue_operand(rvalue, span);
    // A value by address is copied: its source may change.
    locals[dest.local].value = value;
    return;
  }
  PlaceRef to = place(dest);
  if (is_operand_rvalue(rvalue))
    store(rvalue_operand(rvalue, span), to);
  else
    store_rvalue(to, rvalue, span);
}

} // namespace ochre::codegen
