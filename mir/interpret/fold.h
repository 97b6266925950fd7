// Operations on values that are known when code is optimised.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::interpret {

struct Folded {
  Scalar value;
  bool overflow = false; ///< the exact result did not fit: of …WithOverflow
};

/// `a op b` on integers, `bool` and `char`, as it is at run time; …WithOverflow gives both parts.
/// None where it would panic or be undefined, and for other types.
std::optional<Folded> fold_binary(TyCtxt &tcx, BinOp op, const Scalar &a, ty::Ty a_ty,
                                  const Scalar &b, ty::Ty b_ty);
/// `!a`, `-a`.
std::optional<Scalar> fold_unary(TyCtxt &tcx, UnOp op, const Scalar &a, ty::Ty ty);
/// `a as to` between integers, `bool` and `char`.
std::optional<Scalar> fold_int_cast(TyCtxt &tcx, const Scalar &a, ty::Ty from, ty::Ty to);

} // namespace ochre::mir::interpret
