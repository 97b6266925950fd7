// Message templates of sema/outlives.
#pragma once

#include "support/diag/engine.h"

namespace ochre::outlives::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/outlives/diags.def"
} // namespace ochre::outlives::diag
