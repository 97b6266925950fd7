// Evaluation of constants: the queries that give values of const items, statics, enum discriminants
// and type-level constants.
//
// Invariant: a result is the same in every process and for every order of evaluation; memory that a
// result names is in the AllocTable and does not change any more.
#pragma once

#include "mir/ir/const_value.h"
#include "sema/hir/hir.h"
#include "sema/ty/context.h"

namespace ochre::mir {
struct ConstOperand;
}

namespace ochre::mir::interpret {

/// Sets const_eval, const_eval_valtree, static_initializer, adt_discriminants.
void provide(ty::Providers &providers);

/// Evaluates every constant, static and enum of the crate that needs no arguments, so that their
/// errors are reported whether they are used or not. Errors of what is generic come with its uses.
void check_constants(TyCtxt &tcx);

/// The value of a constant in a body without parameters, evaluated if need be; none where that
/// failed (reported).
std::optional<ConstValue> evaluate(TyCtxt &tcx, const ConstOperand &ct);

/// A type-level value as a constant in memory or registers; null: its layout is not known.
std::optional<ConstValue> valtree_to_const_value(TyCtxt &tcx, ty::Ty ty, ty::ValTree tree);
/// The tree of a constant; null: the type has no trees (raw pointers, unions, floats inside
/// patterns are allowed) or the value holds a pointer that a tree cannot show.
ty::ValTree const_value_to_valtree(TyCtxt &tcx, const ConstValue &value, ty::Ty ty);

} // namespace ochre::mir::interpret
