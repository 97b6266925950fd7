// Places: addresses with layouts.

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

Address FunctionCx::offset(Address at, uint64_t bytes) {
  at.offset += static_cast<uint32_t>(bytes);
  return at;
}

Leaf FunctionCx::pointer(const Address &at) { return ir.add(at.base, ir.i32(at.offset)); }

PlaceRef FunctionCx::stable(PlaceRef place) {
  place.at.base = ir.keep(place.at.base);
  if (place.meta)
    place.meta = ir.keep(place.meta);
  return place;
}

PlaceRef FunctionCx::deref(const Operand &pointer, ty::Ty pointee) {
  const Layout *layout = layout_of(pointee);
  Operand value = pointer;
  if (value.kind == Operand::Ref)
    value = load({value.at, {}, value.layout, value.layout->align});
  if (value.kind == Operand::Zst)
    value.a = ir.i32(static_cast<uint32_t>(layout->align));
  Leaf meta = value.kind == Operand::Pair && layout->is_unsized ? value.b.lo : Leaf();
  return {{value.a.lo, 0}, meta, layout, layout->align};
}

std::pair<Leaf, Leaf> FunctionCx::size_and_align(ty::Ty ty, const Leaf &given) {
  const Layout *layout = layout_of(ty);
  auto word = [&](uint64_t n) { return ir.i32(static_cast<uint32_t>(n)); };
  if (!layout->is_unsized)
    return {word(layout->size), word(layout->align)};
  if (ty.is(ty::TyKind::Foreign))
    return {word(0), word(1)};
  Leaf meta = ir.keep(given);
  if (ty.is_dyn()) {
    auto entry = [&](unsigned slot) { return ir.load(ValTy::I32, 4, meta, slot * 4, 4); };
    return {ir.keep(entry(1)), ir.keep(entry(2))};
  }
  if (ty.is(ty::TyKind::Slice) || ty.is_str())
    return {ir.keep(ir.mul(meta, word(layout->array_stride))), word(layout->align)};
  // A struct or tuple: the sized part, then the tail at its own alignment.
  uint32_t last = layout::field_count(tcx, mono_env(), ty, ty::VariantIdx(0)) - 1;
  ty::Ty tail = layout::field_ty(tcx, mono_env(), ty, ty::VariantIdx(0), last);
  auto [tail_size, tail_align] = size_and_align(tail, meta);
  auto greater = [&](const Leaf &a, const Leaf &b) {
    return ir.keep(ir.select(ir.binary(IntOp::GtU, a, b), a, b));
  };
  if (uint64_t pack = codegen::packed_to(tcx, ty)) // parts are aligned to that at most
    tail_align =
        ir.keep(ir.select(ir.binary(IntOp::LtU, tail_align, word(pack)), tail_align, word(pack)));
  Leaf align = greater(tail_align, word(layout->align));
  auto round_up = [&](const Leaf &n, const Leaf &to) {
    Leaf mask = ir.keep(ir.sub(to, word(1)));
    return ir.and_(ir.add(n, mask), ir.xor_(mask, ir.i32(UINT32_MAX)));
  };
  Leaf size = ir.add(round_up(word(layout->field_offset(last)), tail_align), tail_size);
  return {ir.keep(round_up(size, align)), align};
}

PlaceRef FunctionCx::field(PlaceRef base, uint32_t index, ty::Ty field_ty) {
  const Layout *layout = layout_of(field_ty);
  uint64_t at = base.layout->field_offset(index);
  PlaceRef out;
  out.layout = layout;
  if (!layout->is_unsized) {
    out.at = layout->is_zst() ? base.at : offset(base.at, at);
    out.align = std::min<uint64_t>(base.align, layout->align);
    return out;
  }
  out.align = layout->align;
  bool known_align = !layout::struct_tail(tcx, mono_env(), field_ty).is_dyn();
  if (known_align || at == 0) {
    out.at = offset(base.at, at);
    out.meta = base.meta;
    return out;
  }
  // The tail of a dyn starts at its own alignment, known at run time.
  out.meta = ir.keep(base.meta);
  Leaf align = size_and_align(field_ty, out.meta).second;
  if (uint64_t pack = codegen::packed_to(tcx, base.layout->ty)) {
    Leaf limit = ir.i32(static_cast<uint32_t>(pack));
    align = ir.keep(ir.select(ir.binary(IntOp::LtU, align, limit), align, limit));
  }
  Leaf mask = ir.keep(ir.sub(align, ir.i32(1)));
  Leaf start = ir.i32(static_cast<uint32_t>(at));
  Leaf aligned = ir.and_(ir.add(start, mask), ir.xor_(mask, ir.i32(UINT32_MAX)));
  out.at = {ir.keep(ir.add(pointer(base.at), aligned)), 0};
  return out;
}

Leaf FunctionCx::length(PlaceRef place, ty::Ty ty) {
  if (ty.is(ty::TyKind::Array))
    return ir.i32(static_cast<uint32_t>(place.layout->array_count));
  return place.meta;
}

PlaceRef FunctionCx::project(PlaceRef base, const mir::PlaceElem &elem, mir::PlaceTy base_ty) {
  auto element = [&](const Leaf &index) {
    const Layout *layout = layout_of(base_ty.ty.inner());
    uint64_t align = std::min<uint64_t>(base.align, layout->align);
    if (index.is_const())
      return PlaceRef{offset(base.at, index.bits * layout->size), {}, layout, align};
    Leaf bytes = ir.mul(index, ir.i32(static_cast<uint32_t>(layout->size)));
    // An array at a known address is an offset from the element's own.
    if (base.at.base.is_const())
      return PlaceRef{
          {bytes, base.at.offset + static_cast<uint32_t>(base.at.base.bits)}, {}, layout, align};
    return PlaceRef{{ir.add(base.at.base, bytes), base.at.offset}, {}, layout, align};
  };
  auto word = [&](uint64_t n) { return ir.i32(static_cast<uint32_t>(n)); };
  switch (elem.kind) {
  case mir::ProjectionKind::Deref: {
    ty::Ty pointee = mir::project_ty(tcx, body, base_ty, elem).ty;
    return deref(load(base), pointee);
  }
  case mir::ProjectionKind::Field:
    return field(base, static_cast<uint32_t>(elem.a), body.tables.tys[elem.ty]);
  case mir::ProjectionKind::Index:
    return element(copy_of({mir::Local(static_cast<uint32_t>(elem.a)), {}}).a.lo);
  case mir::ProjectionKind::ConstantIndex:
    if (!elem.from_end)
      return element(word(elem.a));
    return element(ir.sub(length(base, base_ty.ty), word(elem.a)));
  case mir::ProjectionKind::Subslice: {
    PlaceRef out = element(word(elem.a));
    out.layout = layout_of(mir::project_ty(tcx, body, base_ty, elem).ty);
    if (!base_ty.ty.is(ty::TyKind::Array))
      out.meta = ir.sub(base.meta, word(elem.a + elem.b));
    return out;
  }
  case mir::ProjectionKind::Downcast:
    base.layout = &base.layout->variant(ty::VariantIdx(static_cast<uint32_t>(elem.a)));
    return base;
  case mir::ProjectionKind::OpaqueCast: return base;
  }
  return base;
}

PlaceRef FunctionCx::place(mir::Place place) {
  llvm::ArrayRef<mir::PlaceElem> elems = code.projection(place);
  LocalRef &local = locals[place.local];
  mir::PlaceTy ty{body.local_ty(place.local), {}};
  PlaceRef at;
  size_t i = 0;
  if (local.in_memory) {
    if (!local.place)
      local.place = new_slot(local.layout);
    at = local.place;
  } else {
    // A value that is dereferenced, perhaps behind parts of it.
    while (i < elems.size() && elems[i].kind != mir::ProjectionKind::Deref)
      ++i;
    Operand value = parts_of(local_value(place.local), ty, elems.take_front(i));
    for (size_t e = 0; e < i; ++e)
      ty = mir::project_ty(tcx, body, ty, elems[e]);
    if (i < elems.size()) {
      mir::PlaceTy next = mir::project_ty(tcx, body, ty, elems[i]);
      at = deref(value, next.ty);
      ty = next;
      ++i;
    } else {
      at = in_memory(value);
    }
  }
  for (; i < elems.size(); ++i) {
    at = project(at, elems[i], ty);
    ty = mir::project_ty(tcx, body, ty, elems[i]);
  }
  return at;
}

} // namespace ochre::wasm
