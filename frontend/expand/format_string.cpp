#include "frontend/expand/format_string.h"

#include "llvm/Support/ConvertUTF.h"

namespace ochre::expand {

namespace {

/// Names are checked for real when they are resolved; here it is enough to find their end.
bool is_name_start(unsigned char c) { return isalpha(c) || c == '_' || c >= 0x80; }
bool is_name_part(unsigned char c) { return isalnum(c) || c == '_' || c >= 0x80; }

class FormatParser {
public:
  explicit FormatParser(llvm::StringRef text) : text_(text) {}
  ParsedFormat parse();

private:
  bool at_end() const { return pos_ == text_.size(); }
  char peek(size_t ahead = 0) const {
    return pos_ + ahead < text_.size() ? text_[pos_ + ahead] : '\0';
  }
  bool has(char c, size_t ahead = 0) const {
    return pos_ + ahead < text_.size() && text_[pos_ + ahead] == c;
  }
  bool eat(char c) {
    if (!has(c))
      return false;
    ++pos_;
    return true;
  }
  void skip_space() {
    while (!at_end() && isspace(static_cast<unsigned char>(peek())))
      ++pos_;
  }
  /// The character at `pos`, and its length in bytes.
  std::pair<uint32_t, size_t> char_at(size_t pos) const;
  std::string quoted_char() const;
  void fail(FormatError error) {
    if (!result_.error)
      result_.error = std::move(error);
  }
  void flush_text(std::string &text);
  bool parse_hole();
  bool parse_argument(FormatArgRef &out);
  bool parse_integer(uint32_t &value);
  llvm::StringRef parse_word();
  bool parse_spec(FormatHole &hole);
  void parse_fill_and_align(FormatHole &hole);
  bool parse_count(FormatSizeRef &out);
  bool parse_precision(FormatHole &hole);
  void parse_type(FormatHole &hole);
  bool missing_brace(size_t open, FormatHole &hole);

  llvm::StringRef text_;
  size_t pos_ = 0;
  ParsedFormat result_;
};

std::pair<uint32_t, size_t> FormatParser::char_at(size_t pos) const {
  auto c = static_cast<unsigned char>(text_[pos]);
  size_t size = llvm::getNumBytesForUTF8(c);
  if (size == 1 || pos + size > text_.size())
    return {c, 1};
  uint32_t value = c & (0xFF >> (size + 1));
  for (size_t i = 1; i < size; ++i)
    value = value << 6 | (static_cast<unsigned char>(text_[pos + i]) & 0x3F);
  return {value, size};
}

std::string FormatParser::quoted_char() const {
  return "`" + text_.substr(pos_, char_at(pos_).second).str() + "`";
}

void FormatParser::flush_text(std::string &text) {
  if (text.empty())
    return;
  FormatPart part;
  part.text = std::move(text);
  text.clear();
  result_.parts.push_back(std::move(part));
}

ParsedFormat FormatParser::parse() {
  std::string text;
  while (!at_end() && !result_.error) {
    char c = peek();
    if (c == '{' && has('{', 1)) {
      text += '{';
      pos_ += 2;
    } else if (c == '}' && has('}', 1)) {
      text += '}';
      pos_ += 2;
    } else if (c == '}') {
      fail({"unmatched `}` found",
            "unmatched `}` in format string",
            "if you intended to print `}`, you can escape it using `}}`",
            {pos_, pos_ + 1},
            {}});
    } else if (c == '{') {
      flush_text(text);
      parse_hole();
    } else {
      text += c;
      ++pos_;
    }
  }
  flush_text(text);
  return std::move(result_);
}

bool FormatParser::missing_brace(size_t open, FormatHole &hole) {
  FormatError error;
  error.because = FormatRange{open, open + 1};
  error.note = "if you intended to print `{`, you can escape it using `{{`";
  error.label = "expected `}` in format string";
  if (at_end()) {
    error.message = "expected `}` but string was terminated";
    error.at = {pos_, pos_ + 1};
  } else if (peek() == '.' && hole.argument.position == FormatPosition::Name &&
             is_name_start(peek(1))) {
    size_t end = pos_ + 1;
    while (end < text_.size() && is_name_part(text_[end]))
      ++end;
    error.message = "field access isn't supported";
    error.label = "not supported in format string";
    error.note = "consider moving this expression to a local variable and then using the local "
                 "here instead";
    error.at = {hole.argument.range.from, end};
    error.because.reset();
  } else if (peek() == '=' && has('}', 1)) {
    std::string name = hole.argument.name.str();
    error.message =
        "python's f-string debug `=` is not supported in rust, use `dbg(" + name + ")` instead";
    error.note = "to print `{`, you can escape it using `{{`";
    error.at = {pos_, pos_ + 1};
  } else {
    error.message = "expected `}`, found " + quoted_char();
    error.at = {pos_, pos_ + char_at(pos_).second};
  }
  fail(std::move(error));
  return false;
}

/// At `{`.
bool FormatParser::parse_hole() {
  size_t open = pos_++;
  FormatHole hole;
  size_t start = pos_;
  if (!parse_argument(hole.argument))
    return false;
  hole.argument.range = {start, pos_};
  skip_space();
  if (eat(':') && !parse_spec(hole))
    return false;
  skip_space();
  if (!eat('}'))
    return missing_brace(open, hole);
  hole.range = {open, pos_};
  FormatPart part;
  part.is_hole = true;
  part.hole = hole;
  result_.parts.push_back(std::move(part));
  return true;
}

bool FormatParser::parse_integer(uint32_t &value) {
  size_t start = pos_;
  uint64_t number = 0;
  while (!at_end() && isdigit(static_cast<unsigned char>(peek()))) {
    number = std::min<uint64_t>(number * 10 + static_cast<uint64_t>(peek() - '0'), UINT32_MAX);
    ++pos_;
  }
  value = static_cast<uint32_t>(number);
  if (number <= UINT16_MAX)
    return true;
  fail({"integer `" + text_.slice(start, pos_).str() +
            "` does not fit into the type `u16` whose range is `0..=65535`",
        "integer out of range for `u16` in format string",
        "",
        {start, pos_},
        {}});
  return false;
}

llvm::StringRef FormatParser::parse_word() {
  size_t start = pos_;
  if (at_end() || !is_name_start(static_cast<unsigned char>(peek())))
    return {};
  while (!at_end() && is_name_part(static_cast<unsigned char>(peek())))
    ++pos_;
  return text_.slice(start, pos_);
}

bool FormatParser::parse_argument(FormatArgRef &out) {
  size_t start = pos_;
  if (!at_end() && isdigit(static_cast<unsigned char>(peek()))) {
    out.position = FormatPosition::Index;
    bool fits = parse_integer(out.index);
    out.range = {start, pos_};
    return fits;
  }
  if (has('r') && has('#', 1) && is_name_start(peek(2))) {
    pos_ += 2;
    parse_word();
    fail({"raw identifiers are not supported",
          "raw identifier used here in format string",
          "identifiers in format strings can be keywords and don't need to be prefixed with `r#`",
          {start, pos_},
          {}});
    return false;
  }
  llvm::StringRef name = parse_word();
  if (name.empty())
    return true;
  out.range = {start, pos_};
  if (name == "_") {
    fail({"invalid argument name `_`",
          "invalid argument name in format string",
          "argument name cannot be a single underscore",
          out.range,
          {}});
    return false;
  }
  out.position = FormatPosition::Name;
  out.name = name;
  return true;
}

bool is_align(char c) { return c == '<' || c == '>' || c == '^'; }

void FormatParser::parse_fill_and_align(FormatHole &hole) {
  if (at_end())
    return;
  auto [c, size] = char_at(pos_);
  if (pos_ + size < text_.size() && is_align(text_[pos_ + size])) {
    hole.fill = c;
    hole.align = text_[pos_ + size];
    pos_ += size + 1;
  } else if (is_align(peek())) {
    hole.align = text_[pos_++];
  }
}

/// `5`, `0$`, `name$`, or nothing (then not a step further).
bool FormatParser::parse_count(FormatSizeRef &out) {
  size_t start = pos_;
  if (!at_end() && isdigit(static_cast<unsigned char>(peek()))) {
    uint32_t value = 0;
    if (!parse_integer(value))
      return false;
    out.kind = FormatSize::Literal;
    out.value = value;
    if (has('$')) {
      out.kind = FormatSize::Argument;
      out.argument.position = FormatPosition::Index;
      out.argument.index = value;
      out.argument.range = {start, pos_ + 1};
      ++pos_;
    }
    out.range = {start, pos_};
    return true;
  }
  llvm::StringRef name = parse_word();
  if (name.empty() || !has('$')) {
    pos_ = start;
    return true;
  }
  out.kind = FormatSize::Argument;
  out.argument.position = FormatPosition::Name;
  out.argument.name = name;
  out.argument.range = {start, pos_};
  ++pos_;
  out.range = {start, pos_};
  return true;
}

bool FormatParser::parse_precision(FormatHole &hole) {
  size_t start = pos_;
  if (!eat('.'))
    return true;
  if (eat('*')) {
    hole.precision.kind = FormatSize::Star;
  } else {
    if (!parse_count(hole.precision))
      return false;
    if (hole.precision.kind == FormatSize::None) {
      // `{:.}` is written so by some; it is an empty precision.
      return true;
    }
  }
  hole.precision.range = {start, pos_};
  return true;
}

void FormatParser::parse_type(FormatHole &hole) {
  size_t start = pos_;
  if (has('x') && has('?', 1)) {
    hole.debug_hex = 'x';
    ++pos_;
    start = pos_++;
  } else if (has('X') && has('?', 1)) {
    hole.debug_hex = 'X';
    ++pos_;
    start = pos_++;
  } else if (!eat('?')) {
    parse_word();
  } else if ((has('x') || has('X')) && has('}', 1)) {
    std::string c(1, peek());
    fail({"expected `}`, found `" + c + "`",
          "expected `'}'` in format string",
          "did you mean `" + c + "?`?",
          {pos_, pos_ + 1},
          {}});
  } else if (has('#') && has('}', 1)) {
    fail({"expected `}`, found `#`",
          "expected `'}'` in format string",
          "did you mean `#?`?",
          {pos_, pos_ + 1},
          {}});
  }
  hole.type = text_.slice(start, pos_);
  hole.type_range = {start, pos_};
}

/// Behind `:`.
bool FormatParser::parse_spec(FormatHole &hole) {
  hole.type_range = {pos_, pos_};
  parse_fill_and_align(hole);
  if (has('+') || has('-'))
    hole.sign = text_[pos_++];
  hole.alternate = eat('#');
  // `0$` is an argument, `0` a flag.
  if (has('0') && !has('$', 1)) {
    hole.zero_pad = true;
    ++pos_;
  }
  if (!parse_count(hole.width) || !parse_precision(hole))
    return false;
  parse_type(hole);
  return !result_.error;
}

} // namespace

ParsedFormat parse_format(llvm::StringRef text) { return FormatParser(text).parse(); }

} // namespace ochre::expand
