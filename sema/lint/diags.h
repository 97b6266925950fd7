// Messages of sema/lint as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::lint::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/lint/diags.def"
} // namespace ochre::lint::diag
