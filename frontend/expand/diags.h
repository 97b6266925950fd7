// Messages of expansion, as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::expand::diag {

#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "frontend/expand/diags.def"

} // namespace ochre::expand::diag
