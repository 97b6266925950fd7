// Message templates of mir/lint.
#pragma once

#include "support/session/report.h"

namespace ochre::mir::lint::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "mir/lint/diags.def"
} // namespace ochre::mir::lint::diag
