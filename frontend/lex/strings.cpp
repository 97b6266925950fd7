// Character and string literals, raw or not, and their suffixes.
#include "frontend/lex/literal.h"
#include "frontend/lex/scanner.h"
#include "frontend/lex/unescape.h"
#include "frontend/lex/unicode.h"

#include "llvm/Support/FormatVariadic.h"

namespace ochre::lex {

namespace {

std::string escape_message(EscapeError error, TokenKind kind, llvm::StringRef text) {
  using E = EscapeError;
  bool is_byte =
      kind == TokenKind::Byte || kind == TokenKind::ByteStr || kind == TokenKind::RawByteStr;
  bool is_single = kind == TokenKind::Char || kind == TokenKind::Byte;
  switch (error) {
  case E::None: return "";
  case E::ZeroChars: return "empty character literal";
  case E::MoreThanOneChar:
    return is_byte ? "if you meant to write a byte string literal, use double quotes"
                   : "character literal may only contain one codepoint";
  case E::LoneSlash: return "invalid trailing slash in literal";
  case E::InvalidEscape:
    return llvm::formatv("unknown {0} escape: `{1}`", is_byte ? "byte" : "character",
                         text.drop_front())
        .str();
  case E::BareCarriageReturn:
    return is_byte && is_single ? "byte constant must be escaped: `\\r`"
           : is_single          ? "character constant must be escaped: `\\r`"
                                : "bare CR not allowed in string, use `\\r` instead";
  case E::BareCarriageReturnInRaw: return "bare CR not allowed in raw string";
  case E::EscapeOnlyChar: {
    llvm::StringRef shown = text == "\n" ? "\\n" : text == "\t" ? "\\t" : "\\'";
    return llvm::formatv("{0} constant must be escaped: `{1}`", is_byte ? "byte" : "character",
                         shown)
        .str();
  }
  case E::TooShortHexEscape: return "numeric character escape is too short";
  case E::InvalidCharInHexEscape:
    return llvm::formatv("invalid character in numeric character escape: `{0}`", text).str();
  case E::OutOfRangeHexEscape: return "out of range hex escape";
  case E::NoBraceInUnicodeEscape: return "incorrect unicode escape sequence";
  case E::InvalidCharInUnicodeEscape:
    return llvm::formatv("invalid character in unicode escape: `{0}`", text).str();
  case E::EmptyUnicodeEscape: return "empty unicode escape";
  case E::UnclosedUnicodeEscape: return "unterminated unicode escape";
  case E::LeadingUnderscoreUnicodeEscape: return "invalid start of unicode escape: `_`";
  case E::OverlongUnicodeEscape: return "overlong unicode escape";
  case E::LoneSurrogateUnicodeEscape:
  case E::OutOfRangeUnicodeEscape: return "invalid unicode character escape";
  case E::UnicodeEscapeInByte: return "unicode escape in byte string";
  case E::NonAsciiCharInByte:
    return llvm::formatv("non-ASCII character in {0} literal", kind == TokenKind::Byte ? "byte"
                                                               : kind == TokenKind::ByteStr
                                                                   ? "byte string"
                                                                   : "raw byte string")
        .str();
  case E::NulInCStr: return "null characters in C string literals are not supported";
  }
  return "";
}

/// Whether the content needs a second look: escapes, carriage returns, or what the kind forbids.
bool is_plain(const char *from, const char *to, TokenKind kind) {
  bool byte = kind == TokenKind::ByteStr || kind == TokenKind::RawByteStr;
  bool c_str = kind == TokenKind::CStr || kind == TokenKind::RawCStr;
  bool raw =
      kind == TokenKind::RawStr || kind == TokenKind::RawByteStr || kind == TokenKind::RawCStr;
  for (const char *at = from; at < to; ++at)
    if ((*at == '\\' && !raw) || *at == '\r' || (byte && (*at & 0x80)) || (c_str && *at == 0))
      return false;
  return true;
}

} // namespace

void Scanner::check_content(const char *from, const char *body_from, const char *body_to,
                            TokenKind kind) {
  llvm::StringRef body(body_from, body_to - body_from);
  uint8_t flags = 0;
  bool is_single = kind == TokenKind::Char || kind == TokenKind::Byte;
  if (is_single || !is_plain(body_from, body_to, kind)) {
    unescape(kind, body, [&](const LiteralUnit &unit) {
      if (unit.error == EscapeError::None)
        return;
      flags = kLitError;
      llvm::StringRef text = body.slice(unit.begin, unit.end);
      Span where = span(text.begin(), text.end());
      if (unit.error == EscapeError::MoreThanOneChar || unit.error == EscapeError::ZeroChars)
        where = span(from, at_);
      error(sess_, where, diag::Escape, escape_message(unit.error, kind, text)).emit();
    });
  }
  finish_literal(from, kind, flags);
}

/// Takes the suffix, if any, and makes the token.
void Scanner::finish_literal(const char *from, TokenKind kind, uint8_t flags) {
  if (at_ident_start(at_)) {
    const char *suffix = at_;
    skip_ident_part();
    if (at_ - suffix == 1 && *suffix == '_')
      error(sess_, span(suffix, at_), diag::UnderscoreSuffix).emit();
    else
      flags |= kHasSuffix;
  }
  push(kind, from, sess_.intern(llvm::StringRef(from, at_ - from)).raw, flags);
}

/// A string with escapes; `at_` is at its opening quote.
void Scanner::quoted(const char *from, TokenKind kind) {
  const char *body = ++at_;
  for (;;) {
    while (*at_ != '"' && *at_ != '\\' && *at_ != '\0')
      ++at_;
    if (*at_ == '"')
      break;
    if (at_ >= end_ || (*at_ == '\\' && at_ + 1 >= end_)) {
      auto &text = kind == TokenKind::Str       ? diag::UnterminatedStr
                   : kind == TokenKind::ByteStr ? diag::UnterminatedByteStr
                                                : diag::UnterminatedCStr;
      error(sess_, span(from, end_), text).emit();
      give_up();
      return;
    }
    at_ += *at_ == '\\' ? 2 : 1;
  }
  const char *body_end = at_++;
  check_content(from, body, body_end, kind);
}

/// `at_` is at the first `#` or the quote.
void Scanner::raw_string(const char *from, TokenKind kind) {
  size_t hashes = 0;
  while (*at_ == '#') {
    ++at_;
    ++hashes;
  }
  if (*at_ != '"') {
    std::string shown =
        at_ < end_ ? std::string(at_, decode_utf8(at_).length) : std::string("end of file");
    error(sess_, span(from, at_), diag::BadRawDelimiter, shown).emit();
    give_up();
    return;
  }
  if (hashes > 255) {
    error(sess_, span(from, at_), diag::TooManyHashes, uint64_t(hashes)).emit();
    give_up();
    return;
  }
  const char *body = ++at_;
  for (;;) {
    const void *quote = at_ < end_ ? std::memchr(at_, '"', end_ - at_) : nullptr;
    if (!quote) {
      error(sess_, span(from, end_), diag::UnterminatedRawStr)
          .primary_label("unterminated raw string")
          .emit();
      give_up();
      return;
    }
    at_ = static_cast<const char *>(quote) + 1;
    size_t closing = 0;
    while (closing < hashes && at_[closing] == '#')
      ++closing;
    if (closing == hashes) {
      const char *body_end = at_ - 1;
      at_ += hashes;
      check_content(from, body, body_end, kind);
      return;
    }
  }
}

/// Past a literal in single quotes, `at_` being behind the first; false if it does not end.
bool Scanner::skip_single_quoted() {
  if (at_ < end_ && *at_ != '\\' && *at_ != '\'') {
    unsigned length = decode_utf8(at_).length;
    if (at_[length] == '\'') {
      at_ += length + 1;
      return true;
    }
  }
  while (at_ < end_) {
    switch (*at_) {
    case '\'': ++at_; return true;
    case '/': return false; // rather a comment
    case '\n':
      if (at_[1] != '\'')
        return false;
      ++at_;
      break;
    case '\\': at_ += at_ + 1 < end_ ? 2 : 1; break;
    default: ++at_;
    }
  }
  return false;
}

/// A character or byte; `at_` is at the opening quote.
void Scanner::char_like(const char *from, TokenKind kind) {
  const char *body = ++at_;
  if (!skip_single_quoted()) {
    if (kind == TokenKind::Char)
      error(sess_, span(from, at_), diag::UnterminatedChar).emit();
    else
      error(sess_, span(from, at_), diag::UnterminatedByte).emit();
    give_up();
    return;
  }
  check_content(from, body, at_ - 1, kind);
}

/// `#"…"#` and `##` are reserved in 2024. True if something was reported and skipped.
bool Scanner::guarded_string() {
  const char *from = at_;
  size_t hashes = 0;
  while (at_[hashes] == '#')
    ++hashes;
  if (at_[hashes] != '"') {
    if (hashes < 2)
      return false;
    at_ += hashes;
    error(sess_, span(from, at_), diag::MultiHash).emit();
    return true;
  }
  at_ += hashes + 1;
  while (at_ < end_ && *at_ != '"')
    at_ += *at_ == '\\' && at_ + 1 < end_ ? 2 : 1;
  if (at_ < end_)
    ++at_;
  while (*at_ == '#')
    ++at_;
  error(sess_, span(from, at_), diag::GuardedString)
      .note("unprefixed guarded string literals are reserved for future use since Rust 2024")
      .emit();
  push(TokenKind::Error, from);
  return true;
}

} // namespace ochre::lex
