// Operands: values in registers or at an address.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/helpers.h"
#include "codegen/wasm/parts.h"

namespace ochre::wasm {

ValTys leaves_of(const layout::Scalar &scalar) {
  switch (scalar.prim.kind) {
  case layout::PrimitiveKind::Pointer:
  case layout::PrimitiveKind::F16: return {ValTy::I32};
  case layout::PrimitiveKind::F32: return {ValTy::F32};
  case layout::PrimitiveKind::F64: return {ValTy::F64};
  case layout::PrimitiveKind::F128: return {ValTy::I64, ValTy::I64};
  case layout::PrimitiveKind::Int: break;
  }
  if (scalar.prim.size == 16)
    return {ValTy::I64, ValTy::I64};
  return {scalar.prim.size == 8 ? ValTy::I64 : ValTy::I32};
}

// --- Memory
// --------------------------------------------------------------------------------------

Val FunctionCx::load_scalar(const Address &at, const layout::Scalar &scalar, uint64_t align) {
  auto part = [&](ValTy ty, unsigned size, const Leaf &base, uint64_t offset) {
    uint64_t known = llvm::MinAlign(std::max<uint64_t>(align, 1), offset);
    return ir.load(ty, size, base, static_cast<uint32_t>(at.offset + offset),
                   static_cast<uint32_t>(known));
  };
  ValTys tys = leaves_of(scalar);
  if (tys.size() == 1)
    return part(tys[0], scalar.prim.size, at.base, 0);
  Leaf base = ir.keep(at.base);
  return {part(ValTy::I64, 8, base, 0), part(ValTy::I64, 8, base, 8)};
}

void FunctionCx::store_scalar(const Val &value, const Address &at, const layout::Scalar &scalar,
                              uint64_t align) {
  auto part = [&](unsigned size, const Leaf &base, uint64_t offset, const Leaf &leaf) {
    uint64_t known = llvm::MinAlign(std::max<uint64_t>(align, 1), offset);
    ir.store(leaf.ty, size, base, static_cast<uint32_t>(at.offset + offset),
             static_cast<uint32_t>(known), leaf);
  };
  if (!value.is_wide())
    return part(scalar.prim.size, at.base, 0, value.lo);
  Leaf base = ir.keep(at.base);
  Val both = keep(value);
  part(8, base, 0, both.lo);
  part(8, base, 8, both.hi);
}

Operand FunctionCx::load(PlaceRef place) {
  const Layout *l = place.layout;
  Operand out;
  out.layout = l;
  if (l->is_unsized) {
    out.kind = Operand::Ref;
    out.at = place.at;
    out.meta = place.meta;
    return out;
  }
  if (l->is_zst())
    return out;
  uint64_t align = std::min<uint64_t>(place.align, l->align);
  if (l->is_scalar())
    return immediate(load_scalar(place.at, l->scalar_a, align), l);
  if (l->is_scalar_pair()) {
    place = stable(place);
    uint64_t second = layout::pair_second_offset(*l);
    return pair(load_scalar(place.at, l->scalar_a, align),
                load_scalar(offset(place.at, second), l->scalar_b, llvm::MinAlign(align, second)),
                l);
  }
  out.kind = Operand::Ref;
  out.at = place.at;
  return out;
}

void FunctionCx::copy(const Address &to, const Address &from, uint64_t size, uint64_t align) {
  constexpr uint64_t kUnrolled = 64;
  if (size == 0)
    return;
  if (size > kUnrolled) {
    Expr target = ir.use(pointer(to));
    Expr source = ir.use(pointer(from));
    ir.emit(
        ir.api.MemoryCopy(ir.module, target, source, ir.use(ir.i32(static_cast<uint32_t>(size)))));
    return;
  }
  Leaf target = ir.keep(to.base);
  Leaf source = ir.keep(from.base);
  // What was written as words of 32 bits is not read as one of 64: processors wait for both.
  unsigned largest = align == 4 ? 4 : 8;
  for (uint64_t at = 0; at < size;) {
    unsigned chunk = largest;
    while (chunk > size - at)
      chunk /= 2;
    ValTy ty = chunk == 8 ? ValTy::I64 : ValTy::I32;
    auto known = static_cast<uint32_t>(llvm::MinAlign(std::max<uint64_t>(align, 1), at));
    Leaf piece = ir.load(ty, chunk, source, static_cast<uint32_t>(from.offset + at), known);
    ir.store(ty, chunk, target, static_cast<uint32_t>(to.offset + at), known, piece);
    at += chunk;
  }
}

void FunctionCx::copy_bytes(const Leaf &to, const Leaf &from, const Leaf &size, uint64_t align) {
  if (size.is_const())
    return copy({to, 0}, {from, 0}, size.bits, align);
  Expr operands[] = {ir.use(to), ir.use(from), ir.use(size)};
  ir.emit(ir.api.Call(ir.module, copy_helper(cx)->name, operands, 3, ir.api.TypeNone));
}

void FunctionCx::store(const Operand &given, PlaceRef place) {
  const Layout *l = given.layout;
  uint64_t align = std::min<uint64_t>(place.align, std::max<uint64_t>(l->align, 1));
  switch (given.kind) {
  case Operand::Zst: return;
  case Operand::Immediate: return store_scalar(given.a, place.at, l->scalar_a, align);
  case Operand::Pair: {
    // The second part may be read from where the first one goes.
    Operand value = given;
    value.b = keep(value.b);
    place = stable(place);
    uint64_t second = layout::pair_second_offset(*l);
    store_scalar(value.a, place.at, l->scalar_a, align);
    store_scalar(value.b, offset(place.at, second), l->scalar_b, llvm::MinAlign(align, second));
    return;
  }
  case Operand::Ref: {
    bool is_same = given.at.base.kind == Leaf::Local && place.at.base.kind == Leaf::Local &&
                   given.at.base.local == place.at.base.local && given.at.offset == place.at.offset;
    if (!is_same)
      copy(place.at, given.at, l->size, align);
    return;
  }
  }
}

// --- Values
// --------------------------------------------------------------------------------------

Val FunctionCx::keep(const Val &value) {
  return value.is_wide() ? Val(ir.keep(value.lo), ir.keep(value.hi)) : Val(ir.keep(value.lo));
}

Operand FunctionCx::keep(Operand value) {
  switch (value.kind) {
  case Operand::Zst: break;
  case Operand::Immediate: value.a = keep(value.a); break;
  case Operand::Pair:
    value.a = keep(value.a);
    value.b = keep(value.b);
    break;
  case Operand::Ref:
    value.at.base = ir.keep(value.at.base);
    if (value.meta)
      value.meta = ir.keep(value.meta);
    break;
  }
  return value;
}

Val FunctionCx::in_register(const Operand &value) {
  return value.kind == Operand::Ref ? load(in_memory(value)).a : value.a;
}

PlaceRef FunctionCx::in_memory(const Operand &value) {
  if (value.kind == Operand::Ref)
    return {value.at, value.meta, value.layout, std::max<uint64_t>(value.layout->align, 1)};
  PlaceRef slot = temp_slot(value.layout);
  store(value, slot);
  return slot;
}

Val FunctionCx::convert_bits(const Val &value, const layout::Scalar &from,
                             const layout::Scalar &to) {
  if (same_bits(from, to))
    return value;
  const binaryen::Api &api = ir.api;
  if (from.prim.size == to.prim.size && !value.is_wide()) {
    bool is_wide = from.prim.size == 8;
    if (value.lo.is_const())
      return ir.constant(leaves_of(to)[0], value.lo.bits);
    if (is_float(to))
      return ir.unary(is_wide ? api.ReinterpretInt64 : api.ReinterpretInt32, leaves_of(to)[0],
                      value.lo);
    return ir.unary(is_wide ? api.ReinterpretFloat64 : api.ReinterpretFloat32, leaves_of(to)[0],
                    value.lo);
  }
  PlaceRef room = temp_bytes(std::max(from.prim.size, to.prim.size), 16);
  store_scalar(value, room.at, from, 16);
  return load_scalar(room.at, to, 16);
}

Operand FunctionCx::extract_field(const Operand &value, uint32_t index, ty::Ty field_ty) {
  const Layout *field = layout_of(field_ty);
  return extract_at(value, field->is_zst() ? 0 : value.layout->field_offset(index), field);
}

Operand FunctionCx::extract_at(const Operand &value, uint64_t at, const Layout *field) {
  if (field->is_zst())
    return zst(field);
  const Layout *whole = value.layout;
  switch (value.kind) {
  case Operand::Zst: return zst(field);
  case Operand::Immediate:
    if (field->is_scalar() && at == 0 && field->size == whole->size)
      return immediate(convert_bits(value.a, whole->scalar_a, field->scalar_a), field);
    break;
  case Operand::Pair: {
    if (field->is_scalar_pair() && at == 0 && same_bits(field->scalar_a, whole->scalar_a) &&
        same_bits(field->scalar_b, whole->scalar_b))
      return pair(value.a, value.b, field);
    bool is_second = at != 0 && at == layout::pair_second_offset(*whole);
    const layout::Scalar &scalar = is_second ? whole->scalar_b : whole->scalar_a;
    if (field->is_scalar() && (at == 0 || is_second) && field->size == scalar.prim.size)
      return immediate(convert_bits(is_second ? value.b : value.a, scalar, field->scalar_a), field);
    break;
  }
  case Operand::Ref:
    return load(
        {offset(value.at, at), {}, field, llvm::MinAlign(std::max<uint64_t>(whole->align, 1), at)});
  }
  PlaceRef slot = in_memory(value);
  return load({offset(slot.at, at), {}, field, llvm::MinAlign(slot.align, at)});
}

Operand FunctionCx::parts_of(Operand value, mir::PlaceTy ty, llvm::ArrayRef<mir::PlaceElem> elems) {
  const Layout *fields = value.layout;
  for (const mir::PlaceElem &e : elems) {
    ty = mir::project_ty(tcx, body, ty, e);
    if (e.kind == mir::ProjectionKind::OpaqueCast)
      continue;
    if (e.kind == mir::ProjectionKind::Downcast) {
      fields = &fields->variant(ty.variant);
      continue;
    }
    const Layout *part = layout_of(ty.ty);
    uint64_t at = part->is_zst() ? 0 : fields->field_offset(static_cast<uint32_t>(e.a));
    value = extract_at(value, at, part);
    fields = part;
  }
  return value;
}

Operand FunctionCx::local_value(mir::Local local) {
  auto waits = llvm::find_if(waiting_, [&](const Waiting &w) { return w.local == local; });
  if (waits == waiting_.end()) {
    if (locals[local].is_given_away)
      bug("codegen/wasm: a value was asked for twice");
    return local_home(local);
  }
  Operand value = waits->value;
  waiting_.erase(waits);
  locals[local].is_given_away = true;
  return value;
}

Operand FunctionCx::local_home(mir::Local local) {
  LocalRef &ref = locals[local];
  const Layout *l = ref.layout;
  auto held = [&](uint32_t(&where)[2], const layout::Scalar &scalar) {
    Val out;
    ValTys tys = leaves_of(scalar);
    for (size_t i = 0; i < tys.size(); ++i) {
      if (where[i] == kNoLocal)
        where[i] = ir.new_local(tys[i]);
      (i == 0 ? out.lo : out.hi) = ir.local(where[i], tys[i]);
    }
    return out;
  };
  if (l->is_scalar())
    return immediate(held(ref.a, l->scalar_a), l);
  if (l->is_scalar_pair()) {
    Val a = held(ref.a, l->scalar_a);
    return pair(a, held(ref.b, l->scalar_b), l);
  }
  return zst(l);
}

Operand FunctionCx::copy_of(mir::Place p) {
  if (!locals[p.local].in_memory) {
    llvm::ArrayRef<mir::PlaceElem> elems = code.projection(p);
    bool only_parts = llvm::none_of(
        elems, [](const mir::PlaceElem &e) { return e.kind == mir::ProjectionKind::Deref; });
    if (only_parts)
      return parts_of(local_value(p.local), {body.local_ty(p.local), {}}, elems);
  }
  return load(place(p));
}

Operand FunctionCx::operand(const mir::Operand &op) {
  if (op.is_place())
    return copy_of(op.place);
  Operand value = cx.constant(body.tables.consts[op.ct]);
  if (value.kind == Operand::Ref && (value.layout->is_scalar() || value.layout->is_scalar_pair()))
    return load({value.at, {}, value.layout, value.layout->align});
  return value;
}

} // namespace ochre::wasm
