// Arithmetic on scalars: what the machine needs of integers, floats, bool and char.
#pragma once

#include "mir/interpret/machine.h"

#include "llvm/ADT/APFloat.h"

namespace ochre::mir::interpret {

/// What a scalar type is to arithmetic.
struct NumTy {
  enum Kind : uint8_t { Unsigned, Signed, Float, Pointer } kind = Unsigned;
  unsigned size = 0; ///< bytes
  bool is_signed() const { return kind == Signed; }
};
NumTy num_ty(const Machine &m, ty::Ty ty);
const llvm::fltSemantics &float_semantics(unsigned size);
llvm::APFloat to_float(u128 bits, unsigned size);
u128 float_bits(const llvm::APFloat &value);

struct IntResult {
  u128 bits = 0;
  bool overflow = false;
};
/// Add, Sub, Mul, Div, Rem wrapped to the type, and whether the exact result did not fit. The
/// divisor is not zero.
IntResult int_arith(BinOp op, u128 a, u128 b, NumTy ty);
/// Shl, Shr by `amount` modulo the width; overflow: it was not below the width (or negative).
IntResult int_shift(BinOp op, u128 a, u128 amount, NumTy amount_ty, NumTy ty);
/// -1, 0, 1.
int int_compare(u128 a, u128 b, NumTy ty);

/// `a op b` with all checks that MIR leaves to the operation (division by zero, unchecked forms).
/// …WithOverflow gives a pair. `Cmp` gives -1, 0, 1 as i8.
Imm binary_op(Machine &m, BinOp op, const Imm &a, ty::Ty a_ty, const Imm &b, ty::Ty b_ty);
Val unary_op(Machine &m, UnOp op, const Val &a, ty::Ty ty);
/// Numeric casts by `as`: saturating from floats, truncating or extending by the source's sign.
Val numeric_cast(Machine &m, const Val &a, NumTy from, NumTy to);

} // namespace ochre::mir::interpret
