// Items: their definitions and names.

#include "frontend/resolve/builder.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {

using ast::ItemKind;
using ast::ItemPlace;

const ast::Attr *find_attr(const Context &cx, ast::AttrsId attrs, Symbol name) {
  for (const ast::Attr &attr : static_cast<const ast::Crate &>(cx.krate)[attrs])
    if (!attr.is_doc_comment && attr.is(name))
      return &attr;
  return nullptr;
}

void Builder::define(Ident ident, Namespace ns, const Res &res, Visibility vis) {
  BindingKey key = make_key(cx, ident, ns);
  if (ident.name == sym::kw_underscore)
    key.number = ++cx.modules[scope.module].underscores;
  BindingId binding = add_res_binding(cx, res, vis, ident.span, scope.expansion, scope.module);
  if (BindingId old = try_define(cx, scope.module, key, binding))
    report_conflict(cx, scope.module, ident, ns, old, binding);
}

Res Builder::define_def(ast::Item &item, DefKind kind, Visibility vis, LocalDefId &def) {
  def = create(item.id, kind, item.ident.name, item.ident.span, vis);
  Res res = Res::def(kind, cx.defs.to_def_id(def));
  define(item.ident, namespace_of(kind), res, vis);
  return res;
}

ModuleId Builder::add_module(LocalDefId def, DefKind kind, Symbol name, Span span) {
  Module row;
  row.def_kind = kind;
  row.parent = scope.module;
  row.def_id = cx.defs.to_def_id(def);
  row.name = name;
  row.expansion = scope.expansion;
  row.span = span;
  row.no_implicit_prelude = cx.modules[scope.module].no_implicit_prelude;
  ModuleId id = cx.modules.push(std::move(row));
  cx.modules[id].nearest_mod = kind == DefKind::Mod ? id : nearest_mod(cx, scope.module);
  cx.def_modules[cx.defs.to_def_id(def)] = id;
  return id;
}

void Builder::walk_inside(ast::ItemId id, LocalDefId def) {
  LocalDefId outer = parent;
  ImplTraitContext outer_context = impl_trait;
  parent = def;
  impl_trait = ImplTraitContext::Opaque;
  walk_item(id, ItemPlace::Module);
  parent = outer;
  impl_trait = outer_context;
}

void Builder::note_lifetimes(const ast::Generics &generics, LocalDefId def) {
  unsigned count = 0;
  for (const ast::GenericParam &param : generics.params)
    count += param.kind == ast::GenericParamKind::Lifetime;
  if (count)
    cx.out.lifetime_counts[cx.defs.to_def_id(def)] = count;
}

void Builder::note_legacy_consts(const ast::Item &item, LocalDefId def) {
  const ast::Attr *attr = find_attr(cx, item.attrs, cx.sess.intern("rustc_legacy_const_generics"));
  if (!attr)
    return;
  std::vector<uint32_t> indices;
  for (const lex::Token &token : attr->tokens)
    if (uint32_t index;
        token.is(lex::TokenKind::Int) && !cx.sess.str(token.symbol()).getAsInteger(10, index))
      indices.push_back(index);
  llvm::sort(indices);
  cx.out.legacy_const_args[cx.defs.to_def_id(def)] = std::move(indices);
}

void Builder::visit_item(ast::ItemId id, ItemPlace place) {
  ast::Item &item = krate[id];
  if (item.kind() == ItemKind::MacCall) {
    add_invocation(item.as<ast::MacCallItem>().mac->id, true);
    return;
  }
  if (item.kind() == ItemKind::Error)
    return;
  visit_attrs(item.attrs);
  MacroScopeId outer = scope.macro_rules;
  bool keeps_scope = false;
  switch (place) {
  case ItemPlace::Module:
  case ItemPlace::Block:
    visit_module_item(item, id);
    keeps_scope = item.kind() == ItemKind::MacroDef ||
                  (item.kind() == ItemKind::Mod && find_attr(cx, item.attrs, sym::macro_use));
    break;
  case ItemPlace::Trait:
  case ItemPlace::Impl: visit_assoc_item(item, place); break;
  case ItemPlace::Foreign: visit_foreign_item(item); break;
  }
  if (!keeps_scope)
    scope.macro_rules = outer;
}

void Builder::visit_module_item(ast::Item &item, ast::ItemId id) {
  Visibility vis = resolve_vis(item.vis);
  LocalDefId def;
  switch (item.kind()) {
  case ItemKind::Use: visit_use(item, vis); break;
  case ItemKind::ExternCrate: visit_extern_crate(item, vis); break;
  case ItemKind::MacroDef: visit_macro_def(item, id, vis); break;
  case ItemKind::Mod: visit_mod(item, id, vis); break;
  case ItemKind::Static:
    define_def(item, DefKind::Static, vis, def);
    walk_inside(id, def);
    break;
  case ItemKind::Const:
    define_def(item, DefKind::Const, vis, def);
    walk_inside(id, def);
    break;
  case ItemKind::Fn:
    define_def(item, DefKind::Fn, vis, def);
    note_legacy_consts(item, def);
    visit_fn(item, def);
    break;
  case ItemKind::TyAlias:
    define_def(item, DefKind::TyAlias, vis, def);
    note_lifetimes(item.as<ast::TyAliasItem>().generics, def);
    walk_inside(id, def);
    break;
  case ItemKind::TraitAlias:
    define_def(item, DefKind::TraitAlias, vis, def);
    note_lifetimes(item.as<ast::TraitAliasItem>().generics, def);
    walk_inside(id, def);
    break;
  case ItemKind::Struct:
  case ItemKind::Union: visit_adt(item, id, vis); break;
  case ItemKind::Enum: visit_enum(item, id, vis); break;
  case ItemKind::Trait: visit_trait(item, id, vis); break;
  case ItemKind::Impl: {
    def = create(item.id, DefKind::Impl, sym::empty, item.span, Visibility::pub());
    bool outer = in_trait_impl;
    in_trait_impl = item.as<ast::ImplItem>().has_trait;
    walk_inside(id, def);
    in_trait_impl = outer;
    break;
  }
  case ItemKind::ForeignMod:
    def = create(item.id, DefKind::ForeignMod, sym::empty, item.span);
    walk_inside(id, def);
    break;
  case ItemKind::GlobalAsm:
    def = create(item.id, DefKind::GlobalAsm, sym::empty, item.span);
    walk_inside(id, def);
    break;
  case ItemKind::MacCall:
  case ItemKind::Error: break;
  }
}

void Builder::visit_mod(ast::Item &item, ast::ItemId id, Visibility vis) {
  LocalDefId def;
  define_def(item, DefKind::Mod, vis, def);
  ModuleId outer = scope.module;
  scope.module = add_module(def, DefKind::Mod, item.ident.name, item.span);
  if (find_attr(cx, item.attrs, sym::no_implicit_prelude))
    cx.modules[scope.module].no_implicit_prelude = true;
  walk_inside(id, def);
  scope.module = outer;
}

void Builder::visit_adt(ast::Item &item, ast::ItemId id, Visibility vis) {
  bool is_struct = item.kind() == ItemKind::Struct;
  LocalDefId def;
  define_def(item, is_struct ? DefKind::Struct : DefKind::Union, vis, def);
  const ast::VariantData &data =
      is_struct ? item.as<ast::StructItem>().data : item.as<ast::UnionItem>().data;
  note_lifetimes(
      is_struct ? item.as<ast::StructItem>().generics : item.as<ast::UnionItem>().generics, def);
  if (is_struct && data.kind != ast::VariantDataKind::Struct) {
    // The constructor can be used where the struct and all its fields can.
    Visibility ctor_vis = vis;
    if (ctor_vis.is_public() && find_attr(cx, item.attrs, sym::non_exhaustive))
      ctor_vis = Visibility::restricted(cx.modules[cx.root].def_id);
    for (const ast::FieldDef &field : data.fields) {
      Visibility field_vis = resolve_vis(field.vis);
      if (is_at_least(cx, ctor_vis, field_vis))
        ctor_vis = field_vis;
    }
    DefKind kind =
        data.kind == ast::VariantDataKind::Tuple ? DefKind::StructCtorFn : DefKind::StructCtorConst;
    LocalDefId outer = parent;
    parent = def;
    LocalDefId ctor = create(data.ctor_id, kind, sym::empty, item.ident.span, ctor_vis);
    parent = outer;
    DefId ctor_id = cx.defs.to_def_id(ctor);
    define(item.ident, Namespace::Value, Res::def(kind, ctor_id), ctor_vis);
  }
  walk_inside(id, def);
}

void Builder::visit_enum(ast::Item &item, ast::ItemId id, Visibility vis) {
  LocalDefId def;
  define_def(item, DefKind::Enum, vis, def);
  note_lifetimes(item.as<ast::EnumItem>().generics, def);
  ModuleId outer = scope.module;
  Visibility outer_vis = enclosing_vis;
  enclosing_vis = vis;
  scope.module = add_module(def, DefKind::Enum, item.ident.name, item.span);
  walk_inside(id, def);
  scope.module = outer;
  enclosing_vis = outer_vis;
}

void Builder::visit_variant(ast::Variant &variant) {
  Visibility vis = enclosing_vis;
  LocalDefId def =
      create(variant.id, DefKind::Variant, variant.ident.name, variant.ident.span, vis);
  define(variant.ident, Namespace::Type, Res::def(DefKind::Variant, cx.defs.to_def_id(def)), vis);
  visit_attrs(variant.attrs);
  LocalDefId outer = parent;
  parent = def;
  if (variant.data.kind != ast::VariantDataKind::Struct) {
    DefKind kind = variant.data.kind == ast::VariantDataKind::Tuple ? DefKind::VariantCtorFn
                                                                    : DefKind::VariantCtorConst;
    Visibility ctor_vis = vis;
    if (ctor_vis.is_public() && find_attr(cx, variant.attrs, sym::non_exhaustive))
      ctor_vis = Visibility::restricted(cx.modules[cx.root].def_id);
    LocalDefId ctor = create(variant.data.ctor_id, kind, sym::empty, variant.ident.span, ctor_vis);
    define(variant.ident, Namespace::Value, Res::def(kind, cx.defs.to_def_id(ctor)), ctor_vis);
  }
  // Fields of variants are as public as the variant.
  for (ast::FieldDef &field : variant.data.fields) {
    Symbol name = field.ident.is_valid() ? field.ident.name : sym::empty;
    create(field.id, DefKind::Field, name, field.ident.is_valid() ? field.ident.span : field.span,
           vis);
    walk_field_def(field);
  }
  maybe_const(variant.discriminant);
  parent = outer;
}

void Builder::visit_trait(ast::Item &item, ast::ItemId id, Visibility vis) {
  LocalDefId def;
  define_def(item, DefKind::Trait, vis, def);
  note_lifetimes(item.as<ast::TraitItem>().generics, def);
  ModuleId outer = scope.module;
  Visibility outer_vis = enclosing_vis;
  enclosing_vis = vis;
  scope.module = add_module(def, DefKind::Trait, item.ident.name, item.span);
  walk_inside(id, def);
  scope.module = outer;
  enclosing_vis = outer_vis;
}

void Builder::visit_assoc_item(ast::Item &item, ItemPlace place) {
  DefKind kind = DefKind::AssocFn;
  if (item.kind() == ItemKind::Const)
    kind = DefKind::AssocConst;
  else if (item.kind() == ItemKind::TyAlias)
    kind = DefKind::AssocTy;
  else if (item.kind() != ItemKind::Fn)
    return; // reported by the parser
  Visibility vis;
  if (place == ItemPlace::Trait)
    vis = enclosing_vis;
  else if (!in_trait_impl)
    vis = resolve_vis(item.vis);
  LocalDefId def = create(item.id, kind, item.ident.name, item.ident.span, vis);
  DefId def_id = cx.defs.to_def_id(def);
  if (kind == DefKind::AssocTy)
    note_lifetimes(item.as<ast::TyAliasItem>().generics, def);
  if (place == ItemPlace::Trait)
    define(item.ident, namespace_of(kind), Res::def(kind, def_id), vis);
  if (kind == DefKind::AssocFn) {
    visit_fn(item, def);
    return;
  }
  LocalDefId outer = parent;
  parent = def;
  if (kind == DefKind::AssocConst) {
    auto &node = item.as<ast::ConstItem>();
    visit_generics(node.generics);
    visit_ty(node.ty);
    maybe_expr(node.value);
  } else {
    auto &node = item.as<ast::TyAliasItem>();
    visit_generics(node.generics);
    visit_bounds(node.bounds);
    maybe_ty(node.ty);
  }
  parent = outer;
}

void Builder::visit_foreign_item(ast::Item &item) {
  Visibility vis = resolve_vis(item.vis);
  LocalDefId def;
  if (item.kind() == ItemKind::Fn) {
    define_def(item, DefKind::Fn, vis, def);
    visit_fn(item, def);
  } else if (item.kind() == ItemKind::Static) {
    define_def(item, DefKind::Static, vis, def);
    LocalDefId outer = parent;
    parent = def;
    visit_ty(item.as<ast::StaticItem>().ty);
    maybe_expr(item.as<ast::StaticItem>().value);
    parent = outer;
  } else if (item.kind() == ItemKind::TyAlias) {
    define_def(item, DefKind::ForeignTy, vis, def);
  } // all else was reported by the parser
}

Visibility Builder::resolve_vis(const ast::Visibility &vis) {
  DefId here = nearest_mod_def(cx, scope.module);
  switch (vis.kind) {
  case ast::VisibilityKind::Public: return Visibility::pub();
  case ast::VisibilityKind::Inherited: return Visibility::restricted(here);
  case ast::VisibilityKind::Restricted: break;
  }
  llvm::SmallVector<Segment, 4> path;
  const ast::Path &written = *vis.path;
  bool is_2015 =
      !written.segments.empty() && edition_of(cx, written.segments[0].ident.span) == Edition::E2015;
  if (!written.segments.empty() && is_2015 && !is_path_keyword(written.segments[0].ident.name))
    path.push_back({{sym::path_root, written.span}, vis.id, false});
  for (const ast::PathSegment &segment : written.segments)
    path.push_back({segment.ident, segment.id, segment.args != nullptr});
  PathSearch how;
  how.ns = Namespace::Type;
  how.is_import = true;
  PathResult found = resolve_path(cx, path, scope, how);
  switch (found.status) {
  case PathStatus::Module:
    if (found.root.is_module() && cx.modules[found.root.module].is_mod()) {
      for (ModuleId at = nearest_mod(cx, scope.module); at; at = cx.modules[at].parent)
        if (at == found.root.module)
          return Visibility::restricted(cx.modules[at].def_id);
      error(cx.sess, written.span, diag::NotAnAncestor).emit();
      break;
    }
    error(cx.sess, written.span, diag::VisExpectedModule).emit();
    break;
  case PathStatus::NonModule:
    if (!found.res.base.is_err())
      error(cx.sess, written.span, diag::VisExpectedModule).emit();
    break;
  case PathStatus::Failed:
    error(cx.sess, found.span, diag::FailedToResolve, found.label)
        .primary_label(found.label)
        .emit();
    break;
  case PathStatus::Indeterminate:
    error(cx.sess, written.span, diag::IndeterminateVis).emit();
    break;
  }
  return Visibility::pub();
}

} // namespace ochre::resolve
