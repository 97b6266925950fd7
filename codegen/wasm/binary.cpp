// Binary and unary operations on scalars. Integers of 8 and 16 bits are kept zero-extended in an
// i32: operations that look at the sign extend first, those that may leave the width cut behind.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/helpers.h"

namespace ochre::wasm {

namespace {

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

IntOp int_comparison(mir::BinOp op, bool is_signed) {
  switch (op) {
  case mir::BinOp::Eq: return IntOp::Eq;
  case mir::BinOp::Ne: return IntOp::Ne;
  case mir::BinOp::Lt: return is_signed ? IntOp::LtS : IntOp::LtU;
  case mir::BinOp::Le: return is_signed ? IntOp::LeS : IntOp::LeU;
  case mir::BinOp::Gt: return is_signed ? IntOp::GtS : IntOp::GtU;
  case mir::BinOp::Ge: return is_signed ? IntOp::GeS : IntOp::GeU;
  default: bug("codegen/wasm: not a comparison");
  }
}

FloatOp float_comparison(mir::BinOp op) {
  switch (op) {
  case mir::BinOp::Eq: return FloatOp::Eq;
  case mir::BinOp::Ne: return FloatOp::Ne;
  case mir::BinOp::Lt: return FloatOp::Lt;
  case mir::BinOp::Le: return FloatOp::Le;
  case mir::BinOp::Gt: return FloatOp::Gt;
  case mir::BinOp::Ge: return FloatOp::Ge;
  default: bug("codegen/wasm: not a comparison");
  }
}

bool is_comparison(mir::BinOp op) { return op >= mir::BinOp::Eq && op <= mir::BinOp::Gt; }

} // namespace

unsigned FunctionCx::int_bytes(ty::Ty ty) {
  return static_cast<unsigned>(std::max<uint64_t>(layout_of(ty)->size, 1));
}

Leaf FunctionCx::widened(const Leaf &value, ty::Ty ty) {
  return is_signed(ty) ? ir.sign_extend(value, int_bytes(ty)) : value;
}

Leaf FunctionCx::compare(mir::BinOp op, const Val &a, const Val &b, ty::Ty ty) {
  if (ty.is(ty::TyKind::Float)) {
    if (!is_plain_float(ty))
      return ir.i32(0);
    return ir.binary(float_comparison(op), a.lo, b.lo);
  }
  if (a.is_wide())
    return wide_compare(op, a, b, is_signed(ty));
  bool is_equality = op == mir::BinOp::Eq || op == mir::BinOp::Ne;
  if (is_equality || !is_signed(ty))
    return ir.binary(int_comparison(op, false), a.lo, b.lo);
  Leaf left = widened(a.lo, ty);
  return ir.binary(int_comparison(op, true), left, widened(b.lo, ty));
}

/// Reports types that the machine does not know: f16, f128.
bool FunctionCx::is_plain_float(ty::Ty ty) {
  layout::PrimitiveKind kind = layout_of(ty)->scalar_a.prim.kind;
  if (kind == layout::PrimitiveKind::F32 || kind == layout::PrimitiveKind::F64)
    return true;
  unsupported(body.span, "arithmetic of f16 and f128 on this target");
  return false;
}

Val FunctionCx::float_binary(mir::BinOp op, const Leaf &a, const Leaf &b, ty::Ty ty) {
  if (!is_plain_float(ty))
    return a;
  switch (op) {
  case mir::BinOp::Add: return ir.binary(FloatOp::Add, a, b);
  case mir::BinOp::Sub: return ir.binary(FloatOp::Sub, a, b);
  case mir::BinOp::Mul: return ir.binary(FloatOp::Mul, a, b);
  case mir::BinOp::Div: return ir.binary(FloatOp::Div, a, b);
  case mir::BinOp::Rem:
    return call_runtime(a.ty == ValTy::F32 ? "fmodf" : "fmod", {{a.ty, a.ty}, {a.ty}}, {a, b})[0];
  default: return compare(op, a, b, ty);
  }
}

Leaf FunctionCx::shift(mir::BinOp op, const Leaf &a, const Leaf &given, ty::Ty ty) {
  Leaf count = given;
  if (count.ty != a.ty)
    count = a.ty == ValTy::I64 ? ir.extend_u(count) : ir.wrap(count);
  unsigned bits = int_bytes(ty) * 8;
  if (bits < 32)
    count = ir.and_(count, ir.i32(bits - 1));
  if (op == mir::BinOp::Shl || op == mir::BinOp::ShlUnchecked)
    return ir.binary(IntOp::Shl, a, count);
  if (!is_signed(ty))
    return ir.binary(IntOp::ShrU, a, count);
  return ir.binary(IntOp::ShrS, widened(a, ty), count);
}

Val FunctionCx::scalar_binary(mir::BinOp op, const Val &x, const Val &y, ty::Ty ty) {
  bool sign = is_signed(ty);
  if (x.is_wide() && !ty.is(ty::TyKind::Float))
    return wide_binary(op, x, y, sign);
  const Leaf &a = x.lo;
  const Leaf &b = y.lo;
  if (ty.is(ty::TyKind::Float))
    return float_binary(op, a, b, ty);
  auto cut = [&](const Leaf &value) { return narrowed(value, ty); };
  switch (op) {
  case mir::BinOp::Add:
  case mir::BinOp::AddUnchecked: return cut(ir.add(a, b));
  case mir::BinOp::Sub:
  case mir::BinOp::SubUnchecked: return cut(ir.sub(a, b));
  case mir::BinOp::Mul:
  case mir::BinOp::MulUnchecked: return cut(ir.mul(a, b));
  case mir::BinOp::Div:
    return sign ? cut(ir.binary(IntOp::DivS, widened(a, ty), widened(b, ty)))
                : ir.binary(IntOp::DivU, a, b);
  case mir::BinOp::Rem:
    return sign ? cut(ir.binary(IntOp::RemS, widened(a, ty), widened(b, ty)))
                : ir.binary(IntOp::RemU, a, b);
  case mir::BinOp::BitXor: return ir.xor_(a, b);
  case mir::BinOp::BitAnd: return ir.and_(a, b);
  case mir::BinOp::BitOr: return ir.or_(a, b);
  case mir::BinOp::Shl:
  case mir::BinOp::ShlUnchecked:
  case mir::BinOp::Shr:
  case mir::BinOp::ShrUnchecked: return cut(shift(op, a, b, ty));
  case mir::BinOp::Cmp: {
    // less: -1, equal: 0, greater: 1
    Leaf left = ir.keep(a);
    Leaf right = ir.keep(b);
    Leaf gt = compare(mir::BinOp::Gt, left, right, ty);
    return ir.zero_extend(ir.sub(gt, compare(mir::BinOp::Lt, left, right, ty)), 1);
  }
  default: return compare(op, x, y, ty);
  }
}

/// Sum, difference or product of integers below 32 bits, and whether it left the type.
std::pair<Leaf, Leaf> FunctionCx::small_overflowing(mir::BinOp op, const Leaf &a, const Leaf &b,
                                                    ty::Ty ty) {
  IntOp machine_op = op == mir::BinOp::AddWithOverflow   ? IntOp::Add
                     : op == mir::BinOp::SubWithOverflow ? IntOp::Sub
                                                         : IntOp::Mul;
  Leaf left = widened(a, ty);
  Leaf exact = ir.keep(ir.binary(machine_op, left, widened(b, ty)));
  if (is_signed(ty))
    return {narrowed(exact, ty), ir.binary(IntOp::Ne, exact, widened(exact, ty))};
  return {narrowed(exact, ty), ir.binary(IntOp::Ne, exact, narrowed(exact, ty))};
}

/// Whether the product of two u64 or i64 does not fit: the high half is asked for only where one
/// factor is large.
Leaf FunctionCx::mul64_overflow(const Leaf &a, const Leaf &b, bool sign) {
  Leaf either =
      sign ? ir.or_(ir.xor_(a, ir.shr_s(a, 63)), ir.xor_(b, ir.shr_s(b, 63))) : ir.or_(a, b);
  Leaf is_small = ir.eqz(ir.shr_u(either, sign ? 31 : 32));
  return ir.if_else(
      is_small, ValTy::I32, [&] { return ir.i32(0); },
      [&] { return call_helper(mul64_overflow_helper(cx, sign), {a, b})[0]; });
}

Operand FunctionCx::overflowing(mir::BinOp op, const Val &x, const Val &y, ty::Ty ty,
                                ty::Ty result) {
  bool sign = is_signed(ty);
  const Layout *layout = layout_of(result);
  auto make = [&](const Val &value, const Leaf &flag) {
    // Where the layout puts the flag first the parts lie the other way round.
    bool flag_first = layout->is_scalar_pair() && layout->field_offset(0) != 0;
    return flag_first ? pair(flag, value, layout) : pair(value, flag, layout);
  };
  if (x.is_wide()) {
    auto [value, flag] = wide_overflowing(op, x, y, sign);
    return make(value, flag);
  }
  if (int_bytes(ty) < 4) {
    auto [value, flag] = small_overflowing(op, x.lo, y.lo, ty);
    return make(value, flag);
  }
  Leaf a = ir.keep(x.lo);
  Leaf b = ir.keep(y.lo);
  if (op == mir::BinOp::MulWithOverflow && a.ty == ValTy::I32) {
    auto wide = [&](const Leaf &v) { return sign ? ir.extend_s(v) : ir.extend_u(v); };
    Leaf left = wide(a);
    Leaf exact = ir.keep(ir.mul(left, wide(b)));
    Leaf low = ir.wrap(exact);
    return make(low, sign ? ir.binary(IntOp::Ne, exact, ir.extend_s(ir.wrap(exact)))
                          : ir.binary(IntOp::Ne, ir.shr_u(exact, 32), ir.i64(0)));
  }
  if (op == mir::BinOp::MulWithOverflow) {
    Leaf flag = mul64_overflow(a, b, sign);
    return make(ir.mul(a, b), flag);
  }
  bool is_add = op == mir::BinOp::AddWithOverflow;
  Leaf sum = ir.keep(is_add ? ir.add(a, b) : ir.sub(a, b));
  if (!sign)
    return make(sum, is_add ? ir.binary(IntOp::LtU, sum, a) : ir.binary(IntOp::LtU, a, b));
  // The sign is not that of either operand (of the first and the negated second).
  Leaf left = ir.xor_(a, is_add ? sum : b);
  Leaf right = ir.xor_(is_add ? b : a, sum);
  Leaf zero = ir.constant(a.ty, 0);
  return make(sum, ir.binary(IntOp::LtS, ir.and_(left, right), zero));
}

Leaf FunctionCx::pair_compare(mir::BinOp op, const Operand &x, const Operand &y) {
  // Wide pointers: the address first, then the metadata.
  Leaf xa = ir.keep(x.a.lo);
  Leaf ya = ir.keep(y.a.lo);
  Leaf same = ir.binary(IntOp::Eq, xa, ya);
  if (op == mir::BinOp::Eq)
    return ir.and_(same, ir.binary(IntOp::Eq, x.b.lo, y.b.lo));
  if (op == mir::BinOp::Ne)
    return ir.or_(ir.eqz(same), ir.binary(IntOp::Ne, x.b.lo, y.b.lo));
  mir::BinOp strict = op == mir::BinOp::Le   ? mir::BinOp::Lt
                      : op == mir::BinOp::Ge ? mir::BinOp::Gt
                                             : op;
  Leaf first = ir.binary(int_comparison(strict, false), xa, ya);
  Leaf second = ir.binary(int_comparison(op, false), x.b.lo, y.b.lo);
  return ir.or_(first, ir.and_(same, second));
}

Operand FunctionCx::binary(mir::BinOp op, const Operand &x, const Operand &y, ty::Ty lhs,
                           ty::Ty result) {
  if (op == mir::BinOp::AddWithOverflow || op == mir::BinOp::SubWithOverflow ||
      op == mir::BinOp::MulWithOverflow)
    return overflowing(op, x.a, y.a, lhs, result);
  const Layout *layout = layout_of(result);
  if (x.kind == Operand::Zst)
    return immediate(ir.i32(op == mir::BinOp::Eq || op == mir::BinOp::Le || op == mir::BinOp::Ge),
                     layout);
  if (op == mir::BinOp::Offset) {
    const Layout *elem = layout_of(lhs.inner());
    Leaf index = y.a.lo.ty == ValTy::I64 ? ir.wrap(y.a.lo) : y.a.lo;
    Leaf bytes = ir.mul(index, ir.i32(static_cast<uint32_t>(elem->size)));
    return immediate(ir.add(x.a.lo, bytes), layout);
  }
  if (x.kind == Operand::Pair && is_comparison(op))
    return immediate(pair_compare(op, x, y), layout);
  return immediate(scalar_binary(op, x.a, y.a, lhs), layout);
}

Val FunctionCx::negate(const Val &value, ty::Ty ty) {
  if (ty.is(ty::TyKind::Float)) {
    if (!is_plain_float(ty))
      return value;
    bool is_wide = value.lo.ty == ValTy::F64;
    return ir.unary(is_wide ? ir.api.NegFloat64 : ir.api.NegFloat32, value.lo.ty, value.lo);
  }
  if (value.is_wide())
    return wide_negate(value);
  return narrowed(ir.sub(ir.constant(value.lo.ty, 0), value.lo), ty);
}

Val FunctionCx::not_(const Val &value, ty::Ty ty) {
  if (ty.is_bool())
    return ir.xor_(value.lo, ir.i32(1));
  Leaf ones = ir.constant(value.lo.ty, UINT64_MAX);
  if (value.is_wide())
    return {ir.xor_(value.lo, ones), ir.xor_(value.hi, ones)};
  return narrowed(ir.xor_(value.lo, ones), ty);
}

} // namespace ochre::wasm
