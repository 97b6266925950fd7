// Casts and unsizing.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/helpers.h"
#include "codegen/wasm/parts.h"
#include "sema/traits/vtable.h"
#include "sema/ty/fold.h"

namespace ochre::wasm {

namespace {

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

} // namespace

Val FunctionCx::wide_to_float(const Val &value, ValTy to, bool sign) {
  bool is_double = to == ValTy::F64;
  const char *symbol = sign ? (is_double ? "__floattidf" : "__floattisf")
                            : (is_double ? "__floatuntidf" : "__floatuntisf");
  return call_runtime(symbol, {{ValTy::I64, ValTy::I64}, {to}}, {value.lo, value.hi})[0];
}

/// Saturating; NaN gives 0.
Val FunctionCx::float_to_int(const Leaf &x, ty::Ty to) {
  const binaryen::Api &api = ir.api;
  const layout::Scalar &target = layout_of(to)->scalar_a;
  bool sign = is_signed(to);
  bool is_double = x.ty == ValTy::F64;
  if (target.prim.size == 16) {
    FnDecl *helper = float_to_wide_helper(cx, x.ty, sign);
    if (!helper) {
      unsupported(body.span, "floats as integers of 128 bits without compiler_builtins");
      return {ir.i64(0), ir.i64(0)};
    }
    auto out = call_helper(helper, {x});
    return {out[0], out[1]};
  }
  if (target.prim.size == 8)
    return ir.unary(is_double ? (sign ? api.TruncSatSFloat64ToInt64 : api.TruncSatUFloat64ToInt64)
                              : (sign ? api.TruncSatSFloat32ToInt64 : api.TruncSatUFloat32ToInt64),
                    ValTy::I64, x);
  Leaf out =
      ir.unary(is_double ? (sign ? api.TruncSatSFloat64ToInt32 : api.TruncSatUFloat64ToInt32)
                         : (sign ? api.TruncSatSFloat32ToInt32 : api.TruncSatUFloat32ToInt32),
               ValTy::I32, x);
  unsigned bits = target.prim.size * 8u;
  if (bits == 32)
    return out;
  int32_t max = static_cast<int32_t>((uint32_t(1) << (sign ? bits - 1 : bits)) - 1);
  auto limit = [&](IntOp keep_if, int32_t bound) {
    Leaf value = ir.keep(out);
    Leaf n = ir.i32(static_cast<uint32_t>(bound));
    out = ir.select(ir.binary(keep_if, value, n), value, n);
  };
  limit(sign ? IntOp::LtS : IntOp::LtU, max);
  if (sign)
    limit(IntOp::GtS, -max - 1);
  return narrowed(out, to);
}

Val FunctionCx::int_to_float(const Val &value, ty::Ty from, ValTy to) {
  const binaryen::Api &api = ir.api;
  bool sign = is_signed(from);
  if (value.is_wide())
    return wide_to_float(value, to, sign);
  Leaf x = widened(value.lo, from);
  bool is_long = x.ty == ValTy::I64;
  if (to == ValTy::F64)
    return ir.unary(is_long ? (sign ? api.ConvertSInt64ToFloat64 : api.ConvertUInt64ToFloat64)
                            : (sign ? api.ConvertSInt32ToFloat64 : api.ConvertUInt32ToFloat64),
                    to, x);
  return ir.unary(is_long ? (sign ? api.ConvertSInt64ToFloat32 : api.ConvertUInt64ToFloat32)
                          : (sign ? api.ConvertSInt32ToFloat32 : api.ConvertUInt32ToFloat32),
                  to, x);
}

Val FunctionCx::int_to_int(const Val &value, ty::Ty from, ty::Ty to) {
  unsigned size = int_bytes(to);
  bool sign = is_signed(from);
  Leaf x = value.lo;
  if (size <= 4) {
    if (x.ty == ValTy::I64)
      x = ir.wrap(x);
    else if (int_bytes(from) < size)
      return widened_to(x, from, size);
    return ir.zero_extend(x, size);
  }
  if (x.ty == ValTy::I32)
    x = sign ? ir.extend_s(widened(x, from)) : ir.extend_u(x);
  if (size == 8)
    return x;
  if (value.is_wide())
    return value;
  x = ir.keep(x);
  return {x, sign ? ir.shr_s(x, 63) : ir.i64(0)};
}

/// A small integer with its sign in `size` bytes, zero-extended beyond them.
Leaf FunctionCx::widened_to(const Leaf &value, ty::Ty from, unsigned size) {
  return is_signed(from) ? ir.zero_extend(widened(value, from), size) : value;
}

Val FunctionCx::numeric_cast(const Val &value, ty::Ty from, ty::Ty to) {
  bool from_float = from.is(ty::TyKind::Float);
  bool to_float = to.is(ty::TyKind::Float);
  if ((from_float && !is_plain_float(from)) || (to_float && !is_plain_float(to)))
    return value;
  if (from_float && to_float) {
    ValTy target = leaves_of(layout_of(to)->scalar_a)[0];
    if (value.lo.ty == target)
      return value;
    bool is_wider = target == ValTy::F64;
    return ir.unary(is_wider ? ir.api.PromoteFloat32 : ir.api.DemoteFloat64, target, value.lo);
  }
  if (from_float)
    return float_to_int(value.lo, to);
  if (to_float)
    return int_to_float(value, from, leaves_of(layout_of(to)->scalar_a)[0]);
  return int_to_int(value, from, to);
}

Operand FunctionCx::transmute(const Operand &value, ty::Ty to) {
  const Layout *layout = layout_of(to);
  if (layout->is_zst())
    return zst(layout);
  if (value.kind == Operand::Immediate && layout->is_scalar() && value.layout->size == layout->size)
    return immediate(convert_bits(value.a, value.layout->scalar_a, layout->scalar_a), layout);
  if (value.kind == Operand::Pair && layout->is_scalar_pair() &&
      same_bits(value.layout->scalar_a, layout->scalar_a) &&
      same_bits(value.layout->scalar_b, layout->scalar_b))
    return pair(value.a, value.b, layout);
  if (value.kind == Operand::Ref && value.layout->size >= layout->size)
    return load({value.at, {}, layout, std::max<uint64_t>(value.layout->align, 1)});
  // Through memory that fits both.
  const Layout *larger = value.layout->size > layout->size ? value.layout : layout;
  uint64_t align = std::max(value.layout->align, layout->align);
  PlaceRef slot = temp_bytes(larger->size, std::max<uint64_t>(align, 1));
  slot.layout = value.layout;
  store(value, slot);
  slot.layout = layout;
  return load(slot);
}

Leaf FunctionCx::pointer_sized(const Operand &value, ty::Ty ty) {
  Leaf x = value.a.lo;
  return x.ty == ValTy::I64 ? ir.wrap(x) : widened(x, ty);
}

Operand FunctionCx::fn_pointer_cast(const mir::Rvalue &r, Span span) {
  ty::Ty from = operand_ty(r.a);
  const Layout *layout = layout_of(body.tables.tys[r.ty]);
  bool is_closure = r.cast_kind() == mir::CastKind::ClosureFnPointer;
  const ty::Instance *instance =
      is_closure ? tcx.resolve_instance({mono_env(), from.def_id(), from.args()})
                 : mono::callee_instance(tcx, from, span);
  if (!instance) {
    cx.failed = true;
    return immediate(ir.i32(0), layout);
  }
  FnDecl *fn = is_closure ? cx.fn_pointer(instance) : cx.reified(instance);
  return immediate(ir.i32(cx.table_index(fn)), layout);
}

Operand FunctionCx::cast(const mir::Rvalue &r, Span span) {
  ty::Ty from = operand_ty(r.a);
  ty::Ty to = body.tables.tys[r.ty];
  const Layout *layout = layout_of(to);
  switch (r.cast_kind()) {
  case mir::CastKind::ReifyFnPointer:
  case mir::CastKind::ClosureFnPointer: return fn_pointer_cast(r, span);
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
    Val address = in_register(operand(r.a));
    return immediate(int_to_int(address, tcx.common.usize, to), layout);
  }
  case mir::CastKind::PointerWithExposedProvenance:
    return immediate(pointer_sized(operand(r.a), from), layout);
  case mir::CastKind::IntToInt:
  case mir::CastKind::FloatToInt:
  case mir::CastKind::FloatToFloat:
  case mir::CastKind::IntToFloat:
    return immediate(numeric_cast(in_register(operand(r.a)), from, to), layout);
  case mir::CastKind::Transmute: return transmute(operand(r.a), to);
  case mir::CastKind::Unsize: {
    bool pointers = (from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr());
    if (pointers) {
      auto [data, meta] = unsize_pointer(operand(r.a), from, to);
      return pair(data, meta, layout);
    }
    PlaceRef slot = temp_slot(layout);
    unsize_into(operand(r.a), from, slot, to);
    return load(slot);
  }
  }
  return {};
}

std::pair<Leaf, Leaf> FunctionCx::unsize_pointer(const Operand &value, ty::Ty from, ty::Ty to) {
  auto [source, target] = mono::unsize_tails(tcx, from, to);
  if (source.is(ty::TyKind::Array) && target.is(ty::TyKind::Slice))
    return {value.a.lo, ir.i32(static_cast<uint32_t>(layout_of(source)->array_count))};
  if (!target.is_dyn()) {
    unsupported(body.span, "this unsizing");
    return {value.a.lo, ir.i32(0)};
  }
  if (!source.is_dyn())
    return {value.a.lo, ir.i32(cx.vtable(source, target.dyn_predicates()))};
  std::optional<uint32_t> slot = codegen::upcast_slot(tcx, source, target);
  if (!slot)
    return {value.a.lo, value.b.lo};
  return {value.a.lo, ir.load(ValTy::I32, 4, value.b.lo, *slot * 4, 4)};
}

void FunctionCx::unsize_into(const Operand &given, ty::Ty from, PlaceRef dest, ty::Ty to) {
  Operand value = keep(given);
  dest = stable(dest);
  if (codegen::is_pointer_unsizing(from, to)) {
    auto [data, meta] = unsize_pointer(value, from, to);
    store(pair(data, meta, dest.layout), dest);
    return;
  }
  llvm::SmallVector<codegen::UnsizedField, 2> fields = codegen::unsized_fields(tcx, from, to);
  if (fields.empty())
    unsupported(body.span, "this unsizing");
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

} // namespace ochre::wasm
