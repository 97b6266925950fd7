// Intrinsics on integers.

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

using codegen::IntrinsicId;

namespace {

bool is_signed(ty::Ty ty) { return ty.is(ty::TyKind::Int); }

} // namespace

Leaf FunctionCx::count_bits(IntrinsicId id, const Val &x, unsigned bytes) {
  const binaryen::Api &api = ir.api;
  bool is_pop = id == IntrinsicId::Ctpop;
  bool is_lead = id == IntrinsicId::Ctlz || id == IntrinsicId::CtlzNonzero;
  auto each = [&](const Leaf &v) {
    bool is_long = v.ty == ValTy::I64;
    BinaryenOp op = is_pop    ? (is_long ? api.PopcntInt64 : api.PopcntInt32)
                    : is_lead ? (is_long ? api.ClzInt64 : api.ClzInt32)
                              : (is_long ? api.CtzInt64 : api.CtzInt32);
    Leaf count = ir.unary(op, v.ty, v);
    return is_long ? ir.wrap(count) : count;
  };
  if (x.is_wide()) {
    Val v = keep(x);
    if (is_pop)
      return ir.add(each(v.lo), each(v.hi));
    const Leaf &first = is_lead ? v.hi : v.lo;
    const Leaf &second = is_lead ? v.lo : v.hi;
    return ir.select(ir.eqz(first), ir.add(each(second), ir.i32(64)), each(first));
  }
  if (bytes >= 4 || is_pop)
    return each(x.lo);
  if (is_lead)
    return ir.sub(each(x.lo), ir.i32(32 - bytes * 8));
  return each(ir.or_(x.lo, ir.i32(uint32_t(1) << (bytes * 8))));
}

/// Neighbours of `width` bits change places, all at once.
Leaf FunctionCx::swap_groups(const Leaf &given, unsigned width, uint64_t low_groups) {
  Leaf x = ir.keep(given);
  Leaf mask = ir.constant(x.ty, low_groups);
  return ir.or_(ir.and_(ir.shr_u(x, width), mask), ir.shl(ir.and_(x, mask), width));
}

Val FunctionCx::swap_bytes(const Val &x, unsigned bytes) {
  if (x.is_wide())
    return {swap_bytes(x.hi, 8).lo, swap_bytes(x.lo, 8).lo};
  constexpr uint64_t kBytes = 0x00FF00FF00FF00FF;
  if (bytes == 1)
    return x;
  Leaf v = swap_groups(x.lo, 8, bytes == 2 ? 0xFF : kBytes);
  if (bytes == 4)
    return ir.binary(IntOp::RotL, v, ir.i32(16));
  if (bytes == 8)
    return ir.binary(IntOp::RotL, swap_groups(v, 16, 0x0000FFFF0000FFFF), ir.i64(32));
  return v;
}

Val FunctionCx::reverse_bits(const Val &x, unsigned bytes) {
  if (x.is_wide())
    return {reverse_bits(x.hi, 8).lo, reverse_bits(x.lo, 8).lo};
  Leaf v = swap_groups(x.lo, 1, 0x5555555555555555);
  v = swap_groups(v, 2, 0x3333333333333333);
  v = swap_groups(v, 4, 0x0F0F0F0F0F0F0F0F);
  return swap_bytes(v, bytes);
}

/// `high:low` moved by `count` modulo the width; a rotation where both are one value.
Val FunctionCx::funnel(const Val &high, const Val &low, const Leaf &given, unsigned bytes,
                       bool to_left) {
  unsigned bits = bytes * 8;
  if (high.is_wide()) {
    Leaf count = given.ty == ValTy::I64 ? given : ir.extend_u(given);
    count = ir.keep(ir.and_(count, ir.i64(127)));
    Leaf back = ir.keep(ir.sub(ir.i64(127), count));
    Val h = keep(high);
    Val l = keep(low);
    // The other part moves by one more, so that a count of 0 moves it by the width.
    Leaf one = ir.i64(1);
    auto shl = [&](const Val &v, const Leaf &n) {
      return wide_shift(mir::BinOp::Shl, v, n, false);
    };
    auto shr = [&](const Val &v, const Leaf &n) {
      return wide_shift(mir::BinOp::Shr, v, n, false);
    };
    Val a = keep(to_left ? shl(h, count) : shr(l, count));
    Val b = keep(to_left ? shr(keep(shr(l, one)), back) : shl(keep(shl(h, one)), back));
    return {ir.or_(a.lo, b.lo), ir.or_(a.hi, b.hi)};
  }
  bool is_long = high.lo.ty == ValTy::I64;
  Leaf count = given;
  if (count.ty != high.lo.ty)
    count = is_long ? ir.extend_u(count) : ir.wrap(count);
  Leaf limit = ir.constant(high.lo.ty, bits - 1);
  count = ir.keep(ir.and_(count, limit));
  Leaf back = ir.sub(limit, count);
  Leaf one = ir.constant(high.lo.ty, 1);
  auto op = [&](IntOp what, const Leaf &a, const Leaf &b) { return ir.binary(what, a, b); };
  Leaf out = to_left ? ir.or_(op(IntOp::Shl, high.lo, count),
                              op(IntOp::ShrU, op(IntOp::ShrU, low.lo, one), back))
                     : ir.or_(op(IntOp::ShrU, low.lo, count),
                              op(IntOp::Shl, op(IntOp::Shl, high.lo, one), back));
  return ir.zero_extend(out, bytes);
}

Val FunctionCx::rotate(const Val &x, const Leaf &count, unsigned bytes, bool to_left) {
  if (x.is_wide() || bytes < 4) {
    Val v = keep(x);
    return funnel(v, v, count, bytes, to_left);
  }
  Leaf n = count;
  if (n.ty != x.lo.ty)
    n = bytes == 8 ? ir.extend_u(n) : ir.wrap(n);
  return ir.binary(to_left ? IntOp::RotL : IntOp::RotR, x.lo, n);
}

/// The sum or difference, or the limit of the type that it went beyond.
Val FunctionCx::saturating(mir::BinOp op, const Val &x, const Val &y, ty::Ty ty) {
  const Layout *layout = layout_of(ty);
  unsigned bytes = layout->scalar_a.prim.size;
  bool sign = is_signed(ty);
  ty::Ty pair_ty = tcx.mk_tuple({ty, tcx.common.bool_});
  Val a = keep(x);
  Operand both = keep(overflowing(op, a, y, ty, pair_ty));
  const Layout *pair_layout = layout_of(pair_ty);
  Val value = extract_at(both, pair_layout->field_offset(0), layout).a;
  Leaf flag = extract_at(both, pair_layout->field_offset(1), layout_of(tcx.common.bool_)).a.lo;
  auto choose = [&](const Val &limit) -> Val {
    if (!value.is_wide())
      return ir.select(flag, limit.lo, value.lo);
    Leaf low = ir.select(flag, limit.lo, value.lo);
    return {low, ir.select(flag, limit.hi, value.hi)};
  };
  if (!sign) {
    layout::u128 limit =
        op == mir::BinOp::AddWithOverflow ? layout::unsigned_max(bytes) : layout::u128(0);
    return choose(bits_const(limit, layout->scalar_a));
  }
  // Too large if the first operand is positive, too small if it is negative.
  layout::u128 max = layout::unsigned_max(bytes) >> 1;
  Val greatest = bits_const(max, layout->scalar_a);
  if (a.is_wide()) {
    Leaf mask = ir.keep(ir.shr_s(a.hi, 63));
    return choose({ir.xor_(mask, greatest.lo), ir.xor_(mask, greatest.hi)});
  }
  unsigned top = a.lo.ty == ValTy::I64 ? 63 : 31;
  Leaf mask = ir.shr_s(widened(a.lo, ty), top);
  return choose(Val(ir.zero_extend(ir.xor_(mask, greatest.lo), std::min(bytes, 8u))));
}

bool FunctionCx::integer_intrinsic(IntrinsicCall &call) {
  if (call.args[0].kind != Operand::Immediate)
    return false;
  Val x = call.args[0].a;
  Val y = call.args.size() > 1 ? call.args[1].a : Val();
  ty::Ty ty = call.arg_tys[0];
  unsigned bytes = int_bytes(ty);
  auto result = [&](const Val &value) {
    call.result = immediate(value, call.ret_layout);
    return true;
  };
  auto float_op = [&](mir::BinOp op) { return result(float_binary(op, x.lo, y.lo, ty)); };
  switch (call.kind.id) {
  case IntrinsicId::BitReverse: return result(reverse_bits(x, bytes));
  case IntrinsicId::Bswap: return result(swap_bytes(x, bytes));
  case IntrinsicId::Ctpop:
  case IntrinsicId::Ctlz:
  case IntrinsicId::CtlzNonzero:
  case IntrinsicId::Cttz:
  case IntrinsicId::CttzNonzero: return result(count_bits(call.kind.id, x, bytes));
  case IntrinsicId::RotateLeft: return result(rotate(x, y.lo, bytes, true));
  case IntrinsicId::RotateRight: return result(rotate(x, y.lo, bytes, false));
  case IntrinsicId::FunnelShl: return result(funnel(x, y, call.args[2].a.lo, bytes, true));
  case IntrinsicId::FunnelShr: return result(funnel(x, y, call.args[2].a.lo, bytes, false));
  case IntrinsicId::SaturatingAdd: return result(saturating(mir::BinOp::AddWithOverflow, x, y, ty));
  case IntrinsicId::SaturatingSub: return result(saturating(mir::BinOp::SubWithOverflow, x, y, ty));
  case IntrinsicId::ExactDiv: return result(scalar_binary(mir::BinOp::Div, x, y, ty));
  case IntrinsicId::DisjointBitor: return result(scalar_binary(mir::BinOp::BitOr, x, y, ty));
  case IntrinsicId::FloatToInt: return result(float_to_int(x.lo, call.ret_ty));
  case IntrinsicId::FaddFast: return float_op(mir::BinOp::Add);
  case IntrinsicId::FsubFast: return float_op(mir::BinOp::Sub);
  case IntrinsicId::FmulFast: return float_op(mir::BinOp::Mul);
  case IntrinsicId::FdivFast: return float_op(mir::BinOp::Div);
  case IntrinsicId::FremFast: return float_op(mir::BinOp::Rem);
  default: return false;
  }
}

} // namespace ochre::wasm
