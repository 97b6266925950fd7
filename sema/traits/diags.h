// Message templates of sema/traits.
#pragma once

#include "support/diag/engine.h"

namespace ochre::traits::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/traits/diags.def"
} // namespace ochre::traits::diag
