// From a failed machine to a diagnostic, and values that need no machine.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

/// Reports why `def_id` has no value, unless that was done. Gives what the query says.
ty::EvalError report_failure(Machine &m, DefId def_id, ty::GenericArgs args);

/// The value of an anonymous constant that is one integer, bool or char literal of the expected
/// type: array lengths, discriminants and const arguments mostly are.
std::optional<ConstValue> literal_value(TyCtxt &tcx, const ty::ConstEvalKey &key);

/// Provider of adt_discriminants: explicit ones are evaluated, the others count on.
const std::vector<ty::DiscrValue> *adt_discriminants(TyCtxt &tcx, DefId def);

} // namespace ochre::mir::interpret
