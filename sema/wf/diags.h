// Message templates of sema/wf.
#pragma once

#include "support/session/report.h"

namespace ochre::wf::diag {
#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "sema/wf/diags.def"
} // namespace ochre::wf::diag
