// Items: which one begins here, and all but functions and data types.
#include "frontend/parse/impl.h"

namespace ochre::parse {

/// `const async unsafe extern "C" fn`, in any part.
bool Parser::Impl::at_fn_front() const {
  for (unsigned i = 0; i < 10; ++i) {
    const Token &token = look(i);
    if (token.is_word(sym::kw_fn))
      return true;
    bool qualifier = token.is_word(sym::kw_const) || token.is_word(sym::kw_async) ||
                     token.is_word(sym::kw_unsafe) || token.is_word(sym::kw_extern) ||
                     token.is_word(sym::kw_safe) || token.is_word(sym::kw_gen);
    if (qualifier)
      continue;
    bool abi =
        i > 0 && (token.is_literal() || token.is(K::OpenInvisible) || token.is(K::CloseInvisible));
    if (!abi)
      return false;
  }
  return false;
}

bool Parser::Impl::is_item_start(ItemContext context) const {
  if (!cur->is_ident())
    return at_invisible(FragmentKind::Item) || at_invisible(FragmentKind::Vis);
  if (cur->is_raw())
    return false;
  const Token &next = look(1);
  switch (cur->payload) {
  case sym::kFixed_kw_use: return !next.is(K::Or) && !next.is(K::OrOr);
  case sym::kFixed_kw_fn:
  case sym::kFixed_kw_trait:
  case sym::kFixed_kw_impl:
  case sym::kFixed_kw_mod:
  case sym::kFixed_kw_type:
  case sym::kFixed_kw_enum:
  case sym::kFixed_kw_struct:
  case sym::kFixed_kw_pub:
  case sym::kFixed_kw_extern: return true;
  case sym::kFixed_kw_static:
    return !next.is(K::Or) && !next.is(K::OrOr) && !next.is_word(sym::kw_move) &&
           !is_edition_kw(next, sym::kw_async) && !next.is_word(sym::kw_use);
  case sym::kFixed_kw_const:
    if (next.is(K::OpenBrace) || next.is(K::Or) || next.is(K::OrOr) || next.is_word(sym::kw_move) ||
        next.is_word(sym::kw_use))
      return false;
    return next.is_ident() && (!at_closure_front() || at_fn_front());
  case sym::kFixed_kw_unsafe:
    return !next.is(K::OpenBrace) && !next.is(K::OpenInvisible) && next.is_ident();
  case sym::kFixed_kw_async:
  case sym::kFixed_kw_gen:
  case sym::kFixed_kw_safe:
    return next.is_ident() &&
           (at_fn_front() || (at_word(sym::kw_safe) && next.is_word(sym::kw_static)));
  case sym::kFixed_kw_union: return next.is_ident() && !is_reserved(next);
  case sym::kFixed_kw_auto: return next.is_word(sym::kw_trait);
  case sym::kFixed_kw_macro: return next.is_ident();
  case sym::kFixed_kw_macro_rules: return next.is(K::Not) && look(2).is_ident();
  case sym::kFixed_kw_default:
    return next.is_word(sym::kw_fn) || next.is_word(sym::kw_impl) || next.is_word(sym::kw_const) ||
           next.is_word(sym::kw_type) || next.is_word(sym::kw_unsafe) ||
           next.is_word(sym::kw_extern) || next.is_word(sym::kw_static) ||
           is_edition_kw(next, sym::kw_async);
  default:
    // A macro call is an item where only items stand.
    return context != ItemContext::Module && is_path_segment(*cur);
  }
}

List<ItemId> Parser::Impl::parse_items(ItemContext context) {
  llvm::SmallVector<ItemId, 32> items;
  while (!at_group_end()) {
    const Token *first = at;
    AttrsId attrs = parse_outer_attrs();
    if (ItemId item = parse_item(context, attrs, first))
      items.push_back(item);
    if (panicking && !gave_up)
      recover_item();
    if (at == first && !at_group_end())
      skip_tree();
  }
  return krate.list(items);
}

/// Behind the broken item: after its `;` or braces, or before the next keyword of an item.
void Parser::Impl::recover_item() {
  panicking = false;
  bool first = true;
  while (!cur->is_close() && !at_kind(K::Eof)) {
    if (at_kind(K::Semi)) {
      bump();
      return;
    }
    bool starts = at_word(sym::kw_fn) || at_word(sym::kw_struct) || at_word(sym::kw_enum) ||
                  at_word(sym::kw_impl) || at_word(sym::kw_trait) || at_word(sym::kw_mod) ||
                  at_word(sym::kw_use) || at_word(sym::kw_pub) || at_word(sym::kw_static) ||
                  at_kind(K::Pound);
    if (starts && !first)
      return;
    bool brace = at_kind(K::OpenBrace);
    skip_tree();
    if (brace)
      return;
    first = false;
  }
}

ItemId Parser::Impl::finish_item(ItemId item, const Token *first) {
  if (item)
    krate[item].tokens = {first, std::max(first, at)};
  return item;
}

/// The item behind `attrs`, whose first token is `first`; an invalid id after an error.
ItemId Parser::Impl::parse_item(ItemContext context, AttrsId attrs, const Token *first) {
  if (panicking)
    return {};
  if (at_invisible(FragmentKind::Item)) {
    ItemId item = within_invisible([&] {
      const Token *inner_first = at;
      AttrsId own = parse_outer_attrs();
      return parse_item(context, own, inner_first);
    });
    if (item && attrs)
      krate[item].attrs = join_attrs(attrs, krate[krate[item].attrs]);
    return attrs ? finish_item(item, first) : item;
  }
  Nested nested(*this);
  if (too_deep())
    return {};
  Span lo = cur->span;
  Visibility vis = parse_visibility();
  if (panicking)
    return {};
  return finish_item(parse_item_kind(context, attrs, lo, vis), first);
}

Defaultness Parser::Impl::parse_defaultness(ItemContext context, Span &span) {
  (void)context;
  if (!at_word(sym::kw_default))
    return Defaultness::Final;
  const Token &next = look(1);
  bool before_item = next.is_word(sym::kw_fn) || next.is_word(sym::kw_impl) ||
                     next.is_word(sym::kw_const) || next.is_word(sym::kw_type) ||
                     next.is_word(sym::kw_unsafe) || next.is_word(sym::kw_extern) ||
                     next.is_word(sym::kw_async) || next.is_word(sym::kw_static);
  if (!before_item)
    return Defaultness::Final;
  span = cur->span;
  bump();
  return Defaultness::Default;
}

namespace {
FnContext fn_context(ItemContext context) {
  switch (context) {
  case ItemContext::Module: return FnContext::Free;
  case ItemContext::Trait: return FnContext::Trait;
  case ItemContext::Impl:
  case ItemContext::TraitImpl: return FnContext::Impl;
  case ItemContext::Extern: return FnContext::Extern;
  }
  return FnContext::Free;
}
} // namespace

ItemId Parser::Impl::parse_item_kind(ItemContext context, AttrsId attrs, Span lo,
                                     const Visibility &vis) {
  Span def_span;
  Defaultness def = parse_defaultness(context, def_span);
  if (at_fn_front())
    return parse_fn(attrs, lo, vis, def, fn_context(context));
  if (cur->is_ident() && !cur->is_raw()) {
    const Token &next = look(1);
    switch (cur->payload) {
    case sym::kFixed_kw_use: return parse_use(attrs, lo, vis);
    case sym::kFixed_kw_extern: return parse_extern_item(attrs, lo, vis);
    case sym::kFixed_kw_static: return parse_static(attrs, lo, vis, Safety::Default);
    case sym::kFixed_kw_const:
      if (next.is_word(sym::kw_impl) || next.is_word(sym::kw_trait) ||
          (next.is_word(sym::kw_unsafe) || next.is_word(sym::kw_auto))) {
        // `const trait`, unstable.
        if (next.is_word(sym::kw_impl))
          return parse_impl(attrs, lo, vis, def, def_span);
        return parse_trait(attrs, lo, vis);
      }
      return parse_const(attrs, lo, vis, def);
    case sym::kFixed_kw_type: return parse_type_alias(attrs, lo, vis, def);
    case sym::kFixed_kw_trait: return parse_trait(attrs, lo, vis);
    case sym::kFixed_kw_impl: return parse_impl(attrs, lo, vis, def, def_span);
    case sym::kFixed_kw_mod: return parse_mod(attrs, lo, vis);
    case sym::kFixed_kw_enum: return parse_enum(attrs, lo, vis);
    case sym::kFixed_kw_struct: return parse_struct(attrs, lo, vis);
    case sym::kFixed_kw_unsafe:
      if (next.is_word(sym::kw_trait) || next.is_word(sym::kw_auto))
        return parse_trait(attrs, lo, vis);
      if (next.is_word(sym::kw_impl))
        return parse_impl(attrs, lo, vis, def, def_span);
      if (next.is_word(sym::kw_mod))
        return parse_mod(attrs, lo, vis);
      if (next.is_word(sym::kw_static)) {
        bump();
        return parse_static(attrs, lo, vis, Safety::Unsafe);
      }
      if (next.is_word(sym::kw_extern)) {
        bump();
        return parse_foreign_mod(attrs, lo, vis, Safety::Unsafe);
      }
      break;
    case sym::kFixed_kw_safe:
      if (next.is_word(sym::kw_static)) {
        bump();
        return parse_static(attrs, lo, vis, Safety::Safe);
      }
      break;
    case sym::kFixed_kw_auto:
      if (next.is_word(sym::kw_trait))
        return parse_trait(attrs, lo, vis);
      break;
    case sym::kFixed_kw_union:
      if (next.is_ident() && !is_reserved(next))
        return parse_union(attrs, lo, vis);
      break;
    case sym::kFixed_kw_macro: return parse_macro2(attrs, lo, vis);
    case sym::kFixed_kw_macro_rules:
      if (next.is(K::Not) && look(2).is_ident())
        return parse_macro_rules(attrs, lo, vis);
      break;
    default: break;
    }
  }
  bool is_mac = (is_path_segment(*cur) || at_kind(K::PathSep) || at_invisible(FragmentKind::Path));
  if (is_mac)
    return parse_mac_item(attrs, lo, vis);
  if (attrs && (cur->is_close() || at_kind(K::Eof))) {
    const Attr &last = krate[attrs].back();
    bool in_group = context != ItemContext::Module;
    if (last.is_doc_comment && in_group)
      fail(last.span, diag::TrailingDocComment);
    else
      fail(last.span, last.is_doc_comment ? "expected item after doc comment"
                                          : "expected item after attributes");
    return {};
  }
  if (vis.kind != VisibilityKind::Inherited)
    fail(vis.span, "visibility `pub` is not followed by an item");
  unexpected("item");
  return {};
}

ItemId Parser::Impl::parse_mac_item(AttrsId attrs, Span lo, const Visibility &vis) {
  if (cur->is_ident() && !look(1).is(K::Not) && !look(1).is(K::PathSep)) {
    // `foo bar`: a keyword is missing or misspelt.
    if (vis.kind != VisibilityKind::Inherited && look(1).is(K::OpenParen))
      fail(prev.shrink_to_hi(), "missing `fn` or `struct` for function or struct definition");
    else if (vis.kind != VisibilityKind::Inherited && look(1).is(K::OpenBrace))
      fail(prev.shrink_to_hi(), "missing `struct` for struct definition");
    bump();
    unexpected("one of `!` or `::`");
    return {};
  }
  Path path = parse_path(PathStyle::Mod);
  if (panicking || !at_kind(K::Not)) {
    unexpected("one of `!` or `::`");
    return {};
  }
  if (look(1).is_ident()) {
    bump();
    fail(path.span, "macro definitions need `macro_rules!`: unexpected name after `!`");
    return {};
  }
  MacCall *mac = finish_mac(path);
  if (mac->delim != Delimiter::Brace && !eat(K::Semi) && !panicking)
    fail(mac->open.to(mac->close), "macros that expand to items must be delimited with braces or "
                                   "followed by a semicolon");
  if (vis.kind != VisibilityKind::Inherited)
    complain(vis.span, "can't qualify macro invocation with `pub`");
  return krate.make(span_from(lo), attrs, {}, vis, MacCallItem{mac});
}

ItemId Parser::Impl::parse_macro_rules(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  bump();
  Ident name = is_reserved(*cur) ? Ident{} : ident_here();
  if (!name.is_valid())
    name = parse_ident();
  else
    bump();
  if (panicking)
    return {};
  if (!cur->is_open()) {
    unexpected("one of `(`, `[`, or `{`");
    return {};
  }
  MacroDefItem def{};
  const Token *open = at;
  const Token *close = open + open->distance();
  def.delim = open->delimiter();
  def.body = {open + 1, close};
  def.open = open->span;
  def.close = close->span;
  skip_tree();
  if (def.delim != Delimiter::Brace && !eat(K::Semi))
    complain(def.open.to(def.close), "macros must either be delimited with braces or followed by "
                                     "a semicolon");
  if (vis.kind != VisibilityKind::Inherited)
    complain(vis.span, "can't qualify macro_rules invocation with `pub`");
  return krate.make(span_from(lo), attrs, name, vis, def);
}

/// `macro m(…) { … }`, `macro m { … }`: unstable.
ItemId Parser::Impl::parse_macro2(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  Ident name = parse_ident();
  MacroDefItem def{};
  def.is_macro_rules = false;
  if (!panicking && at_kind(K::OpenBrace)) {
    const Token *open = at;
    def.body = {open + 1, open + open->distance()};
    def.open = open->span;
    def.close = open[open->distance()].span;
    skip_tree();
  } else if (!panicking && at_kind(K::OpenParen)) {
    lex::TokenStream params(at, at->distance() + 1);
    Span arrow_span = at[at->distance()].span;
    def.open = at->span;
    skip_tree();
    if (!at_kind(K::OpenBrace)) {
      unexpected("`{`");
      return {};
    }
    lex::TokenStreamBuilder body;
    body.append(params);
    body.push({K::FatArrow, 0, FragmentKind::None, 0, arrow_span});
    body.append({at, at->distance() + 1});
    def.close = at[at->distance()].span;
    def.body = body.finish(krate.arena);
    skip_tree();
  } else {
    unexpected("one of `(` or `{`");
    return {};
  }
  return krate.make(span_from(lo), attrs, name, vis, def);
}

/// `extern crate a as b;` or an extern block.
ItemId Parser::Impl::parse_extern_item(AttrsId attrs, Span lo, const Visibility &vis) {
  if (!look_word(1, sym::kw_crate))
    return parse_foreign_mod(attrs, lo, vis, Safety::Default);
  bump();
  bump();
  ExternCrateItem item;
  Ident name = at_word(sym::kw_self) ? ident_here() : Ident{};
  if (name.is_valid())
    bump();
  else
    name = parse_ident();
  if (!panicking && at_kind(K::Minus)) {
    fail(name.span, "crate name using dashes are not valid in `extern crate` statements");
    return {};
  }
  if (!panicking && eat_kw(sym::kw_as)) {
    item.orig = name;
    name = ident_here();
    if (at_word(sym::kw_underscore))
      bump();
    else
      name = parse_ident();
  }
  expect_semi();
  return krate.make(span_from(lo), attrs, name, vis, item);
}

ItemId Parser::Impl::parse_foreign_mod(AttrsId attrs, Span lo, const Visibility &vis,
                                       Safety safety) {
  ForeignModItem block{};
  block.safety = safety;
  block.ext = parse_extern();
  if (!at_kind(K::OpenBrace)) {
    unexpected("one of `{`, `crate`, or `fn`");
    return {};
  }
  block.items = parse_item_list(ItemContext::Extern, attrs);
  return krate.make(span_from(lo), attrs, {}, vis, block);
}

/// The items between braces, which are next; inner attributes are added to `attrs`.
List<ItemId> Parser::Impl::parse_item_list(ItemContext context, AttrsId &attrs) {
  const Token *open = enter_group();
  llvm::SmallVector<Attr, 2> inner;
  parse_inner_attrs(inner);
  attrs = join_attrs(attrs, inner);
  List<ItemId> items = parse_items(context);
  leave_group(open);
  return items;
}

ItemId Parser::Impl::parse_mod(AttrsId attrs, Span lo, const Visibility &vis) {
  ModItem mod{};
  if (at_word(sym::kw_unsafe)) {
    mod.is_unsafe = true;
    bump();
  }
  bump();
  Ident name = parse_ident();
  if (panicking)
    return {};
  if (at_kind(K::OpenBrace)) {
    Span open_span = cur->span;
    mod.is_loaded = mod.is_inline = true;
    mod.items = parse_item_list(ItemContext::Module, attrs);
    mod.inner_span = open_span.to(prev);
  } else if (!eat(K::Semi)) {
    unexpected("one of `;` or `{`");
    return {};
  }
  return krate.make(span_from(lo), attrs, name, vis, mod);
}

ItemId Parser::Impl::parse_use(AttrsId attrs, Span lo, const Visibility &vis) {
  bump();
  UseItem use;
  use.tree = parse_use_tree();
  if (!panicking && !at_kind(K::Semi) && at_kind(K::PathSep))
    unexpected("`;`");
  expect_semi();
  ItemId item = krate.make(span_from(lo), attrs, {}, vis, use);
  krate[item].as<UseItem>().tree.id = krate[item].id;
  return panicking ? ItemId() : item;
}

UseTree Parser::Impl::parse_use_tree() {
  Nested nested(*this);
  UseTree tree;
  tree.id = krate.new_node_id();
  Span lo = cur->span;
  tree.span = lo;
  if (too_deep())
    return tree;
  tree.prefix.span = lo.shrink_to_lo();
  bool rooted = at_kind(K::PathSep) && (look(1).is(K::OpenBrace) || look(1).is(K::Star));
  bool has_more = true;
  if (rooted) {
    PathSegment root;
    root.ident = {sym::path_root, lo.shrink_to_lo()};
    root.id = krate.new_node_id();
    tree.prefix.segments = krate.list<PathSegment>(root);
    bump();
  } else if (!at_kind(K::OpenBrace) && !at_kind(K::Star)) {
    tree.prefix = parse_path(PathStyle::Mod);
    has_more = !panicking && eat(K::PathSep);
  }
  if (!has_more) {
    if (!panicking && eat_kw(sym::kw_as)) {
      if (at_word(sym::kw_underscore)) {
        tree.rename = ident_here();
        bump();
      } else {
        tree.rename = parse_ident();
      }
    }
  } else if (eat(K::Star)) {
    tree.kind = UseTreeKind::Glob;
  } else if (at_kind(K::OpenBrace)) {
    tree.kind = UseTreeKind::Nested;
    const Token *open = enter_group();
    llvm::SmallVector<UseTree, 8> nested_trees;
    comma_list([&] { nested_trees.push_back(parse_use_tree()); });
    leave_group(open);
    tree.nested = krate.list(nested_trees);
  } else {
    unexpected("one of `*`, `{`, or an identifier");
  }
  tree.span = span_from(lo);
  return tree;
}

ItemId Parser::Impl::parse_static(AttrsId attrs, Span lo, const Visibility &vis, Safety safety) {
  bump();
  StaticItem item{};
  item.safety = safety;
  if (eat_kw(sym::kw_mut))
    item.mutbl = Mutability::Mut;
  Ident name = at_word(sym::kw_underscore) ? ident_here() : Ident{};
  if (name.is_valid()) {
    complain(cur->span, "expected identifier, found reserved identifier `_`");
    bump();
  } else {
    name = parse_ident();
  }
  if (panicking)
    return {};
  if (eat(K::Colon)) {
    item.ty = parse_ty();
  } else {
    complain(prev.shrink_to_hi(), "missing type for `static` item");
    item.ty = error_ty(prev);
  }
  if (!panicking && eat(K::Eq))
    item.value = parse_expr();
  expect_semi();
  return krate.make(span_from(lo), attrs, name, vis, item);
}

ItemId Parser::Impl::parse_const(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def) {
  bump();
  ConstItem item{};
  item.defaultness = def;
  if (at_word(sym::kw_mut)) {
    complain(cur->span, "const globals cannot be mutable");
    bump();
  } else if (at_word(sym::kw_let)) {
    complain(cur->span, "`const` and `let` together are not allowed");
    bump();
  }
  Ident name;
  if (at_word(sym::kw_underscore)) {
    name = ident_here();
    bump();
  } else {
    name = parse_ident();
  }
  if (panicking)
    return {};
  item.generics = parse_generics();
  if (eat(K::Colon)) {
    item.ty = parse_ty();
  } else {
    complain(prev.shrink_to_hi(), "missing type for `const` item");
    item.ty = error_ty(prev);
  }
  parse_where(item.generics);
  if (!panicking && eat(K::Eq))
    item.value = parse_expr();
  if (!item.generics.where_clause.has_where)
    parse_where(item.generics);
  expect_semi();
  return krate.make(span_from(lo), attrs, name, vis, item);
}

ItemId Parser::Impl::parse_type_alias(AttrsId attrs, Span lo, const Visibility &vis,
                                      Defaultness def) {
  bump();
  TyAliasItem item{};
  item.defaultness = def;
  Ident name = parse_ident();
  if (panicking)
    return {};
  item.generics = parse_generics();
  if (!panicking && eat(K::Colon))
    item.bounds = parse_bounds();
  parse_where(item.generics);
  item.predicates_before_eq = static_cast<uint32_t>(item.generics.where_clause.predicates.size());
  if (!panicking && eat(K::Eq))
    item.ty = parse_ty();
  Generics after;
  parse_where(after);
  item.after_where_span = after.where_clause.span;
  if (after.where_clause.has_where) {
    llvm::SmallVector<WherePredicate, 4> all(item.generics.where_clause.predicates.begin(),
                                             item.generics.where_clause.predicates.end());
    all.append(after.where_clause.predicates.begin(), after.where_clause.predicates.end());
    item.generics.where_clause.predicates = krate.list(all);
  }
  expect_semi();
  return krate.make(span_from(lo), attrs, name, vis, item);
}

/// `const unsafe auto trait A: B { }`, `trait A = B;`
ItemId Parser::Impl::parse_trait(AttrsId attrs, Span lo, const Visibility &vis) {
  TraitItem item{};
  item.is_const = eat_kw(sym::kw_const);
  item.is_unsafe = eat_kw(sym::kw_unsafe);
  item.is_auto = eat_kw(sym::kw_auto);
  if (!expect_kw(sym::kw_trait))
    return {};
  Ident name = parse_ident();
  if (panicking)
    return {};
  item.generics = parse_generics();
  bool had_colon = !panicking && eat(K::Colon);
  if (had_colon)
    item.bounds = parse_bounds();
  if (!panicking && eat(K::Eq)) {
    TraitAliasItem alias{item.generics, parse_bounds()};
    if (had_colon)
      complain(prev, "bounds are not allowed on trait aliases");
    parse_where(alias.generics);
    if (item.is_unsafe)
      complain(lo, "trait aliases cannot be `unsafe`");
    if (item.is_auto)
      complain(lo, "trait aliases cannot be `auto`");
    expect_semi();
    return krate.make(span_from(lo), attrs, name, vis, alias);
  }
  parse_where(item.generics);
  if (panicking)
    return {};
  if (!at_kind(K::OpenBrace)) {
    unexpected("one of `{`, `where`, or `:`");
    return {};
  }
  item.items = parse_item_list(ItemContext::Trait, attrs);
  return krate.make(span_from(lo), attrs, name, vis, item);
}

/// Whether `<` behind `impl` begins parameters, not a qualified path.
bool Parser::Impl::looks_like_generics_of_impl() const {
  if (!at_part(K::Lt))
    return false;
  const Token &first = look(1);
  const Token &second = look(2);
  if (first.is(K::Pound) || first.is(K::Gt) || first.is_word(sym::kw_const))
    return true;
  bool name = first.is(K::Lifetime) || first.is_ident();
  return name &&
         (second.is(K::Gt) || second.is(K::Comma) || second.is(K::Colon) || second.is(K::Eq));
}

/// `unsafe impl<T> const !A for B where … { … }`
ItemId Parser::Impl::parse_impl(AttrsId attrs, Span lo, const Visibility &vis, Defaultness def,
                                Span def_span) {
  ImplItem item{};
  item.defaultness = def;
  item.defaultness_span = def_span;
  item.is_const = eat_kw(sym::kw_const);
  if (at_word(sym::kw_unsafe)) {
    item.unsafe_span = cur->span;
    item.is_unsafe = true;
    bump();
  }
  if (!expect_kw(sym::kw_impl))
    return {};
  if (looks_like_generics_of_impl())
    item.generics = parse_generics();
  else
    item.generics.span = prev.shrink_to_hi();
  if (eat_kw(sym::kw_const))
    item.is_const = true;
  if (at_kind(K::Not) && is_ty_start(look(1), look(2))) {
    item.is_negative = true;
    item.negative_span = cur->span;
    bump();
  }
  Span first_span = cur->span;
  bool lacks_trait = at_word(sym::kw_for) && !look(1).is(K::Lt);
  if (lacks_trait)
    complain(first_span.shrink_to_lo(), "missing trait in a trait impl");
  TyId first = lacks_trait ? error_ty(first_span) : parse_ty();
  if (!panicking && at_word(sym::kw_for)) {
    bump();
    item.has_trait = true;
    if (at_kind(K::DotDot)) {
      complain(cur->span, "`impl Trait for .. {}` is an obsolete syntax");
      bump();
      item.self_ty = error_ty(prev);
    } else {
      item.self_ty = parse_ty();
    }
    item.trait_ref.ref_id = krate.new_node_id();
    if (PathTy *path = krate[first].get_if<PathTy>(); path && !path->qself)
      item.trait_ref.path = path->path;
    else if (krate[first].kind() != TyKind::Error && !panicking)
      fail(krate[first].span, "expected a trait, found type");
  } else {
    item.self_ty = first;
    if (!panicking && is_ty_start(*cur, look(1)) && !at_word(sym::kw_where))
      fail(prev.shrink_to_hi(), diag::MissingForInImpl);
  }
  parse_where(item.generics);
  if (panicking)
    return {};
  if (!at_kind(K::OpenBrace)) {
    unexpected("one of `{`, `where`, or `for`");
    return {};
  }
  item.items = parse_item_list(item.has_trait ? ItemContext::TraitImpl : ItemContext::Impl, attrs);
  return krate.make(span_from(lo), attrs, {}, vis, item);
}

} // namespace ochre::parse
