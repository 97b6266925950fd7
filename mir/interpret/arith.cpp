#include "mir/interpret/arith.h"

#include "mir/interpret/place.h"
#include "support/def/prim_ty.h"

namespace ochre::mir::interpret {

NumTy num_ty(const Machine &m, ty::Ty ty) {
  if (ty.is(ty::TyKind::Int))
    return {NumTy::Signed, bit_width(ty.int_ty(), m.ptr_size * 8) / 8};
  if (ty.is(ty::TyKind::Uint))
    return {NumTy::Unsigned, bit_width(ty.uint_ty(), m.ptr_size * 8) / 8};
  if (ty.is(ty::TyKind::Float))
    return {NumTy::Float, bit_width(ty.float_ty()) / 8};
  if (ty.is_bool() || ty.is_char())
    return {NumTy::Unsigned, ty.is_bool() ? 1u : 4u};
  return {NumTy::Pointer, m.ptr_size};
}

const llvm::fltSemantics &float_semantics(unsigned size) {
  switch (size) {
  case 2: return llvm::APFloat::IEEEhalf();
  case 4: return llvm::APFloat::IEEEsingle();
  case 8: return llvm::APFloat::IEEEdouble();
  default: return llvm::APFloat::IEEEquad();
  }
}

llvm::APFloat to_float(u128 bits, unsigned size) {
  uint64_t words[2] = {static_cast<uint64_t>(bits), static_cast<uint64_t>(bits >> 64)};
  return llvm::APFloat(float_semantics(size), llvm::APInt(size * 8, words));
}

u128 float_bits(const llvm::APFloat &value) {
  llvm::APInt bits = value.bitcastToAPInt();
  u128 out = bits.getRawData()[0];
  if (bits.getNumWords() > 1)
    out |= u128(bits.getRawData()[1]) << 64;
  return out;
}

namespace {

/// The exact result as a signed or unsigned 128-bit number, or overflow of that.
template <class T>
bool exact(BinOp op, T a, T b, T &out) {
  switch (op) {
  case BinOp::Add:
  case BinOp::AddUnchecked:
  case BinOp::AddWithOverflow: return __builtin_add_overflow(a, b, &out);
  case BinOp::Sub:
  case BinOp::SubUnchecked:
  case BinOp::SubWithOverflow: return __builtin_sub_overflow(a, b, &out);
  case BinOp::Mul:
  case BinOp::MulUnchecked:
  case BinOp::MulWithOverflow: return __builtin_mul_overflow(a, b, &out);
  default: break;
  }
  // The smallest number by -1.
  if (T(-1) < 0 && b == T(-1))
    return op == BinOp::Div ? __builtin_sub_overflow(T(0), a, &out)
                            : (static_cast<void>(out = 0), a == T(u128(1) << 127));
  out = op == BinOp::Div ? a / b : a % b;
  return false;
}

} // namespace

IntResult int_arith(BinOp op, u128 a, u128 b, NumTy ty) {
  IntResult out;
  if (ty.is_signed()) {
    i128 x = sign_extend(a, ty.size);
    i128 y = sign_extend(b, ty.size);
    i128 r = 0;
    out.overflow = exact(op, x, y, r);
    out.bits = low_bits(static_cast<u128>(r), ty.size);
    out.overflow |= sign_extend(out.bits, ty.size) != r;
    // min % -1 is 0, but the division behind it overflows.
    if (op == BinOp::Rem && y == -1 && a == low_bits(u128(1) << (ty.size * 8 - 1), ty.size))
      out.overflow = true;
    return out;
  }
  u128 r = 0;
  out.overflow = exact(op, a, b, r);
  out.bits = low_bits(r, ty.size);
  out.overflow |= out.bits != r;
  return out;
}

IntResult int_shift(BinOp op, u128 a, u128 amount, NumTy amount_ty, NumTy ty) {
  IntResult out;
  unsigned width = ty.size * 8;
  bool negative = amount_ty.is_signed() && sign_extend(amount, amount_ty.size) < 0;
  out.overflow = negative || amount >= width;
  auto by = static_cast<unsigned>(amount & (width - 1));
  bool is_left = op == BinOp::Shl || op == BinOp::ShlUnchecked;
  if (is_left)
    out.bits = low_bits(a << by, ty.size);
  else if (ty.is_signed())
    out.bits = low_bits(static_cast<u128>(sign_extend(a, ty.size) >> by), ty.size);
  else
    out.bits = a >> by;
  return out;
}

int int_compare(u128 a, u128 b, NumTy ty) {
  if (ty.is_signed()) {
    i128 x = sign_extend(a, ty.size);
    i128 y = sign_extend(b, ty.size);
    return x < y ? -1 : x > y;
  }
  return a < b ? -1 : a > b;
}

namespace {

Val bool_val(bool value) { return Val::uint(value, 1); }

std::optional<bool> compare_result(BinOp op, int order) {
  switch (op) {
  case BinOp::Eq: return order == 0;
  case BinOp::Ne: return order != 0;
  case BinOp::Lt: return order < 0;
  case BinOp::Le: return order <= 0;
  case BinOp::Gt: return order > 0;
  case BinOp::Ge: return order >= 0;
  default: return std::nullopt;
  }
}

Imm float_op(Machine &m, BinOp op, u128 a, u128 b, unsigned size) {
  llvm::APFloat x = to_float(a, size);
  llvm::APFloat y = to_float(b, size);
  auto mode = llvm::APFloat::rmNearestTiesToEven;
  switch (op) {
  case BinOp::Add: x.add(y, mode); break;
  case BinOp::Sub: x.subtract(y, mode); break;
  case BinOp::Mul: x.multiply(y, mode); break;
  case BinOp::Div: x.divide(y, mode); break;
  case BinOp::Rem: x.mod(y); break;
  default: {
    llvm::APFloat::cmpResult order = x.compare(y);
    if (order == llvm::APFloat::cmpUnordered)
      return Imm::one(bool_val(op == BinOp::Ne));
    int sign = order == llvm::APFloat::cmpLessThan ? -1 : order == llvm::APFloat::cmpGreaterThan;
    if (auto result = compare_result(op, sign))
      return Imm::one(bool_val(*result));
    fail(m, "an operation that floats do not have");
    return Imm::one(bool_val(false));
  }
  }
  // NaNs have one form, so that results do not depend on the host.
  if (x.isNaN())
    x = llvm::APFloat::getQNaN(float_semantics(size));
  return Imm::one(Val::uint(float_bits(x), size));
}

/// Pointers compare by address; those into different allocations have none yet.
Imm pointer_compare(Machine &m, BinOp op, const Imm &a, const Imm &b) {
  bool same = a.a.prov == b.a.prov;
  int order = a.a.bits < b.a.bits ? -1 : a.a.bits > b.a.bits;
  if (same && order == 0 && a.count == 2 && b.count == 2) {
    bool equal_meta = a.b.prov == b.b.prov && a.b.bits == b.b.bits;
    order = equal_meta ? 0 : a.b.bits < b.b.bits ? -1 : 1;
  }
  if (same)
    if (auto result = compare_result(op, order))
      return Imm::one(bool_val(*result));
  // Null is no allocation's address.
  const Val &other = a.a.has_prov() ? b.a : a.a;
  bool null_test = !other.has_prov() && other.bits == 0 && (op == BinOp::Eq || op == BinOp::Ne);
  if (!null_test)
    fail(m, "pointers cannot be reliably compared during const eval");
  return Imm::one(bool_val(op == BinOp::Ne));
}

llvm::StringRef verb(BinOp op) {
  switch (op) {
  case BinOp::AddUnchecked: return "unchecked_add";
  case BinOp::SubUnchecked: return "unchecked_sub";
  case BinOp::MulUnchecked: return "unchecked_mul";
  case BinOp::ShlUnchecked: return "unchecked_shl";
  case BinOp::ShrUnchecked: return "unchecked_shr";
  default: return "an operation";
  }
}

Imm int_op(Machine &m, BinOp op, u128 a, u128 b, NumTy ty, NumTy b_ty) {
  switch (op) {
  case BinOp::BitXor: return Imm::one(Val::uint(a ^ b, ty.size));
  case BinOp::BitAnd: return Imm::one(Val::uint(a & b, ty.size));
  case BinOp::BitOr: return Imm::one(Val::uint(a | b, ty.size));
  case BinOp::Cmp: return Imm::one(Val::uint(static_cast<u128>(i128(int_compare(a, b, ty))), 1));
  case BinOp::Shl:
  case BinOp::Shr: return Imm::one(Val::uint(int_shift(op, a, b, b_ty, ty).bits, ty.size));
  case BinOp::ShlUnchecked:
  case BinOp::ShrUnchecked: {
    IntResult r = int_shift(op, a, b, b_ty, ty);
    if (r.overflow)
      fail(m, "overflowing shift by " + llvm::Twine(static_cast<uint64_t>(b)) + " in `" + verb(op) +
                  "`");
    return Imm::one(Val::uint(r.bits, ty.size));
  }
  case BinOp::Div:
  case BinOp::Rem: {
    if (b == 0) {
      fail(m, op == BinOp::Div ? "dividing by zero"
                               : "calculating the remainder with a divisor of "
                                 "zero");
      return Imm::one(Val::uint(0, ty.size));
    }
    IntResult r = int_arith(op, a, b, ty);
    if (r.overflow)
      fail(m, op == BinOp::Div ? "overflow in signed division (dividing MIN by -1)"
                               : "overflow in signed remainder (dividing MIN by -1)");
    return Imm::one(Val::uint(r.bits, ty.size));
  }
  default: break;
  }
  if (auto result = compare_result(op, int_compare(a, b, ty)))
    return Imm::one(bool_val(*result));
  IntResult r = int_arith(op, a, b, ty);
  Val value = Val::uint(r.bits, ty.size);
  if (op == BinOp::AddWithOverflow || op == BinOp::SubWithOverflow || op == BinOp::MulWithOverflow)
    return Imm::two(value, bool_val(r.overflow));
  bool unchecked =
      op == BinOp::AddUnchecked || op == BinOp::SubUnchecked || op == BinOp::MulUnchecked;
  if (unchecked && r.overflow)
    fail(m, "arithmetic overflow in `" + verb(op) + "`");
  return Imm::one(value);
}

} // namespace

Imm binary_op(Machine &m, BinOp op, const Imm &a, ty::Ty a_ty, const Imm &b, ty::Ty b_ty) {
  if (m.failed())
    return Imm::one(Val::uint(0, 1));
  if (a_ty.is_unit())
    return Imm::one(bool_val(op == BinOp::Eq || op == BinOp::Le || op == BinOp::Ge));
  NumTy ty = num_ty(m, a_ty);
  if (ty.kind == NumTy::Pointer) {
    if (!a.a.init || !b.a.init) {
      fail(m, "using uninitialized data, but this operation requires initialized memory");
      return Imm::one(bool_val(false));
    }
    return pointer_compare(m, op, a, b);
  }
  u128 x = bits_of(m, a.a);
  u128 y = bits_of(m, b.a);
  if (ty.kind == NumTy::Float)
    return float_op(m, op, x, y, ty.size);
  return int_op(m, op, x, y, ty, num_ty(m, b_ty));
}

Val unary_op(Machine &m, UnOp op, const Val &a, ty::Ty ty) {
  NumTy num = num_ty(m, ty);
  u128 bits = bits_of(m, a);
  if (ty.is_bool())
    return bool_val(bits == 0);
  if (op == UnOp::Not)
    return Val::uint(~bits, num.size);
  if (num.kind == NumTy::Float)
    return Val::uint(bits ^ (u128(1) << (num.size * 8 - 1)), num.size);
  return Val::uint(u128(0) - bits, num.size);
}

Val numeric_cast(Machine &m, const Val &a, NumTy from, NumTy to) {
  u128 bits = bits_of(m, a);
  auto mode = llvm::APFloat::rmNearestTiesToEven;
  if (from.kind == NumTy::Float && to.kind == NumTy::Float) {
    llvm::APFloat value = to_float(bits, from.size);
    bool loses = false;
    bool is_nan = value.isNaN();
    value.convert(float_semantics(to.size), mode, &loses);
    if (is_nan)
      value = llvm::APFloat::getQNaN(float_semantics(to.size));
    return Val::uint(float_bits(value), to.size);
  }
  if (from.kind == NumTy::Float) {
    llvm::APFloat value = to_float(bits, from.size);
    // Saturates; not-a-number is 0.
    llvm::APSInt out(to.size * 8, !to.is_signed());
    bool exact = false;
    value.convertToInteger(out, llvm::APFloat::rmTowardZero, &exact);
    if (value.isNaN())
      return Val::uint(0, to.size);
    u128 raw = out.getRawData()[0];
    if (out.getNumWords() > 1)
      raw |= u128(out.getRawData()[1]) << 64;
    return Val::uint(raw, to.size);
  }
  u128 wide = from.is_signed() ? static_cast<u128>(sign_extend(bits, from.size)) : bits;
  if (to.kind != NumTy::Float)
    return Val::uint(wide, to.size);
  uint64_t words[2] = {static_cast<uint64_t>(wide), static_cast<uint64_t>(wide >> 64)};
  llvm::APFloat value(float_semantics(to.size));
  value.convertFromAPInt(llvm::APInt(128, words), from.is_signed(), mode);
  return Val::uint(float_bits(value), to.size);
}

} // namespace ochre::mir::interpret
