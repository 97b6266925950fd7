// Reading and writing values.

#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"

namespace ochre::mir::interpret {

u128 bits_of(Machine &m, const Val &val) {
  if (!val.init)
    fail(m, "using uninitialized data, but this operation requires initialized memory");
  else if (val.has_prov())
    fail(m, "unable to turn pointer into integer");
  return val.init ? val.bits : 0;
}

u128 read_bits(Machine &m, const Value &value) { return bits_of(m, read_imm(m, value).a); }

Imm read_imm(Machine &m, const Value &value) {
  const Layout *layout = value.layout();
  if (m.failed() || !layout)
    return {};
  if (!value.in_memory)
    return value.imm;
  auto check = [&](const Val &val, const layout::Scalar &scalar) {
    if (!m.failed() && !val.init && !scalar.uninit_allowed)
      fail(m, "reading memory, but memory is uninitialized, and this operation requires "
              "initialized memory");
    return val;
  };
  const MPlace &at = value.mem;
  if (layout->is_scalar())
    return Imm::one(
        check(read_scalar(m, at.alloc, at.offset, layout->scalar_a.prim), layout->scalar_a));
  if (layout->is_scalar_pair()) {
    Val a = check(read_scalar(m, at.alloc, at.offset, layout->scalar_a.prim), layout->scalar_a);
    uint64_t second = at.offset + layout::pair_second_offset(*layout);
    Val b = check(read_scalar(m, at.alloc, second, layout->scalar_b.prim), layout->scalar_b);
    return Imm::two(a, b);
  }
  if (layout->size != 0)
    fail(m, "a value of this type is not held in registers");
  return {};
}

void write_imm(Machine &m, const PlaceRef &place, const Imm &imm) {
  if (m.failed())
    return;
  MPlace at = place.mem;
  if (place.in_local) {
    LocalState &state = m.frame().locals[place.local.index()];
    if (state.kind == LocalKind::Immediate) {
      state.imm = imm;
      return;
    }
    // Moved to memory since the place was evaluated.
    at.alloc = state.alloc;
  }
  if (imm.count == 0)
    return set_uninit(m, at.alloc, at.offset, at.layout ? at.layout->size : 0);
  write_scalar(m, at.alloc, at.offset, imm.a);
  if (imm.count == 2)
    write_scalar(m, at.alloc, at.offset + layout::pair_second_offset(*at.layout), imm.b);
}

void write_overflow_pair(Machine &m, const PlaceRef &place, const Imm &pair) {
  const Layout *layout = place.mem.layout;
  if (m.failed() || !layout || pair.count != 2)
    return;
  bool swapped = layout->field_offset(0) != 0;
  write_imm(m, place, swapped ? Imm::two(pair.b, pair.a) : pair);
}

void write_memory(Machine &m, const MPlace &place, const Value &value) {
  if (m.failed() || !value.layout())
    return;
  if (!value.in_memory)
    return write_imm(m, memory_ref(place), value.imm);
  copy_bytes(m, value.mem.alloc, value.mem.offset, place.alloc, place.offset, value.layout()->size);
}

void write_value(Machine &m, const PlaceRef &place, const Value &value) {
  if (m.failed() || !place.mem.layout || !value.layout())
    return;
  if (!place.in_local)
    return write_memory(m, place.mem, value);
  const Layout &layout = *place.mem.layout;
  // Bytes that may stay uninitialised, or whose type reads them differently, keep their form.
  bool same = value.layout()->abi == layout.abi && value.layout()->size == layout.size;
  bool partial = (layout.is_scalar() || layout.is_scalar_pair()) &&
                 (layout.scalar_a.uninit_allowed ||
                  (layout.is_scalar_pair() && layout.scalar_b.uninit_allowed));
  if (same && (!value.in_memory || !partial))
    return write_imm(m, place, read_imm(m, value));
  if (layout.size == 0)
    return;
  write_memory(m, force_memory(m, place), value);
}

// --- Constants
// -------------------------------------------------------------------------------------

Value eval_const_value(Machine &m, const ConstValue &value, ty::Ty ty) {
  const Layout *layout = layout_of(m, ty);
  Value out = imm_value({}, ty, layout);
  if (!layout)
    return out;
  auto val = [&](const Scalar &s) {
    if (s.kind == ScalarKind::Ptr)
      return Val::ptr(s.alloc, s.lo, s.size);
    return Val::uint(u128(s.hi) << 64 | s.lo, s.size);
  };
  switch (value.kind) {
  case ConstValueKind::ZeroSized: return out;
  case ConstValueKind::Scalar:
    if (layout->is_scalar()) {
      out.imm = Imm::one(val(value.scalar));
      return out;
    }
    if (layout->size == 0)
      return out;
    out.mem = allocate_place(m, ty, layout);
    out.in_memory = true;
    write_scalar(m, out.mem.alloc, 0, val(value.scalar));
    return out;
  case ConstValueKind::Slice:
    out.imm = Imm::two(Val::ptr(value.alloc, 0, m.ptr_size), usize_val(m, value.meta));
    return out;
  case ConstValueKind::Indirect:
    out.in_memory = true;
    out.mem.alloc = value.alloc;
    out.mem.offset = value.offset;
    return out;
  }
  return out;
}

namespace {

/// Writes a tree into memory of its type.
void write_tree(Machine &m, const MPlace &place, ty::ValTree tree, unsigned depth);

void write_children(Machine &m, const MPlace &place, const Layout &in, ty::VariantIdx variant,
                    llvm::ArrayRef<ty::ValTree> children, unsigned depth) {
  for (uint32_t i = 0; i < children.size() && !m.failed(); ++i) {
    ty::Ty ty = layout::field_ty(m.tcx, m.env, place.ty, variant, i);
    write_tree(m, field_place(m, place, in, i, ty), children[i], depth + 1);
  }
}

void write_ref_tree(Machine &m, const MPlace &place, ty::ValTree tree, unsigned depth) {
  ty::Ty pointee = place.ty.inner();
  bool is_str = pointee.is_str();
  if (!is_str && !pointee.is(ty::TyKind::Slice)) {
    MPlace target = allocate_place(m, pointee, layout_of(m, pointee));
    write_tree(m, target, tree, depth + 1);
    return write_imm(m, memory_ref(place), place_ptr(m, target));
  }
  ty::Ty elem = is_str ? m.tcx.common.u8 : pointee.inner();
  const Layout *layout = layout_of(m, elem);
  if (!layout)
    return;
  MPlace target;
  if (elem == m.tcx.common.u8) {
    std::string text;
    for (ty::ValTree child : tree->children)
      text += static_cast<char>(child->lo);
    target.alloc = intern_bytes(m.tcx, text);
  } else {
    target.alloc = allocate(m, layout->size * tree->children.size(), layout->align);
    for (uint64_t i = 0; i < tree->children.size(); ++i) {
      MPlace at{target.alloc, i * layout->size, {}, elem, layout};
      write_tree(m, at, tree->children[i], depth + 1);
    }
  }
  target.meta = usize_val(m, tree->children.size());
  write_imm(m, memory_ref(place), place_ptr(m, target));
}

void write_tree(Machine &m, const MPlace &place, ty::ValTree tree, unsigned depth) {
  if (m.failed() || !place.layout || depth > 200)
    return depth > 200 ? fail(m, "a constant that is nested too deeply") : void();
  ty::Ty ty = place.ty;
  if (ty.is_ref())
    return write_ref_tree(m, place, tree, depth);
  if (tree->is_leaf) {
    Val val = Val::uint(u128(tree->hi) << 64 | tree->lo, static_cast<unsigned>(place.layout->size));
    if (place.layout->size != 0)
      write_scalar(m, place.alloc, place.offset, val);
    return;
  }
  if (ty.is(ty::TyKind::Array)) {
    for (uint64_t i = 0; i < tree->children.size(); ++i)
      write_tree(m, element_place(m, place, i), tree->children[i], depth + 1);
    return;
  }
  if (ty.is_adt() && m.tcx.adt_def(ty.def_id())->is_enum()) {
    if (tree->children.empty())
      return;
    uint32_t variant = static_cast<uint32_t>(tree->children[0]->lo);
    const Layout &in = place.layout->variant(ty::VariantIdx(variant));
    write_children(m, place, in, ty::VariantIdx(variant), tree->children.drop_front(), depth);
    return write_variant(m, memory_ref(place), variant);
  }
  write_children(m, place, *place.layout, ty::VariantIdx(0), tree->children, depth);
}

Value eval_ty_const(Machine &m, ty::Const ct, ty::Ty ty) {
  const Layout *layout = layout_of(m, ty);
  Value out = imm_value({}, ty, layout);
  if (!layout)
    return out;
  if (ct.is(ty::ConstKind::Unevaluated)) {
    ty::ValTreeResult result = m.tcx.const_eval_valtree({m.env, ct.def_id(), ct.args()});
    if (!result.value) {
      fail_silently(m, result.error);
      return out;
    }
    ct = result.value;
  }
  if (!ct.is(ty::ConstKind::Value)) {
    fail_silently(m, ct.is(ty::ConstKind::Error) ? ty::EvalError::Reported
                                                 : ty::EvalError::TooGeneric);
    return out;
  }
  ty::ValTree tree = ct.valtree();
  if (tree->is_leaf && layout->is_scalar()) {
    out.imm =
        Imm::one(Val::uint(u128(tree->hi) << 64 | tree->lo, static_cast<unsigned>(layout->size)));
    return out;
  }
  out.mem = allocate_place(m, ty, layout);
  out.in_memory = true;
  write_tree(m, out.mem, tree, 0);
  return out;
}

} // namespace

Value eval_const_operand(Machine &m, const ConstOperand &ct) {
  switch (ct.kind) {
  case ConstOperandKind::Value: return eval_const_value(m, ct.value, ct.ty);
  case ConstOperandKind::Ty: return eval_ty_const(m, ct.ct, ct.ty);
  case ConstOperandKind::Unevaluated: {
    ty::ConstEvalKey key{m.env, ct.def_id, ct.args,
                         ct.promoted.is_valid() ? ct.promoted.raw : UINT32_MAX};
    ty::ConstEvalResult result = m.tcx.const_eval(key);
    if (result.value)
      return eval_const_value(m, *result.value, ct.ty);
    fail_silently(m, result.error);
    return imm_value({}, ct.ty, layout_of(m, ct.ty));
  }
  }
  return {};
}

Value eval_operand(Machine &m, const Operand &operand) {
  if (operand.is_place())
    return eval_place_value(m, operand.place);
  return eval_const_operand(m, m.frame().body->tables.consts[operand.ct]);
}

} // namespace ochre::mir::interpret
