// Messages of the parser, as constants.
#pragma once

#include "support/diag/engine.h"

namespace ochre::parse::diag {

#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "frontend/parse/diags.def"

} // namespace ochre::parse::diag
