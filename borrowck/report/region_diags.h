// Messages about regions as constants.
#pragma once

#include "support/session/report.h"

namespace ochre::borrowck::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "borrowck/report/region_diags.def"
} // namespace ochre::borrowck::diag
