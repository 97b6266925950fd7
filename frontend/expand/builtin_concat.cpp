// concat!, stringify!, compile_error!.

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/lex/literal.h"

namespace ochre::expand {

namespace {

std::string decimal(lex::Uint128 value) {
  if (value.hi == 0 && value.lo == 0)
    return "0";
  std::string digits;
  while (value.hi || value.lo) {
    // Divides by ten, 32 bits at a time.
    uint32_t limbs[4] = {static_cast<uint32_t>(value.hi >> 32), static_cast<uint32_t>(value.hi),
                         static_cast<uint32_t>(value.lo >> 32), static_cast<uint32_t>(value.lo)};
    uint64_t rest = 0;
    for (uint32_t &limb : limbs) {
      uint64_t current = rest << 32 | limb;
      limb = static_cast<uint32_t>(current / 10);
      rest = current % 10;
    }
    value.hi = uint64_t(limbs[0]) << 32 | limbs[1];
    value.lo = uint64_t(limbs[2]) << 32 | limbs[3];
    digits += static_cast<char>('0' + rest);
  }
  return {digits.rbegin(), digits.rend()};
}

void append_utf8(std::string &out, uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// Appends the text that a literal gives; false (reported) if it is none that can be joined.
bool append_literal(const BuiltinCall &call, const ast::LitExpr &lit, Span span, std::string &out) {
  llvm::StringRef text = call.sess().str(lit.text);
  switch (lit.lit) {
  case ast::LitKind::Str:
    if (lit.is_value) {
      out += text;
    } else {
      lex::LiteralParts parts = lex::split_literal(lit.token, text);
      out += lex::string_literal_value(parts.kind, parts.body);
    }
    return true;
  case ast::LitKind::Bool: out += text; return true;
  case ast::LitKind::Char:
    append_utf8(out, lex::char_literal_value(lit.token, lex::split_literal(lit.token, text).body));
    return true;
  case ast::LitKind::Int: {
    lex::LiteralParts parts = lex::split_literal(lit.token, text);
    if (auto value = lex::int_literal_value(parts.body))
      out += decimal(*value);
    return true;
  }
  case ast::LitKind::Float: {
    for (char c : lex::split_literal(lit.token, text).body)
      if (c != '_')
        out += c;
    return true;
  }
  case ast::LitKind::Byte:
  case ast::LitKind::ByteStr:
    error(call.sess(), span, diag::ConcatBytesLiteral).emit();
    return false;
  case ast::LitKind::CStr: error(call.sess(), span, diag::ConcatCStr).emit(); return false;
  case ast::LitKind::Error: return false;
  }
  return false;
}

bool append_arg(const BuiltinCall &call, ast::ExprId id, std::string &out) {
  const ast::Expr *expr = &call.krate()[id];
  if (auto *lit = expr->get_if<ast::LitExpr>())
    return append_literal(call, *lit, expr->span, out);
  if (auto *neg = expr->get_if<ast::UnaryExpr>(); neg && neg->op == ast::UnOp::Neg) {
    const ast::Expr &inner = call.krate()[neg->operand];
    auto *lit = inner.get_if<ast::LitExpr>();
    if (lit && (lit->lit == ast::LitKind::Int || lit->lit == ast::LitKind::Float)) {
      out += '-';
      return append_literal(call, *lit, inner.span, out);
    }
    if (inner.kind() == ast::ExprKind::Error)
      return false;
  }
  if (expr->kind() != ast::ExprKind::Error)
    error(call.sess(), expr->span, diag::ExpectedLiteral)
        .note("only literals (like `\"foo\"`, `-42` and `3.14`) can be passed to `concat!()`")
        .emit();
  return false;
}

} // namespace

Expansion expand_concat(const BuiltinCall &call) {
  const ast::MacCall &mac = *call.call.mac;
  if (call.macro.builtin == Builtin::Stringify)
    return done_expr(
        call, make_str(call, call.call_site(), lex::to_string(call.sess().interner, mac.tokens)));
  if (call.macro.builtin == Builtin::CompileError) {
    Expansion stop;
    auto message = single_str_arg(call, stop);
    if (!message)
      return stop;
    return done_error(call, error(call.sess(), call.call.span, diag::CannotRead, *message).emit());
  }
  PendingArgs *args = pending_args(call);
  if (!args) {
    PendingArgs fresh;
    parse::Parser parser(call.sess(), call.krate(), mac.tokens, end_of(mac.tokens, mac.close));
    while (!parser.at_end()) {
      size_t before = parser.position();
      fresh.exprs.push_back(parser.parse_expr());
      if (parser.at_end() || parser.eat(lex::TokenKind::Comma))
        continue;
      parser.expect(lex::TokenKind::Comma);
      fresh.failed = true;
      if (parser.position() == before || !parser.at_end())
        break;
    }
    args = &keep_args(call, std::move(fresh));
  }
  if (auto blocked = wait_for_args(call, args->exprs))
    return *blocked;
  std::string out;
  bool failed = args->failed;
  for (ast::ExprId expr : args->exprs)
    failed |= !append_arg(call, expr, out);
  if (failed)
    return done_error(call, call.sess().diags.guaranteed());
  return done_expr(call, make_str(call, call.call_site(), out));
}

} // namespace ochre::expand
