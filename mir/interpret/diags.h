// Messages of this leaf.
#pragma once

#include "support/session/report.h"

namespace ochre::mir::interpret::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "mir/interpret/diags.def" // undefines DIAG
} // namespace ochre::mir::interpret::diag
