// Messages of lowering, as constants.
#pragma once

#include "support/diag/engine.h"

namespace ochre::lower::diag {

#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/lower/diags.def"

} // namespace ochre::lower::diag
