// Messages of sema/patterns as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::patterns::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/patterns/diags.def"
} // namespace ochre::patterns::diag
