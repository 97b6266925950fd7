// Operands: values in registers or at an address.

#include "codegen/llvm/cx.h"

namespace ochre::codegen {

llvm::Value *FunctionCx::to_immediate(llvm::Value *value, const layout::Scalar &scalar) {
  return scalar.is_bool() && value->getType() == cx.i8 ? ir.CreateTrunc(value, cx.i1) : value;
}

llvm::Value *FunctionCx::from_immediate(llvm::Value *value) {
  return value->getType() == cx.i1 ? ir.CreateZExt(value, cx.i8) : value;
}

llvm::Value *FunctionCx::load_scalar(llvm::Value *address, const layout::Scalar &scalar,
                                     uint64_t align) {
  llvm::LoadInst *value = ir.CreateAlignedLoad(cx.scalar_ty(scalar), address, llvm::Align(align));
  bool optimise = tcx.sess.opts.codegen.opt_level != OptLevel::O0;
  if (optimise && !scalar.is_always_valid()) {
    if (scalar.prim.kind == layout::PrimitiveKind::Int) {
      unsigned bits = scalar.prim.size * 8u;
      auto word = [&](layout::u128 v) {
        return llvm::APInt(128, {static_cast<uint64_t>(v), static_cast<uint64_t>(v >> 64)})
            .zextOrTrunc(bits);
      };
      llvm::MDBuilder md(cx.context);
      value->setMetadata(llvm::LLVMContext::MD_range,
                         md.createRange(word(scalar.valid_start), word(scalar.valid_end) + 1));
    } else if (scalar.prim.kind == layout::PrimitiveKind::Pointer && scalar.valid_start >= 1) {
      value->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(cx.context, {}));
    }
  }
  return to_immediate(value, scalar);
}

void FunctionCx::store_scalar(llvm::Value *value, llvm::Value *address, uint64_t align) {
  ir.CreateAlignedStore(from_immediate(value), address, llvm::Align(align));
}

Operand FunctionCx::load(PlaceRef place) {
  const Layout *l = place.layout;
  Operand out;
  out.layout = l;
  if (l->is_unsized) {
    out.kind = Operand::Ref;
    out.a = place.address;
    out.b = place.meta;
    return out;
  }
  if (l->is_zst())
    return out;
  if (l->is_scalar()) {
    out.kind = Operand::Immediate;
    out.a = load_scalar(place.address, l->scalar_a, std::min(place.align, l->align));
    return out;
  }
  if (l->is_scalar_pair()) {
    uint64_t second = layout::pair_second_offset(*l);
    uint64_t align = std::min(place.align, l->align);
    out.kind = Operand::Pair;
    out.a = load_scalar(place.address, l->scalar_a, align);
    out.b = load_scalar(offset(place.address, second), l->scalar_b, llvm::MinAlign(align, second));
    return out;
  }
  out.kind = Operand::Ref;
  out.a = place.address;
  if (place.align < l->align) {
    // In a packed struct. Whoever gets the address takes it to be that of any such value.
    PlaceRef copy = alloca_place(l);
    ir.CreateMemCpy(copy.address, llvm::Align(copy.align), place.address,
                    llvm::Align(std::max<uint64_t>(place.align, 1)), l->size);
    out.a = copy.address;
  }
  return out;
}

void FunctionCx::store(const Operand &value, PlaceRef place) {
  const Layout *l = value.layout;
  uint64_t align = std::min<uint64_t>(place.align, std::max<uint64_t>(l->align, 1));
  switch (value.kind) {
  case Operand::Zst: return;
  case Operand::Immediate: return store_scalar(value.a, place.address, align);
  case Operand::Pair: {
    uint64_t second = layout::pair_second_offset(*l);
    store_scalar(value.a, place.address, align);
    store_scalar(value.b, offset(place.address, second), llvm::MinAlign(align, second));
    return;
  }
  case Operand::Ref:
    if (l->size == 0 || value.a == place.address)
      return;
    ir.CreateMemCpy(place.address, llvm::Align(align), value.a,
                    llvm::Align(std::max<uint64_t>(l->align, 1)), l->size);
    return;
  }
}

Operand FunctionCx::extract_field(const Operand &value, uint32_t index, ty::Ty field_ty) {
  const Layout *field = layout_of(field_ty);
  return extract_at(value, field->is_zst() ? 0 : value.layout->field_offset(index), field);
}

Operand FunctionCx::extract_at(const Operand &value, uint64_t at, const Layout *field) {
  Operand out;
  out.layout = field;
  if (field->is_zst())
    return out;
  switch (value.kind) {
  case Operand::Zst: return out;
  case Operand::Immediate:
    out.kind = Operand::Immediate;
    out.a = value.a;
    break;
  case Operand::Pair:
    if (field->is_scalar_pair()) {
      out.kind = Operand::Pair;
      out.a = value.a;
      out.b = value.b;
    } else {
      out.kind = Operand::Immediate;
      out.a = at == 0 ? value.a : value.b;
    }
    break;
  case Operand::Ref:
    return load({offset(value.a, at), nullptr, field,
                 llvm::MinAlign(std::max<uint64_t>(value.layout->align, 1), at)});
  }
  if (out.kind != Operand::Immediate)
    return out;
  // The same bits as another type: bool against u8, pointer against integer of a union or enum.
  llvm::Type *wanted = field->is_scalar() ? cx.immediate_ty(field->scalar_a) : nullptr;
  if (out.a->getType() == wanted)
    return out;
  if (wanted == cx.i1 && out.a->getType() == cx.i8) {
    out.a = ir.CreateTrunc(out.a, cx.i1);
    return out;
  }
  if (wanted == cx.i8 && out.a->getType() == cx.i1) {
    out.a = ir.CreateZExt(out.a, cx.i8);
    return out;
  }
  PlaceRef slot = alloca_place(value.layout);
  store(value, slot);
  return load({offset(slot.address, at), nullptr, field, field->align});
}

llvm::Value *FunctionCx::in_register(const Operand &value) {
  return value.kind == Operand::Ref ? load(in_memory(value)).a : value.a;
}

PlaceRef FunctionCx::in_memory(const Operand &value) {
  if (value.kind == Operand::Ref)
    return {value.a, value.b, value.layout, std::max<uint64_t>(value.layout->align, 1)};
  PlaceRef slot = alloca_place(value.layout);
  store(value, slot);
  return slot;
}

Operand FunctionCx::parts_of(Operand value, mir::PlaceTy ty, llvm::ArrayRef<mir::PlaceElem> elems) {
  const Layout *fields = value.layout;
  for (const mir::PlaceElem &e : elems) {
    ty = mir::project_ty(tcx, body, ty, e);
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

Operand FunctionCx::copy_of(mir::Place p) {
  const LocalRef &local = locals[p.local];
  if (!local.in_memory) {
    Operand value = local.value;
    mir::PlaceTy ty{body.local_ty(p.local), {}};
    llvm::ArrayRef<mir::PlaceElem> elems = code.projection(p);
    bool only_parts = llvm::all_of(elems, [](const mir::PlaceElem &e) {
      return e.kind == mir::ProjectionKind::Field || e.kind == mir::ProjectionKind::Downcast;
    });
    if (only_parts)
      return parts_of(value, ty, elems);
  }
  return load(place(p));
}

Operand FunctionCx::operand(const mir::Operand &op) {
  if (op.is_place())
    return copy_of(op.place);
  Operand value = cx.constant(body.tables.consts[op.ct]);
  if (value.kind == Operand::Ref && (value.layout->is_scalar() || value.layout->is_scalar_pair()))
    return load({value.a, nullptr, value.layout, value.layout->align});
  return value;
}

} // namespace ochre::codegen
