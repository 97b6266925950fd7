#include "frontend/lex/literal.h"

#include "frontend/lex/unescape.h"
#include "frontend/lex/unicode.h"

#include "llvm/ADT/StringExtras.h"

namespace ochre::lex {

namespace {

bool is_ident_byte(char c) { return llvm::isAlnum(c) || c == '_' || (c & 0x80); }

/// Where the suffix of a number begins.
size_t number_suffix(TokenKind kind, llvm::StringRef text) {
  auto digits = [&](size_t at, auto is_digit) {
    while (at < text.size() && (is_digit(text[at]) || text[at] == '_'))
      ++at;
    return at;
  };
  auto decimal = [](char c) { return llvm::isDigit(c); };
  if (text.starts_with("0x"))
    return digits(2, [](char c) { return llvm::isHexDigit(c); });
  if (text.starts_with("0b") || text.starts_with("0o"))
    return digits(2, decimal);
  size_t at = digits(0, decimal);
  if (kind != TokenKind::Float)
    return at;
  if (at < text.size() && text[at] == '.')
    at = digits(at + 1, decimal);
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    size_t exponent = at + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-'))
      ++exponent;
    size_t end = digits(exponent, decimal);
    if (text.slice(exponent, end).find_first_not_of('_') != llvm::StringRef::npos)
      return end;
  }
  return at;
}

} // namespace

LiteralParts split_literal(TokenKind kind, llvm::StringRef text) {
  if (kind == TokenKind::Int || kind == TokenKind::Float) {
    size_t at = number_suffix(kind, text);
    return {kind, text.take_front(at), text.drop_front(at)};
  }
  char quote = kind == TokenKind::Char || kind == TokenKind::Byte ? '\'' : '"';
  size_t open = text.find(quote);
  size_t hashes = text.take_front(open).count('#');
  size_t close = text.size();
  while (close > open + 1 && is_ident_byte(text[close - 1]))
    --close;
  llvm::StringRef suffix = text.drop_front(close);
  size_t tail = hashes + 1;
  if (open == llvm::StringRef::npos || close < open + 1 + tail)
    return {kind, "", suffix};
  return {kind, text.slice(open + 1, close - tail), suffix};
}

std::optional<Uint128> int_literal_value(llvm::StringRef body) {
  unsigned base = 10;
  if (body.starts_with("0x") || body.starts_with("0o") || body.starts_with("0b")) {
    base = body[1] == 'x' ? 16 : body[1] == 'o' ? 8 : 2;
    body = body.drop_front(2);
  }
  unsigned __int128 value = 0;
  for (char c : body) {
    if (c == '_')
      continue;
    unsigned digit = llvm::hexDigitValue(c);
    if (digit >= base)
      digit = 0; // reported by the lexer
    unsigned __int128 next = value * base + digit;
    if (value > (~static_cast<unsigned __int128>(0) - digit) / base)
      return std::nullopt;
    value = next;
  }
  return Uint128{static_cast<uint64_t>(value), static_cast<uint64_t>(value >> 64)};
}

std::string string_literal_value(TokenKind kind, llvm::StringRef body) {
  std::string out;
  if (body.find_first_of("\\\r") == llvm::StringRef::npos)
    return body.str();
  unescape(kind, body, [&](const LiteralUnit &unit) {
    if (unit.error != EscapeError::None)
      return;
    if (unit.is_byte)
      out += static_cast<char>(unit.value);
    else
      append_utf8(out, unit.value);
  });
  return out;
}

uint32_t char_literal_value(TokenKind kind, llvm::StringRef body) {
  uint32_t value = 0;
  unescape(kind, body, [&](const LiteralUnit &unit) { value = unit.value; });
  return value;
}

} // namespace ochre::lex
