// Messages of sema/collect as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::collect::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/collect/diags.def"
} // namespace ochre::collect::diag
