#include "mir/interpret/fold.h"

#include "mir/interpret/arith.h"

namespace ochre::mir::interpret {

namespace {

u128 bits_of(const Scalar &s) { return s.lo | u128(s.hi) << 64; }

Scalar scalar(u128 bits, unsigned size) {
  return Scalar::from_uint(static_cast<uint64_t>(bits), static_cast<uint8_t>(size),
                           static_cast<uint64_t>(bits >> 64));
}

bool is_int_like(const NumTy &ty) { return ty.kind == NumTy::Signed || ty.kind == NumTy::Unsigned; }

bool is_known(const Scalar &s, const NumTy &ty) {
  return s.kind == ScalarKind::Int && is_int_like(ty) && s.size == ty.size;
}

std::optional<Folded> compare(BinOp op, int order) {
  switch (op) {
  case BinOp::Eq: return Folded{scalar(order == 0, 1)};
  case BinOp::Ne: return Folded{scalar(order != 0, 1)};
  case BinOp::Lt: return Folded{scalar(order < 0, 1)};
  case BinOp::Le: return Folded{scalar(order <= 0, 1)};
  case BinOp::Gt: return Folded{scalar(order > 0, 1)};
  case BinOp::Ge: return Folded{scalar(order >= 0, 1)};
  case BinOp::Cmp: return Folded{scalar(static_cast<uint8_t>(order), 1)};
  default: return std::nullopt;
  }
}

std::optional<Folded> arithmetic(BinOp op, u128 a, u128 b, NumTy ty) {
  if ((op == BinOp::Div || op == BinOp::Rem) && b == 0)
    return std::nullopt;
  IntResult result = int_arith(op, a, b, ty);
  bool may_not = op == BinOp::Div || op == BinOp::Rem || op == BinOp::AddUnchecked ||
                 op == BinOp::SubUnchecked || op == BinOp::MulUnchecked;
  if (result.overflow && may_not)
    return std::nullopt;
  return Folded{scalar(result.bits, ty.size), result.overflow};
}

} // namespace

std::optional<Folded> fold_binary(TyCtxt &tcx, BinOp op, const Scalar &a, ty::Ty a_ty,
                                  const Scalar &b, ty::Ty b_ty) {
  Machine machine(tcx);
  NumTy ty = num_ty(machine, a_ty), other = num_ty(machine, b_ty);
  if (!is_known(a, ty) || !is_known(b, other))
    return std::nullopt;
  u128 x = bits_of(a), y = bits_of(b);
  switch (op) {
  case BinOp::Add:
  case BinOp::AddUnchecked:
  case BinOp::AddWithOverflow:
  case BinOp::Sub:
  case BinOp::SubUnchecked:
  case BinOp::SubWithOverflow:
  case BinOp::Mul:
  case BinOp::MulUnchecked:
  case BinOp::MulWithOverflow:
  case BinOp::Div:
  case BinOp::Rem: return arithmetic(op, x, y, ty);
  case BinOp::BitXor: return Folded{scalar(x ^ y, ty.size)};
  case BinOp::BitAnd: return Folded{scalar(x & y, ty.size)};
  case BinOp::BitOr: return Folded{scalar(x | y, ty.size)};
  case BinOp::Shl:
  case BinOp::Shr:
  case BinOp::ShlUnchecked:
  case BinOp::ShrUnchecked: {
    IntResult result = int_shift(op, x, y, other, ty);
    if (result.overflow && (op == BinOp::ShlUnchecked || op == BinOp::ShrUnchecked))
      return std::nullopt;
    return Folded{scalar(result.bits, ty.size)};
  }
  case BinOp::Eq:
  case BinOp::Lt:
  case BinOp::Le:
  case BinOp::Ne:
  case BinOp::Ge:
  case BinOp::Gt:
  case BinOp::Cmp: return compare(op, int_compare(x, y, ty));
  case BinOp::Offset: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Scalar> fold_unary(TyCtxt &tcx, UnOp op, const Scalar &a, ty::Ty ty) {
  NumTy num = num_ty(Machine(tcx), ty);
  if (!is_known(a, num) || op == UnOp::PtrMetadata)
    return std::nullopt;
  if (op == UnOp::Neg)
    return scalar(int_arith(BinOp::Sub, 0, bits_of(a), num).bits, num.size);
  return scalar(ty.is_bool() ? bits_of(a) ^ 1 : low_bits(~bits_of(a), num.size), num.size);
}

std::optional<Scalar> fold_int_cast(TyCtxt &tcx, const Scalar &a, ty::Ty from, ty::Ty to) {
  Machine machine(tcx);
  NumTy source = num_ty(machine, from), target = num_ty(machine, to);
  if (!is_known(a, source) || !is_int_like(target))
    return std::nullopt;
  Val value = numeric_cast(machine, Val::uint(bits_of(a), a.size), source, target);
  return scalar(value.bits, target.size);
}

} // namespace ochre::mir::interpret
