// Paths, generic arguments, lifetimes, visibility and the arguments of macro calls.
#include "frontend/parse/impl.h"

namespace ochre::parse {

Ident Parser::Impl::parse_ident() {
  if (is_plain_ident(*cur)) {
    Ident ident = ident_here();
    bump();
    return ident;
  }
  Span where = cur->span;
  unexpected("identifier");
  return {sym::empty, where};
}

bool Parser::Impl::is_path_segment(const Token &token) const {
  return token.is_ident() &&
         ((!token.is_raw() && lex::is_path_segment_keyword(token.symbol())) || !is_reserved(token));
}

bool Parser::Impl::is_path_start(const Token &token) const {
  switch (token.kind) {
  case K::Ident: return is_path_segment(token);
  case K::PathSep:
  case K::Lt:
  case K::Shl: return true;
  case K::OpenInvisible: return token.fragment == FragmentKind::Path;
  default: return false;
  }
}

Path Parser::Impl::parse_path(PathStyle style) {
  if (at_invisible(FragmentKind::Path))
    return within_invisible([&] { return parse_path(PathStyle::Type); });
  if (at_invisible(FragmentKind::Ty))
    return within_invisible([&] { return parse_path(PathStyle::Type); });
  Span lo = cur->span;
  llvm::SmallVector<PathSegment, 4> segments;
  if (eat(K::PathSep)) {
    PathSegment root;
    root.ident = {sym::path_root, lo.shrink_to_lo()};
    root.id = krate.new_node_id();
    segments.push_back(root);
  }
  parse_segments(segments, style);
  return {span_from(lo), krate.list(segments)};
}

void Parser::Impl::parse_segments(llvm::SmallVectorImpl<PathSegment> &segments, PathStyle style) {
  for (;;) {
    segments.push_back(parse_segment(style));
    if (panicking || !at_kind(K::PathSep))
      return;
    const Token &next = look(1);
    if (style == PathStyle::Mod && (next.is(K::OpenBrace) || next.is(K::Star)))
      return;
    bump();
  }
}

PathSegment Parser::Impl::parse_segment(PathStyle style) {
  PathSegment segment;
  segment.id = krate.new_node_id();
  segment.ident = {sym::empty, cur->span};
  if (!is_path_segment(*cur)) {
    unexpected("identifier");
    return segment;
  }
  segment.ident = ident_here();
  bump();
  if (style == PathStyle::Mod)
    return segment;
  bool is_type = style == PathStyle::Type;
  auto begins_args = [&](const Token &token) {
    return token.is(K::Lt) || token.is(K::Shl) || token.is(K::OpenParen) || token.is(K::LArrow);
  };
  bool direct = is_type && begins_args(*cur);
  bool with_sep = at_kind(K::PathSep) && begins_args(look(1));
  if (!direct && !with_sep)
    return segment;
  if (with_sep)
    bump();
  segment.args = at_kind(K::OpenParen) ? parse_paren_args() : parse_angle_args(cur->span);
  return segment;
}

/// `(A, B) -> C`, or `(..)`.
GenericArgs *Parser::Impl::parse_paren_args() {
  Nested nested(*this);
  GenericArgs args;
  args.kind = GenericArgsKind::Parenthesized;
  Span lo = cur->span;
  const Token *open = enter_group();
  if (at_kind(K::DotDot) && look(1).is(K::CloseParen)) {
    bump();
    args.kind = GenericArgsKind::ParenthesizedElided;
    leave_group(open);
  } else {
    llvm::SmallVector<TyId, 4> inputs;
    if (!too_deep())
      comma_list([&] { inputs.push_back(parse_ty()); });
    leave_group(open);
    args.inputs = krate.list(inputs);
    args.inputs_span = span_from(lo);
    Span output;
    args.output = parse_ret_ty(Plus::No, output);
  }
  args.span = span_from(lo);
  return krate.arena.make<GenericArgs>(args);
}

/// `<'a, T, 3, Item = U>`; `<` is next, perhaps as part of `<<`.
GenericArgs *Parser::Impl::parse_angle_args(Span lo) {
  Nested nested(*this);
  GenericArgs args;
  expect_part(K::Lt);
  llvm::SmallVector<GenericArg, 4> list;
  llvm::SmallVector<AssocConstraint, 2> constraints;
  while (!panicking && !at_part(K::Gt) && !too_deep()) {
    parse_generic_arg(list, constraints);
    if (!eat(K::Comma))
      break;
  }
  if (!panicking && !eat_part(K::Gt))
    unexpected("one of `,` or `>`");
  args.args = krate.list(list);
  args.constraints = krate.list(constraints);
  args.span = span_from(lo);
  return krate.arena.make<GenericArgs>(args);
}

bool Parser::Impl::at_const_arg() const {
  if (at_kind(K::OpenBrace) || at_kind(K::Minus) || cur->is_literal() || at_word(sym::kw_true) ||
      at_word(sym::kw_false))
    return true;
  return cur->is(K::OpenInvisible) &&
         (cur->fragment == FragmentKind::Expr || cur->fragment == FragmentKind::Expr2021 ||
          cur->fragment == FragmentKind::Block || cur->fragment == FragmentKind::Literal);
}

/// `{ N + 1 }`, `-1`, `true`.
AnonConst Parser::Impl::parse_const_arg() {
  AnonConst constant;
  constant.id = krate.new_node_id();
  if (at_kind(K::OpenBrace))
    constant.value = parse_block_expr({}, cur->span, BlockRules::Default);
  else if (at_kind(K::Minus) || at_invisible(FragmentKind::Literal))
    constant.value = parse_literal_pat();
  else if (cur->is(K::OpenInvisible))
    constant.value = parse_fragment_expr();
  else
    constant.value = parse_literal();
  return constant;
}

void Parser::Impl::parse_generic_arg(llvm::SmallVectorImpl<GenericArg> &args,
                                     llvm::SmallVectorImpl<AssocConstraint> &constraints) {
  Span lo = cur->span;
  GenericArg arg;
  if (at_kind(K::Lifetime) && !look(1).is(K::Plus)) {
    arg.kind = GenericArgKind::Lifetime;
    arg.lifetime = parse_lifetime();
  } else if (at_const_arg()) {
    arg.kind = GenericArgKind::Const;
    arg.constant = parse_const_arg();
  } else {
    arg.ty = parse_ty();
    if ((at_kind(K::Colon) || at_kind(K::Eq)) && !panicking) {
      PathTy *path = krate[arg.ty].get_if<PathTy>();
      if (path && !path->qself && path->path.segments.size() == 1) {
        PathSegment &segment = path->path.segments[0];
        parse_constraint(constraints, lo, segment.ident, segment.args);
        return;
      }
    }
  }
  if (!constraints.empty() && !panicking)
    complain(span_from(lo), "generic arguments must come before the first constraint");
  args.push_back(arg);
}

/// `: Bound` or `= T` after the name of an associated item.
void Parser::Impl::parse_constraint(llvm::SmallVectorImpl<AssocConstraint> &constraints, Span lo,
                                    Ident name, GenericArgs *args) {
  AssocConstraint constraint;
  constraint.id = krate.new_node_id();
  constraint.ident = name;
  constraint.args = args;
  if (eat(K::Colon)) {
    constraint.kind = ConstraintKind::Bound;
    constraint.bounds = parse_bounds();
  } else {
    bump();
    if (at_const_arg()) {
      constraint.kind = ConstraintKind::EqConst;
      constraint.constant = parse_const_arg();
    } else if (at_part(K::Gt) || at_kind(K::Comma)) {
      complain(cur->span, "missing type to the right of `=`");
      constraint.ty = error_ty(cur->span);
    } else {
      constraint.ty = parse_ty();
    }
  }
  constraint.span = span_from(lo);
  constraints.push_back(constraint);
}

/// `<T as A::B>::C::D`; without `as`, position is 0.
Path Parser::Impl::parse_qpath(PathStyle style, QSelf *&qself) {
  Nested nested(*this);
  Span lo = cur->span;
  expect_part(K::Lt);
  QSelf self;
  self.ty = too_deep() ? error_ty(lo) : parse_ty();
  llvm::SmallVector<PathSegment, 4> segments;
  self.path_span = cur->span.shrink_to_lo();
  if (eat_kw(sym::kw_as)) {
    Path trait = parse_path(PathStyle::Type);
    segments.append(trait.segments.begin(), trait.segments.end());
    self.path_span = trait.span;
  }
  self.position = static_cast<uint32_t>(segments.size());
  expect_part(K::Gt);
  expect(K::PathSep);
  if (!panicking)
    parse_segments(segments, style);
  else
    segments.push_back({{sym::empty, cur->span}, krate.new_node_id(), nullptr});
  qself = krate.arena.make<QSelf>(self);
  return {span_from(lo), krate.list(segments)};
}

Path Parser::Impl::parse_path_or_qpath(PathStyle style, QSelf *&qself) {
  qself = nullptr;
  if (at_part(K::Lt))
    return parse_qpath(style, qself);
  // A path fragment may hold a qualified path.
  if ((at_invisible(FragmentKind::Path) || at_invisible(FragmentKind::Ty)) &&
      (look(1).is(K::Lt) || look(1).is(K::Shl)))
    return within_invisible([&] { return parse_qpath(PathStyle::Type, qself); });
  return parse_path(style);
}

Lifetime Parser::Impl::parse_lifetime() {
  if (!at_kind(K::Lifetime)) {
    unexpected("lifetime");
    return {krate.new_node_id(), {sym::kw_underscore_lifetime, cur->span}};
  }
  Lifetime lifetime{krate.new_node_id(), ident_here()};
  bump();
  return lifetime;
}

/// `pub`, `pub(crate)`, `pub(in a::b)`, or nothing. In a tuple struct, `pub (T)` is a type.
Visibility Parser::Impl::parse_visibility(bool is_field) {
  Visibility vis;
  if (at_invisible(FragmentKind::Vis))
    return within_invisible([&] { return parse_visibility(false); });
  vis.span = cur->span.shrink_to_lo();
  if (!at_word(sym::kw_pub))
    return vis;
  Span lo = cur->span;
  bump();
  vis.kind = VisibilityKind::Public;
  vis.span = lo;
  if (!at_kind(K::OpenParen))
    return vis;
  const Token &word = look(1);
  bool is_in = word.is_word(sym::kw_in);
  bool is_short =
      (word.is_word(sym::kw_crate) || word.is_word(sym::kw_self) || word.is_word(sym::kw_super)) &&
      look(2).is(K::CloseParen);
  if (!is_in && !is_short) {
    if (is_field)
      return vis;
    const Token *open = enter_group();
    Path path = parse_path(PathStyle::Mod);
    if (!panicking)
      complain(path.span, diag::BadVisibility);
    leave_group(open);
    return vis;
  }
  const Token *open = enter_group();
  if (is_in)
    bump();
  vis.kind = VisibilityKind::Restricted;
  vis.is_shorthand = is_short;
  vis.id = krate.new_node_id();
  vis.path = krate.arena.make<Path>(parse_path(PathStyle::Mod));
  leave_group(open);
  vis.span = span_from(lo);
  return vis;
}

/// `!` is next; takes it and the group.
MacCall *Parser::Impl::finish_mac(const Path &path) {
  bump();
  return parse_mac_args(path);
}

MacCall *Parser::Impl::parse_mac_args(const Path &path) {
  MacCall mac;
  mac.path = path;
  mac.id = krate.new_node_id();
  mac.open = mac.close = cur->span;
  if (!cur->is_open() || cur->is(K::OpenInvisible)) {
    unexpected("one of `(`, `[`, or `{`");
    return krate.arena.make<MacCall>(mac);
  }
  const Token *open = at;
  const Token *close = open + open->distance();
  mac.delim = open->delimiter();
  mac.close = close->span;
  mac.tokens = lex::TokenStream(open + 1, close);
  skip_tree();
  return krate.arena.make<MacCall>(mac);
}

} // namespace ochre::parse
