#include "frontend/expand/meta_item.h"

#include "frontend/lex/literal.h"
#include "support/adt/symbol.h"

namespace ochre::expand {

using lex::TokenKind;
using lex::TokenStream;

namespace {

constexpr unsigned kMaxDepth = 32;

bool is_literal(const lex::Token &token) {
  return token.is_literal() || token.is_word(sym::kw_true) || token.is_word(sym::kw_false);
}

std::optional<std::vector<MetaItem>> parse_list(const Session &sess, TokenStream tokens,
                                                unsigned depth);

/// Fragments of macros come in invisible groups.
TokenStream without_group(TokenStream tokens) {
  while (!tokens.empty() && tokens[0].is(TokenKind::OpenInvisible) &&
         lex::tree_size(tokens, 0) == tokens.size())
    tokens = lex::group_inside(tokens, 0);
  return tokens;
}

std::optional<MetaItem> parse_item(const Session &sess, TokenStream written, unsigned depth) {
  MetaItem item;
  item.span = written.front().span.to(written.back().span);
  TokenStream tokens = without_group(written);
  if (tokens.size() == 1 && is_literal(tokens[0])) {
    item.kind = MetaItem::Literal;
    item.value = tokens[0];
    return item;
  }
  size_t at = 0;
  for (; at < tokens.size() && (tokens[at].is_ident() || tokens[at].is(TokenKind::PathSep)); ++at)
    item.name += lex::to_string(sess.interner, tokens[at]);
  if (at == 0)
    return std::nullopt;
  if (at == tokens.size())
    return item;
  TokenStream rest = tokens.drop_front(at);
  if (rest[0].is(TokenKind::Eq)) {
    rest = without_group(rest.drop_front(1));
    if (rest.size() != 1 || !is_literal(rest[0]))
      return std::nullopt;
    item.kind = MetaItem::NameValue;
    item.value = rest[0];
    return item;
  }
  if (!rest[0].is(TokenKind::OpenParen) || lex::tree_size(rest, 0) != rest.size())
    return std::nullopt;
  item.kind = MetaItem::List;
  auto items = parse_list(sess, lex::group_inside(rest, 0), depth + 1);
  if (!items)
    return std::nullopt;
  item.items = std::move(*items);
  return item;
}

std::optional<std::vector<MetaItem>> parse_list(const Session &sess, TokenStream tokens,
                                                unsigned depth) {
  std::vector<MetaItem> items;
  if (depth > kMaxDepth)
    return std::nullopt;
  tokens = without_group(tokens);
  size_t begin = 0;
  for (lex::TreeCursor cursor(tokens);; cursor.next()) {
    bool at_end = cursor.at_end();
    if (!at_end && !cursor.token().is(TokenKind::Comma))
      continue;
    size_t here = tokens.size() - cursor.rest().size();
    if (here > begin) {
      auto item = parse_item(sess, tokens.slice(begin, here - begin), depth);
      if (!item)
        return std::nullopt;
      items.push_back(std::move(*item));
    } else if (!at_end) {
      return std::nullopt; // `,,`
    }
    if (at_end)
      return items;
    begin = here + 1;
  }
}

} // namespace

std::optional<std::string> MetaItem::str(const Session &sess) const {
  if (!value || !(value->is(TokenKind::Str) || value->is(TokenKind::RawStr)))
    return std::nullopt;
  lex::LiteralParts parts = lex::split_literal(value->kind, sess.str(value->symbol()));
  return lex::string_literal_value(parts.kind, parts.body);
}

std::optional<std::vector<MetaItem>> parse_meta_items(const Session &sess, TokenStream tokens) {
  return parse_list(sess, tokens, 0);
}

} // namespace ochre::expand
