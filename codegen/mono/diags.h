// Messages of this leaf.
#pragma once

#include "support/session/report.h"

namespace ochre::mono::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "codegen/mono/diags.def" // undefines DIAG
} // namespace ochre::mono::diag
