// Attributes as plain data.
#include "frontend/lex/literal.h"
#include "sema/lower/context.h"

namespace ochre::lower {

namespace {

constexpr unsigned kMaxMetaDepth = 32;

ast::LitExpr lit_of_token(const lex::Token &token) {
  using K = lex::TokenKind;
  ast::LitExpr lit{};
  lit.text = token.symbol();
  lit.token = token.kind;
  switch (token.kind) {
  case K::Int: lit.lit = ast::LitKind::Int; break;
  case K::Float: lit.lit = ast::LitKind::Float; break;
  case K::Char: lit.lit = ast::LitKind::Char; break;
  case K::Byte: lit.lit = ast::LitKind::Byte; break;
  case K::Str:
  case K::RawStr: lit.lit = ast::LitKind::Str; break;
  case K::ByteStr:
  case K::RawByteStr: lit.lit = ast::LitKind::ByteStr; break;
  case K::CStr:
  case K::RawCStr: lit.lit = ast::LitKind::CStr; break;
  default: lit.lit = ast::LitKind::Bool; break;
  }
  return lit;
}

bool is_literal(const lex::Token &token) {
  return token.is_literal() || token.is_word(sym::kw_true) || token.is_word(sym::kw_false);
}

} // namespace

void CrateLowering::set_attrs(LocalDefId def, ast::AttrsId attrs) {
  if (attrs && def)
    out.attrs.ensure(def) = lower_attrs(attrs);
}

std::vector<hir::Attr> CrateLowering::lower_attrs(ast::AttrsId attrs) {
  std::vector<hir::Attr> list;
  for (const ast::Attr &attr : krate[attrs])
    list.push_back(lower_attr(attr));
  return list;
}

hir::Attr CrateLowering::lower_attr(const ast::Attr &attr) {
  hir::Attr out;
  out.span = attr.span;
  if (attr.is_doc_comment) {
    out.path = sym::doc;
    out.kind = hir::Attr::NameValue;
    out.value.kind = hir::LitKind::Str;
    out.value.text = attr.doc;
    out.value.span = attr.span;
    return out;
  }
  std::string path;
  for (const ast::PathSegment &segment : attr.path.segments)
    path += (path.empty() ? "" : "::") + sess.str(segment.ident.name).str();
  out.path = sess.intern(path);
  switch (attr.args_kind) {
  case ast::AttrArgsKind::Empty: break;
  case ast::AttrArgsKind::Delimited:
    out.kind = hir::Attr::List;
    out.items = lower_meta_list(attr.tokens, 0);
    break;
  case ast::AttrArgsKind::Eq:
    out.kind = hir::Attr::NameValue;
    if (const auto *lit = krate[attr.value].get_if<ast::LitExpr>())
      out.value = lower_lit(sess, *lit, krate[attr.value].span);
    break;
  }
  return out;
}

/// `a, b = 1, c(d)`: what stands between commas.
std::vector<hir::MetaItem> CrateLowering::lower_meta_list(lex::TokenStream tokens, unsigned depth) {
  std::vector<hir::MetaItem> items;
  size_t begin = 0;
  for (lex::TreeCursor cursor(tokens);; cursor.next()) {
    bool at_end = cursor.at_end();
    if (!at_end && !cursor.token().is(lex::TokenKind::Comma))
      continue;
    size_t here = tokens.size() - cursor.rest().size();
    if (here > begin)
      items.push_back(lower_meta(tokens.slice(begin, here - begin), depth));
    if (at_end)
      return items;
    begin = here + 1;
  }
}

hir::MetaItem CrateLowering::lower_meta(lex::TokenStream tokens, unsigned depth) {
  hir::MetaItem item;
  item.span = tokens.front().span.to(tokens.back().span);
  item.path = sym::empty;
  // Fragments of macros come in invisible groups.
  while (!tokens.empty() && tokens[0].is(lex::TokenKind::OpenInvisible) &&
         lex::tree_size(tokens, 0) == tokens.size())
    tokens = lex::group_inside(tokens, 0);
  if (tokens.empty())
    return item;
  if (is_literal(tokens[0])) {
    item.kind = hir::MetaItem::Literal;
    item.value = lower_lit(sess, lit_of_token(tokens[0]), tokens[0].span);
    return item;
  }
  std::string path;
  size_t at = 0;
  for (; at < tokens.size() && (tokens[at].is_ident() || tokens[at].is(lex::TokenKind::PathSep));
       ++at)
    path += lex::to_string(sess.interner, tokens[at]);
  item.path = sess.intern(path);
  if (at == tokens.size())
    return item;
  lex::TokenStream rest = tokens.drop_front(at);
  if (rest[0].is_open() && depth < kMaxMetaDepth) {
    if (tokens[0].is_word(sym::kw_unsafe))
      return lower_meta(lex::group_inside(rest, 0), depth + 1);
    item.kind = hir::MetaItem::List;
    item.items = lower_meta_list(lex::group_inside(rest, 0), depth + 1);
  } else if (rest[0].is(lex::TokenKind::Eq) && rest.size() > 1) {
    item.kind = hir::MetaItem::NameValue;
    size_t value = 1;
    while (value + 1 < rest.size() && rest[value].is(lex::TokenKind::OpenInvisible))
      ++value;
    if (is_literal(rest[value]))
      item.value = lower_lit(sess, lit_of_token(rest[value]), rest[value].span);
  }
  return item;
}

} // namespace ochre::lower
