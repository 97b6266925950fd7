// What the passes over instances share.
#pragma once

#include "mir/ir/body.h"
#include "sema/layout/layout.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

inline ty::TypingEnv mono_env() { return ty::TypingEnv::fully_monomorphized(); }

/// The layout of a type without parameters; null where it has none (reported elsewhere).
inline const layout::Layout *layout_of(TyCtxt &tcx, ty::Ty ty) {
  return tcx.layout_of({mono_env(), ty}).layout;
}

/// A row for the type in the body's table.
inline TyIdx ty_row(Body &body, ty::Ty ty) {
  for (TyIdx row : body.tables.tys.ids())
    if (body.tables.tys[row] == ty)
      return row;
  return body.tables.tys.push(ty);
}

/// An integer, `bool`, `char` or raw pointer constant of the type.
Operand scalar_constant(TyCtxt &tcx, Body &body, ty::Ty ty, uint64_t lo, uint64_t hi = 0);

/// What a constant operand is, evaluated if need be; none where that failed (reported) or where it
/// is no integer.
std::optional<Scalar> int_value(TyCtxt &tcx, const Body &body, const Operand &operand);

/// What the discriminant of a variant is, in its type; none for what is no enum.
std::optional<Scalar> discriminant_of(TyCtxt &tcx, ty::Ty ty, uint32_t variant);

/// Locals that lie in memory because their address, or that of a part, is taken somewhere.
llvm::BitVector address_taken(const Code &code);

/// A new local of the type, which comes from what stands at `source`.
Local new_local(Body &body, ty::Ty ty, const SourceInfo &source);

} // namespace ochre::mir::optimize
