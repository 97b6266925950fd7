// Messages of borrow checking as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::borrowck::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "borrowck/report/diags.def"
} // namespace ochre::borrowck::diag
