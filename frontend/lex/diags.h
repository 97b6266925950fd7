// Messages of the lexer, as constants.
#pragma once

#include "support/diag/engine.h"

namespace ochre::lex::diag {

#define DIAG(name, code, text, ...)                                                                \
  inline constexpr DiagTemplate<__VA_ARGS__> name{DiagCode::code, text};
#include "frontend/lex/diags.def"

} // namespace ochre::lex::diag
