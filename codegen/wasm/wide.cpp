// Integers of 128 bits as two halves of 64.

#include "codegen/wasm/cx.h"
#include "codegen/wasm/helpers.h"

namespace ochre::wasm {

namespace {

const char *division_symbol(mir::BinOp op, bool is_signed) {
  if (op == mir::BinOp::Div)
    return is_signed ? "__divti3" : "__udivti3";
  return is_signed ? "__modti3" : "__umodti3";
}

} // namespace

Leaf FunctionCx::wide_compare(mir::BinOp op, const Val &x, const Val &y, bool sign) {
  if (op == mir::BinOp::Eq || op == mir::BinOp::Ne) {
    Leaf differ = ir.or_(ir.xor_(x.lo, y.lo), ir.xor_(x.hi, y.hi));
    return op == mir::BinOp::Eq ? ir.eqz(differ) : ir.binary(IntOp::Ne, differ, ir.i64(0));
  }
  Val a = keep(x);
  Val b = keep(y);
  IntOp low = op == mir::BinOp::Lt   ? IntOp::LtU
              : op == mir::BinOp::Le ? IntOp::LeU
              : op == mir::BinOp::Gt ? IntOp::GtU
                                     : IntOp::GeU;
  bool is_less = op == mir::BinOp::Lt || op == mir::BinOp::Le;
  IntOp high = is_less ? (sign ? IntOp::LtS : IntOp::LtU) : (sign ? IntOp::GtS : IntOp::GtU);
  return ir.select(ir.binary(IntOp::Eq, a.hi, b.hi), ir.binary(low, a.lo, b.lo),
                   ir.binary(high, a.hi, b.hi));
}

Val FunctionCx::wide_mul(const Val &x, const Val &y) {
  Val a = keep(x);
  Val b = keep(y);
  Leaf high = call_helper(mul64_high_helper(cx), {a.lo, b.lo})[0];
  Leaf cross = ir.add(ir.mul(a.lo, b.hi), ir.mul(a.hi, b.lo));
  return {ir.mul(a.lo, b.lo), ir.add(high, cross)};
}

Val FunctionCx::wide_negate(const Val &value) {
  Leaf zero = ir.i64(0);
  return wide_binary(mir::BinOp::Sub, {zero, zero}, value, false);
}

/// Without branches: the machine takes counts modulo 64, and bit 6 of the count chooses.
Val FunctionCx::wide_shift(mir::BinOp op, const Val &x, const Leaf &given, bool sign) {
  Val a = keep(x);
  Leaf n = ir.keep(given.ty == ValTy::I64 ? given : ir.extend_u(given));
  Leaf is_far = ir.keep(ir.wrap(ir.and_(n, ir.i64(64))));
  Leaf rest = ir.keep(ir.xor_(ir.and_(n, ir.i64(63)), ir.i64(63)));
  Leaf zero = ir.i64(0);
  auto op64 = [&](IntOp what, const Leaf &l, const Leaf &r) { return ir.binary(what, l, r); };
  if (op == mir::BinOp::Shl || op == mir::BinOp::ShlUnchecked) {
    Leaf low = ir.keep(op64(IntOp::Shl, a.lo, n));
    Leaf carried = op64(IntOp::ShrU, ir.shr_u(a.lo, 1), rest);
    Leaf high = ir.or_(op64(IntOp::Shl, a.hi, n), carried);
    return {ir.select(is_far, zero, low), ir.select(is_far, low, high)};
  }
  IntOp right = sign ? IntOp::ShrS : IntOp::ShrU;
  Leaf high = ir.keep(op64(right, a.hi, n));
  Leaf carried = op64(IntOp::Shl, ir.shl(a.hi, 1), rest);
  Leaf low = ir.or_(op64(IntOp::ShrU, a.lo, n), carried);
  Leaf fill = sign ? ir.shr_s(a.hi, 63) : zero;
  return {ir.select(is_far, high, low), ir.select(is_far, fill, high)};
}

Val FunctionCx::wide_binary(mir::BinOp op, const Val &x, const Val &y, bool sign) {
  switch (op) {
  case mir::BinOp::Add:
  case mir::BinOp::AddUnchecked:
  case mir::BinOp::Sub:
  case mir::BinOp::SubUnchecked: {
    Val a = keep(x);
    Val b = keep(y);
    bool is_add = op == mir::BinOp::Add || op == mir::BinOp::AddUnchecked;
    IntOp each = is_add ? IntOp::Add : IntOp::Sub;
    Leaf low = ir.keep(ir.binary(each, a.lo, b.lo));
    Leaf carry =
        ir.extend_u(is_add ? ir.binary(IntOp::LtU, low, a.lo) : ir.binary(IntOp::LtU, a.lo, b.lo));
    return {low, ir.binary(each, ir.binary(each, a.hi, b.hi), carry)};
  }
  case mir::BinOp::Mul:
  case mir::BinOp::MulUnchecked: return wide_mul(x, y);
  case mir::BinOp::Div:
  case mir::BinOp::Rem: {
    ValTys words{ValTy::I64, ValTy::I64};
    ValTys four{ValTy::I64, ValTy::I64, ValTy::I64, ValTy::I64};
    auto out = call_runtime(division_symbol(op, sign), {four, words}, {x.lo, x.hi, y.lo, y.hi});
    return {out[0], out[1]};
  }
  case mir::BinOp::BitXor: return {ir.xor_(x.lo, y.lo), ir.xor_(x.hi, y.hi)};
  case mir::BinOp::BitAnd: return {ir.and_(x.lo, y.lo), ir.and_(x.hi, y.hi)};
  case mir::BinOp::BitOr: return {ir.or_(x.lo, y.lo), ir.or_(x.hi, y.hi)};
  case mir::BinOp::Shl:
  case mir::BinOp::ShlUnchecked:
  case mir::BinOp::Shr:
  case mir::BinOp::ShrUnchecked: return wide_shift(op, x, y.lo, sign);
  case mir::BinOp::Cmp: {
    Val a = keep(x);
    Val b = keep(y);
    Leaf gt = ir.keep(wide_compare(mir::BinOp::Gt, a, b, sign));
    return ir.zero_extend(ir.sub(gt, wide_compare(mir::BinOp::Lt, a, b, sign)), 1);
  }
  default: return wide_compare(op, x, y, sign);
  }
}

std::pair<Val, Leaf> FunctionCx::wide_overflowing(mir::BinOp op, const Val &x, const Val &y,
                                                  bool sign) {
  Val a = keep(x);
  Val b = keep(y);
  if (op == mir::BinOp::MulWithOverflow) {
    auto out = call_helper(mul128_overflow_helper(cx, sign), {a.lo, a.hi, b.lo, b.hi});
    return {{out[0], out[1]}, out[2]};
  }
  bool is_add = op == mir::BinOp::AddWithOverflow;
  Val sum = keep(wide_binary(is_add ? mir::BinOp::Add : mir::BinOp::Sub, a, b, sign));
  if (!sign)
    return {sum, is_add ? wide_compare(mir::BinOp::Lt, sum, a, false)
                        : wide_compare(mir::BinOp::Lt, a, b, false)};
  Leaf left = ir.xor_(a.hi, is_add ? sum.hi : b.hi);
  Leaf right = ir.xor_(is_add ? b.hi : a.hi, sum.hi);
  return {sum, ir.binary(IntOp::LtS, ir.and_(left, right), ir.i64(0))};
}

} // namespace ochre::wasm
