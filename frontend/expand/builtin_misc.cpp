// offset_of!, cfg_select!, #[global_allocator].

#include "frontend/expand/builtin.h"
#include "frontend/expand/cfg.h"
#include "frontend/expand/diags.h"
#include "frontend/expand/quote.h"
#include "frontend/lex/literal.h"

namespace ochre::expand {

using lex::TokenKind;

namespace {

/// `0.1` lexes as a float: two tuple fields.
void push_number_fields(const BuiltinCall &call, const lex::Token &token,
                        llvm::SmallVectorImpl<ast::Ident> &out) {
  llvm::SmallVector<llvm::StringRef, 2> parts;
  call.sess().str(token.symbol()).split(parts, '.', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef part : parts)
    out.push_back({call.sess().intern(part), token.span});
}

/// `a.0.b`, to the end; false if that was reported.
bool parse_offset_fields(const BuiltinCall &call, parse::Parser &parser,
                         llvm::SmallVectorImpl<ast::Ident> &fields) {
  while (!parser.at_end() && !parser.token().is(TokenKind::Comma)) {
    const lex::Token token = parser.token();
    if (token.is(TokenKind::Int) || token.is(TokenKind::Float)) {
      push_number_fields(call, token, fields);
      parser.bump();
    } else if (auto ident = parser.parse_ident()) {
      fields.push_back(*ident);
    } else {
      return false;
    }
    bool after_float = token.is(TokenKind::Float) && call.sess().str(token.symbol()).ends_with(".");
    if (!after_float && !parser.eat(TokenKind::Dot))
      break;
  }
  parser.eat(TokenKind::Comma);
  return parser.at_end() || !parser.expect_end();
}

} // namespace

Expansion expand_offset_of(const BuiltinCall &call) {
  const ast::MacCall &mac = *call.call.mac;
  parse::Parser parser(call.sess(), call.krate(), mac.tokens, end_of(mac.tokens, mac.close));
  ast::OffsetOfExpr result;
  result.container = parser.parse_ty();
  auto fail = [&] { return done_error(call, call.sess().diags.guaranteed()); };
  if (parser.expect(TokenKind::Comma))
    return fail();
  llvm::SmallVector<ast::Ident, 4> fields;
  // The library's macro takes the fields as an expression: only its tokens matter.
  llvm::SmallVector<lex::Token, 16> tokens;
  for (const lex::Token &token : parser.rest())
    if (!token.is(TokenKind::OpenInvisible) && !token.is(TokenKind::CloseInvisible))
      tokens.push_back(token);
  parse::Parser rest(call.sess(), call.krate(), tokens, end_of(mac.tokens, mac.close));
  if (!parse_offset_fields(call, rest, fields))
    return fail();
  if (fields.empty())
    return done_error(call, error(call.sess(), call.call.span, diag::OffsetOfFields).emit());
  result.fields = call.krate().list(fields);
  return done_expr(call, call.krate().make(call.call_site(), result));
}

/// `cfg_select! { unix => { … } feature = "x" => expr, _ => { … } }`: the first arm that holds.
Expansion expand_cfg_select(const BuiltinCall &call) {
  const ast::MacCall &mac = *call.call.mac;
  lex::TokenStream rest = mac.tokens;
  // A single brace around all the arms is the caller's delimiter in expression position.
  if (rest.size() > 1 && rest[0].is(TokenKind::OpenBrace) && lex::tree_size(rest, 0) == rest.size())
    rest = lex::group_inside(rest, 0);
  std::optional<lex::TokenStream> chosen;
  while (!rest.empty()) {
    bool holds = true;
    size_t used = 1;
    if (!rest[0].is_word(sym::kw_underscore)) {
      auto count = read_cfg_predicate(call.sess(), rest, call.call.span, holds);
      if (!count)
        return done_error(call, call.sess().diags.guaranteed());
      used = *count;
    }
    rest = rest.drop_front(used);
    if (rest.empty() || !rest[0].is(TokenKind::FatArrow)) {
      Span at = rest.empty() ? mac.close : rest[0].span;
      std::string found = rest.empty() ? std::string("end of macro arguments")
                                       : "`" + lex::to_string(call.sess().interner, rest[0]) + "`";
      return done_error(call, error(call.sess(), at, diag::ExpectedFatArrow, found).emit());
    }
    rest = rest.drop_front(1);
    lex::TokenStream arm;
    if (!rest.empty() && rest[0].is(TokenKind::OpenBrace)) {
      arm = lex::group_inside(rest, 0);
      rest = rest.drop_front(lex::tree_size(rest, 0));
    } else {
      parse::Parser parser(call.sess(), call.krate(), rest, mac.close);
      parser.parse_expr();
      size_t size = parser.position();
      if (size == 0)
        return done_error(call, error(call.sess(), mac.close, diag::CfgSelectArm).emit());
      arm = rest.take_front(size);
      rest = rest.drop_front(size);
    }
    if (!rest.empty() && rest[0].is(TokenKind::Comma))
      rest = rest.drop_front(1);
    if (holds && !chosen)
      chosen = arm;
  }
  if (!chosen)
    return done_error(call, error(call.sess(), call.call.span, diag::CfgSelectNone).emit());
  if (call.call.place == Place::Expr) {
    Quote quote(call.ctx, call.call_site());
    quote.open(lex::Delimiter::Brace).stream(*chosen).close();
    return done(parse_expansion(call.ctx, call.call, quote.finish(), Span()));
  }
  return done(parse_expansion(call.ctx, call.call, *chosen, Span()));
}

/// The functions that the allocation library calls, in terms of the chosen allocator.
Expansion expand_global_allocator(const BuiltinCall &call) {
  const ast::Item &item = call.krate()[call.call.item];
  if (item.kind() != ast::ItemKind::Static || call.call.place != Place::Items)
    return done_error(call, error(call.sess(), item.span, diag::AllocatorNotStatic).emit());
  Span span = call.def_site();
  lex::TokenStream name = Quote(call.ctx, span).ident(item.ident.name, item.ident.span).finish();
  Quote quote(call.ctx, span);
  quote.add(
      "const _: () = {"
      " #[rustc_std_internal_symbol] unsafe fn __rust_alloc(size: usize, align: usize) -> *mut u8 {"
      "  $crate::alloc::GlobalAlloc::alloc(&#0, "
      "    $crate::alloc::Layout::from_size_align_unchecked(size, align)) }"
      " #[rustc_std_internal_symbol] unsafe fn __rust_dealloc(ptr: *mut u8, size: usize, "
      "   align: usize) {"
      "  $crate::alloc::GlobalAlloc::dealloc(&#0, ptr, "
      "    $crate::alloc::Layout::from_size_align_unchecked(size, align)) }"
      " #[rustc_std_internal_symbol] unsafe fn __rust_realloc(ptr: *mut u8, size: usize, "
      "   align: usize, new_size: usize) -> *mut u8 {"
      "  $crate::alloc::GlobalAlloc::realloc(&#0, ptr, "
      "    $crate::alloc::Layout::from_size_align_unchecked(size, align), new_size) }"
      " #[rustc_std_internal_symbol] unsafe fn __rust_alloc_zeroed(size: usize, align: usize) "
      "   -> *mut u8 {"
      "  $crate::alloc::GlobalAlloc::alloc_zeroed(&#0, "
      "    $crate::alloc::Layout::from_size_align_unchecked(size, align)) }"
      "};",
      {name});
  parse::Parser parser(call.sess(), call.krate(), quote.finish(), call.call.span);
  llvm::SmallVector<ast::ItemId, 2> items{call.call.item};
  for (ast::ItemId made : parser.parse_items(parse::ItemContext::Module))
    items.push_back(made);
  return done_items(call, items);
}

} // namespace ochre::expand
