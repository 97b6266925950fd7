// Attributes and documentation comments.
#include "frontend/parse/impl.h"

namespace ochre::parse {

Attr Parser::Impl::doc_attr(const Token &token) {
  Attr attr;
  attr.is_doc_comment = true;
  attr.style = token.flags & lex::kInnerDoc ? AttrStyle::Inner : AttrStyle::Outer;
  attr.span = token.span;
  attr.doc = token.symbol();
  PathSegment segment;
  segment.ident = {sym::doc, token.span};
  segment.id = krate.new_node_id();
  attr.path = {token.span, krate.list<PathSegment>(segment)};
  return attr;
}

AttrsId Parser::Impl::parse_outer_attrs() {
  if (!at_kind(K::Pound) && !at_kind(K::DocComment))
    return {};
  llvm::SmallVector<Attr, 4> attrs;
  parse_outer_attrs(attrs);
  return krate.add_attrs(attrs);
}

void Parser::Impl::parse_outer_attrs(llvm::SmallVectorImpl<Attr> &attrs) {
  while (!panicking) {
    if (at_kind(K::DocComment)) {
      if (cur->flags & lex::kInnerDoc)
        complain(cur->span, diag::ExpectedOuterDoc);
      else
        attrs.push_back(doc_attr(*cur));
      bump();
    } else if (at_kind(K::Pound)) {
      if (look(1).is(K::Not) && look(2).is(K::OpenBracket)) {
        complain(cur->span.to(look(2).span), "an inner attribute is not permitted in this context");
        attrs.push_back(parse_attr(AttrStyle::Inner));
      } else {
        attrs.push_back(parse_attr(AttrStyle::Outer));
      }
    } else {
      return;
    }
  }
}

bool Parser::Impl::at_inner_attr() const {
  if (at_kind(K::DocComment))
    return cur->flags & lex::kInnerDoc;
  return at_kind(K::Pound) && look(1).is(K::Not) && look(2).is(K::OpenBracket);
}

void Parser::Impl::parse_inner_attrs(llvm::SmallVectorImpl<Attr> &attrs) {
  while (!panicking && at_inner_attr()) {
    if (at_kind(K::DocComment)) {
      attrs.push_back(doc_attr(*cur));
      bump();
    } else {
      attrs.push_back(parse_attr(AttrStyle::Inner));
    }
  }
}

Attr Parser::Impl::parse_attr(AttrStyle style) {
  Attr attr;
  attr.style = style;
  Span lo = cur->span;
  bump();
  if (style == AttrStyle::Inner)
    bump();
  if (!at_kind(K::OpenBracket)) {
    unexpected("`[`");
    attr.span = lo;
    return attr;
  }
  const Token *open = enter_group();
  if (at_invisible(FragmentKind::Meta)) {
    const Token *inner = cur;
    bump();
    attr.body_tokens = {at, inner + inner->distance()};
    parse_attr_body(attr);
    leave_invisible(inner);
  } else {
    attr.body_tokens = {at, open + open->distance()};
    parse_attr_body(attr);
  }
  leave_group(open);
  attr.span = span_from(lo);
  return attr;
}

/// `path`, `path(tokens)`, `path = value`, or one of them in `unsafe(…)`.
void Parser::Impl::parse_attr_body(Attr &attr) {
  const Token *unsafe_open = nullptr;
  if (at_word(sym::kw_unsafe) && look(1).is(K::OpenParen)) {
    attr.is_unsafe = true;
    attr.unsafe_span = cur->span;
    bump();
    unsafe_open = enter_group();
    attr.body_tokens = {at, unsafe_open + unsafe_open->distance()};
  } else if (at_word(sym::kw_unsafe)) {
    bump();
    unexpected("`(`");
  }
  attr.path = parse_path(PathStyle::Mod);
  if (panicking) {
    attr.args_kind = AttrArgsKind::Empty;
  } else if (cur->is_open() && !cur->is(K::OpenInvisible)) {
    attr.args_kind = AttrArgsKind::Delimited;
    attr.delim = cur->delimiter();
    attr.args_open = cur->span;
    const Token *close = at + at->distance();
    attr.args_close = close->span;
    attr.tokens = {at + 1, close};
    skip_tree();
  } else if (eat(K::Eq)) {
    attr.args_kind = AttrArgsKind::Eq;
    const Token *first = at;
    attr.value = parse_expr();
    attr.tokens = {first, std::max(first, at)};
  }
  if (unsafe_open)
    leave_group(unsafe_open);
}

AttrsId Parser::Impl::join_attrs(AttrsId first, llvm::ArrayRef<Attr> more) {
  if (more.empty())
    return first;
  llvm::SmallVector<Attr, 8> all(krate[first].begin(), krate[first].end());
  all.append(more.begin(), more.end());
  return krate.add_attrs(all);
}

/// Attributes behind which nothing stands that could have them.
void Parser::Impl::stray_attrs(AttrsId attrs, llvm::StringRef what) {
  if (!attrs || panicking)
    return;
  const Attr &last = krate[attrs].back();
  if (last.is_doc_comment)
    complain(last.span, diag::StrayDocComment);
  else
    complain(last.span, ("expected " + what + " after attributes").str());
}

} // namespace ochre::parse
