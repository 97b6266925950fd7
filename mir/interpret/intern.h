// Results move from the machine's memory to the table of the compilation.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

enum class InternMode : uint8_t {
  Const,  ///< nothing may be written later
  Static, ///< what was borrowed mutably, or holds cells, stays mutable
};

/// The value as a constant; all memory that it reaches becomes global and immutable. Not set after
/// a failure (a dangling pointer, say).
std::optional<ConstValue> intern_value(Machine &m, const Value &value, InternMode mode);
/// The memory of a static's value, as its initialiser.
std::optional<Allocation> intern_static(Machine &m, const Value &value);

} // namespace ochre::mir::interpret
