// asm!, global_asm!, naked_asm!: templates, operands, options, ABIs.
//
//   asm!("mov {0}, {x}", "inc {0}", out(reg) a, x = in(reg) b, options(nomem))
// Templates are joined by line breaks; `{…}` names an operand by position or name, with a modifier
// behind `:`. Registers and classes are checked by code generation, which knows the target.
// Source: Reference, "Inline assembly".

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/format_string.h"
#include "frontend/lex/literal.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

using lex::Token;
using lex::TokenKind;

namespace {

ast::AsmMacro which_macro(Builtin builtin) {
  return builtin == Builtin::GlobalAsm  ? ast::AsmMacro::GlobalAsm
         : builtin == Builtin::NakedAsm ? ast::AsmMacro::NakedAsm
                                        : ast::AsmMacro::Asm;
}

uint16_t find_option(llvm::StringRef name) {
  return llvm::StringSwitch<uint16_t>(name)
      .Case("pure", ast::kAsmPure)
      .Case("nomem", ast::kAsmNomem)
      .Case("readonly", ast::kAsmReadonly)
      .Case("preserves_flags", ast::kAsmPreservesFlags)
      .Case("noreturn", ast::kAsmNoreturn)
      .Case("nostack", ast::kAsmNostack)
      .Case("att_syntax", ast::kAsmAttSyntax)
      .Case("raw", ast::kAsmRaw)
      .Case("may_unwind", ast::kAsmMayUnwind)
      .Default(0);
}

class AsmReader {
public:
  explicit AsmReader(const BuiltinCall &call)
      : call_(call), sess_(call.sess()), macro_(which_macro(call.macro.builtin)),
        parser_(call.sess(), call.krate(), call.call.mac->tokens,
                end_of(call.call.mac->tokens, call.call.mac->close)) {
    result_.macro = macro_;
    result_.span = call.call_site();
  }

  /// The template expressions, which may be macro calls; false after an error.
  bool read_templates(PendingArgs &out);
  /// All that follows the templates, and the pieces of the templates, which are expanded by now.
  bool read_rest(const PendingArgs &templates);
  const ast::InlineAsm &result() const { return result_; }

private:
  bool fail(DiagBuilder builder) {
    builder.emit();
    failed_ = true;
    return false;
  }
  llvm::StringRef word() const {
    const Token &token = parser_.token();
    return token.is_ident() ? sess_.str(token.symbol()) : llvm::StringRef();
  }
  bool at_argument() const;
  bool read_argument();
  bool read_operand(ast::AsmOperand &operand);
  bool read_register(ast::AsmOperand &operand);
  bool read_value(ast::AsmOperand &operand, llvm::StringRef keyword);
  bool read_out_value(ast::ExprId &out);
  bool read_sym(ast::AsmOperand &operand);
  bool read_options();
  bool read_abis();
  bool add_operand(ast::AsmOperand operand);
  bool eat_comma();
  void check_options();
  bool add_template(ast::ExprId expr, bool is_first);
  bool add_hole(const FormatHole &hole, Span span);
  void check_used();

  const BuiltinCall &call_;
  Session &sess_;
  ast::AsmMacro macro_;
  parse::Parser parser_;
  bool failed_ = false;
  ast::InlineAsm result_;
  llvm::SmallVector<ast::AsmOperand, 8> operands_;
  llvm::SmallVector<bool, 8> used_;
  llvm::MapVector<Symbol, uint32_t> names_;
  llvm::SmallVector<Symbol, 2> abis_;
  llvm::SmallVector<ast::AsmPiece, 8> pieces_;
  uint32_t next_ = 0;
  Span options_span_;
};

/// An operand, `options(…)` or `clobber_abi(…)`, not one more template.
bool AsmReader::at_argument() const {
  const Token &token = parser_.token();
  if (!token.is_ident() || token.is_raw())
    return false;
  const Token &next = parser_.look_ahead(1);
  if (next.is(TokenKind::Eq))
    return true;
  bool has_parens = llvm::StringSwitch<bool>(word())
                        .Cases("in", "out", "lateout", "inout", "inlateout", true)
                        .Cases("options", "clobber_abi", true)
                        .Default(false);
  return (has_parens && next.is(TokenKind::OpenParen)) || word() == "const" || word() == "sym" ||
         (word() == "label" && next.is(TokenKind::OpenBrace));
}

bool AsmReader::eat_comma() {
  if (parser_.at_end() || parser_.eat(TokenKind::Comma))
    return true;
  return fail(
      error(sess_, parser_.token().span, diag::ExpectedTokenComma).primary_label("expected `,`"));
}

bool AsmReader::read_templates(PendingArgs &out) {
  if (parser_.at_end())
    return fail(error(sess_, call_.call.span, diag::AsmNeedsTemplate));
  while (!parser_.at_end() && (out.exprs.empty() || !at_argument())) {
    if (!out.exprs.empty() && !parser_.token().is_literal() &&
        !parser_.look_ahead(1).is(TokenKind::Not) &&
        !parser_.look_ahead(1).is(TokenKind::PathSep) &&
        !parser_.token().is(TokenKind::OpenInvisible) && !parser_.token().is(TokenKind::PathSep))
      return fail(error(sess_, parser_.token().span, diag::AsmExpectedArgument));
    out.exprs.push_back(parser_.parse_expr());
    if (!eat_comma())
      return false;
  }
  return true;
}

bool AsmReader::read_register(ast::AsmOperand &operand) {
  if (parser_.expect(TokenKind::OpenParen))
    return failed_ = true, false;
  const Token token = parser_.token();
  if (token.is_ident()) {
    operand.reg = token.symbol();
  } else if (token.is(TokenKind::Str) || token.is(TokenKind::RawStr)) {
    lex::LiteralParts parts = lex::split_literal(token.kind, sess_.str(token.symbol()));
    operand.reg = sess_.intern(lex::string_literal_value(parts.kind, parts.body));
    operand.reg_is_explicit = true;
  } else {
    return fail(error(sess_, token.span, diag::AsmExpectedRegister));
  }
  parser_.bump();
  if (parser_.expect(TokenKind::CloseParen))
    return failed_ = true, false;
  return true;
}

/// `_` (nothing) or a place.
bool AsmReader::read_out_value(ast::ExprId &out) {
  if (parser_.token().is_word(sym::kw_underscore)) {
    parser_.bump();
    return true;
  }
  out = parser_.parse_expr();
  return true;
}

bool AsmReader::read_value(ast::AsmOperand &operand, llvm::StringRef keyword) {
  if (!read_register(operand))
    return false;
  operand.is_late = keyword == "lateout" || keyword == "inlateout";
  if (keyword == "out" || keyword == "lateout") {
    operand.kind = ast::AsmOperandKind::Out;
    return read_out_value(operand.expr);
  }
  if (parser_.token().is_word(sym::kw_underscore))
    return fail(error(sess_, parser_.token().span, diag::AsmUnderscoreInput));
  operand.expr = parser_.parse_expr();
  operand.kind = keyword == "in" ? ast::AsmOperandKind::In : ast::AsmOperandKind::InOut;
  if (keyword != "in" && parser_.eat(TokenKind::FatArrow)) {
    operand.kind = ast::AsmOperandKind::SplitInOut;
    return read_out_value(operand.out_expr);
  }
  return true;
}

bool AsmReader::read_sym(ast::AsmOperand &operand) {
  ast::ExprId expr = parser_.parse_expr();
  auto *path = call_.krate()[expr].get_if<ast::PathExpr>();
  if (!path)
    return fail(error(sess_, call_.krate()[expr].span, diag::AsmSymPath));
  operand.kind = ast::AsmOperandKind::Sym;
  operand.sym_qself = path->qself;
  operand.sym_path = call_.krate().arena.make<ast::Path>(path->path);
  operand.sym_id = call_.krate().new_node_id();
  return true;
}

bool AsmReader::read_operand(ast::AsmOperand &operand) {
  std::string keyword = word().str();
  Span start = parser_.token().span;
  bool is_register = llvm::StringSwitch<bool>(keyword)
                         .Cases("in", "out", "lateout", "inout", "inlateout", true)
                         .Default(false);
  bool is_known = is_register || keyword == "const" || keyword == "sym" || keyword == "label";
  if (!is_known)
    return fail(error(sess_, start, diag::AsmExpectedArgument));
  if (macro_ != ast::AsmMacro::Asm && (is_register || keyword == "label"))
    return fail(
        error(sess_, start, diag::AsmOperandNotGlobal, keyword, sess_.str(call_.macro.name)));
  parser_.bump();
  if (is_register)
    return read_value(operand, keyword);
  if (keyword == "sym")
    return read_sym(operand);
  if (keyword == "label") {
    operand.kind = ast::AsmOperandKind::Label;
    operand.label_block = parser_.parse_block();
    return true;
  }
  operand.kind = ast::AsmOperandKind::Const;
  ast::ExprId value = parser_.parse_expr();
  operand.constant = {call_.krate().new_node_id(), value};
  return true;
}

bool AsmReader::add_operand(ast::AsmOperand operand) {
  uint32_t index = static_cast<uint32_t>(operands_.size());
  if (operand.reg_is_explicit && operand.name.is_valid())
    fail(error(sess_, operand.span, diag::AsmNamedRegister));
  else if (operand.name.is_valid()) {
    auto [it, is_new] = names_.insert({operand.name, index});
    if (!is_new)
      fail(error(sess_, operand.span, diag::DuplicateArgument, operand.name)
               .primary_label("duplicate argument")
               .label(operands_[it->second].span, "previously here"));
  } else if (!operand.reg_is_explicit) {
    bool is_late = llvm::any_of(operands_, [](const ast::AsmOperand &other) {
      return other.name.is_valid() || other.reg_is_explicit;
    });
    if (is_late)
      fail(
          error(sess_, operand.span, diag::AsmPositionalLate).primary_label("positional argument"));
  }
  operands_.push_back(operand);
  used_.push_back(operand.reg_is_explicit || operand.kind == ast::AsmOperandKind::Label);
  return true;
}

bool AsmReader::read_options() {
  Span start = parser_.token().span;
  parser_.bump();
  if (parser_.expect(TokenKind::OpenParen))
    return failed_ = true, false;
  while (!parser_.token().is(TokenKind::CloseParen)) {
    std::string name = word().str();
    Span span = parser_.token().span;
    uint16_t option = find_option(name);
    if (!option)
      return fail(error(sess_, span, diag::AsmExpectedOption,
                        lex::to_string(sess_.interner, parser_.token())));
    bool is_global_option = option == ast::kAsmAttSyntax || option == ast::kAsmRaw;
    if (macro_ != ast::AsmMacro::Asm && !is_global_option)
      fail(error(sess_, span, diag::AsmOptionNotGlobal, name, sess_.str(call_.macro.name)));
    else if (result_.options & option)
      fail(error(sess_, span, diag::AsmOptionTwice, name)
               .primary_label("this option was already provided"));
    result_.options |= option;
    parser_.bump();
    if (!parser_.eat(TokenKind::Comma))
      break;
  }
  options_span_ = start.to(parser_.token().span);
  if (parser_.expect(TokenKind::CloseParen))
    return failed_ = true, false;
  return true;
}

bool AsmReader::read_abis() {
  parser_.bump();
  if (parser_.expect(TokenKind::OpenParen))
    return failed_ = true, false;
  if (parser_.token().is(TokenKind::CloseParen))
    return fail(error(sess_, parser_.token().span, diag::AsmNeedsAbi));
  while (parser_.token().is(TokenKind::Str) || parser_.token().is(TokenKind::RawStr)) {
    const Token token = parser_.token();
    lex::LiteralParts parts = lex::split_literal(token.kind, sess_.str(token.symbol()));
    abis_.push_back(sess_.intern(lex::string_literal_value(parts.kind, parts.body)));
    parser_.bump();
    if (!parser_.eat(TokenKind::Comma))
      break;
  }
  if (parser_.expect(TokenKind::CloseParen))
    return failed_ = true, false;
  return true;
}

bool AsmReader::read_argument() {
  const Token &next = parser_.look_ahead(1);
  if (word() == "options" && next.is(TokenKind::OpenParen))
    return read_options();
  if (word() == "clobber_abi" && next.is(TokenKind::OpenParen))
    return read_abis();
  ast::AsmOperand operand;
  Span start = parser_.token().span;
  if (parser_.token().is_ident() && next.is(TokenKind::Eq)) {
    operand.name = parser_.token().symbol();
    parser_.bump();
    parser_.bump();
  }
  size_t from = parser_.position();
  if (!read_operand(operand))
    return false;
  // Up to the last token read.
  size_t to = parser_.position();
  operand.span = start.to(call_.call.mac->tokens[std::max(from, to - 1)].span);
  return add_operand(operand);
}

void AsmReader::check_options() {
  uint16_t options = result_.options;
  bool is_pure = options & ast::kAsmPure;
  if ((options & ast::kAsmNomem) && (options & ast::kAsmReadonly))
    fail(error(sess_, options_span_, diag::AsmNomemReadonly));
  if (is_pure && (options & ast::kAsmNoreturn))
    fail(error(sess_, options_span_, diag::AsmPureNoreturn));
  if (is_pure && !(options & (ast::kAsmNomem | ast::kAsmReadonly)))
    fail(error(sess_, options_span_, diag::AsmPureAlone));
  bool has_output = false;
  for (const ast::AsmOperand &operand : operands_) {
    bool is_output = (operand.kind == ast::AsmOperandKind::Out && operand.expr) ||
                     operand.kind == ast::AsmOperandKind::InOut ||
                     (operand.kind == ast::AsmOperandKind::SplitInOut && operand.out_expr);
    has_output |= is_output;
    bool is_clobber = operand.kind == ast::AsmOperandKind::Out;
    if ((is_output || is_clobber) && (options & ast::kAsmNoreturn))
      fail(error(sess_, operand.span, diag::AsmNoreturnOutput));
  }
  if (is_pure && !has_output)
    fail(error(sess_, options_span_, diag::AsmPureOutput));
}

bool AsmReader::add_hole(const FormatHole &hole, Span span) {
  ast::AsmPiece piece;
  piece.is_placeholder = true;
  piece.span = span;
  if (hole.argument.position == FormatPosition::Name) {
    Symbol name = sess_.intern(hole.argument.name);
    auto *known = names_.find(name);
    if (known == names_.end())
      return fail(error(sess_, span, diag::NoSuchArgument, name));
    piece.operand = known->second;
  } else {
    bool is_next = hole.argument.position == FormatPosition::Next;
    piece.operand = is_next ? next_++ : hole.argument.index;
    if (piece.operand >= operands_.size() || operands_[piece.operand].reg_is_explicit ||
        operands_[piece.operand].name.is_valid())
      return fail(
          error(sess_, span, diag::AsmInvalidReference, piece.operand).primary_label("from here"));
  }
  used_[piece.operand] = true;
  if (hole.type.size() > 1)
    return fail(error(sess_, span, diag::AsmModifier));
  piece.modifier = hole.type.empty() ? 0 : hole.type[0];
  pieces_.push_back(piece);
  return true;
}

bool AsmReader::add_template(ast::ExprId id, bool is_first) {
  const ast::Expr &expr = call_.krate()[id];
  if (expr.kind() == ast::ExprKind::Error)
    return failed_ = true, false;
  std::optional<std::string> text = str_value(call_, id);
  if (!text)
    return fail(error(sess_, expr.span, diag::AsmNotAString));
  auto push_text = [&](llvm::StringRef piece_text) {
    ast::AsmPiece piece;
    piece.text = sess_.intern(piece_text);
    piece.span = expr.span;
    pieces_.push_back(piece);
  };
  if (!is_first)
    push_text("\n");
  if (result_.options & ast::kAsmRaw) {
    push_text(*text);
    return true;
  }
  ParsedFormat parsed = parse_format(*text);
  if (parsed.error) {
    std::string message = parsed.error->message;
    return fail(error(sess_, expr.span, diag::AsmBadTemplate, message));
  }
  for (const FormatPart &part : parsed.parts) {
    if (part.is_hole)
      add_hole(part.hole, expr.span);
    else
      push_text(part.text);
  }
  return true;
}

void AsmReader::check_used() {
  for (size_t i = 0; i < operands_.size(); ++i)
    if (!used_[i])
      fail(error(sess_, operands_[i].span, diag::ArgumentUnused,
                 operands_[i].name.is_valid() ? "named argument never used" : "argument never used")
               .primary_label("argument never used")
               .help("if this argument is intentionally unused, consider using it in an asm "
                     "comment: `\"/* {" +
                     std::to_string(i) + "} */\"`"));
}

bool AsmReader::read_rest(const PendingArgs &templates) {
  PendingArgs again;
  if (!read_templates(again))
    return false;
  while (!parser_.at_end())
    if (!read_argument() || !eat_comma())
      return false;
  check_options();
  for (size_t i = 0; i < templates.exprs.size(); ++i)
    if (!add_template(templates.exprs[i], i == 0))
      return false;
  if (!(result_.options & ast::kAsmRaw))
    check_used();
  result_.operands = call_.krate().list(operands_);
  result_.clobber_abis = call_.krate().list(abis_);
  result_.pieces = call_.krate().list(pieces_);
  return !failed_;
}

} // namespace

Expansion expand_asm(const BuiltinCall &call) {
  PendingArgs *args = pending_args(call);
  if (!args) {
    PendingArgs fresh;
    if (!AsmReader(call).read_templates(fresh))
      return done_error(call, call.sess().diags.guaranteed());
    args = &keep_args(call, std::move(fresh));
  }
  if (auto blocked = wait_for_args(call, args->exprs))
    return *blocked;
  const PendingArgs templates = *args;
  AsmReader reader(call);
  if (!reader.read_rest(templates))
    return done_error(call, call.sess().diags.guaranteed());
  auto *assembly = call.krate().arena.make<ast::InlineAsm>(reader.result());
  if (call.macro.builtin != Builtin::GlobalAsm)
    return done_expr(call, call.krate().make(call.call_site(), ast::InlineAsmExpr{assembly}));
  ast::Visibility vis;
  vis.span = call.call.span.shrink_to_lo();
  ast::ItemId item = call.krate().make(call.call_site(), ast::AttrsId(), ast::Ident(), vis,
                                       ast::GlobalAsmItem{assembly});
  return done_items(call, {item});
}

} // namespace ochre::expand
