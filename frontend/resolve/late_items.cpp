// Items, their generics, and `Self`.

#include "frontend/resolve/builder.h"
#include "frontend/resolve/late.h"
#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {

using ast::ItemKind;
using ast::ItemPlace;

namespace {

/// Parameters that an argument of another kind than a lifetime is given for.
bool has_non_lifetimes(const ast::Generics &generics) {
  return llvm::any_of(generics.params, [](const ast::GenericParam &param) {
    return param.kind != ast::GenericParamKind::Lifetime;
  });
}

/// Whether the type after `impl` names a lifetime that is not `'static`.
struct LifetimeFinder : ast::Walker<LifetimeFinder> {
  bool found = false;
  explicit LifetimeFinder(ast::Crate &krate) : Walker(krate) {}

  void visit_lifetime(ast::Lifetime &lifetime) {
    found |= lifetime.ident.name != sym::kw_static_lifetime;
  }
  void visit_ty(ast::TyId id) {
    const auto *ref = krate[id].get_if<ast::RefTy>();
    found |= ref && !ref->lifetime.is_valid();
    walk_ty(id);
  }
};

/// Whether `Self` of an impl is another type for other lifetimes.
bool names_lifetimes(ast::Crate &krate, const ast::ImplItem &impl) {
  LifetimeFinder finder(krate);
  finder.visit_ty(impl.self_ty);
  return finder.found;
}

} // namespace

Late::Late(Context &cx) : Walker(cx.krate), cx(cx) {
  scope = {cx.root, kRootExpn, cx.empty_macro_scope};
  value_ribs.push_back({RibKind::Module, false, cx.root, {}, {}});
  type_ribs.push_back({RibKind::Module, false, cx.root, {}, {}});
  lifetime_ribs.push_back({});
  current_def = kCrateRoot;
}

void resolve_late(Context &cx) {
  Late late(cx);
  late.walk_crate();
}

/// Saves what an item does not share with the body around it.
template <class F>
void Late::with_item_lifetimes(F inside) {
  auto *outer_candidates = elision_candidates;
  auto outer_binders = fresh_binders;
  elision_candidates = nullptr;
  fresh_binders.clear();
  with_lifetime_rib({}, [&] { with_label_barrier(inside); });
  elision_candidates = outer_candidates;
  fresh_binders = outer_binders;
}

/// `#[tool::attr]`, or an attribute that does not exist.
static void check_attr_path(Context &cx, const ast::Attr &attr, const ParentScope &scope) {
  llvm::SmallVector<Segment, 2> path;
  for (const ast::PathSegment &segment : attr.path.segments)
    path.push_back({segment.ident, segment.id, false});
  PathSearch how;
  how.ns = Namespace::Macro;
  how.is_macro_path = true;
  how.force = true;
  PathResult found = resolve_path(cx, path, scope, how);
  if (found.status == PathStatus::Failed)
    error(cx.sess, found.span, diag::FailedToResolve, found.label)
        .primary_label(found.label)
        .emit();
}

void Late::visit_attrs(ast::AttrsId attrs) {
  if (!attrs.is_valid())
    return;
  for (const ast::Attr &attr : krate[attrs]) {
    if (attr.is_doc_comment)
      continue;
    if (attr.path.segments.size() != 1) {
      check_attr_path(cx, attr, scope);
      continue;
    }
    Ident name = attr.path.segments[0].ident;
    if (expand::is_builtin_attr(cx.sess.str(name.name)))
      continue;
    if (llvm::any_of(helper_attrs, [&](auto &helper) { return helper.first == name.name; }))
      continue;
    Search search;
    ScopeRequest request{ScopeSet::Macro, expand::MacroKind::Attr, true};
    Lookup found = resolve_lexically(cx, name, Namespace::Macro, request, scope, search);
    if (!found.is_found() && expand::find_builtin(cx.sess.str(name.name)) == expand::Builtin::None)
      error(cx.sess, name.span, diag::MacroNotFound, "attribute", cx.sess.str(name.name)).emit();
  }
}

void Late::visit_item(ast::ItemId id, ItemPlace place) {
  ast::Item &item = krate[id];
  size_t helpers = helper_attrs.size();
  if (auto it = cx.item_helpers.find(item.id); it != cx.item_helpers.end())
    for (Symbol helper : it->second)
      helper_attrs.push_back({helper, item.span});
  LocalDefId outer_def = current_def;
  if (LocalDefId def = cx.out.def_of(item.id))
    current_def = def;
  resolve_item(id, place);
  current_def = outer_def;
  helper_attrs.resize(helpers);
}

void Late::resolve_item(ast::ItemId id, ItemPlace place) {
  ast::Item &item = krate[id];
  if (place == ItemPlace::Trait || place == ItemPlace::Impl) {
    resolve_assoc_item(item);
    return;
  }
  switch (item.kind()) {
  case ItemKind::Mod: {
    LocalDefId def = cx.out.def_of(item.id);
    if (!def)
      break;
    ModuleId outer = scope.module;
    scope.module = module_of(cx, cx.defs.to_def_id(def));
    value_ribs.push_back({RibKind::Module, false, scope.module, {}, {}});
    type_ribs.push_back({RibKind::Module, false, scope.module, {}, {}});
    with_item_lifetimes([&] { visit_items(item.as<ast::ModItem>().items, ItemPlace::Module); });
    value_ribs.pop_back();
    type_ribs.pop_back();
    scope.module = outer;
    break;
  }
  case ItemKind::Fn: with_item_lifetimes([&] { resolve_fn(item); }); break;
  case ItemKind::Const: {
    auto &node = item.as<ast::ConstItem>();
    with_item_lifetimes([&] {
      with_generics(node.generics, RibKind::Item, [&] { resolve_const_item(node.ty, node.value); });
    });
    break;
  }
  case ItemKind::Static: {
    auto &node = item.as<ast::StaticItem>();
    with_item_lifetimes(
        [&] { with_ribs(RibKind::Item, [&] { resolve_const_item(node.ty, node.value); }); });
    break;
  }
  case ItemKind::TyAlias: {
    auto &node = item.as<ast::TyAliasItem>();
    with_item_lifetimes([&] {
      with_generics(node.generics, RibKind::Item, [&] {
        with_reported_elision([&] { visit_bounds(node.bounds); });
        maybe_ty(node.ty);
      });
    });
    break;
  }
  case ItemKind::Enum:
  case ItemKind::Struct:
  case ItemKind::Union: with_item_lifetimes([&] { resolve_adt(item, id); }); break;
  case ItemKind::Trait: with_item_lifetimes([&] { resolve_trait(item); }); break;
  case ItemKind::TraitAlias: {
    auto &node = item.as<ast::TraitAliasItem>();
    with_item_lifetimes([&] {
      with_generics(node.generics, RibKind::Item, [&] {
        DefId def = cx.defs.to_def_id(current_def);
        with_self(Res::of_kind(ResKind::SelfTyParam, def),
                  [&] { with_reported_elision([&] { visit_bounds(node.bounds); }); });
      });
    });
    break;
  }
  case ItemKind::Impl: with_item_lifetimes([&] { resolve_impl(item); }); break;
  case ItemKind::ForeignMod:
    visit_items(item.as<ast::ForeignModItem>().items, ItemPlace::Foreign);
    break;
  case ItemKind::GlobalAsm:
    with_item_lifetimes([&] {
      with_ribs(RibKind::Item, [&] { visit_asm(*item.as<ast::GlobalAsmItem>().assembly); });
    });
    break;
  case ItemKind::Use:
  case ItemKind::ExternCrate:
  case ItemKind::MacroDef:
  case ItemKind::MacCall:
  case ItemKind::Error: break;
  }
}

// --- Generics ------------------------------------------------------------------------------------

template <class F>
void Late::with_generics(ast::Generics &generics, RibKind kind, F inside) {
  value_ribs.push_back({kind, false, {}, {}, {}});
  type_ribs.push_back({kind, false, {}, {}, {}});
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::Generics;
  lifetime_ribs.push_back(std::move(rib));
  add_params(generics.params, kind);
  visit_generics(generics);
  inside();
  value_ribs.pop_back();
  type_ribs.pop_back();
  lifetime_ribs.pop_back();
}

void Late::push_bound_params(ast::List<ast::GenericParam> params) {
  if (params.empty())
    return;
  value_ribs.push_back({RibKind::Params, false, {}, {}, {}});
  type_ribs.push_back({RibKind::Params, false, {}, {}, {}});
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::Generics;
  rib.place = for_place;
  lifetime_ribs.push_back(std::move(rib));
  add_params(params, RibKind::Params);
  visit_generic_params(params);
}

void Late::pop_bound_params(ast::List<ast::GenericParam> params) {
  report_lifetime_uses(params);
  if (params.empty())
    return;
  // What is bound here cannot be the lifetime of a result further out.
  if (elision_candidates)
    llvm::erase_if(*elision_candidates, [&](const LifetimeRes &candidate) {
      return llvm::any_of(lifetime_ribs.back().params, [&](const auto &param) {
        return candidate.kind == LifetimeResKind::Param && candidate.param == param.second;
      });
    });
  value_ribs.pop_back();
  type_ribs.pop_back();
  lifetime_ribs.pop_back();
}

namespace {

/// The parameter of this name in the item around an associated item, if that has it.
bool is_outer_param(const std::vector<Rib> &stack, Symbol name, SyntaxContext ctxt) {
  for (size_t i = stack.size() - 1; i-- > 0;) {
    if (stack[i].kind == RibKind::Module)
      return false;
    for (const RibEntry &entry : stack[i].entries)
      if (entry.name == name && entry.ctxt == ctxt && name != sym::kw_SelfUpper &&
          (entry.res.is_def(DefKind::TyParam) || entry.res.is_def(DefKind::ConstParam)))
        return true;
    if (stack[i].kind == RibKind::Item)
      return false;
  }
  return false;
}

void report_used_twice(Context &cx, Ident ident, Span first) {
  auto builder = error(cx.sess, ident.span, diag::ParamUsedTwice, ident.name);
  builder.primary_label("already used");
  builder.label(first, ("first use of `" + cx.sess.str(ident.name) + "`").str());
  builder.emit();
}

/// E0262, E0637: names that no parameter may have. True if reported.
bool report_reserved_lifetime(Context &cx, Ident ident) {
  if (ident.name == sym::kw_underscore_lifetime) {
    error(cx.sess, ident.span, diag::UnderscoreLifetime)
        .primary_label("`'_` is a reserved lifetime name")
        .emit();
    return true;
  }
  if (ident.name == sym::kw_static_lifetime) {
    error(cx.sess, ident.span, diag::ReservedLifetimeName, ident.name)
        .primary_label("'static is a reserved lifetime name")
        .emit();
    return true;
  }
  return false;
}

} // namespace

void Late::add_params(ast::List<ast::GenericParam> params, RibKind kind) {
  llvm::SmallVector<Ident, 8> seen;
  size_t own_rib = lifetime_ribs.size() - 1;
  for (ast::GenericParam &param : params) {
    Ident ident = param.ident;
    LocalDefId def = cx.out.def_of(param.id);
    SyntaxContext ctxt = normalized(cx, ident.span.ctxt);
    auto same = [&](const Ident &other) {
      return other.name == ident.name && normalized(cx, other.span.ctxt) == ctxt;
    };
    auto first = llvm::find_if(seen, same);
    if (first != seen.end()) {
      report_used_twice(cx, ident, first->span);
      continue;
    }
    seen.push_back(ident);
    if (param.kind == ast::GenericParamKind::Lifetime) {
      if (report_reserved_lifetime(cx, ident))
        continue;
      for (size_t i = own_rib; i-- > 0;) {
        if (lifetime_ribs[i].kind == LifetimeRibKind::Item)
          break;
        for (auto &[other, other_def] : lifetime_ribs[i].params)
          if (same(other))
            error(cx.sess, ident.span, diag::ShadowedLifetime, ident.name)
                .primary_label(
                    ("lifetime `" + cx.sess.str(ident.name) + "` already in scope").str())
                .label(other.span, "first declared here")
                .emit();
      }
      lifetime_ribs[own_rib].params.push_back({ident, def});
      continue;
    }
    bool is_type = param.kind == ast::GenericParamKind::Type;
    Namespace ns = is_type ? Namespace::Type : Namespace::Value;
    if (kind == RibKind::AssocItem && is_outer_param(ribs(ns), ident.name, ctxt))
      report_used_twice(cx, ident, Span());
    add_name(ns, ident,
             Res::def(is_type ? DefKind::TyParam : DefKind::ConstParam, cx.defs.to_def_id(def)));
  }
}

void Late::visit_generics(ast::Generics &generics) {
  visit_generic_params(generics.params);
  for (ast::WherePredicate &predicate : generics.where_clause.predicates)
    visit_where_predicate(predicate);
}

void Late::visit_generic_params(ast::List<ast::GenericParam> params) {
  if (params.empty())
    return;
  // Names that a default may not see yet.
  Rib later_types{RibKind::Forward, false, {}, {}, {}};
  Rib later_values{RibKind::Forward, false, {}, {}, {}};
  bool has_default = false;
  for (ast::GenericParam &param : params) {
    Ident ident = param.ident;
    RibEntry entry{ident.name, normalized(cx, ident.span.ctxt), Res::err()};
    if (param.kind == ast::GenericParamKind::Type) {
      later_types.entries.push_back(entry);
      has_default |= param.ty.is_valid();
    } else if (param.kind == ast::GenericParamKind::Const) {
      later_values.entries.push_back(entry);
      has_default |= param.default_value.is_valid();
    }
  }
  if (has_default && current_self.kind == ResKind::SelfTyAlias)
    later_types.entries.push_back({sym::kw_SelfUpper, kRootContext, Res::err()});
  auto see = [](Rib &rib, Symbol name) {
    llvm::erase_if(rib.entries, [&](const RibEntry &entry) { return entry.name == name; });
  };
  auto with_later = [&](auto inside) {
    type_ribs.push_back(later_types);
    value_ribs.push_back(later_values);
    inside();
    type_ribs.pop_back();
    value_ribs.pop_back();
  };
  with_reported_elision([&] {
    for (ast::GenericParam &param : params) {
      visit_attrs(param.attrs);
      visit_bounds(param.bounds);
      switch (param.kind) {
      case ast::GenericParamKind::Lifetime: break;
      case ast::GenericParamKind::Type:
        if (param.ty)
          with_later([&] { visit_ty(param.ty); });
        see(later_types, param.ident.name);
        break;
      case ast::GenericParamKind::Const:
        resolve_const_param_ty(param);
        if (param.default_value.is_valid())
          with_later([&] { resolve_anon_const(param.default_value, RibKind::AnonConst); });
        see(later_values, param.ident.name);
        break;
      }
    }
  });
}

void Late::visit_where_predicate(ast::WherePredicate &predicate) {
  with_reported_elision([&] {
    if (predicate.kind == ast::WherePredicateKind::Region) {
      visit_lifetime(predicate.lifetime);
      visit_bounds(predicate.bounds);
      return;
    }
    with_bound_params(predicate.bound_params, [&] {
      visit_ty(predicate.bounded_ty);
      visit_bounds(predicate.bounds);
    });
  });
}

void Late::visit_poly_trait_ref(ast::PolyTraitRef &poly) {
  with_bound_params(poly.bound_params, [&] {
    smart_resolve(poly.trait_ref.ref_id, nullptr, poly.trait_ref.path, PathSource::Trait);
  });
}

template <class F>
void Late::with_self(const Res &res, F inside) {
  Res outer = current_self;
  current_self = res;
  with_rib(Namespace::Type, RibKind::Normal, [&] {
    type_ribs.back().entries.push_back({sym::kw_SelfUpper, kRootContext, res});
    inside();
  });
  current_self = outer;
}

// --- Functions and constants ---------------------------------------------------------------------

void Late::resolve_fn(ast::Item &item) {
  auto &fn = item.as<ast::FnItem>();
  bool outer_in_fn = in_fn;
  bool outer_has_self = has_self_param;
  in_fn = true;
  has_self_param = fn.decl.has_self;
  fresh_binders.push_back(item.id);
  with_generics(fn.generics, in_trait_or_impl ? RibKind::AssocItem : RibKind::Item, [&] {
    LifetimeRib rib;
    rib.kind = LifetimeRibKind::CreateParam;
    rib.binder = item.id;
    rib.binder_def = current_def;
    rib.report_in_path = fn.header.coroutine != ast::CoroutineKind::None;
    bool outer = in_trait_or_impl;
    in_trait_or_impl = false; // items inside are none of the trait's
    with_rib(Namespace::Value, RibKind::FnOrCoroutine, [&] {
      resolve_fn_decl(fn.decl, rib, fn.body.is_valid(), fn.header.return_impl_id);
      with_label_barrier([&] { resolve_fn_body(fn); });
    });
    in_trait_or_impl = outer;
  });
  report_lifetime_uses(fn.generics.params);
  fresh_binders.pop_back();
  in_fn = outer_in_fn;
  has_self_param = outer_has_self;
}

void Late::resolve_const_item(ast::TyId ty, ast::ExprId value) {
  if (ty)
    with_elided(LifetimeResKind::Static, [&] { visit_ty(ty); });
  if (!value)
    return;
  bool outer = in_trait_or_impl;
  in_trait_or_impl = false;
  with_ribs(RibKind::Const, [&] {
    with_label_barrier([&] { with_elided(LifetimeResKind::Infer, [&] { visit_expr(value); }); });
  });
  in_trait_or_impl = outer;
}

// --- Structs, enums, unions ----------------------------------------------------------------------

void Late::resolve_adt(ast::Item &item, ast::ItemId) {
  auto *en = item.get_if<ast::EnumItem>();
  auto *st = item.get_if<ast::StructItem>();
  auto *un = item.get_if<ast::UnionItem>();
  ast::Generics &generics = en ? en->generics : st ? st->generics : un->generics;
  Res self = Res::of_kind(ResKind::SelfTyAlias, cx.defs.to_def_id(current_def));
  bool outer_generics = self_has_generics;
  bool outer_names_params = self_names_params;
  bool outer_non_lifetimes = self_has_non_lifetimes;
  self_has_generics = !generics.params.empty();
  self_names_params = self_has_generics;
  self_has_non_lifetimes = has_non_lifetimes(generics);
  Res outer_self = current_self;
  current_self = self; // its parameters' defaults may not use it
  with_self(self, [&] {
    type_ribs.back().kind = RibKind::Item;
    value_ribs.push_back({RibKind::Item, false, {}, {}, {}});
    with_generics(generics, RibKind::Params, [&] {
      if (en)
        for (ast::Variant &variant : en->variants)
          visit_variant(variant);
      else
        walk_variant_data(st ? st->data : un->data);
    });
    value_ribs.pop_back();
  });
  current_self = outer_self;
  self_has_generics = outer_generics;
  self_names_params = outer_names_params;
  self_has_non_lifetimes = outer_non_lifetimes;
}

void Late::visit_field_def(ast::FieldDef &field) {
  visit_attrs(field.attrs);
  visit_ty(field.ty);
  if (field.default_value.is_valid())
    resolve_anon_const(field.default_value, RibKind::AnonConst);
}

void Late::visit_variant(ast::Variant &variant) {
  visit_attrs(variant.attrs);
  walk_variant_data(variant.data);
  if (variant.discriminant.is_valid())
    resolve_anon_const(variant.discriminant, RibKind::Discriminant);
}

// --- Traits and impls ----------------------------------------------------------------------------

void Late::resolve_trait(ast::Item &item) {
  auto &trait = item.as<ast::TraitItem>();
  DefId def = cx.defs.to_def_id(current_def);
  DefId outer_trait = current_trait;
  bool outer_generics = self_has_generics;
  bool outer_names_params = self_names_params;
  bool outer_non_lifetimes = self_has_non_lifetimes;
  self_has_generics = true;
  self_names_params = true;
  self_has_non_lifetimes = true;
  // The parameters see `Self`.
  with_self(Res::of_kind(ResKind::SelfTyParam, def), [&] {
    type_ribs.back().kind = RibKind::Item;
    value_ribs.push_back({RibKind::Item, false, {}, {}, {}});
    with_generics(trait.generics, RibKind::Params, [&] {
      with_reported_elision([&] { visit_bounds(trait.bounds); });
      current_trait = def;
      in_trait_or_impl = true;
      visit_items(trait.items, ItemPlace::Trait);
      in_trait_or_impl = false;
      current_trait = outer_trait;
    });
    value_ribs.pop_back();
  });
  self_has_generics = outer_generics;
  self_names_params = outer_names_params;
  self_has_non_lifetimes = outer_non_lifetimes;
}

void Late::resolve_impl(ast::Item &item) {
  auto &impl = item.as<ast::ImplItem>();
  DefId def = cx.defs.to_def_id(current_def);
  DefId outer_trait = current_trait;
  ast::TyId outer_self_ty = current_self_ty;
  bool outer_derived = in_derived;
  in_derived = find_attr(cx, item.attrs, cx.sess.intern("automatically_derived")) != nullptr;
  bool outer_generics = self_has_generics;
  bool outer_names_params = self_names_params;
  bool outer_non_lifetimes = self_has_non_lifetimes;
  self_has_generics = !impl.generics.params.empty();
  self_has_non_lifetimes = has_non_lifetimes(impl.generics);
  self_names_params = self_has_non_lifetimes || names_lifetimes(krate, impl);
  current_trait = DefId();
  Res self = Res::of_kind(ResKind::SelfTyAlias, def);
  fresh_binders.push_back(item.id);
  with_self(self, [&] {
    type_ribs.back().kind = RibKind::Item;
    value_ribs.push_back({RibKind::Item, false, {}, {}, {}});
    value_ribs.back().entries.push_back(
        {sym::kw_SelfUpper, kRootContext, Res::of_kind(ResKind::SelfCtor, def)});
    with_generics(impl.generics, RibKind::Params, [&] {
      resolve_impl_header(impl, item.id);
      current_self_ty = impl.self_ty;
      in_trait_or_impl = true;
      resolve_impl_items(impl);
      in_trait_or_impl = false;
    });
    value_ribs.pop_back();
  });
  report_lifetime_uses(impl.generics.params);
  in_derived = outer_derived;
  fresh_binders.pop_back();
  current_self_ty = outer_self_ty;
  current_trait = outer_trait;
  self_has_generics = outer_generics;
  self_names_params = outer_names_params;
  self_has_non_lifetimes = outer_non_lifetimes;
}

void Late::resolve_impl_header(ast::ImplItem &impl, ast::NodeId id) {
  LifetimeRib rib;
  rib.kind = LifetimeRibKind::CreateParam;
  rib.binder = id;
  rib.binder_def = current_def;
  rib.report_in_path = true;
  with_lifetime_rib(rib, [&] {
    if (impl.has_trait) {
      PartialRes trait =
          smart_resolve(impl.trait_ref.ref_id, nullptr, impl.trait_ref.path, PathSource::Trait);
      if (trait.is_full() && trait.base.is_def(DefKind::Trait))
        current_trait = trait.base.def_id;
    }
    visit_ty(impl.self_ty);
  });
}

void Late::resolve_impl_items(ast::ImplItem &impl) {
  llvm::DenseMap<std::pair<Symbol, unsigned>, Span> seen;
  for (ast::ItemId id : impl.items) {
    ast::Item &item = krate[id];
    if (impl.has_trait && current_trait && item.ident.is_valid()) {
      unsigned ns = item.kind() == ItemKind::TyAlias;
      auto [it, is_new] = seen.try_emplace({item.ident.name, ns}, item.span);
      if (!is_new)
        error(cx.sess, item.span, diag::DuplicateInImpl, item.ident.name)
            .primary_label("duplicate definition")
            .label(it->second, "previous definition here")
            .emit();
      else
        check_impl_item(item);
    }
    visit_item(id, ItemPlace::Impl);
  }
}

void Late::check_impl_item(ast::Item &item) {
  ModuleId trait = module_of(cx, current_trait);
  if (!trait)
    return;
  DefKind kind = DefKind::AssocFn;
  if (item.kind() == ItemKind::TyAlias)
    kind = DefKind::AssocTy;
  else if (item.kind() == ItemKind::Const)
    kind = DefKind::AssocConst;
  else if (item.kind() != ItemKind::Fn)
    return;
  Namespace ns = namespace_of(kind);
  BindingKey key = make_key(cx, item.ident, ns);
  cx.sess.hygiene.adjust(key.ctxt, cx.modules[trait].expansion); // derives write opaque names
  const Cell *cell = find_cell(cx, trait, key);
  if (!cell || !cell->binding) {
    key.ns = ns == Namespace::Type ? Namespace::Value : Namespace::Type;
    cell = find_cell(cx, trait, key);
  }
  llvm::StringRef trait_name = cx.sess.str(cx.modules[trait].name);
  if (!cell || !cell->binding) {
    auto builder =
        kind == DefKind::AssocFn
            ? error(cx.sess, item.span, diag::MethodNotInTrait, item.ident.name, trait_name)
        : kind == DefKind::AssocTy
            ? error(cx.sess, item.span, diag::TypeNotInTrait, item.ident.name, trait_name)
            : error(cx.sess, item.span, diag::ConstNotInTrait, item.ident.name, trait_name);
    builder.primary_label(("not a member of trait `" + trait_name + "`").str());
    builder.emit();
    return;
  }
  const Res &res = cx.bindings[cell->binding].res;
  if (!res.is_def(kind)) {
    auto &tmpl = kind == DefKind::AssocFn   ? diag::ImplFnMismatch
                 : kind == DefKind::AssocTy ? diag::ImplTypeMismatch
                                            : diag::ImplConstMismatch;
    error(cx.sess, item.ident.span, tmpl, item.ident.name, trait_name)
        .primary_label("does not match trait")
        .label(cx.bindings[cell->binding].span, "item in trait")
        .emit();
    return;
  }
  record_path(item.id, {res, 0});
}

void Late::resolve_assoc_item(ast::Item &item) {
  if (item.kind() == ItemKind::Fn) {
    resolve_fn(item);
  } else if (auto *constant = item.get_if<ast::ConstItem>()) {
    with_generics(constant->generics, RibKind::AssocItem,
                  [&] { resolve_const_item(constant->ty, constant->value); });
  } else if (auto *type = item.get_if<ast::TyAliasItem>()) {
    with_generics(type->generics, RibKind::AssocItem, [&] {
      with_reported_elision([&] {
        visit_bounds(type->bounds);
        maybe_ty(type->ty);
      });
    });
  } // all else was reported by the parser
}

} // namespace ochre::resolve
