// format_args! and its kin: checks the format string against the arguments and makes a FormatArgs
// expression. `println!("{x} {}", y)` has pieces [{arg 1}, " ", {arg 0}, "\n"] and arguments [y,
// x]: captured names come behind those written.

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/format_string.h"
#include "frontend/lex/literal.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

namespace {

class ArgsParser {
public:
  explicit ArgsParser(const BuiltinCall &call)
      : call_(call), parser_(call.sess(), call.krate(), call.call.mac->tokens,
                             end_of(call.call.mac->tokens, call.call.mac->close)) {}

  bool parse(PendingArgs &out);

private:
  bool parse_argument(PendingArgs &out);

  const BuiltinCall &call_;
  parse::Parser parser_;
  llvm::DenseMap<Symbol, Span> names_;
};

bool ArgsParser::parse_argument(PendingArgs &out) {
  ast::Ident name;
  const lex::Token token = parser_.token();
  if (token.is_ident() && parser_.look_ahead(1).is(lex::TokenKind::Eq)) {
    name = {token.symbol(), token.span};
    parser_.bump();
    parser_.bump();
  }
  ast::ExprId expr = parser_.parse_expr();
  if (name.is_valid()) {
    auto [it, is_new] = names_.try_emplace(name.name, name.span);
    if (!is_new) {
      error(call_.sess(), name.span, diag::DuplicateArgument, name.name)
          .primary_label("duplicate argument")
          .label(it->second, "previously here")
          .emit();
      return true;
    }
  } else if (!names_.empty()) {
    error(call_.sess(), call_.krate()[expr].span, diag::PositionalAfterNamed)
        .primary_label("positional arguments must be before named arguments")
        .label(names_.begin()->second, "named argument")
        .emit();
    return false;
  }
  out.exprs.push_back(expr);
  out.names.push_back(name);
  return true;
}

bool ArgsParser::parse(PendingArgs &out) {
  if (parser_.at_end()) {
    error(call_.sess(), call_.call.span, diag::FormatNeedsString).emit();
    return false;
  }
  out.exprs.push_back(parser_.parse_expr());
  out.names.push_back(ast::Ident());
  while (!parser_.at_end()) {
    if (!parser_.eat(lex::TokenKind::Comma)) {
      error(call_.sess(), parser_.token().span, diag::CfgExpectedComma,
            lex::to_string(call_.sess().interner, parser_.token()))
          .primary_label("expected `,`")
          .emit();
      return false;
    }
    if (parser_.at_end())
      break;
    size_t before = parser_.position();
    if (!parse_argument(out))
      return false;
    if (parser_.position() == before) {
      parser_.expect_end();
      return false;
    }
  }
  return true;
}

/// From offsets in a string's value to places in the source, if the literal stands there.
class LiteralMap {
public:
  LiteralMap(Session &sess, Span span, const ast::LitExpr &lit) : span_(span) {
    llvm::StringRef snippet = sess.source_map.snippet(span);
    if (lit.is_value || snippet != sess.str(lit.text))
      return;
    lex::LiteralParts parts = lex::split_literal(lit.token, snippet);
    size_t start = static_cast<size_t>(parts.body.data() - snippet.data());
    if (parts.body.data() < snippet.data() || start > snippet.size())
      return;
    map_body(parts.body, start, lit.token == lex::TokenKind::RawStr);
  }

  bool is_exact() const { return !offsets_.empty(); }
  Span at(FormatRange range) const {
    if (!is_exact())
      return span_;
    auto offset = [&](size_t i) { return offsets_[std::min(i, offsets_.size() - 1)]; };
    BytePos lo = span_.lo + static_cast<BytePos>(offset(range.from));
    BytePos hi = span_.lo + static_cast<BytePos>(offset(range.to));
    return {lo, std::max(lo, hi), span_.ctxt};
  }

private:
  void map_body(llvm::StringRef body, size_t start, bool is_raw);

  Span span_;
  std::vector<size_t> offsets_; ///< of each byte of the value, and of the end
};

/// Length of the escape at `i`, and how many bytes of value it gives.
std::pair<size_t, size_t> escape_at(llvm::StringRef body, size_t i) {
  if (i + 1 >= body.size())
    return {1, 1};
  switch (body[i + 1]) {
  case 'x': return {4, 1};
  case 'u': {
    size_t end = body.find('}', i);
    end = end == llvm::StringRef::npos ? body.size() : end + 1;
    std::string digits;
    for (char c : body.slice(i + 3, end - 1))
      if (c != '_')
        digits += c;
    uint32_t value = 0;
    if (llvm::StringRef(digits).getAsInteger(16, value))
      value = 0;
    return {end - i, value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4};
  }
  case '\r':
  case '\n': {
    size_t end = body.find_first_not_of(" \t\r\n", i + 1);
    return {(end == llvm::StringRef::npos ? body.size() : end) - i, 0};
  }
  default: return {2, 1};
  }
}

void LiteralMap::map_body(llvm::StringRef body, size_t start, bool is_raw) {
  for (size_t i = 0; i < body.size();) {
    size_t length = 1, values = 1;
    if (body[i] == '\\' && !is_raw)
      std::tie(length, values) = escape_at(body, i);
    else if (body[i] == '\r' && i + 1 < body.size() && body[i + 1] == '\n')
      length = 2;
    offsets_.insert(offsets_.end(), values, start + i);
    i += length;
  }
  offsets_.push_back(start + body.size());
}

std::optional<ast::FormatTrait> find_trait(llvm::StringRef type) {
  return llvm::StringSwitch<std::optional<ast::FormatTrait>>(type)
      .Case("", ast::FormatTrait::Display)
      .Case("?", ast::FormatTrait::Debug)
      .Case("e", ast::FormatTrait::LowerExp)
      .Case("E", ast::FormatTrait::UpperExp)
      .Case("o", ast::FormatTrait::Octal)
      .Case("p", ast::FormatTrait::Pointer)
      .Case("b", ast::FormatTrait::Binary)
      .Case("x", ast::FormatTrait::LowerHex)
      .Case("X", ast::FormatTrait::UpperHex)
      .Default(std::nullopt);
}

constexpr const char *kTraitNote =
    "the only appropriate formatting traits are:\n- ``, which uses the `Display` trait\n- `?`, "
    "which uses the `Debug` trait\n- `e`, which uses the `LowerExp` trait\n- `E`, which uses the "
    "`UpperExp` trait\n- `o`, which uses the `Octal` trait\n- `p`, which uses the `Pointer` "
    "trait\n- `b`, which uses the `Binary` trait\n- `x`, which uses the `LowerHex` trait\n- `X`, "
    "which uses the `UpperHex` trait";

class FormatChecker {
public:
  FormatChecker(const BuiltinCall &call, const PendingArgs &args, const LiteralMap &map,
                bool may_capture)
      : call_(call), map_(map), may_capture_(may_capture),
        format_span_(call.krate()[args.exprs[0]].span) {
    for (size_t i = 1; i < args.exprs.size(); ++i) {
      ast::FormatArgument arg;
      arg.expr = args.exprs[i];
      arg.name = args.names[i];
      arg.kind = arg.name.is_valid() ? ast::FormatArgKind::Named : ast::FormatArgKind::Normal;
      if (arg.name.is_valid())
        by_name_[arg.name.name] = static_cast<uint32_t>(args_.size());
      else
        ++positional_count_;
      args_.push_back(arg);
    }
    given_ = args_.size();
    used_.assign(given_, false);
  }

  /// The pieces; reports and gives nothing if string and arguments do not fit.
  bool check(const ParsedFormat &parsed);
  llvm::ArrayRef<ast::FormatArgument> args() const { return args_; }
  llvm::SmallVector<ast::FormatPiece, 8> pieces;

private:
  void add_hole(const FormatHole &hole);
  uint32_t resolve(const FormatArgRef &ref, const FormatHole &hole);
  uint32_t resolve_next(const FormatHole &hole, bool is_star);
  ast::FormatCount resolve_size(const FormatSizeRef &size, const FormatHole &hole);
  uint32_t capture(const FormatArgRef &ref);
  bool report_missing();
  bool report_unused();

  const BuiltinCall &call_;
  const LiteralMap &map_;
  bool may_capture_;
  Span format_span_;
  std::vector<ast::FormatArgument> args_;
  llvm::DenseMap<Symbol, uint32_t> by_name_;
  size_t given_ = 0;
  size_t positional_count_ = 0;
  uint32_t next_ = 0;
  std::vector<bool> used_;
  llvm::SmallVector<Span, 4> next_spans_; ///< of `{}`
  struct Invalid {
    uint32_t index;
    Span span;
  };
  llvm::SmallVector<Invalid, 4> invalid_; ///< `{7}` without such an argument
  bool missing_next_ = false;
  bool failed_ = false;
};

uint32_t FormatChecker::capture(const FormatArgRef &ref) {
  Symbol name = call_.sess().intern(ref.name);
  Span span = map_.at(ref.range);
  if (!may_capture_) {
    failed_ = true;
    error(call_.sess(), span, diag::NoSuchArgument, name)
        .note("did you intend to capture a variable `" + ref.name.str() +
              "` from the surrounding scope?")
        .note("to avoid ambiguity, `format_args!` cannot capture variables when the format string "
              "is expanded from a macro")
        .emit();
  }
  ast::PathSegment segment;
  segment.ident = {name, span};
  segment.id = call_.krate().new_node_id();
  ast::PathExpr path;
  path.path.span = span;
  path.path.segments = call_.krate().list(llvm::ArrayRef(segment));
  ast::FormatArgument arg;
  arg.kind = ast::FormatArgKind::Captured;
  arg.name = {name, span};
  arg.expr = call_.krate().make(span, path);
  uint32_t index = static_cast<uint32_t>(args_.size());
  args_.push_back(arg);
  by_name_[name] = index;
  return index;
}

uint32_t FormatChecker::resolve_next(const FormatHole &hole, bool is_star) {
  uint32_t index = next_++;
  next_spans_.push_back(map_.at(hole.range));
  (void)is_star;
  if (index >= given_)
    missing_next_ = true;
  else
    used_[index] = true;
  return index;
}

uint32_t FormatChecker::resolve(const FormatArgRef &ref, const FormatHole &hole) {
  switch (ref.position) {
  case FormatPosition::Next: return resolve_next(hole, false);
  case FormatPosition::Index:
    if (ref.index < given_)
      used_[ref.index] = true;
    else
      invalid_.push_back({ref.index, map_.at(ref.range)});
    return ref.index;
  case FormatPosition::Name: {
    auto known = by_name_.find(call_.sess().intern(ref.name));
    if (known == by_name_.end())
      return capture(ref);
    if (known->second < given_)
      used_[known->second] = true;
    return known->second;
  }
  }
  return 0;
}

ast::FormatCount FormatChecker::resolve_size(const FormatSizeRef &size, const FormatHole &hole) {
  switch (size.kind) {
  case FormatSize::None: return {};
  case FormatSize::Literal: return {ast::FormatCountKind::Literal, size.value};
  case FormatSize::Argument: return {ast::FormatCountKind::Argument, resolve(size.argument, hole)};
  case FormatSize::Star: return {ast::FormatCountKind::Argument, resolve_next(hole, true)};
  }
  return {};
}

ast::FormatAlign to_align(char c) {
  return c == '<'   ? ast::FormatAlign::Left
         : c == '>' ? ast::FormatAlign::Right
         : c == '^' ? ast::FormatAlign::Center
                    : ast::FormatAlign::Unknown;
}

void FormatChecker::add_hole(const FormatHole &hole) {
  ast::FormatPiece piece;
  piece.is_placeholder = true;
  piece.span = map_.is_exact() ? map_.at(hole.range) : Span();
  // `.*` takes the precision first, then the value.
  piece.precision = resolve_size(hole.precision, hole);
  piece.argument = resolve(hole.argument, hole);
  piece.width = resolve_size(hole.width, hole);
  if (auto trait = find_trait(hole.type)) {
    piece.trait = *trait;
  } else {
    failed_ = true;
    error(call_.sess(), map_.at(hole.type_range), diag::UnknownFormatTrait, hole.type)
        .note(kTraitNote)
        .emit();
  }
  piece.align = to_align(hole.align);
  piece.fill = hole.fill;
  piece.sign_plus = hole.sign == '+';
  piece.sign_minus = hole.sign == '-';
  piece.alternate = hole.alternate;
  piece.zero_pad = hole.zero_pad;
  piece.debug_hex = hole.debug_hex == 'x'   ? ast::FormatDebugHex::Lower
                    : hole.debug_hex == 'X' ? ast::FormatDebugHex::Upper
                                            : ast::FormatDebugHex::None;
  pieces.push_back(piece);
}

std::string count_of(size_t n, llvm::StringRef what) {
  return std::to_string(n) + " " + what.str() + (n == 1 ? "" : "s");
}

bool FormatChecker::report_missing() {
  std::string given = given_ == 0   ? "no arguments were given"
                      : given_ == 1 ? "there is 1 argument"
                                    : "there are " + std::to_string(given_) + " arguments";
  if (missing_next_) {
    auto builder = error(call_.sess(), next_spans_[0], diag::TooFewArguments,
                         count_of(next_, "positional argument"), given);
    for (Span span : llvm::ArrayRef(next_spans_).drop_front())
      builder.also_at(span);
    for (size_t i = 0; i < given_; ++i)
      builder.label(call_.krate()[args_[i].expr].span, "");
    builder.emit();
    return true;
  }
  if (invalid_.empty())
    return false;
  auto builder = error(call_.sess(), invalid_[0].span, diag::InvalidArgumentReference,
                       invalid_[0].index, given);
  builder.note("positional arguments are zero-based").emit();
  return true;
}

bool FormatChecker::report_unused() {
  llvm::SmallVector<size_t, 4> unused;
  for (size_t i = 0; i < given_; ++i)
    if (!used_[i])
      unused.push_back(i);
  if (unused.empty())
    return false;
  auto span_of = [&](size_t i) { return call_.krate()[args_[i].expr].span; };
  auto label_of = [&](size_t i) {
    return args_[i].name.is_valid() ? "named argument never used" : "argument never used";
  };
  if (unused.size() == 1) {
    error(call_.sess(), span_of(unused[0]), diag::ArgumentUnused, label_of(unused[0]))
        .primary_label(label_of(unused[0]))
        .label(format_span_, "formatting specifier missing")
        .emit();
    return true;
  }
  auto builder = error(call_.sess(), span_of(unused[0]), diag::ArgumentsUnused);
  builder.primary_label(label_of(unused[0]));
  for (size_t i : llvm::ArrayRef(unused).drop_front())
    builder.also_at(span_of(i), label_of(i));
  builder.label(format_span_, "multiple missing formatting specifiers");
  builder.note("consider adding " + std::to_string(unused.size()) + " format specifiers").emit();
  return true;
}

bool FormatChecker::check(const ParsedFormat &parsed) {
  for (const FormatPart &part : parsed.parts) {
    if (part.is_hole) {
      add_hole(part.hole);
      continue;
    }
    ast::FormatPiece piece;
    piece.text = call_.sess().intern(part.text);
    pieces.push_back(piece);
  }
  bool is_missing = report_missing();
  // Indices that mean nothing explain why others are unused, except that a given one is left over.
  bool is_unused = !failed_ && !(is_missing && missing_next_) && report_unused();
  return !failed_ && !is_missing && !is_unused;
}

ErrorGuaranteed report_format_error(const BuiltinCall &call, const LiteralMap &map,
                                    const FormatError &problem) {
  auto builder = error(call.sess(), map.at(problem.at), diag::InvalidFormat, problem.message);
  builder.primary_label(problem.label);
  if (problem.because)
    builder.label(map.at(*problem.because), "because of this opening brace");
  if (!problem.note.empty())
    builder.note(problem.note);
  return builder.emit();
}

} // namespace

Expansion expand_format_args(const BuiltinCall &call) {
  PendingArgs *args = pending_args(call);
  if (!args) {
    PendingArgs fresh;
    if (!ArgsParser(call).parse(fresh))
      return done_error(call, call.sess().diags.guaranteed());
    // A macro call as format string forbids captures, whatever it expands to.
    fresh.failed = call.krate()[fresh.exprs[0]].kind() == ast::ExprKind::MacCall;
    args = &keep_args(call, std::move(fresh));
  }
  if (auto blocked = wait_for_args(call, llvm::ArrayRef(args->exprs).take_front(1)))
    return *blocked;

  const ast::Expr &format = call.krate()[args->exprs[0]];
  if (auto *bad = format.get_if<ast::ErrorExpr>())
    return done_error(call, bad->error);
  std::optional<std::string> text = str_value(call, args->exprs[0]);
  if (!text) {
    auto builder = error(call.sess(), format.span, diag::FormatNotAString);
    builder.suggest(format.span.shrink_to_lo(), "\"{}\", ",
                    "you might be missing a string literal to format with");
    return done_error(call, builder.emit());
  }
  bool newline = call.macro.builtin == Builtin::FormatArgsNl;
  LiteralMap map(call.sess(), format.span, format.as<ast::LitExpr>());
  ParsedFormat parsed = parse_format(*text);
  if (parsed.error)
    return done_error(call, report_format_error(call, map, *parsed.error));
  if (newline) {
    if (parsed.parts.empty() || parsed.parts.back().is_hole)
      parsed.parts.emplace_back();
    parsed.parts.back().text += '\n';
  }
  FormatChecker checker(call, *args, map, !args->failed);
  if (!checker.check(parsed))
    return done_error(call, call.sess().diags.guaranteed());

  ast::FormatArgsExpr result;
  result.pieces = call.krate().list(checker.pieces);
  result.args = call.krate().list(checker.args());
  result.format_span = format.span;
  result.newline = newline;
  return done_expr(call, call.krate().make(call.call_site(), result));
}

} // namespace ochre::expand
