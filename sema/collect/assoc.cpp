// Impl headers, items of traits and impls, and which implements which; the indexes of impls.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"

namespace ochre::collect {
namespace {

ty::AssocItem make_assoc_item(ty::TyCtxt &tcx, const LocalNode &node) {
  const hir::Item &item = node.item();
  ty::AssocItem out;
  out.def_id = tcx.defs.to_def_id(node.id);
  out.name = item.ident.name;
  out.container_id = tcx.parent(out.def_id);
  out.container = item.context == hir::ItemContext::Trait       ? ty::AssocContainer::Trait
                  : item.context == hir::ItemContext::TraitImpl ? ty::AssocContainer::TraitImpl
                                                                : ty::AssocContainer::InherentImpl;
  out.kind = item.kind == hir::ItemKind::Fn        ? ty::AssocKind::Fn
             : item.kind == hir::ItemKind::TyAlias ? ty::AssocKind::Type
                                                   : ty::AssocKind::Const;
  if (item.fn_decl.is_valid())
    out.has_self_param =
        node.nodes->fn_decls[item.fn_decl].implicit_self != hir::ImplicitSelf::None;
  bool has_value = item.kind == hir::ItemKind::TyAlias ? item.ty.is_valid() : item.body.is_valid();
  out.has_default = out.container == ty::AssocContainer::Trait ? has_value : item.is_default;
  if (out.container == ty::AssocContainer::TraitImpl)
    out.trait_item = item.implements;
  return out;
}

bool takes_self(ty::TyCtxt &tcx, const LocalNode &node) {
  // `self: T` has no implicit form, but its first parameter is named so.
  const hir::Item &item = node.item();
  if (!item.fn_decl.is_valid())
    return false;
  const hir::FnDecl &decl = node.nodes->fn_decls[item.fn_decl];
  if (decl.implicit_self != hir::ImplicitSelf::None)
    return true;
  if (item.body.is_valid()) {
    const hir::Body &body = node.nodes->bodies[item.body];
    if (body.params.empty())
      return false;
    const hir::Pat &pat = node.nodes->pats[body.params[0].pat];
    return pat.kind == hir::PatKind::Binding && pat.ident.name == sym::kw_self;
  }
  (void)tcx;
  return !decl.param_names.empty() && decl.param_names[0].name == sym::kw_self;
}

ty::SimplifiedType inherent_key(ty::TyCtxt &tcx, DefId impl_id, const LocalNode &node, bool &ok) {
  ty::Ty self_ty = tcx.type_of(impl_id).instantiate_identity();
  std::optional<ty::SimplifiedType> key = ty::simplify_type(self_ty, ty::TreatParams::AsInfer);
  ok = key.has_value();
  if (!ok && !self_ty.references_error())
    error(tcx.sess, node.nodes->tys[node.item().ty].span, diag::InherentNominal)
        .primary_label("impl requires a nominal type")
        .emit();
  return key.value_or(ty::SimplifiedType());
}

void check_inherent_self(ty::TyCtxt &tcx, DefId impl_id, const LocalNode &node) {
  ty::Ty self_ty = tcx.type_of(impl_id).instantiate_identity();
  Span span = node.nodes->tys[node.item().ty].span;
  bool foreign =
      (self_ty.is_adt() || self_ty.is(ty::TyKind::Foreign)) && !tcx.is_local(self_ty.def_id());
  if (self_ty.is_dyn()) {
    auto predicates = self_ty.dyn_predicates();
    foreign = !predicates.empty() && !tcx.is_local(predicates[0].skip_binder().def_id);
  }
  if (has_attr(tcx, impl_id, "rustc_allow_incoherent_impl") ||
      tcx.sess.opts.allow_internal_features)
    return;
  if (foreign) {
    error(tcx.sess, span, diag::TraitObjectImplInherent)
        .primary_label("impl of type defined outside of crate")
        .emit();
    return;
  }
  bool primitive = self_ty.is_scalar() || self_ty.is_str() || self_ty.is(ty::TyKind::Slice) ||
                   self_ty.is(ty::TyKind::Array) || self_ty.is(ty::TyKind::Tuple) ||
                   self_ty.is_ref() || self_ty.is_never();
  if (primitive)
    error(tcx.sess, span, diag::InherentOnPrimitive)
        .help("consider using an extension trait instead")
        .emit();
}

} // namespace

const ty::ImplHeader *impl_header(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (!node.is(hir::DefNodeKind::Item) || !node.item().trait_path.is_valid())
    return nullptr;
  const hir::Item &item = node.item();
  if (!node.nodes->paths[item.trait_path].res.is_def(DefKind::Trait))
    return nullptr;
  HirTyLowerer lowerer(tcx, *node.nodes, id);
  ty::ImplHeader out;
  ty::Ty self_ty = tcx.type_of(id).instantiate_identity();
  out.trait_ref =
      ty::EarlyBinder<ty::TraitRef>(lowerer.lower_impl_trait_ref(item.trait_path, self_ty));
  out.polarity = item.polarity == hir::ImplPolarity::Negative ? ty::ImplPolarity::Negative
                                                              : ty::ImplPolarity::Positive;
  if (has_attr(tcx, id, "rustc_reservation_impl"))
    out.polarity = ty::ImplPolarity::Reservation;
  out.safety = item.safety == hir::Safety::Unsafe ? ty::Safety::Unsafe : ty::Safety::Safe;
  out.is_default = item.is_default;
  return tcx.own<ty::ImplHeader>(out);
}

ty::AssocItem associated_item(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (node.is(hir::DefNodeKind::Opaque)) {
    const hir::OpaqueTy &opaque = node.nodes->opaques[hir::OpaqueId(node.node.row)];
    ty::AssocItem out;
    out.def_id = id;
    out.name = sym::empty;
    out.kind = ty::AssocKind::Type;
    out.container_id = tcx.parent(id);
    out.trait_item = tcx.defs.to_def_id(opaque.parent);
    out.has_default = node.item().body.is_valid();
    out.is_rpitit = true;
    return out;
  }
  if (!node.is(hir::DefNodeKind::Item))
    return {};
  ty::AssocItem out = make_assoc_item(tcx, node);
  out.has_self_param = takes_self(tcx, node);
  return out;
}

const ty::AssocItems *associated_items(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  ty::AssocItems out;
  if (node.is(hir::DefNodeKind::Item))
    for (LocalDefId item : node.item().items) {
      LocalNode child = local_node(tcx, tcx.defs.to_def_id(item));
      if (!child.is(hir::DefNodeKind::Item) ||
          (child.item().kind != hir::ItemKind::Fn && child.item().kind != hir::ItemKind::Const &&
           child.item().kind != hir::ItemKind::TyAlias))
        continue;
      ty::AssocItem assoc = make_assoc_item(tcx, child);
      assoc.has_self_param = takes_self(tcx, child);
      out.by_name[assoc.name].push_back(static_cast<uint32_t>(out.items.size()));
      out.items.push_back(assoc);
    }
  return tcx.own<ty::AssocItems>(std::move(out));
}

const ty::ImplItemMap *impl_item_map(ty::TyCtxt &tcx, DefId id) {
  ty::ImplItemMap out;
  for (const ty::AssocItem &item : tcx.associated_items(id)->items)
    if (item.trait_item.is_valid())
      out.items.insert({item.trait_item, item.def_id});
  return tcx.own<ty::ImplItemMap>(std::move(out));
}

const ty::LocalImpls *local_impls(ty::TyCtxt &tcx, LocalDefId) {
  ty::LocalImpls out;
  for (LocalDefId id : tcx.krate->items) {
    LocalNode node = local_node(tcx, tcx.defs.to_def_id(id));
    if (!node.is(hir::DefNodeKind::Item) || node.item().kind != hir::ItemKind::Impl)
      continue;
    DefId impl_id = tcx.defs.to_def_id(id);
    if (node.item().trait_path.is_valid()) {
      const hir::Res &res = node.nodes->paths[node.item().trait_path].res;
      if (res.is_def(DefKind::Trait))
        out.of_trait[res.def_id].push_back(impl_id);
      continue;
    }
    bool ok = false;
    ty::SimplifiedType key = inherent_key(tcx, impl_id, node, ok);
    check_inherent_self(tcx, impl_id, node);
    if (ok)
      out.inherent[key].push_back(impl_id);
  }
  return tcx.own<ty::LocalImpls>(std::move(out));
}

const ty::TraitImpls *impls_of_trait(ty::TyCtxt &tcx, DefId id) {
  ty::TraitImpls out;
  if (tcx.extern_providers.impls_of_trait)
    out = *tcx.extern_providers.impls_of_trait(tcx, id);
  const ty::LocalImpls *local = tcx.local_impls(kCrateRoot);
  auto it = local->of_trait.find(id);
  if (it == local->of_trait.end())
    return tcx.own<ty::TraitImpls>(std::move(out));
  for (DefId impl_id : it->second) {
    ty::Ty self_ty = tcx.type_of(impl_id).instantiate_identity();
    if (self_ty.references_error())
      continue;
    if (auto key = ty::simplify_type(self_ty, ty::TreatParams::AsInfer))
      out.by_self_ty[*key].push_back(impl_id);
    else
      out.blanket.push_back(impl_id);
  }
  return tcx.own<ty::TraitImpls>(std::move(out));
}

const std::vector<DefId> *inherent_impls(ty::TyCtxt &tcx, ty::SimplifiedType key) {
  std::vector<DefId> out;
  if (tcx.extern_providers.inherent_impls)
    out = *tcx.extern_providers.inherent_impls(tcx, key);
  const ty::LocalImpls *local = tcx.local_impls(kCrateRoot);
  auto it = local->inherent.find(key);
  if (it != local->inherent.end())
    out.insert(out.end(), it->second.begin(), it->second.end());
  return tcx.own<std::vector<DefId>>(std::move(out));
}

} // namespace ochre::collect
