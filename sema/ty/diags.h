// Message templates of sema/ty.
#pragma once

#include "support/diag/engine.h"

namespace ochre::ty::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/ty/diags.def"
} // namespace ochre::ty::diag
