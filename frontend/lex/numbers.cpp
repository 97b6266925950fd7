// Number literals.
#include "frontend/lex/scanner.h"

#include "llvm/ADT/StringExtras.h"

namespace ochre::lex {

namespace {
const char *skip_digits(const char *at) {
  while (is_class(*at, kDigit) || *at == '_')
    ++at;
  return at;
}
bool has_digit(const char *from, const char *to) {
  return std::any_of(from, to, [](char c) { return llvm::isHexDigit(c); });
}
} // namespace

void Scanner::check_digits(const char *from, unsigned base) {
  for (const char *digit = from; digit < at_; ++digit)
    if (is_class(*digit, kDigit) && static_cast<unsigned>(*digit - '0') >= base)
      error(sess_, span(digit, digit + 1), diag::BadDigit, uint64_t(base)).emit();
}

void Scanner::number() {
  const char *from = at_;
  unsigned base = 10;
  if (at_[0] == '0' && (at_[1] == 'x' || at_[1] == 'o' || at_[1] == 'b')) {
    base = at_[1] == 'x' ? 16 : at_[1] == 'o' ? 8 : 2;
    at_ += 2;
    const char *digits = at_;
    if (base == 16) {
      while (llvm::isHexDigit(*at_) || *at_ == '_')
        ++at_;
    } else {
      at_ = skip_digits(at_);
    }
    if (!has_digit(digits, at_)) {
      error(sess_, span(from, at_), diag::NoDigits).emit();
      finish_literal(from, TokenKind::Int, kLitError);
      return;
    }
    check_digits(digits, base);
  } else {
    at_ = skip_digits(at_);
  }
  bool is_float = false;
  if (*at_ == '.' && at_[1] != '.' && !at_ident_start(at_ + 1)) {
    is_float = true;
    at_ = skip_digits(at_ + 1);
  }
  if (*at_ == 'e' || *at_ == 'E') {
    const char *exponent = at_ + 1;
    if (*exponent == '+' || *exponent == '-')
      ++exponent;
    is_float = true;
    at_ = skip_digits(exponent);
    if (!has_digit(exponent, at_)) {
      error(sess_, span(from, at_), diag::EmptyExponent).emit();
      finish_literal(from, TokenKind::Float, kLitError);
      return;
    }
  }
  if (is_float && base != 10)
    error(sess_, span(from, at_), diag::UnsupportedFloat,
          base == 16  ? "hexadecimal"
          : base == 8 ? "octal"
                      : "binary")
        .primary_label("not supported")
        .emit();
  finish_literal(from, is_float ? TokenKind::Float : TokenKind::Int,
                 is_float && base != 10 ? kLitError : 0);
}

} // namespace ochre::lex
