// Messages of sema/typeck as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::typeck::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/typeck/diags.def"
} // namespace ochre::typeck::diag
