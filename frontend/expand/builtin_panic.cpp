// assert!, panic!, unreachable!: what they mean depends on the edition of the code that calls them.
//
// 2015 and 2018 take any value as message (`panic!(String)`), 2021 always a format string. The
// library has both forms as macros (`panic_2015`, `panic_2021`…); here one is chosen.

#include "frontend/expand/builtin.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/quote.h"

namespace ochre::expand {

namespace {

/// Macros of the library that pass a caller's message on, so that the caller's edition counts.
bool passes_message_on(llvm::StringRef name) {
  return name == "panic" || name == "assert" || name == "debug_assert" || name == "unreachable";
}

bool uses_2021(const BuiltinCall &call) {
  const HygieneTable &hygiene = call.sess().hygiene;
  Span span = call.call.span;
  while (span.ctxt != kRootContext) {
    const ExpnData &expn = hygiene.expn(hygiene.outer_expn(span.ctxt));
    if (!expn.allow_internal_unstable || !passes_message_on(call.sess().str(expn.macro_name)))
      break;
    span = expn.call_site;
  }
  return call.sess().edition(span) >= Edition::E2021;
}

} // namespace

Expansion expand_panic(const BuiltinCall &call) {
  bool is_2021 = uses_2021(call);
  Quote quote(call.ctx, call.def_site());
  lex::TokenStream args = call.call.mac->tokens;
  if (call.macro.builtin == Builtin::Unreachable)
    quote.add(is_2021 ? "$crate::panic::unreachable_2021!(#0)"
                      : "$crate::panic::unreachable_2015!(#0)",
              {args});
  else
    quote.add(is_2021 ? "$crate::panic::panic_2021!(#0)" : "$crate::panic::panic_2015!(#0)",
              {args});
  parse::Parser parser(call.sess(), call.krate(), quote.finish(), call.call.span);
  return done_expr(call, parser.parse_expr());
}

Expansion expand_assert(const BuiltinCall &call) {
  const ast::MacCall &mac = *call.call.mac;
  parse::Parser parser(call.sess(), call.krate(), mac.tokens, end_of(mac.tokens, mac.close));
  if (parser.at_end())
    return done_error(call, error(call.sess(), call.call.span, diag::AssertNeedsCondition)
                                .primary_label("boolean expression required")
                                .emit());
  size_t start = parser.position();
  ast::ExprId cond = parser.parse_expr();
  lex::TokenStream cond_tokens = mac.tokens.slice(start, parser.position() - start);
  bool has_message = false;
  if (!parser.at_end()) {
    if (parser.token().is(lex::TokenKind::Semi)) {
      parser.bump();
      parser.expect_end();
    } else if (parser.token().is(lex::TokenKind::Str)) {
      // A comma was forgotten.
      parser.expect(lex::TokenKind::Comma);
      has_message = true;
    } else if (parser.eat(lex::TokenKind::Comma)) {
      has_message = !parser.at_end();
    } else {
      parser.expect(lex::TokenKind::Comma);
      return done_error(call, call.sess().diags.guaranteed());
    }
  }
  Quote quote(call.ctx, call.def_site());
  if (has_message) {
    quote.add(uses_2021(call) ? "{ $crate::panic::panic_2021!(#0) }"
                              : "{ $crate::panic::panic_2015!(#0) }",
              {parser.rest()});
  } else {
    std::string text = "assertion failed: " + lex::to_string(call.sess().interner, cond_tokens);
    Quote message(call.ctx, call.def_site());
    quote.add("{ $crate::panicking::panic(#0) }", {message.str(text).finish()});
  }
  parse::Parser body(call.sess(), call.krate(), quote.finish(), call.call.span);
  ast::BlockId block = body.parse_block();
  Span span = call.call_site();
  ast::ExprId not_cond =
      call.krate().make(call.krate()[cond].span.with_ctxt(span.ctxt),
                        ast::UnaryExpr{ast::UnOp::Not, call.krate().make(call.krate()[cond].span,
                                                                         ast::ParenExpr{cond})});
  ast::ExprId result = call.krate().make(span, ast::IfExpr{not_cond, block, ast::ExprId()});
  return done_expr(call, result);
}

} // namespace ochre::expand
