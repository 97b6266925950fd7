// The main loop: white space, punctuation, and which of the other files' scanners comes next.
#include "frontend/lex/scanner.h"

#include "frontend/lex/unicode.h"

#include "llvm/Support/FormatVariadic.h"

namespace ochre::lex {

namespace {
constexpr std::array<uint8_t, 256> make_classes() {
  std::array<uint8_t, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c)
    table[c] = table[c - 'a' + 'A'] = kIdentStart | kIdentPart;
  table['_'] = kIdentStart | kIdentPart;
  for (int c = '0'; c <= '9'; ++c)
    table[c] = kDigit | kIdentPart;
  table[' '] = table['\t'] = table['\n'] = table['\r'] = table['\v'] = table['\f'] = kSpace;
  for (char c : {'=', '!', '<', '>', '&', '|', '+', '-', '*', '/', '%',
                 '^', '@', '.', ',', ';', ':', '#', '$', '?', '~', '\''})
    table[static_cast<unsigned char>(c)] = kOpChar;
  return table;
}
constexpr std::array<uint8_t, 256> kClassArray = make_classes();
} // namespace

const uint8_t kByteClasses[256] = {
#define ROW8(n)                                                                                    \
  kClassArray[n], kClassArray[n + 1], kClassArray[n + 2], kClassArray[n + 3], kClassArray[n + 4],  \
      kClassArray[n + 5], kClassArray[n + 6], kClassArray[n + 7]
#define ROW64(n)                                                                                   \
  ROW8(n), ROW8(n + 8), ROW8(n + 16), ROW8(n + 24), ROW8(n + 32), ROW8(n + 40), ROW8(n + 48),      \
      ROW8(n + 56)
    ROW64(0), ROW64(64), ROW64(128), ROW64(192)};

TokenBuffer::TokenBuffer(Arena &arena, size_t expected)
    : arena_(arena), data_(arena.allocate<Token>(std::max<size_t>(expected, 16))),
      capacity_(std::max<size_t>(expected, 16)) {}

void TokenBuffer::grow() {
  Token *bigger = arena_.allocate<Token>(capacity_ * 2);
  std::copy(data_, data_ + size_, bigger);
  data_ = bigger;
  capacity_ *= 2;
}

Scanner::Scanner(Session &sess, Arena &arena, llvm::StringRef text, BytePos start,
                 std::vector<Comment> *comments)
    : sess_(sess), edition_(sess.opts.edition), begin_(text.begin()), end_(text.end()),
      at_(text.begin()), start_(start), tokens_(arena, text.size() / 4), comments_(comments) {}

LexedFile Scanner::run() {
  skip_shebang();
  scan_all();
  if (!open_.empty())
    close_unclosed();
  return {tokens_.stream(), is_broken_};
}

// `#!…` begins a script, unless `[` follows: then it is an attribute.
void Scanner::skip_shebang() {
  llvm::StringRef text(begin_, end_ - begin_);
  if (!text.starts_with("#!"))
    return;
  text = text.drop_front(2);
  for (;;) {
    text = text.ltrim(" \t\n\r\v\f");
    if (text.starts_with("//") && !text.starts_with("///") && !text.starts_with("//!")) {
      text = text.drop_until([](char c) { return c == '\n'; });
    } else if (text.starts_with("/*") && !text.starts_with("/*!")) {
      const char *saved = at_;
      at_ = text.begin();
      bool closed = skip_block_comment();
      text = llvm::StringRef(at_, end_ - at_);
      at_ = saved;
      if (!closed)
        break;
    } else {
      break;
    }
  }
  if (text.starts_with("["))
    return;
  while (at_ < end_ && *at_ != '\n')
    ++at_;
}

void Scanner::scan_all() {
  for (;;) {
    while (is_class(*at_, kSpace))
      ++at_;
    if (at_ >= end_)
      return;
    scan_token();
  }
}

void Scanner::push(TokenKind kind, const char *from, uint32_t payload, uint8_t flags) {
  BytePos lo = pos(from);
  BytePos hi = pos(at_);
  if (lo == last_end_ && tokens_.size() != 0) {
    bool joint = kind >= TokenKind::Eq;
    tokens_[tokens_.size() - 1].flags |=
        static_cast<uint8_t>(joint ? Spacing::Joint : Spacing::JointHidden);
  }
  last_end_ = hi;
  tokens_.push({kind, flags, FragmentKind::None, payload, {lo, hi, kRootContext}});
}

void Scanner::scan_token() {
  const char *from = at_;
  char c = *at_;
  if (is_class(c, kIdentStart)) {
    ident_or_prefixed();
    return;
  }
  if (is_class(c, kDigit)) {
    number();
    return;
  }
  switch (c) {
  case '(': return open(Delimiter::Paren);
  case '[': return open(Delimiter::Bracket);
  case '{': return open(Delimiter::Brace);
  case ')': return close(Delimiter::Paren);
  case ']': return close(Delimiter::Bracket);
  case '}': return close(Delimiter::Brace);
  case '"': return quoted(from, TokenKind::Str);
  case '\'': return lifetime_or_char();
  case '/':
    if (at_[1] == '/')
      return line_comment();
    if (at_[1] == '*')
      return block_comment();
    break;
  case '#':
    if (edition_ >= Edition::E2024 && (at_[1] == '#' || at_[1] == '"') && guarded_string())
      return;
    break;
  default: break;
  }
  if (!scan_punct(c))
    scan_unknown();
}

bool Scanner::scan_punct(char c) {
  using K = TokenKind;
  const char *from = at_;
  char second = at_[1];
  char third = second ? at_[2] : '\0';
  auto one = [&](K kind) { punct(kind, from, 1); };
  auto with_eq = [&](K plain, K assign) {
    second == '=' ? punct(assign, from, 2) : punct(plain, from, 1);
  };
  switch (c) {
  case ',': return one(K::Comma), true;
  case ';': return one(K::Semi), true;
  case ':': return second == ':' ? punct(K::PathSep, from, 2) : one(K::Colon), true;
  case '.':
    if (second != '.')
      return one(K::Dot), true;
    if (third == '=')
      return punct(K::DotDotEq, from, 3), true;
    return third == '.' ? punct(K::DotDotDot, from, 3) : punct(K::DotDot, from, 2), true;
  case '=':
    if (second == '>')
      return punct(K::FatArrow, from, 2), true;
    return with_eq(K::Eq, K::EqEq), true;
  case '!': return with_eq(K::Not, K::NotEq), true;
  case '<':
    if (second == '<')
      return third == '=' ? punct(K::ShlEq, from, 3) : punct(K::Shl, from, 2), true;
    if (second == '-')
      return punct(K::LArrow, from, 2), true;
    return with_eq(K::Lt, K::LtEq), true;
  case '>':
    if (second == '>')
      return third == '=' ? punct(K::ShrEq, from, 3) : punct(K::Shr, from, 2), true;
    return with_eq(K::Gt, K::GtEq), true;
  case '&':
    if (second == '&')
      return punct(K::AndAnd, from, 2), true;
    return with_eq(K::And, K::AndEq), true;
  case '|':
    if (second == '|')
      return punct(K::OrOr, from, 2), true;
    return with_eq(K::Or, K::OrEq), true;
  case '-':
    if (second == '>')
      return punct(K::RArrow, from, 2), true;
    return with_eq(K::Minus, K::MinusEq), true;
  case '+': return with_eq(K::Plus, K::PlusEq), true;
  case '*': return with_eq(K::Star, K::StarEq), true;
  case '/': return with_eq(K::Slash, K::SlashEq), true;
  case '%': return with_eq(K::Percent, K::PercentEq), true;
  case '^': return with_eq(K::Caret, K::CaretEq), true;
  case '@': return one(K::At), true;
  case '#': return one(K::Pound), true;
  case '$': return one(K::Dollar), true;
  case '?': return one(K::Question), true;
  case '~': return one(K::Tilde), true;
  default: return false;
  }
}

// Not ASCII, or a character that begins no token.
void Scanner::scan_unknown() {
  const char *from = at_;
  Decoded decoded = decode_utf8(at_);
  if (is_xid_start(decoded.code) || is_emoji(decoded.code)) {
    ident_or_prefixed();
    return;
  }
  at_ += decoded.length;
  if (is_pattern_white_space(decoded.code))
    return;
  // A run of the same character is one mistake.
  llvm::StringRef text(from, decoded.length);
  while (llvm::StringRef(at_, end_ - at_).starts_with(text))
    at_ += decoded.length;
  bool printable = decoded.code > 0x20 && decoded.code != 0x7F && decoded.code != 0x37E &&
                   !(decoded.code >= 0x80 && decoded.code < 0xA1) &&
                   !(decoded.code >= 0x2000 && decoded.code < 0x2010) && decoded.code != 0xFEFF;
  std::string shown = printable ? text.str() : llvm::formatv("\\u{{{0:x-}}", decoded.code).str();
  auto report = error(sess_, span(from, at_), diag::UnknownStart, shown);
  if (Confusable confusable = find_confusable(decoded.code); confusable.name)
    report.help(llvm::formatv("Unicode character '{0}' ({1}) looks like '{2}', but it is not", text,
                              confusable.name, confusable.ascii)
                    .str());
  if (decoded.code == 0)
    report.help("source files must contain UTF-8 encoded text, unexpected null bytes might occur "
                "when a different encoding is used");
  report.emit();
  // What it looks like is what was meant.
  static constexpr std::pair<char, TokenKind> kMeant[] = {
      {',', TokenKind::Comma}, {';', TokenKind::Semi},  {':', TokenKind::Colon},
      {'.', TokenKind::Dot},   {'-', TokenKind::Minus}, {'*', TokenKind::Star},
      {'/', TokenKind::Slash}, {'!', TokenKind::Not},   {'#', TokenKind::Pound},
      {'&', TokenKind::And},   {'+', TokenKind::Plus},  {'<', TokenKind::Lt},
      {'=', TokenKind::Eq},    {'>', TokenKind::Gt},    {'?', TokenKind::Question},
      {'|', TokenKind::Or},    {'~', TokenKind::Tilde}};
  char meant = find_confusable(decoded.code).ascii;
  for (auto [ascii, kind] : kMeant)
    if (ascii == meant)
      push(kind, from);
}

} // namespace ochre::lex
