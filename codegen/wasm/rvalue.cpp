// Right sides of assignments.

#include "codegen/common/layouts.h"
#include "codegen/wasm/cx.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

Operand FunctionCx::unary(const mir::Rvalue &r, const Layout *layout) {
  Operand x = operand(r.a);
  ty::Ty ty = operand_ty(r.a);
  switch (r.un_op()) {
  case mir::UnOp::Not: return immediate(not_(in_register(x), ty), layout);
  case mir::UnOp::Neg: return immediate(negate(in_register(x), ty), layout);
  case mir::UnOp::PtrMetadata:
    return x.kind == Operand::Pair ? immediate(x.b, layout) : zst(layout);
  }
  return x;
}

Operand FunctionCx::reference(const mir::Rvalue &r, const Layout *layout) {
  PlaceRef p = place(r.place);
  if (!layout->is_scalar_pair())
    return immediate(pointer(p.at), layout);
  return pair(pointer(p.at), p.meta ? p.meta : ir.i32(0), layout);
}

Operand FunctionCx::rvalue_operand(const mir::Rvalue &r, Span span) {
  ty::Ty ty = mir::rvalue_ty(tcx, body, r);
  const Layout *layout = layout_of(ty);
  switch (r.kind) {
  case mir::RvalueKind::Use: return operand(r.a);
  case mir::RvalueKind::CopyForDeref: return copy_of(r.place);
  case mir::RvalueKind::Ref:
  case mir::RvalueKind::RawPtr: return reference(r, layout);
  case mir::RvalueKind::ThreadLocalRef: // there is one thread
    return cx.constant(body.tables.consts[r.ct]);
  case mir::RvalueKind::Len: {
    ty::Ty of = mir::place_ty(tcx, body, r.place).ty;
    if (of.is(ty::TyKind::Array))
      return immediate(ir.i32(static_cast<uint32_t>(layout_of(of)->array_count)), layout);
    return immediate(place(r.place).meta, layout);
  }
  case mir::RvalueKind::Cast: return cast(r, span);
  case mir::RvalueKind::BinaryOp: {
    Operand a = operand(r.a);
    return binary(r.bin_op(), a, operand(r.b), operand_ty(r.a), ty);
  }
  case mir::RvalueKind::UnaryOp: return unary(r, layout);
  case mir::RvalueKind::Discriminant: return immediate(read_discriminant(r.place, ty), layout);
  case mir::RvalueKind::NullaryOp:
    return immediate(ir.i32(codegen::null_op_value(tcx.sess, static_cast<mir::NullOp>(r.op))),
                     layout);
  case mir::RvalueKind::Aggregate:
    if (std::optional<Operand> value = aggregate_operand(r))
      return *value;
    [[fallthrough]];
  case mir::RvalueKind::Repeat: {
    PlaceRef slot = temp_slot(layout);
    store_rvalue(slot, r, span);
    return load(slot);
  }
  }
  return {};
}

// --- Repeat
// --------------------------------------------------------------------------------------

namespace {

/// The byte that a constant consists of, if all of its bytes are equal.
std::optional<uint8_t> only_byte(const Operand &value) {
  if (value.kind != Operand::Immediate || !value.a.lo.is_const())
    return std::nullopt;
  uint64_t size = value.layout->size;
  auto byte = static_cast<uint8_t>(value.a.lo.bits);
  for (uint64_t i = 0; i < size; ++i) {
    const Leaf &half = i < 8 || !value.a.is_wide() ? value.a.lo : value.a.hi;
    if (!half.is_const() || static_cast<uint8_t>(half.bits >> (i % 8 * 8)) != byte)
      return std::nullopt;
  }
  return byte;
}

} // namespace

void FunctionCx::fill(const Address &to, const Leaf &byte, const Leaf &size) {
  Expr target = ir.use(pointer(to));
  Expr value = ir.use(byte);
  ir.emit(ir.api.MemoryFill(ir.module, target, value, ir.use(size)));
}

/// A small area is cheaper as stores: `memory.fill` is a call in engines.
void FunctionCx::fill_known(const Address &to, uint8_t byte, uint64_t size, uint64_t align) {
  constexpr uint64_t kUnrolled = 128;
  if (size > kUnrolled)
    return fill(to, ir.i32(byte), ir.i32(static_cast<uint32_t>(size)));
  Leaf base = ir.keep(to.base);
  for (uint64_t at = 0; at < size;) {
    unsigned chunk = 8;
    while (chunk > size - at)
      chunk /= 2;
    ValTy ty = chunk == 8 ? ValTy::I64 : ValTy::I32;
    uint64_t bits = byte * 0x0101010101010101;
    auto known = static_cast<uint32_t>(llvm::MinAlign(std::max<uint64_t>(align, 1), at));
    ir.store(ty, chunk, base, static_cast<uint32_t>(to.offset + at), known,
             ir.constant(ty, chunk < 4 ? bits & ((uint64_t(1) << (chunk * 8)) - 1) : bits));
    at += chunk;
  }
}

void FunctionCx::store_repeat(PlaceRef dest, const mir::Rvalue &r) {
  constexpr uint64_t kUnrolled = 8;
  Operand value = operand(r.a);
  uint64_t count = dest.layout->array_count;
  const Layout *elem = value.layout;
  if (elem->is_zst() || count == 0)
    return;
  Leaf size = ir.i32(static_cast<uint32_t>(dest.layout->size));
  std::optional<uint8_t> byte = only_byte(value);
  if (byte)
    return fill_known(dest.at, *byte, dest.layout->size, dest.align);
  if (value.kind == Operand::Immediate && elem->size == 1 && count > kUnrolled)
    return fill(dest.at, value.a.lo, size);
  value = keep(value);
  dest = stable(dest);
  uint64_t align = std::min<uint64_t>(dest.align, elem->align);
  if (count <= kUnrolled) {
    for (uint64_t i = 0; i < count; ++i)
      store(value, {offset(dest.at, i * elem->size), {}, elem, align});
    return;
  }
  uint32_t at = ir.temp(ir.kit.type(ValTy::I32));
  uint32_t end = ir.temp(ir.kit.type(ValTy::I32));
  Leaf cursor = ir.local(at, ValTy::I32);
  ir.set(at, pointer(dest.at));
  ir.set(end, ir.add(cursor, size));
  const char *label = cx.save("repeat" + llvm::Twine(next_label_++));
  Expr loop = ir.block([&] {
    store(value, {{cursor, 0}, {}, elem, align});
    ir.set(at, ir.add(cursor, ir.i32(static_cast<uint32_t>(elem->size))));
    Leaf more = ir.binary(IntOp::Ne, cursor, ir.local(end, ValTy::I32));
    ir.emit(ir.api.Break(ir.module, label, ir.use(more), nullptr));
  });
  ir.emit(ir.api.Loop(ir.module, label, loop));
}

// --- Aggregates
// ----------------------------------------------------------------------------------

std::optional<Operand> FunctionCx::aggregate_operand(const mir::Rvalue &r) {
  ty::Ty ty = body.tables.tys[r.ty];
  const Layout *layout = layout_of(ty);
  if (layout->is_zst())
    return zst(layout);
  if ((!layout->is_scalar() && !layout->is_scalar_pair()) || layout->is_union)
    return std::nullopt;
  bool is_raw = r.aggregate_kind() == mir::AggregateKind::RawPtr;
  bool is_adt = r.aggregate_kind() == mir::AggregateKind::Adt;
  ty::VariantIdx variant(is_adt ? r.variant : 0);
  if (!is_raw && !fits_registers(r, *layout, variant))
    return std::nullopt;
  bool is_pair = layout->is_scalar_pair();
  llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
  Operand out = immediate({}, layout);
  out.kind = is_pair ? Operand::Pair : Operand::Immediate;
  if (is_raw) {
    out.a = in_register(operand(parts[0]));
    if (is_pair)
      out.b = in_register(operand(parts[1]));
    return out;
  }
  auto put = [&](const Val &value, const layout::Scalar &from, uint64_t at) {
    bool is_second = is_pair && at != 0;
    (is_second ? out.b : out.a) =
        convert_bits(value, from, is_second ? layout->scalar_b : layout->scalar_a);
  };
  const Layout &fields = layout->variant(variant);
  for (uint32_t i = 0; i < parts.size(); ++i) {
    Operand value = operand(parts[i]);
    if (value.kind == Operand::Zst)
      continue;
    uint64_t at = fields.field_offset(i);
    const Layout &l = *value.layout;
    put(value.a, l.scalar_a, at);
    if (value.kind == Operand::Pair)
      put(value.b, l.scalar_b, at + layout::pair_second_offset(l));
  }
  if (std::optional<layout::u128> tag =
          is_adt ? codegen::tag_bits(tcx, *layout, variant, ty) : std::nullopt)
    put(bits_const(*tag, layout->tag), layout->tag, layout->tag_offset());
  // What the variant does not have may be anything.
  if (!out.a)
    out.a = bits_const(0, layout->scalar_a);
  if (is_pair && !out.b)
    out.b = bits_const(0, layout->scalar_b);
  return out;
}

/// Whether each part of the aggregate is one of the scalars that it is held as.
bool FunctionCx::fits_registers(const mir::Rvalue &r, const Layout &layout,
                                ty::VariantIdx variant) {
  bool is_pair = layout.is_scalar_pair();
  uint64_t second_at = is_pair ? layout::pair_second_offset(layout) : 0;
  auto fits = [&](const layout::Scalar &part, uint64_t at) {
    bool is_second = is_pair && at == second_at;
    const layout::Scalar &scalar = is_second ? layout.scalar_b : layout.scalar_a;
    return (at == 0 || is_second) && part.prim.size == scalar.prim.size;
  };
  const Layout &fields = layout.variant(variant);
  llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
  for (uint32_t i = 0; i < parts.size(); ++i) {
    const Layout &l = *layout_of(operand_ty(parts[i]));
    if (l.is_zst())
      continue;
    uint64_t at = fields.field_offset(i);
    if (!l.is_scalar() && !l.is_scalar_pair())
      return false;
    if (!fits(l.scalar_a, at))
      return false;
    if (l.is_scalar_pair() && !fits(l.scalar_b, at + layout::pair_second_offset(l)))
      return false;
  }
  bool has_tag = layout.variants == layout::VariantsKind::Multiple;
  return !has_tag || fits(layout.tag, layout.tag_offset());
}

void FunctionCx::store_rvalue(PlaceRef dest, const mir::Rvalue &r, Span span) {
  if (r.kind == mir::RvalueKind::Cast && r.cast_kind() == mir::CastKind::Unsize)
    return unsize_into(operand(r.a), operand_ty(r.a), dest, body.tables.tys[r.ty]);
  if (r.kind == mir::RvalueKind::Repeat)
    return store_repeat(dest, r);
  if (r.kind != mir::RvalueKind::Aggregate)
    return store(rvalue_operand(r, span), dest);
  ty::Ty ty = body.tables.tys[r.ty];
  bool is_adt = r.aggregate_kind() == mir::AggregateKind::Adt;
  if (r.aggregate_kind() == mir::AggregateKind::RawPtr) {
    if (std::optional<Operand> value = aggregate_operand(r))
      store(*value, dest);
    return;
  }
  const Layout &fields = is_adt ? dest.layout->variant(ty::VariantIdx(r.variant)) : *dest.layout;
  llvm::ArrayRef<mir::Operand> parts = code.list(r.operands);
  for (uint32_t i = 0; i < parts.size(); ++i) {
    Operand value = operand(parts[i]);
    if (value.kind == Operand::Zst)
      continue;
    uint32_t index = r.active_field != UINT32_MAX ? r.active_field : i;
    uint64_t at = fields.field_offset(index);
    store(value, {offset(dest.at, at),
                  {},
                  value.layout,
                  llvm::MinAlign(std::max<uint64_t>(dest.align, 1), at)});
  }
  if (is_adt || ty.is(ty::TyKind::Coroutine))
    store_tag(dest, ty::VariantIdx(r.variant), ty);
}

} // namespace ochre::wasm
