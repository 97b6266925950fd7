// Whether a final value is one of its type.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

/// A failure ("constructing invalid value: …") if a bool, char, enum, reference… has a value that
/// its type does not allow. References are not followed.
void validate(Machine &m, const Value &value);

} // namespace ochre::mir::interpret
