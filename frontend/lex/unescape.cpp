#include "frontend/lex/unescape.h"

#include "frontend/lex/unicode.h"

#include "llvm/ADT/StringExtras.h"

namespace ochre::lex {

namespace {

struct Mode {
  bool is_byte; // b'…', b"…"
  bool is_c;    // c"…"
  bool is_raw;
  bool is_single; // one character between single quotes
};

Mode mode_of(TokenKind kind) {
  using K = TokenKind;
  bool byte = kind == K::Byte || kind == K::ByteStr || kind == K::RawByteStr;
  bool raw = kind == K::RawStr || kind == K::RawByteStr || kind == K::RawCStr;
  return {byte, kind == K::CStr || kind == K::RawCStr, raw, kind == K::Char || kind == K::Byte};
}

class Unescaper {
public:
  Unescaper(Mode mode, llvm::StringRef body, llvm::function_ref<void(const LiteralUnit &)> unit)
      : mode_(mode), body_(body), unit_(unit) {}

  void run() {
    if (mode_.is_single) {
      run_single();
      return;
    }
    while (at_ < body_.size())
      one();
  }

private:
  void run_single() {
    if (body_.empty()) {
      emit(0, EscapeError::ZeroChars);
      return;
    }
    char first = body_[0];
    if (first == '\'' || first == '\n' || first == '\t' || (first == '\r' && body_.size() == 1)) {
      at_ = 1;
      emit(0, first == '\r' ? EscapeError::BareCarriageReturn : EscapeError::EscapeOnlyChar);
      return;
    }
    // A mistake in the first character comes before a superfluous second one.
    LiteralUnit only;
    bool more = false;
    auto keep = [&](const LiteralUnit &unit) { only = unit; };
    auto outer = unit_;
    unit_ = keep;
    one();
    more = at_ < body_.size();
    unit_ = outer;
    if (only.error == EscapeError::None && more) {
      at_ = static_cast<uint32_t>(body_.size());
      emit(0, EscapeError::MoreThanOneChar);
    } else {
      unit_(only);
    }
  }

  void one() {
    uint32_t begin = at_;
    char c = body_[at_];
    if (c == '\\' && !mode_.is_raw) {
      ++at_;
      escape(begin);
    } else if (c == '\r') {
      carriage_return(begin);
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      Decoded decoded = decode_utf8(body_.data() + at_);
      at_ += decoded.length;
      value(begin, decoded.code,
            mode_.is_byte ? EscapeError::NonAsciiCharInByte : EscapeError::None);
    } else {
      ++at_;
      value(begin, static_cast<uint32_t>(c),
            mode_.is_c && c == 0 ? EscapeError::NulInCStr : EscapeError::None);
    }
  }

  void carriage_return(uint32_t begin) {
    if (at_ + 1 < body_.size() && body_[at_ + 1] == '\n') {
      at_ += 2;
      value(begin, '\n', EscapeError::None);
      return;
    }
    ++at_;
    emit(begin,
         mode_.is_raw ? EscapeError::BareCarriageReturnInRaw : EscapeError::BareCarriageReturn);
  }

  void escape(uint32_t begin) {
    if (at_ == body_.size()) {
      emit(begin, EscapeError::LoneSlash);
      return;
    }
    char c = body_[at_++];
    switch (c) {
    case 'n': return value(begin, '\n');
    case 'r': return value(begin, '\r');
    case 't': return value(begin, '\t');
    case '\\':
    case '\'':
    case '"': return value(begin, static_cast<uint32_t>(c));
    case '0': return value(begin, 0, mode_.is_c ? EscapeError::NulInCStr : EscapeError::None);
    case 'x': return hex_escape(begin);
    case 'u': return unicode_escape(begin);
    case '\r':
      if (mode_.is_single || at_ == body_.size() || body_[at_] != '\n')
        return emit(begin, EscapeError::InvalidEscape);
      return skip_white_space();
    case '\n':
      if (mode_.is_single)
        return emit(begin, EscapeError::InvalidEscape);
      return skip_white_space();
    default:
      if (static_cast<unsigned char>(c) >= 0x80)
        at_ += decode_utf8(body_.data() + at_ - 1).length - 1;
      return emit(begin, EscapeError::InvalidEscape);
    }
  }

  void skip_white_space() {
    while (at_ < body_.size() &&
           (body_[at_] == ' ' || body_[at_] == '\t' || body_[at_] == '\n' || body_[at_] == '\r'))
      ++at_;
  }

  void hex_escape(uint32_t begin) {
    uint32_t number = 0;
    for (int digit = 0; digit < 2; ++digit) {
      if (at_ == body_.size())
        return emit(begin, EscapeError::TooShortHexEscape);
      unsigned value = llvm::hexDigitValue(body_[at_]);
      if (value == ~0U) {
        uint32_t bad = at_;
        at_ += decode_utf8(body_.data() + at_).length;
        return emit(bad, EscapeError::InvalidCharInHexEscape);
      }
      number = number * 16 + value;
      ++at_;
    }
    if (mode_.is_c)
      return bytes(begin, number, number == 0 ? EscapeError::NulInCStr : EscapeError::None);
    if (!mode_.is_byte && number > 0x7F)
      return emit(begin, EscapeError::OutOfRangeHexEscape);
    value(begin, number);
  }

  void unicode_escape(uint32_t begin) {
    if (at_ == body_.size() || body_[at_] != '{')
      return emit(begin, EscapeError::NoBraceInUnicodeEscape);
    ++at_;
    if (at_ < body_.size() && body_[at_] == '_') {
      ++at_;
      return emit(at_ - 1, EscapeError::LeadingUnderscoreUnicodeEscape);
    }
    uint32_t number = 0;
    unsigned digits = 0;
    for (;; ++at_) {
      if (at_ == body_.size())
        return emit(begin, EscapeError::UnclosedUnicodeEscape);
      char c = body_[at_];
      if (c == '}')
        break;
      if (c == '_')
        continue;
      unsigned digit = llvm::hexDigitValue(c);
      if (digit == ~0U) {
        uint32_t bad = at_;
        at_ += decode_utf8(body_.data() + at_).length;
        bool closes = body_.find('}', at_) != llvm::StringRef::npos;
        return emit(closes ? bad : begin, closes ? EscapeError::InvalidCharInUnicodeEscape
                                                 : EscapeError::UnclosedUnicodeEscape);
      }
      if (++digits <= 6)
        number = number * 16 + digit;
    }
    ++at_;
    check_code_point(begin, number, digits);
  }

  void check_code_point(uint32_t begin, uint32_t number, unsigned digits) {
    if (digits == 0)
      return emit(begin, EscapeError::EmptyUnicodeEscape);
    if (digits > 6)
      return emit(begin, EscapeError::OverlongUnicodeEscape);
    if (mode_.is_byte)
      return emit(begin, EscapeError::UnicodeEscapeInByte);
    if (number > 0x10FFFF)
      return emit(begin, EscapeError::OutOfRangeUnicodeEscape);
    if (number >= 0xD800 && number < 0xE000)
      return emit(begin, EscapeError::LoneSurrogateUnicodeEscape);
    value(begin, number, mode_.is_c && number == 0 ? EscapeError::NulInCStr : EscapeError::None);
  }

  void emit(uint32_t begin, EscapeError error) { unit_({begin, at_, 0, false, error}); }
  void value(uint32_t begin, uint32_t code, EscapeError error = EscapeError::None) {
    unit_({begin, at_, code, mode_.is_byte, error});
  }
  void bytes(uint32_t begin, uint32_t byte, EscapeError error) {
    unit_({begin, at_, byte, true, error});
  }

  Mode mode_;
  llvm::StringRef body_;
  llvm::function_ref<void(const LiteralUnit &)> unit_;
  uint32_t at_ = 0;
};

} // namespace

void unescape(TokenKind kind, llvm::StringRef body,
              llvm::function_ref<void(const LiteralUnit &)> unit) {
  Unescaper(mode_of(kind), body, unit).run();
}

} // namespace ochre::lex
