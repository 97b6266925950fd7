// Casts and coercions.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

void eval_cast(Machine &m, CastKind kind, const Value &source, ty::Ty to, const PlaceRef &dest);
/// The bytes of a value as another type of the same size.
void transmute(Machine &m, const Value &source, const PlaceRef &dest);
/// The function that a function item of this type is; null after a failure.
const ty::Instance *resolve_fn(Machine &m, ty::Ty fn_def);

} // namespace ochre::mir::interpret
