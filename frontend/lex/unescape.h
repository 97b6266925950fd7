// The content of character and string literals, unit by unit.
#pragma once

#include "frontend/lex/token.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace ochre::lex {

enum class EscapeError : uint8_t {
  None,
  ZeroChars,
  MoreThanOneChar,
  LoneSlash,
  InvalidEscape,
  BareCarriageReturn,
  BareCarriageReturnInRaw,
  EscapeOnlyChar,
  TooShortHexEscape,
  InvalidCharInHexEscape,
  OutOfRangeHexEscape,
  NoBraceInUnicodeEscape,
  InvalidCharInUnicodeEscape,
  EmptyUnicodeEscape,
  UnclosedUnicodeEscape,
  LeadingUnderscoreUnicodeEscape,
  OverlongUnicodeEscape,
  LoneSurrogateUnicodeEscape,
  OutOfRangeUnicodeEscape,
  UnicodeEscapeInByte,
  NonAsciiCharInByte,
  NulInCStr,
};

/// One character of a literal, or what is wrong with it.
struct LiteralUnit {
  uint32_t begin = 0; ///< byte range in the body
  uint32_t end = 0;
  uint32_t value = 0;   ///< code point or byte
  bool is_byte = false; ///< `value` is a byte even if above 0x7f (C strings mix both)
  EscapeError error = EscapeError::None;
};

/// Calls `unit` for each character of `body`, the text between the quotes of a literal of `kind`.
/// `\r\n` counts as `\n`; a line continuation yields nothing.
void unescape(TokenKind kind, llvm::StringRef body,
              llvm::function_ref<void(const LiteralUnit &)> unit);

} // namespace ochre::lex
