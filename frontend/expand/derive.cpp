// `#[derive(…)]`: reads the list, asks for its paths, and builds the impls.

#include "frontend/expand/derive.h"

#include "frontend/ast/walk.h"
#include "frontend/expand/cfg.h"
#include "frontend/expand/diags.h"
#include "support/session/report.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::expand {

using lex::TokenKind;
using lex::TokenStream;

namespace {

/// Reads the paths of the list; reports what is none.
PendingDerives read_list(const BuiltinCall &call) {
  PendingDerives out;
  const ast::Attr &attr = *call.call.attr;
  if (attr.args_kind != ast::AttrArgsKind::Delimited) {
    error(call.sess(), attr.span, diag::MalformedDerive)
        .help("must be of the form: `#[derive(Trait1, Trait2, ...)]`")
        .emit();
    return out;
  }
  parse::Parser parser(call.sess(), call.krate(), attr.tokens, attr.args_close);
  while (!parser.at_end()) {
    const lex::Token token = parser.token();
    if (token.is_literal()) {
      parser.bump();
      error(call.sess(), token.span, diag::DeriveLiteral).primary_label("not a trait").emit();
    } else {
      ast::Path path = parser.parse_mod_path();
      if (path.segments.empty())
        return out;
      for (ast::PathSegment &segment : path.segments)
        if (!segment.id)
          segment.id = call.krate().new_node_id();
      if (parser.token().is_open()) {
        Span open = parser.token().span;
        TokenStream args = parser.skip_tree();
        error(call.sess(), open.to(args.back().span), diag::DeriveArguments).emit();
      } else if (parser.token().is(TokenKind::Eq)) {
        Span eq = parser.token().span;
        parser.bump();
        parser.parse_expr();
        error(call.sess(), eq, diag::DeriveValue).emit();
      }
      out.paths.push_back(call.krate().arena.make<ast::Path>(path));
    }
    if (parser.at_end() || parser.eat(TokenKind::Comma))
      continue;
    parser.expect(TokenKind::Comma);
    break;
  }
  return out;
}

bool has_repr_packed(Session &sess, const ast::Crate &krate, ast::AttrsId attrs) {
  for (const ast::Attr &attr : krate[attrs])
    if (attr.is(sym::repr))
      for (const lex::Token &token : attr.tokens)
        if (token.is_ident() && sess.str(token.symbol()) == "packed")
          return true;
  return false;
}

template <class T>
void configure_list(Session &sess, ast::Crate &krate, ast::List<T> &list) {
  size_t kept = 0;
  for (T &element : list) {
    element.attrs = expand_cfg_attrs(sess, krate, element.attrs);
    if (is_configured(sess, krate, element.attrs))
      list[kept++] = element;
  }
  list = list.take_front(kept);
}

/// The parts of a struct, enum or union.
struct ItemParts {
  ast::Generics *generics = nullptr;
  llvm::SmallVector<ast::VariantData *, 8> data;
};

ItemParts parts_of(Session &sess, ast::Crate &krate, ast::ItemId id) {
  ItemParts parts;
  ast::Item &item = krate[id];
  if (auto *node = item.get_if<ast::StructItem>()) {
    parts.generics = &node->generics;
    parts.data.push_back(&node->data);
  } else if (auto *node = item.get_if<ast::UnionItem>()) {
    parts.generics = &node->generics;
    parts.data.push_back(&node->data);
  } else if (auto *node = item.get_if<ast::EnumItem>()) {
    parts.generics = &node->generics;
    configure_list(sess, krate, node->variants);
    for (ast::Variant &variant : node->variants)
      parts.data.push_back(&variant.data);
  } else {
    return parts;
  }
  configure_list(sess, krate, parts.generics->params);
  configure_list(sess, krate, parts.generics->where_clause.predicates);
  for (ast::VariantData *data : parts.data)
    configure_list(sess, krate, data->fields);
  return parts;
}

/// The item once more, with nodes of its own.
ItemParts parse_copy(const Derive &derive) {
  ExpandContext &ctx = derive.ctx;
  const ast::Item &item = ctx.krate[derive.item];
  parse::Parser parser(ctx.sess, ctx.krate, item.tokens, item.span);
  ast::ItemId copy = parser.parse_item(parse::ItemContext::Module);
  return copy ? parts_of(ctx.sess, ctx.krate, copy) : ItemParts();
}

DeriveVariant describe_variant(Session &sess, Symbol name, Span span,
                               const ast::VariantData &data) {
  DeriveVariant variant;
  variant.name = name;
  variant.span = span;
  variant.kind = data.kind;
  size_t index = 0;
  for (const ast::FieldDef &field : data.fields) {
    DeriveField out;
    out.is_named = field.ident.is_valid();
    out.name = out.is_named ? field.ident.name : sess.intern(std::to_string(index));
    out.span = out.is_named ? field.ident.span : field.span;
    variant.fields.push_back(out);
    ++index;
  }
  return variant;
}

void describe_item(Derive &derive) {
  ast::Crate &krate = derive.ctx.krate;
  Session &sess = derive.ctx.sess;
  ItemParts parts = parts_of(sess, krate, derive.item);
  ast::Item &item = krate[derive.item];
  derive.name = item.ident.name;
  derive.name_span = item.ident.span;
  derive.is_packed = has_repr_packed(sess, krate, item.attrs);
  for (const ast::GenericParam &param : parts.generics->params)
    derive.has_type_params |= param.kind == ast::GenericParamKind::Type;
  if (auto *node = item.get_if<ast::EnumItem>()) {
    derive.shape = DeriveShape::Enum;
    for (const ast::Variant &variant : node->variants)
      derive.variants.push_back(
          describe_variant(sess, variant.ident.name, variant.ident.span, variant.data));
    return;
  }
  derive.shape = item.get_if<ast::UnionItem>() ? DeriveShape::Union : DeriveShape::Struct;
  derive.variants.push_back(
      describe_variant(sess, item.ident.name, item.ident.span, *parts.data[0]));
}

/// Finds types that begin with a type parameter and go on: `T::Item`, with the `for<…>` around.
struct ProjectionFinder : ast::Walker<ProjectionFinder> {
  struct Found {
    ast::TyId ty;
    llvm::SmallVector<ast::GenericParam, 1> binders;
  };
  llvm::DenseSet<Symbol> params;
  std::vector<Found> found;
  llvm::SmallVector<ast::GenericParam, 4> binders;
  explicit ProjectionFinder(ast::Crate &krate) : Walker(krate) {}
  void visit_ty(ast::TyId id) {
    auto *path = krate[id].get_if<ast::PathTy>();
    if (path && path->path.segments.size() > 1 &&
        params.contains(path->path.segments[0].ident.name))
      found.push_back({id, {binders.begin(), binders.end()}});
    size_t outer = binders.size();
    if (auto *fn = krate[id].get_if<ast::FnPtrTy>())
      binders.append(fn->bound_params.begin(), fn->bound_params.end());
    walk_ty(id);
    binders.truncate(outer);
  }
  void visit_poly_trait_ref(ast::PolyTraitRef &poly) {
    size_t outer = binders.size();
    binders.append(poly.bound_params.begin(), poly.bound_params.end());
    walk_poly_trait_ref(poly);
    binders.truncate(outer);
  }
};

ast::GenericBound parse_bound(const Derive &derive, const char *trait) {
  ExpandContext &ctx = derive.ctx;
  parse::Parser parser(ctx.sess, ctx.krate, derive.tokens(trait), derive.span);
  ast::GenericBound bound;
  bound.span = derive.span;
  bound.poly = ctx.krate.arena.make<ast::PolyTraitRef>();
  bound.poly->trait_ref.path = parser.parse_type_path();
  bound.poly->trait_ref.ref_id = ctx.krate.new_node_id();
  bound.poly->span = derive.span;
  return bound;
}

/// The generics of the impl: those of the item without defaults, with the trait as bound of type
/// parameters and of projections in field types.
ast::Generics impl_generics(const Derive &derive, const DeriveImpl &wanted) {
  ast::Crate &krate = derive.ctx.krate;
  ItemParts copy = parse_copy(derive);
  if (!copy.generics)
    return {};
  ast::Generics generics = *copy.generics;
  ProjectionFinder finder(krate);
  for (ast::GenericParam &param : generics.params) {
    param.default_value = {};
    if (param.kind != ast::GenericParamKind::Type)
      continue;
    param.ty = {};
    finder.params.insert(param.ident.name);
    if (!wanted.bound)
      continue;
    llvm::SmallVector<ast::GenericBound, 4> bounds{parse_bound(derive, wanted.bound)};
    bounds.append(param.bounds.begin(), param.bounds.end());
    param.bounds = krate.list(bounds);
  }
  if (!wanted.bound || finder.params.empty())
    return generics;
  for (ast::VariantData *data : copy.data)
    for (ast::FieldDef &field : data->fields)
      finder.visit_ty(field.ty);
  llvm::SmallVector<ast::WherePredicate, 4> predicates(generics.where_clause.predicates);
  for (const ProjectionFinder::Found &found : finder.found) {
    ast::WherePredicate predicate;
    predicate.id = krate.new_node_id();
    predicate.span = krate[found.ty].span;
    predicate.bounded_ty = found.ty;
    predicate.bound_params = krate.list(found.binders);
    llvm::SmallVector<ast::GenericBound, 1> bounds{parse_bound(derive, wanted.bound)};
    predicate.bounds = krate.list(bounds);
    predicates.push_back(predicate);
  }
  generics.where_clause.has_where = !predicates.empty();
  generics.where_clause.predicates = krate.list(predicates);
  return generics;
}

/// `Name<'a, T, N>`.
TokenStream self_type(const Derive &derive) {
  ast::Crate &krate = derive.ctx.krate;
  Quote quote = derive.quote();
  quote.ident(derive.name, derive.name_span, true);
  const ast::Item &item = krate[derive.item];
  const ast::Generics *generics = nullptr;
  if (auto *node = item.get_if<ast::StructItem>())
    generics = &node->generics;
  else if (auto *node = item.get_if<ast::EnumItem>())
    generics = &node->generics;
  else
    generics = &item.as<ast::UnionItem>().generics;
  if (generics->params.empty())
    return quote.finish();
  quote.add("<");
  for (const ast::GenericParam &param : generics->params) {
    if (param.kind == ast::GenericParamKind::Lifetime)
      quote.lifetime(param.ident.name, param.ident.span);
    else
      quote.ident(param.ident.name, param.ident.span, true);
    quote.add(",");
  }
  return quote.add(">").finish();
}

/// Puts the field types into the `_` of the assertions that start the first method.
void fill_assertions(const Derive &derive, ast::ImplItem &impl) {
  ast::Crate &krate = derive.ctx.krate;
  if (impl.items.empty())
    return;
  auto *fn = krate[impl.items[0]].get_if<ast::FnItem>();
  ItemParts copy = parse_copy(derive);
  if (!fn || !fn->body)
    return;
  size_t next = 0;
  ast::List<ast::Stmt> stmts = krate[fn->body].stmts;
  for (ast::VariantData *data : copy.data)
    for (ast::FieldDef &field : data->fields) {
      if (next == stmts.size() || stmts[next].kind != ast::StmtKind::Let)
        return;
      auto *path = krate[stmts[next++].let->ty].get_if<ast::PathTy>();
      if (path && path->path.segments.back().args)
        krate[path->path.segments.back().args->args[0].ty] = krate[field.ty];
    }
}

ast::ItemId build_impl(const Derive &derive, const DeriveImpl &wanted) {
  ExpandContext &ctx = derive.ctx;
  Quote quote = derive.quote();
  quote.add("#[automatically_derived] impl #0 for #1 { #2 }",
            {derive.tokens(wanted.trait), self_type(derive), wanted.items});
  parse::Parser parser(ctx.sess, ctx.krate, quote.finish(), derive.span);
  ast::ItemId id = parser.parse_item(parse::ItemContext::Module);
  auto *impl = id ? ctx.krate[id].get_if<ast::ImplItem>() : nullptr;
  if (!impl)
    return id;
  impl->generics = impl_generics(derive, wanted);
  if (wanted.asserts_fields)
    fill_assertions(derive, *impl);
  return id;
}

void derive_impls(const Derive &derive, std::vector<DeriveImpl> &out) {
  Session &sess = derive.ctx.sess;
  Builtin which = derive.macro.builtin;
  bool allows_union = which == Builtin::Clone || which == Builtin::Copy || which == Builtin::Eq;
  if (derive.shape == DeriveShape::Union && !allows_union) {
    error(sess, derive.trait_span, diag::DeriveUnion).emit();
    return;
  }
  switch (which) {
  case Builtin::Clone: return derive_clone(derive, out);
  case Builtin::Copy: return derive_copy(derive, out);
  case Builtin::Debug: return derive_debug(derive, out);
  case Builtin::Default: return derive_default(derive, out);
  case Builtin::PartialEq: return derive_partial_eq(derive, out);
  case Builtin::Eq: return derive_eq(derive, out);
  case Builtin::PartialOrd: return derive_partial_ord(derive, out);
  case Builtin::Ord: return derive_ord(derive, out);
  case Builtin::Hash: return derive_hash(derive, out);
  default: error(sess, derive.trait_span, diag::UnstableMacro, to_string(which)).emit(); return;
  }
}

/// The expansion of one path of the list.
Span derive_span(const BuiltinCall &call, const MacroDef &macro, Span path_span) {
  ExpnData data;
  data.kind = ExpnKind::Derive;
  data.edition = macro.edition;
  data.allow_internal_unstable = true;
  data.parent = call.call.expn;
  data.call_site = path_span;
  data.def_site = macro.span;
  data.macro_name = macro.name;
  data.macro_def_id = macro.def_id.raw;
  data.parent_module = macro.module.raw;
  HygieneTable &hygiene = call.sess().hygiene;
  ExpnId expn = hygiene.add_expn(data);
  return path_span.with_ctxt(hygiene.apply_mark(kRootContext, expn, Transparency::Opaque));
}

bool is_adt(const ast::Item &item) {
  return item.kind() == ast::ItemKind::Struct || item.kind() == ast::ItemKind::Enum ||
         item.kind() == ast::ItemKind::Union;
}

void expand_one(const BuiltinCall &call, const MacroDef &macro, const ast::Path &path,
                bool derives_copy, llvm::SmallVectorImpl<ast::ItemId> &items) {
  Session &sess = call.sess();
  if (macro.impl == MacroImpl::Error)
    return;
  if (macro.kind != MacroKind::Derive) {
    error(sess, path.span, diag::NotAMacroKind, "derive macro", describe(macro.kind), macro.name)
        .primary_label("not a derive macro")
        .emit();
    return;
  }
  if (macro.impl != MacroImpl::Builtin) {
    not_supported_yet(sess, path.span, "procedural macros");
    return;
  }
  Derive derive(call, macro, derive_span(call, macro, path.span), path.span);
  derive.derives_copy = derives_copy;
  describe_item(derive);
  std::vector<DeriveImpl> impls;
  derive_impls(derive, impls);
  for (const DeriveImpl &wanted : impls)
    if (ast::ItemId id = build_impl(derive, wanted))
      items.push_back(id);
}

} // namespace

void set_derives(ExpandContext &ctx, InvocationId id, llvm::ArrayRef<const MacroDef *> derives) {
  PendingDerives &pending = ctx.state->pending_derives[ctx.invocations[id].state - 1];
  pending.macros.assign(derives.begin(), derives.end());
  pending.is_answered = true;
}

Expansion expand_derive_attr(const BuiltinCall &call) {
  const ast::Item &item = call.krate()[call.call.item];
  if (!is_adt(item)) {
    auto builder = error(call.sess(), call.call.span, diag::DeriveNotAdt);
    builder.primary_label("not applicable here")
        .label(item.span, "not a `struct`, `enum` or `union`");
    return done_error(call, builder.emit());
  }
  auto &all = call.ctx.state->pending_derives;
  uint32_t state = call.ctx.invocations[call.id].state;
  if (!state) {
    all.push_back(read_list(call));
    state = call.ctx.invocations[call.id].state = static_cast<uint32_t>(all.size());
    all.back().is_answered = all.back().paths.empty();
  }
  if (!all[state - 1].is_answered) {
    Expansion blocked;
    blocked.status = ExpansionStatus::Blocked;
    blocked.paths = all[state - 1].paths;
    return blocked;
  }
  const PendingDerives pending = all[state - 1];
  llvm::SmallVector<ast::ItemId, 8> items{call.call.item};
  bool derives_copy = llvm::any_of(pending.macros, [](const MacroDef *macro) {
    return macro->impl == MacroImpl::Builtin && macro->builtin == Builtin::Copy;
  });
  for (size_t i = 0; i < pending.macros.size() && i < pending.paths.size(); ++i)
    expand_one(call, *pending.macros[i], *pending.paths[i], derives_copy, items);
  return done_items(call, items);
}

} // namespace ochre::expand
