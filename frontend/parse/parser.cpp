// The public face: files, and the entry points for macros and expansion.
#include "frontend/parse/impl.h"

namespace ochre::parse {

ParsedFile parse_file(Session &sess, ast::Crate &krate, FileId file) {
  const SourceFile &source = sess.source_map.file(file);
  lex::LexedFile lexed = lex::lex_file(sess, krate.arena, file);
  ParsedFile parsed;
  parsed.span = {source.start, source.end(), kRootContext};
  if (lexed.is_broken) {
    parsed.is_broken = true;
    return parsed;
  }
  // The line behind the last line break is none.
  Span end = parsed.span.shrink_to_hi();
  if (source.text.ends_with("\n"))
    end.lo = end.hi = end.hi - 1;
  Parser parser(sess, krate, lexed.tokens, end);
  llvm::SmallVector<Attr, 8> attrs;
  parser.impl().parse_inner_attrs(attrs);
  parsed.attrs = krate.add_attrs(attrs);
  parsed.items = parser.parse_items(ItemContext::Module);
  return parsed;
}

void parse_crate(Session &sess, ast::Crate &krate, FileId root) {
  ParsedFile parsed = parse_file(sess, krate, root);
  krate.attrs = parsed.attrs;
  krate.items = parsed.items;
  krate.span = parsed.span;
}

Parser::Parser(Session &sess, ast::Crate &krate, lex::TokenStream stream, Span end)
    : impl_(std::make_unique<Impl>(sess, krate, stream, end)) {}
Parser::~Parser() = default;

const Token &Parser::token() const { return *impl_->cur; }
const Token &Parser::look_ahead(unsigned distance) const { return impl_->look(distance); }
void Parser::bump() { impl_->bump(); }
size_t Parser::position() const { return impl_->at - impl_->stream.begin(); }

lex::TokenStream Parser::skip_tree() {
  Impl &p = *impl_;
  if (p.cur != p.at) { // half of a token
    llvm::ArrayRef<Token> one(*p.cur);
    lex::TokenStream tree = p.krate.arena.copy(one);
    p.bump();
    return tree;
  }
  const Token *first = p.at;
  size_t size = first->is_open() ? first->distance() + 1 : 1;
  p.skip_tree();
  return {first, size};
}

lex::TokenStream Parser::rest() {
  Impl &p = *impl_;
  if (p.cur == p.at || p.at == p.end)
    return {p.at, p.end};
  llvm::SmallVector<Token, 32> tokens{*p.cur};
  tokens.append(p.at + 1, p.end);
  return p.krate.arena.copy(llvm::ArrayRef<Token>(tokens));
}

ExprId Parser::parse_expr() { return impl_->parse_expr(); }
ExprId Parser::parse_expr_or_none() { return at_end() ? ExprId() : impl_->parse_expr(); }
PatId Parser::parse_pat(bool allow_top_alternatives) {
  return allow_top_alternatives ? impl_->parse_pat_top() : impl_->parse_pat();
}
TyId Parser::parse_ty() { return impl_->parse_ty(); }
Path Parser::parse_type_path() { return impl_->parse_path(PathStyle::Type); }
Path Parser::parse_mod_path() { return impl_->parse_path(PathStyle::Mod); }
BlockId Parser::parse_block() { return impl_->parse_block(); }
Lifetime Parser::parse_lifetime() { return impl_->parse_lifetime(); }
ast::Visibility Parser::parse_visibility() { return impl_->parse_visibility(true); }

Attr Parser::parse_meta_item() {
  Attr attr;
  Span lo = impl_->cur->span;
  if (impl_->at_invisible(FragmentKind::Meta))
    return impl_->within_invisible([&] { return parse_meta_item(); });
  const Token *first = impl_->at;
  impl_->parse_attr_body(attr);
  if (!attr.is_unsafe)
    attr.body_tokens = {first, std::max(first, impl_->at)};
  attr.span = impl_->span_from(lo);
  return attr;
}

List<ItemId> Parser::parse_items(ItemContext context) {
  List<ItemId> items = impl_->parse_items(context);
  // A stray closing delimiter cannot be: the stream is balanced.
  return items;
}

ItemId Parser::parse_item(ItemContext context) {
  if (at_end())
    return {};
  const Token *first = impl_->at;
  AttrsId attrs = impl_->parse_outer_attrs();
  return impl_->parse_item(context, attrs, first);
}

List<Stmt> Parser::parse_stmts() {
  llvm::SmallVector<Stmt, 8> stmts;
  impl_->parse_stmts_until_end(stmts);
  return impl_->krate.list(stmts);
}

List<Arm> Parser::parse_arms() {
  llvm::SmallVector<Arm, 8> arms;
  while (!impl_->at_group_end())
    arms.push_back(impl_->parse_arm());
  return impl_->krate.list(arms);
}

List<FieldDef> Parser::parse_named_fields() {
  llvm::SmallVector<FieldDef, 8> fields;
  while (!impl_->at_group_end() && impl_->parse_record_field(fields) && impl_->eat(K::Comma)) {
  }
  return impl_->krate.list(fields);
}

List<Variant> Parser::parse_variants() { return impl_->parse_variant_list(); }
Generics Parser::parse_generics() { return impl_->parse_generics(); }
AttrsId Parser::parse_outer_attrs() { return impl_->parse_outer_attrs(); }

AttrsId Parser::parse_inner_attrs() {
  llvm::SmallVector<Attr, 8> attrs;
  impl_->parse_inner_attrs(attrs);
  return impl_->krate.add_attrs(attrs);
}

bool Parser::eat(lex::TokenKind kind) { return impl_->eat_part(kind); }
bool Parser::eat_word(Symbol word) { return impl_->eat_kw(word); }

std::optional<ErrorGuaranteed> Parser::expect(lex::TokenKind kind) {
  if (impl_->expect_part(kind))
    return std::nullopt;
  return impl_->guaranteed();
}

std::optional<Ident> Parser::parse_ident() {
  Ident ident = impl_->parse_ident();
  if (impl_->panicking)
    return std::nullopt;
  return ident;
}

std::optional<ErrorGuaranteed> Parser::expect_end() {
  if (impl_->panicking)
    return impl_->guaranteed();
  if (at_end())
    return std::nullopt;
  return impl_->unexpected("the end of the macro's input");
}

} // namespace ochre::parse
