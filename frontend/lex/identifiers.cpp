// Identifiers, lifetimes, and the prefixes of literals.
#include "frontend/lex/keywords.h"
#include "frontend/lex/scanner.h"
#include "frontend/lex/unicode.h"

namespace ochre::lex {

namespace {
bool is_ascii(char c) { return !(c & 0x80); }
} // namespace

bool Scanner::at_ident_start(const char *at) const {
  if (is_ascii(*at))
    return is_class(*at, kIdentStart);
  return at < end_ && is_xid_start(decode_utf8(at).code);
}

bool Scanner::at_ident_part(const char *at) const {
  if (is_ascii(*at))
    return is_class(*at, kIdentPart);
  return at < end_ && is_xid_continue(decode_utf8(at).code);
}

/// Past letters, digits and emoji (which are reported where the identifier is made).
void Scanner::skip_ident_part() {
  for (;;) {
    while (is_class(*at_, kIdentPart))
      ++at_;
    if (is_ascii(*at_))
      return;
    Decoded decoded = decode_utf8(at_);
    if (!is_xid_continue(decoded.code) && !is_emoji(decoded.code) && decoded.code != 0x200D &&
        decoded.code != 0xFE0F)
      return;
    at_ += decoded.length;
  }
}

Symbol Scanner::intern_ident(const char *from, const char *to) {
  llvm::StringRef text(from, to - from);
  if (llvm::all_of(text, is_ascii))
    return sess_.intern(text);
  for (const char *at = from; at < to;) {
    Decoded decoded = decode_utf8(at);
    if (!is_ascii(*at) && !is_xid_continue(decoded.code)) {
      error(sess_, span(from, to), diag::EmojiIdent, text).emit();
      break;
    }
    at += decoded.length;
  }
  return sess_.intern(normalize_nfc(text));
}

void Scanner::ident(const char *from, bool is_raw) {
  Symbol name = intern_ident(is_raw ? from + 2 : from, at_);
  if (is_raw && !can_be_raw(name))
    error(sess_, span(from, at_), diag::CannotBeRawIdent, sess_.str(name)).emit();
  push(TokenKind::Ident, from, name.raw, is_raw ? kRaw : 0);
}

void Scanner::ident_or_prefixed() {
  const char *from = at_;
  while (is_class(*at_, kIdentPart))
    ++at_;
  if (!is_ascii(*at_))
    skip_ident_part();
  char next = *at_;
  if (next != '"' && next != '\'' && next != '#') {
    ident(from, false);
    return;
  }
  if (!known_prefix(from, llvm::StringRef(from, at_ - from)))
    unknown_prefix(from);
}

/// Literals with a prefix and raw identifiers; false if the word is none of their prefixes.
bool Scanner::known_prefix(const char *from, llvm::StringRef prefix) {
  using K = TokenKind;
  char next = *at_;
  if (prefix == "r" && next == '#' && at_ident_start(at_ + 1)) {
    ++at_;
    skip_ident_part();
    ident(from, true);
    return true;
  }
  if (prefix == "b" && next == '\'') {
    char_like(from, K::Byte);
    return true;
  }
  bool has_c = edition_ >= Edition::E2021;
  if (next == '"' && (prefix == "b" || (prefix == "c" && has_c))) {
    quoted(from, prefix == "b" ? K::ByteStr : K::CStr);
    return true;
  }
  if (next == '\'')
    return false;
  if (prefix == "r" || prefix == "br" || (prefix == "cr" && has_c)) {
    raw_string(from, prefix == "r" ? K::RawStr : prefix == "br" ? K::RawByteStr : K::RawCStr);
    return true;
  }
  return false;
}

/// `foo"`, `foo'a'`, `foo#` are reserved from 2021 on.
void Scanner::unknown_prefix(const char *from) {
  bool is_char = *at_ == '\'';
  if (is_char) {
    // `foo'a` alone is an identifier before a lifetime.
    const char *saved = at_;
    ++at_;
    bool closes = *at_ == '\\' || (at_ < end_ && at_[decode_utf8(at_).length] == '\'');
    at_ = saved;
    if (!closes) {
      ident(from, false);
      return;
    }
  }
  if (edition_ >= Edition::E2021)
    error(sess_, span(from, at_), diag::UnknownPrefix, llvm::StringRef(from, at_ - from))
        .primary_label("unknown prefix")
        .note("prefixed identifiers and literals are reserved since Rust 2021")
        .emit();
  ident(from, false);
}

void Scanner::lifetime_or_char() {
  const char *from = at_;
  const char *first = at_ + 1;
  bool can_be_lifetime = false;
  if (first < end_) {
    unsigned length = decode_utf8(first).length;
    can_be_lifetime = first[length] != '\'' && (at_ident_start(first) || is_class(*first, kDigit));
  }
  if (can_be_lifetime)
    lifetime(from);
  else
    char_like(from, TokenKind::Char);
}

void Scanner::lifetime(const char *from) {
  at_ = from + 1;
  bool starts_with_number = is_class(*at_, kDigit);
  bool is_raw =
      edition_ >= Edition::E2021 && at_[0] == 'r' && at_[1] == '#' && at_ident_start(at_ + 2);
  if (is_raw)
    at_ += 2;
  skip_ident_part();
  if (*at_ == '\'') {
    // `'abc'`: a character literal with too many of them.
    at_ = from;
    char_like(from, TokenKind::Char);
    return;
  }
  if (starts_with_number)
    error(sess_, span(from, at_), diag::LifetimeStartsWithNumber).emit();
  if (!is_raw && *at_ == '#' && edition_ >= Edition::E2021)
    error(sess_, span(from, at_), diag::UnknownPrefix, llvm::StringRef(from, at_ - from))
        .primary_label("unknown prefix")
        .note("prefixed identifiers and literals are reserved since Rust 2021")
        .emit();
  Symbol name;
  if (is_raw) {
    Symbol word = intern_ident(from + 3, at_);
    if (!can_be_raw(word))
      error(sess_, span(from, at_), diag::CannotBeRawLifetime, sess_.str(word)).emit();
    name = sess_.intern(("'" + sess_.str(word)).str());
  } else {
    name = intern_ident(from, at_);
  }
  push(TokenKind::Lifetime, from, name.raw, is_raw ? kRaw : 0);
}

} // namespace ochre::lex
