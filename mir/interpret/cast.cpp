#include "mir/interpret/cast.h"

#include "mir/interpret/arith.h"
#include "mir/interpret/place.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::mir::interpret {

const ty::Instance *resolve_fn(Machine &m, ty::Ty fn_def) {
  const ty::Instance *instance = m.tcx.resolve_instance({m.env, fn_def.def_id(), fn_def.args()});
  if (!instance)
    fail_silently(m, fn_def.has_flags(ty::kHasParam) ? ty::EvalError::TooGeneric
                                                     : ty::EvalError::Reported);
  return instance;
}

void transmute(Machine &m, const Value &source, const PlaceRef &dest) {
  const Layout *from = source.layout();
  const Layout *to = dest.mem.layout;
  if (m.failed() || !from || !to)
    return;
  if (from->size != to->size)
    return fail(m, "transmuting from " + llvm::Twine(from->size) + "-byte type to " +
                       llvm::Twine(to->size) + "-byte type");
  if (to->is_uninhabited)
    return fail(m, "transmuting to uninhabited type `" + ty::to_string(m.tcx, dest.mem.ty) + "`");
  bool both_scalar = from->is_scalar() && to->is_scalar() && !source.in_memory && dest.in_local;
  if (both_scalar) {
    Val val = source.imm.a;
    if (val.has_prov() && to->scalar_a.prim.kind != layout::PrimitiveKind::Pointer)
      return fail(m, "unable to turn pointer into integer");
    return write_imm(m, dest, source.imm.count ? Imm::one(val) : Imm());
  }
  // Through memory: the parts need not lie alike.
  MPlace temp = allocate_place(m, source.ty(), from);
  write_memory(m, temp, source);
  temp.ty = dest.mem.ty;
  temp.layout = to;
  write_value(m, dest, memory_value(temp));
}

namespace {

/// The tails that a pointer's unsizing changes: `[T; 3]` and `[T]`, `S` and `dyn Trait`.
std::pair<ty::Ty, ty::Ty> struct_tails(Machine &m, ty::Ty a, ty::Ty b) {
  for (unsigned depth = 0; depth < 128; ++depth) {
    uint32_t last = 0;
    if (a.is_adt() && b.is_adt() && a.def_id() == b.def_id() &&
        m.tcx.adt_def(a.def_id())->is_struct())
      last = layout::field_count(m.tcx, m.env, a, ty::VariantIdx(0));
    else if (a.is(ty::TyKind::Tuple) && b.is(ty::TyKind::Tuple) &&
             a.tuple_elems().size() == b.tuple_elems().size())
      last = a.tuple_elems().size();
    if (last == 0)
      break;
    a = layout::field_ty(m.tcx, m.env, a, ty::VariantIdx(0), last - 1);
    b = layout::field_ty(m.tcx, m.env, b, ty::VariantIdx(0), last - 1);
  }
  return {a, b};
}

void unsize_pointer(Machine &m, const Value &source, ty::Ty from, ty::Ty to, const PlaceRef &dest) {
  Imm ptr = read_imm(m, source);
  auto [a, b] = struct_tails(m, from, to);
  if (b.is(ty::TyKind::Slice) && a.is(ty::TyKind::Array)) {
    const Layout *layout = layout_of(m, a);
    if (layout)
      write_imm(m, dest, Imm::two(ptr.a, usize_val(m, layout->array_count)));
    return;
  }
  if (!b.is_dyn())
    return write_imm(m, dest, ptr);
  ty::Ty concrete = a.is_dyn() ? vtable_ty(m, ptr.b) : a;
  if (!concrete)
    return;
  AllocId vtable = alloc_table(m.tcx).vtable(concrete, b.dyn_predicates());
  write_imm(m, dest, Imm::two(ptr.a, Val::ptr(vtable, 0, m.ptr_size)));
}

/// `Box<S>` to `Box<dyn Trait>`: the one field that changes is a pointer, or holds one.
void unsize_into(Machine &m, const Value &source, ty::Ty to, const PlaceRef &dest, unsigned depth) {
  ty::Ty from = source.ty();
  if (m.failed() || !dest.mem.layout)
    return;
  bool pointers = (from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr());
  if (pointers)
    return unsize_pointer(m, source, from.inner(), to.inner(), dest);
  bool same_adt = from.is_adt() && to.is_adt() && from.def_id() == to.def_id();
  if (!same_adt || depth > 64)
    return fail(m, "an unsizing of values that are no pointers");
  MPlace in = source.mem;
  if (!source.in_memory) {
    in = allocate_place(m, from, source.layout());
    write_memory(m, in, source);
  }
  MPlace out = force_memory(m, dest);
  uint32_t count = layout::field_count(m.tcx, m.env, from, ty::VariantIdx(0));
  for (uint32_t i = 0; i < count && !m.failed(); ++i) {
    ty::Ty a = layout::field_ty(m.tcx, m.env, from, ty::VariantIdx(0), i);
    ty::Ty b = layout::field_ty(m.tcx, m.env, to, ty::VariantIdx(0), i);
    MPlace from_field = field_place(m, in, *in.layout, i, a);
    MPlace to_field = field_place(m, out, *out.layout, i, b);
    if (m.failed() || to_field.layout->size == 0)
      continue;
    if (a == b)
      write_memory(m, to_field, memory_value(from_field));
    else
      unsize_into(m, memory_value(from_field), b, memory_ref(to_field), depth + 1);
  }
}

/// Pointer to pointer: metadata is kept or dropped.
void pointer_cast(Machine &m, const Value &source, const PlaceRef &dest) {
  Imm ptr = read_imm(m, source);
  if (m.failed() || !dest.mem.layout)
    return;
  if (dest.mem.layout->is_scalar())
    ptr.count = 1;
  write_imm(m, dest, ptr);
}

void reify(Machine &m, const Value &source, const PlaceRef &dest) {
  ty::Ty from = source.ty();
  const ty::Instance *instance = resolve_fn(m, from);
  if (instance)
    write_imm(m, dest, Imm::one(Val::ptr(alloc_table(m.tcx).function(instance), 0, m.ptr_size)));
}

/// A value for arithmetic: of an enum without fields, its discriminant.
std::pair<Val, NumTy> numeric_source(Machine &m, const Value &source) {
  ty::Ty ty = source.ty();
  if (!ty.is_adt())
    return {read_imm(m, source).a, num_ty(m, ty)};
  uint32_t variant = read_variant(m, source);
  u128 bits = discriminant_of(m, ty, variant);
  if (m.failed())
    return {Val::uint(0, 8), {NumTy::Signed, 8}};
  NumTy num = num_ty(m, (*m.tcx.adt_discriminants(ty.def_id()))[variant].ty);
  return {Val::uint(bits, num.size), num};
}

} // namespace

void eval_cast(Machine &m, CastKind kind, const Value &source, ty::Ty to, const PlaceRef &dest) {
  if (m.failed() || !source.layout())
    return;
  switch (kind) {
  case CastKind::IntToInt:
  case CastKind::FloatToInt:
  case CastKind::FloatToFloat:
  case CastKind::IntToFloat: {
    auto [val, from] = numeric_source(m, source);
    return write_imm(m, dest, Imm::one(numeric_cast(m, val, from, num_ty(m, to))));
  }
  case CastKind::PtrToPtr:
  case CastKind::FnPtrToPtr:
  case CastKind::UnsafeFnPointer:
  case CastKind::MutToConstPointer:
  case CastKind::ArrayToPointer: return pointer_cast(m, source, dest);
  case CastKind::PointerExposeProvenance: {
    Val ptr = read_imm(m, source).a;
    if (ptr.has_prov())
      return fail(m, "exposing pointers is not possible at compile-time");
    return write_imm(m, dest,
                     Imm::one(numeric_cast(m, ptr, {NumTy::Unsigned, m.ptr_size}, num_ty(m, to))));
  }
  case CastKind::PointerWithExposedProvenance: {
    Val val = numeric_cast(m, read_imm(m, source).a, num_ty(m, source.ty()),
                           {NumTy::Unsigned, m.ptr_size});
    return write_imm(m, dest, Imm::one(val));
  }
  case CastKind::ReifyFnPointer:
  case CastKind::ClosureFnPointer: return reify(m, source, dest);
  case CastKind::Unsize: return unsize_into(m, source, to, dest, 0);
  case CastKind::Transmute: return transmute(m, source, dest);
  case CastKind::Subtype: {
    Value same = source;
    same.mem.ty = dest.mem.ty;
    same.mem.layout = dest.mem.layout;
    return write_value(m, dest, same);
  }
  }
}

} // namespace ochre::mir::interpret
