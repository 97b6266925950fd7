// Places: addresses with layouts.

#include "codegen/llvm/cx.h"

#include "llvm/IR/Intrinsics.h"

namespace ochre::codegen {

llvm::Value *FunctionCx::offset(llvm::Value *base, uint64_t bytes) {
  return bytes == 0 ? base : ir.CreateConstInBoundsGEP1_64(cx.i8, base, bytes);
}

llvm::AllocaInst *FunctionCx::entry_alloca(llvm::Type *ty, uint64_t align) {
  // All in the entry block, so that loops do not grow the stack.
  llvm::BasicBlock &entry = fn->getEntryBlock();
  auto *slot = new llvm::AllocaInst(ty, 0, nullptr, llvm::Align(std::max<uint64_t>(align, 1)), "",
                                    entry.begin());
  return slot;
}

PlaceRef FunctionCx::alloca_place(const Layout *layout, llvm::StringRef name) {
  llvm::AllocaInst *slot = entry_alloca(llvm::ArrayType::get(cx.i8, layout->size), layout->align);
  slot->setName(name);
  return {slot, nullptr, layout, layout->align};
}

PlaceRef FunctionCx::deref(const Operand &pointer, ty::Ty pointee) {
  const Layout *layout = layout_of(pointee);
  Operand value = pointer;
  if (value.kind == Operand::Ref)
    value = load({value.a, nullptr, value.layout, value.layout->align});
  if (value.kind == Operand::Zst) {
    value.a = llvm::PoisonValue::get(cx.ptr);
  }
  llvm::Value *meta = value.kind == Operand::Pair && layout->is_unsized ? value.b : nullptr;
  return {value.a, meta, layout, layout->align};
}

PlaceRef FunctionCx::downcast(PlaceRef base, ty::VariantIdx variant) {
  base.layout = &base.layout->variant(variant);
  return base;
}

std::pair<llvm::Value *, llvm::Value *> FunctionCx::size_and_align(ty::Ty ty, llvm::Value *meta) {
  const Layout *layout = layout_of(ty);
  auto word = [&](uint64_t n) -> llvm::Value * { return llvm::ConstantInt::get(cx.isize, n); };
  if (!layout->is_unsized)
    return {word(layout->size), word(layout->align)};
  if (ty.is_dyn()) {
    auto entry = [&](unsigned slot) {
      return ir.CreateLoad(cx.isize, offset(meta, slot * cx.pointer_size));
    };
    return {entry(1), entry(2)};
  }
  if (ty.is(ty::TyKind::Slice) || ty.is_str())
    return {ir.CreateMul(meta, word(layout->array_stride), "", true, true), word(layout->align)};
  if (ty.is(ty::TyKind::Foreign))
    return {word(0), word(1)};
  // A struct or tuple: the sized part, then the tail at its own alignment.
  uint32_t last = layout::field_count(tcx, mono_env(), ty, ty::VariantIdx(0)) - 1;
  ty::Ty tail = layout::field_ty(tcx, mono_env(), ty, ty::VariantIdx(0), last);
  auto [tail_size, tail_align] = size_and_align(tail, meta);
  if (uint64_t pack = packed_to(tcx, ty)) // parts of a packed struct are aligned to that at most
    tail_align = ir.CreateBinaryIntrinsic(llvm::Intrinsic::umin, tail_align, word(pack));
  llvm::Value *sized = word(layout->field_offset(last));
  llvm::Value *min_align = word(layout->align);
  llvm::Value *align =
      ir.CreateSelect(ir.CreateICmpUGT(tail_align, min_align), tail_align, min_align);
  auto round_up = [&](llvm::Value *n, llvm::Value *to) {
    llvm::Value *mask = ir.CreateSub(to, word(1));
    return ir.CreateAnd(ir.CreateAdd(n, mask), ir.CreateNot(mask));
  };
  llvm::Value *size = ir.CreateAdd(round_up(sized, tail_align), tail_size);
  return {round_up(size, align), align};
}

PlaceRef FunctionCx::field(PlaceRef base, uint32_t index, ty::Ty field_ty) {
  const Layout *layout = layout_of(field_ty);
  uint64_t at = base.layout->field_offset(index);
  PlaceRef out;
  out.layout = layout;
  if (!layout->is_unsized) {
    out.address = offset(base.address, at);
    out.align = std::min<uint64_t>(base.align, layout->align);
    return out;
  }
  out.meta = base.meta;
  out.align = layout->align;
  bool known_align = !layout::struct_tail(tcx, mono_env(), field_ty).is_dyn();
  if (known_align || at == 0) {
    out.address = offset(base.address, at);
    return out;
  }
  // The tail of a dyn starts at its own alignment, known at run time.
  llvm::Value *align = size_and_align(field_ty, base.meta).second;
  if (uint64_t pack = packed_to(tcx, base.layout->ty))
    align = ir.CreateBinaryIntrinsic(llvm::Intrinsic::umin, align,
                                     llvm::ConstantInt::get(cx.isize, pack));
  llvm::Value *mask = ir.CreateSub(align, llvm::ConstantInt::get(cx.isize, 1));
  llvm::Value *start = llvm::ConstantInt::get(cx.isize, at);
  llvm::Value *aligned = ir.CreateAnd(ir.CreateAdd(start, mask), ir.CreateNot(mask));
  out.address = ir.CreateInBoundsGEP(cx.i8, base.address, aligned);
  return out;
}

llvm::Value *FunctionCx::length(PlaceRef place, ty::Ty ty) {
  if (ty.is(ty::TyKind::Array))
    return llvm::ConstantInt::get(cx.isize, place.layout->array_count);
  return place.meta;
}

PlaceRef FunctionCx::project(PlaceRef base, const mir::PlaceElem &elem, mir::PlaceTy base_ty) {
  auto element = [&](llvm::Value *index) {
    const Layout *layout = layout_of(base_ty.ty.inner());
    auto *stride = llvm::ArrayType::get(cx.i8, layout->size);
    uint64_t align = std::min<uint64_t>(base.align, layout->align);
    return PlaceRef{ir.CreateInBoundsGEP(stride, base.address, index), nullptr, layout, align};
  };
  auto word = [&](uint64_t n) { return llvm::ConstantInt::get(cx.isize, n); };
  switch (elem.kind) {
  case mir::ProjectionKind::Deref: {
    ty::Ty pointee = mir::project_ty(tcx, body, base_ty, elem).ty;
    return deref(load(base), pointee);
  }
  case mir::ProjectionKind::Field:
    return field(base, static_cast<uint32_t>(elem.a), body.tables.tys[elem.ty]);
  case mir::ProjectionKind::Index: {
    Operand index = copy_of({mir::Local(static_cast<uint32_t>(elem.a)), {}});
    return element(index.a);
  }
  case mir::ProjectionKind::ConstantIndex:
    if (!elem.from_end)
      return element(word(elem.a));
    return element(ir.CreateSub(length(base, base_ty.ty), word(elem.a)));
  case mir::ProjectionKind::Subslice: {
    PlaceRef out = element(word(elem.a));
    out.layout = layout_of(mir::project_ty(tcx, body, base_ty, elem).ty);
    if (!base_ty.ty.is(ty::TyKind::Array))
      out.meta = ir.CreateSub(base.meta, word(elem.a + elem.b));
    return out;
  }
  case mir::ProjectionKind::Downcast:
    return downcast(base, ty::VariantIdx(static_cast<uint32_t>(elem.a)));
  case mir::ProjectionKind::OpaqueCast: return base;
  }
  return base;
}

PlaceRef FunctionCx::place(mir::Place place) {
  llvm::ArrayRef<mir::PlaceElem> elems = code.projection(place);
  const LocalRef &local = locals[place.local];
  mir::PlaceTy ty{body.local_ty(place.local), {}};
  PlaceRef at;
  size_t i = 0;
  if (local.in_memory) {
    at = local.place;
  } else {
    // A value that is dereferenced, perhaps behind parts of it.
    auto is_part = [](const mir::PlaceElem &e) {
      return e.kind == mir::ProjectionKind::Field || e.kind == mir::ProjectionKind::Downcast;
    };
    while (i < elems.size() && is_part(elems[i]))
      ++i;
    Operand value = parts_of(local.value, ty, elems.take_front(i));
    for (size_t e = 0; e < i; ++e)
      ty = mir::project_ty(tcx, body, ty, elems[e]);
    if (i < elems.size() && elems[i].kind == mir::ProjectionKind::Deref) {
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

// --- Discriminants
// ---------------------------------------------------------------------------------

llvm::Value *FunctionCx::discriminant(PlaceRef place, ty::Ty enum_ty, ty::Ty result_ty) {
  const Layout &layout = *place.layout;
  return discriminant_of_tag(layout, enum_ty, result_ty, [&] {
    return load_scalar(offset(place.address, layout.tag_offset()), layout.tag,
                       llvm::MinAlign(place.align, layout.tag_offset()));
  });
}

llvm::Value *FunctionCx::discriminant_of_tag(const Layout &layout, ty::Ty enum_ty, ty::Ty result_ty,
                                             llvm::function_ref<llvm::Value *()> get_tag) {
  llvm::Type *result = cx.scalar_ty(layout_of(result_ty)->scalar_a);
  auto constant = [](layout::u128 bits, llvm::Type *as) {
    llvm::APInt wide(128, {static_cast<uint64_t>(bits), static_cast<uint64_t>(bits >> 64)});
    return llvm::ConstantInt::get(as, wide.zextOrTrunc(as->getIntegerBitWidth()));
  };
  auto discr_of = [&](uint32_t variant) {
    return constant(discriminant_bits(tcx, enum_ty, ty::VariantIdx(variant)), result);
  };
  if (layout.variants == layout::VariantsKind::Empty)
    return llvm::PoisonValue::get(result);
  if (layout.variants == layout::VariantsKind::Single)
    return discr_of(layout.single_variant.raw);
  llvm::Value *tag = from_immediate(get_tag());
  if (layout.encoding == layout::TagEncoding::Direct)
    return ir.CreateIntCast(tag, result, layout.tag.prim.is_signed);
  // Niche: values from niche_start on mean the variants from niche_first on; all others the
  // untagged.
  uint32_t first = layout.niche_first.raw;
  uint32_t last = layout.niche_last.raw;
  llvm::Value *untagged = discr_of(layout.niche_untagged.raw);
  llvm::APInt start(128, {static_cast<uint64_t>(layout.niche_start),
                          static_cast<uint64_t>(layout.niche_start >> 64)});
  if (first == last && tag->getType()->isPointerTy() && start.isZero())
    return ir.CreateSelect(ir.CreateIsNull(tag), discr_of(first), untagged);
  if (tag->getType()->isPointerTy())
    tag = ir.CreatePtrToInt(tag, cx.isize);
  llvm::Type *tag_ty = tag->getType();
  llvm::Value *base =
      llvm::ConstantInt::get(tag_ty, start.zextOrTrunc(tag_ty->getIntegerBitWidth()));
  if (first == last)
    return ir.CreateSelect(ir.CreateICmpEQ(tag, base), discr_of(first), untagged);
  llvm::Value *relative = ir.CreateSub(tag, base);
  llvm::Value *is_niche = ir.CreateICmpULE(relative, llvm::ConstantInt::get(tag_ty, last - first));
  // Enums with data have the variant index as discriminant.
  llvm::Value *wide = ir.CreateIntCast(relative, result, false);
  llvm::Value *niche_value = ir.CreateAdd(wide, discr_of(first));
  return ir.CreateSelect(is_niche, niche_value, untagged);
}

llvm::Constant *FunctionCx::tag_value(const Layout &layout, ty::VariantIdx variant,
                                      ty::Ty enum_ty) {
  std::optional<layout::u128> tag = tag_bits(tcx, layout, variant, enum_ty);
  if (!tag)
    return nullptr;
  llvm::APInt bits(128, {static_cast<uint64_t>(*tag), static_cast<uint64_t>(*tag >> 64)});
  llvm::Constant *value =
      llvm::ConstantInt::get(cx.context, bits.zextOrTrunc(layout.tag.prim.size * 8u));
  bool is_ptr = layout.tag.prim.kind == layout::PrimitiveKind::Pointer;
  return is_ptr ? llvm::ConstantExpr::getIntToPtr(value, cx.ptr) : value;
}

void FunctionCx::set_discriminant(PlaceRef place, ty::VariantIdx variant, ty::Ty enum_ty) {
  if (llvm::Constant *tag = tag_value(*place.layout, variant, enum_ty)) {
    uint64_t at = place.layout->tag_offset();
    ir.CreateAlignedStore(tag, offset(place.address, at),
                          llvm::Align(llvm::MinAlign(std::max<uint64_t>(place.align, 1), at)));
  }
}

} // namespace ochre::codegen
