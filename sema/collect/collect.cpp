#include "sema/collect/collect.h"

#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/traits/elaborate.h"

namespace ochre::collect {

namespace {

/// Inside the default body of a trait's function, `impl Trait` in its return type is what the body
/// makes of it: `for<'a..> <Self as Tr>::{impl}<'a..> == {opaque}<'a..>`.
void add_default_body_opaques(ty::TyCtxt &tcx, DefId fn,
                              llvm::SmallVectorImpl<ty::Clause> &clauses) {
  if (!tcx.is_local(fn))
    return;
  LocalNode node = local_node(tcx, fn);
  if (!node.is(hir::DefNodeKind::Item) || node.item().kind != hir::ItemKind::Fn ||
      !node.item().body.is_valid())
    return;
  for (const hir::OpaqueTy &opaque : node.nodes->opaques) {
    if (!opaque.assoc.is_valid())
      continue;
    DefId opaque_id = tcx.defs.to_def_id(opaque.def_id);
    const ty::Generics *generics = tcx.generics_of(opaque_id);
    ty::GenericArgs identity = ty::identity_args(tcx, opaque_id);
    llvm::SmallVector<ty::GenericArg, 8> args(identity.begin(), identity.end());
    llvm::SmallVector<ty::BoundVarKind, 4> vars;
    for (const ty::GenericParamDef &own : generics->own) {
      args[own.index] =
          tcx.mk_re_bound(0, ty::BoundVar(static_cast<uint32_t>(vars.size())), own.def_id);
      vars.push_back({ty::BoundVarKind::Region, own.def_id, own.name});
    }
    ty::GenericArgs all = tcx.mk_args(args);
    clauses.push_back(tcx.mk_projection_predicate(
        {tcx.defs.to_def_id(opaque.assoc), all},
        tcx.mk_alias(ty::AliasKind::Opaque, opaque_id, all), tcx.mk_bound_vars(vars)));
  }
}

} // namespace

ty::ParamEnv param_env(ty::TyCtxt &tcx, DefId id) {
  DefId root = tcx.typeck_root(id);
  if (root != id)
    return tcx.param_env(root);
  llvm::SmallVector<ty::Clause, 8> clauses = traits::all_predicates_of(tcx, id);
  add_default_body_opaques(tcx, id, clauses);
  return traits::param_env_from_clauses(tcx, clauses, tcx.def_span(id));
}

void provide(ty::Providers &providers) {
  providers.generics_of = generics_of;
  providers.explicit_predicates_of = explicit_predicates_of;
  providers.predicates_of = predicates_of;
  providers.super_predicates_of = super_predicates_of;
  providers.inferred_outlives_of = inferred_outlives_of;
  providers.inferred_outlives_crate = inferred_outlives_crate;
  providers.type_param_predicates = type_param_predicates;
  providers.supers_that_define = supers_that_define;
  providers.item_bounds = item_bounds;
  providers.item_super_bounds = item_super_bounds;
  providers.param_env = param_env;
  providers.type_of = type_of;
  providers.const_param_default = const_param_default;
  providers.fn_sig = fn_sig;
  providers.adt_def = adt_def;
  providers.trait_def = trait_def;
  providers.impl_header = impl_header;
  providers.associated_items = associated_items;
  providers.associated_item = associated_item;
  providers.impl_item_map = impl_item_map;
  providers.impls_of_trait = impls_of_trait;
  providers.inherent_impls = inherent_impls;
  providers.local_impls = local_impls;
  providers.variances_of = variances_of;
  providers.visibility = visibility;
  providers.codegen_fn_attrs = codegen_fn_attrs;
  providers.static_def = static_def;
  providers.stability = stability;
  providers.is_const_fn = is_const_fn;
  providers.intrinsic_name = intrinsic_name;
  providers.fn_arg_names = fn_arg_names;
}

void collect_lang_items(ty::TyCtxt &tcx) {
  for (uint32_t i = 0; i < tcx.krate->attrs.size(); ++i) {
    for (const hir::Attr &attr : tcx.krate->attrs[LocalDefId(i)]) {
      bool is_handler = attr.path == sym::panic_handler;
      if (attr.path != sym::lang && !is_handler)
        continue;
      DefId def_id = tcx.defs.to_def_id(LocalDefId(i));
      std::optional<LangItem> item = is_handler ? std::optional(LangItem::PanicImpl)
                                     : attr.value.text.is_valid()
                                         ? lang_item_from_name(tcx.str(attr.value.text))
                                         : std::nullopt;
      if (!item) {
        Symbol name = attr.value.text.is_valid() ? attr.value.text : sym::lang;
        if (!tcx.sess.opts.allow_internal_features)
          error(tcx.sess, attr.span, diag::UnknownLangItem, name)
              .primary_label("definition of unknown lang item `" + tcx.str(name).str() + "`")
              .emit();
        continue;
      }
      // A declaration of an item that another crate defines.
      if (tcx.def_kind(tcx.parent(def_id)) == DefKind::ForeignMod)
        continue;
      DefId &slot = tcx.lang_items[static_cast<unsigned>(*item)];
      if (slot.is_valid() && slot != def_id) {
        error(tcx.sess, tcx.def_span(def_id), diag::DuplicateLangItem,
              tcx.sess.intern(to_string(*item)))
            .emit();
        continue;
      }
      slot = def_id;
    }
  }
}

namespace {
void check_adt_signature(ty::TyCtxt &tcx, DefId id) {
  for (const ty::VariantDef &variant : tcx.adt_def(id)->variants)
    for (const ty::FieldDef &field : variant.fields)
      tcx.type_of(field.def_id);
}
} // namespace

void check_signatures(ty::TyCtxt &tcx) {
  for (LocalDefId local : tcx.krate->items) {
    DefId id = tcx.defs.to_def_id(local);
    const hir::Owner &nodes = tcx.krate->owner(local);
    const hir::Item &item = nodes.item;
    switch (item.kind) {
    case hir::ItemKind::Struct:
    case hir::ItemKind::Enum:
    case hir::ItemKind::Union: check_adt_signature(tcx, id); break;
    case hir::ItemKind::Fn:
      tcx.fn_sig(id);
      if (has_attr(tcx, id, "js"))
        tcx.codegen_fn_attrs(id);
      break;
    case hir::ItemKind::Static:
    case hir::ItemKind::Const: tcx.type_of(id); break;
    case hir::ItemKind::TyAlias:
      if (item.ty.is_valid())
        tcx.type_of(id);
      if (item.context == hir::ItemContext::Trait)
        tcx.item_bounds(id);
      break;
    case hir::ItemKind::Trait:
      tcx.super_predicates_of(id);
      tcx.trait_def(id);
      break;
    case hir::ItemKind::Impl:
      tcx.type_of(id);
      tcx.impl_header(id);
      break;
    case hir::ItemKind::ExternCrate:
    case hir::ItemKind::Use:
    case hir::ItemKind::Mod:
    case hir::ItemKind::ForeignMod:
    case hir::ItemKind::GlobalAsm:
    case hir::ItemKind::ForeignTy:
    case hir::ItemKind::TraitAlias:
    case hir::ItemKind::Macro: continue;
    }
    tcx.predicates_of(id);
    for (hir::GenericParamId param_id : nodes.list(item.generics.params)) {
      const hir::GenericParam &param = nodes.generic_params[param_id];
      DefId param_def = tcx.defs.to_def_id(param.def_id);
      if (param.kind == hir::GenericParamKind::Const)
        tcx.type_of(param_def);
      else if (param.kind == hir::GenericParamKind::Type && param.ty.is_valid())
        tcx.type_of(param_def);
    }
  }
  tcx.local_impls(kCrateRoot);
}

} // namespace ochre::collect
