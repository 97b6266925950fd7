// Message templates of mir/transform.
#pragma once

#include "support/session/report.h"

namespace ochre::mir::transform::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "mir/transform/diags.def"
} // namespace ochre::mir::transform::diag
