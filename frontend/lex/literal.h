// Literals: their parts and their values.
#pragma once

#include "frontend/lex/token.h"
#include "support/session/session.h"

#include <optional>

namespace ochre::lex {

/// The text of a literal taken apart: `br#"a"#x` has kind RawByteStr, body `a`, suffix `x`.
/// Numbers: body is all but the suffix.
struct LiteralParts {
  TokenKind kind;
  llvm::StringRef body;
  llvm::StringRef suffix;
};
LiteralParts split_literal(TokenKind kind, llvm::StringRef text);

/// The value of an integer literal's body (`0xff_ff`); none if it needs more than 128 bits.
struct Uint128 {
  uint64_t lo = 0;
  uint64_t hi = 0;
};
std::optional<Uint128> int_literal_value(llvm::StringRef body);

/// The value of the body of a string, byte string or C string (without its final NUL), raw or not:
/// bytes. Errors were reported by the lexer; what was wrong is left out here.
std::string string_literal_value(TokenKind kind, llvm::StringRef body);
/// The value of the body of a character or byte literal; 0 if it was wrong.
uint32_t char_literal_value(TokenKind kind, llvm::StringRef body);

} // namespace ochre::lex
