// Messages of resolution.
#pragma once

#include "support/session/report.h"

namespace ochre::resolve::diag {
using Text = llvm::StringRef;
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "frontend/resolve/diags.def"
} // namespace ochre::resolve::diag
