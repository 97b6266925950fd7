// Types of definitions, and signatures of functions and constructors.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::collect {
namespace {

ty::Ty adt_of(ty::TyCtxt &tcx, DefId id) { return tcx.mk_adt(id, ty::identity_args(tcx, id)); }

ty::Ty type_of_item(ty::TyCtxt &tcx, const LocalNode &node, DefId id) {
  const hir::Item &item = node.item();
  HirTyLowerer lowerer(tcx, *node.nodes, id);
  switch (item.kind) {
  case hir::ItemKind::Struct:
  case hir::ItemKind::Enum:
  case hir::ItemKind::Union: return adt_of(tcx, id);
  case hir::ItemKind::Fn: return tcx.mk_fn_def(id, ty::identity_args(tcx, id));
  case hir::ItemKind::Static:
  case hir::ItemKind::Const:
  case hir::ItemKind::Impl:
  case hir::ItemKind::TyAlias:
    return item.ty.is_valid() ? lowerer.lower_ty(item.ty) : tcx.common.error;
  case hir::ItemKind::ForeignTy: return tcx.mk_foreign(id);
  case hir::ItemKind::ExternCrate:
  case hir::ItemKind::Use:
  case hir::ItemKind::Mod:
  case hir::ItemKind::ForeignMod:
  case hir::ItemKind::GlobalAsm:
  case hir::ItemKind::Trait:
  case hir::ItemKind::TraitAlias:
  case hir::ItemKind::Macro: break;
  }
  return tcx.common.error;
}

ty::Ty type_of_param(ty::TyCtxt &tcx, const LocalNode &node) {
  const hir::GenericParam &param = node.nodes->generic_params[hir::GenericParamId(node.node.row)];
  DefId item = tcx.parent(tcx.defs.to_def_id(node.id));
  HirTyLowerer lowerer(tcx, *node.nodes, item);
  if (!param.ty.is_valid())
    return tcx.common.error;
  ty::Ty ty = lowerer.lower_ty(param.ty);
  if (param.kind != hir::GenericParamKind::Const || ty.references_error())
    return ty;
  // Other types are a feature of the library alone.
  if (ty.is_integral() || ty.is_bool() || ty.is_char() || tcx.sess.opts.allow_internal_features)
    return ty;
  // The library names orderings of atomic intrinsics by an enum.
  if (ty.is_adt() && tcx.sess.opts.allow_internal_features)
    return ty;
  std::string shown = ty::to_string(tcx, ty);
  error(tcx.sess, node.nodes->tys[param.ty].span, diag::ConstParamTyForbidden, shown)
      .note("the only supported types are integers, `bool`, and `char`")
      .emit();
  return tcx.common.error;
}

/// Whether the generic arguments hold this anonymous constant, and at which place among the types
/// and constants.
std::optional<size_t> place_in_args(const hir::Owner &nodes, const hir::GenericArgs &args,
                                    hir::ConstArgId ct) {
  (void)nodes;
  size_t place = 0;
  for (const hir::GenericArg &arg : args.args) {
    if (arg.kind == hir::GenericArgKind::Lifetime)
      continue;
    if (arg.kind == hir::GenericArgKind::Const && arg.ct == ct)
      return place;
    ++place;
  }
  return std::nullopt;
}

ty::Ty nth_const_param_ty(ty::TyCtxt &tcx, DefId item, size_t place) {
  for (const ty::GenericParamDef &param : tcx.generics_of(item)->own) {
    if (param.kind == ty::GenericParamKind::Lifetime || param.is_synthetic || param.def_id == item)
      continue;
    if (place-- == 0)
      return param.kind == ty::GenericParamKind::Const
                 ? tcx.type_of(param.def_id).instantiate_identity()
                 : tcx.common.error;
  }
  return tcx.common.error;
}

/// The item whose parameters the arguments of a segment are for, where the HIR says it.
DefId item_of_segment(const hir::PathSegment &segment, const hir::Path *path) {
  hir::Res res = segment.res.kind == ResKind::Def ? segment.res : path ? path->res : segment.res;
  return res.kind == ResKind::Def ? res.def_id : DefId();
}

/// The type of an anonymous constant follows from where it stands.
ty::Ty type_of_anon_const(ty::TyCtxt &tcx, const LocalNode &node) {
  const hir::Owner &nodes = *node.nodes;
  auto told = tcx.anon_const_tys.find(tcx.defs.to_def_id(node.id));
  if (told != tcx.anon_const_tys.end())
    return told->second;
  for (const hir::Variant &variant : nodes.item.variants)
    if (variant.discr.is_valid() && variant.discr_def == node.id) {
      const ty::AdtDef *adt = tcx.adt_def(tcx.defs.to_def_id(node.node.owner));
      return adt->repr.int_ty ? tcx.mk_prim(*adt->repr.int_ty) : tcx.common.isize;
    }
  hir::ConstArgId ct;
  for (hir::ConstArgId id : nodes.const_args.ids())
    if (nodes.const_args[id].kind == hir::ConstArgKind::Anon &&
        nodes.const_args[id].def_id == node.id)
      ct = id;
  if (!ct.is_valid())
    return tcx.common.usize;
  for (hir::GenericParamId id : nodes.generic_params.ids())
    if (nodes.generic_params[id].default_const == ct)
      return tcx.type_of(tcx.defs.to_def_id(nodes.generic_params[id].def_id))
          .instantiate_identity();
  for (hir::PathId id : nodes.paths.ids()) {
    const hir::Path &path = nodes.paths[id];
    llvm::ArrayRef<hir::SegmentId> segments = nodes.list(path.segments);
    for (hir::SegmentId segment_id : segments) {
      const hir::PathSegment &segment = nodes.segments[segment_id];
      if (!segment.args.is_valid())
        continue;
      if (auto place = place_in_args(nodes, nodes.generic_args[segment.args], ct)) {
        DefId item = item_of_segment(segment, segment_id == segments.back() ? &path : nullptr);
        if (!item.is_valid())
          return tcx.common.usize;
        DefKind kind = tcx.def_kind(item);
        if (kind == DefKind::Variant || kind == DefKind::StructCtorFn ||
            kind == DefKind::StructCtorConst)
          item = tcx.parent(item);
        else if (kind == DefKind::VariantCtorFn || kind == DefKind::VariantCtorConst)
          item = tcx.parent(tcx.parent(item));
        return nth_const_param_ty(tcx, item, *place);
      }
    }
  }
  return tcx.common.usize;
}

ty::Ty type_of_ctor(ty::TyCtxt &tcx, const LocalNode &node, DefId id) {
  DefId adt = tcx.defs.to_def_id(node.node.owner);
  if (variant_of(node).shape == hir::VariantShape::Tuple)
    return tcx.mk_fn_def(id, ty::identity_args(tcx, id));
  return adt_of(tcx, adt);
}

ty::PolyFnSig ctor_sig(ty::TyCtxt &tcx, const LocalNode &node) {
  llvm::SmallVector<ty::Ty, 8> tys;
  for (const hir::FieldDef &field : variant_of(node).fields)
    tys.push_back(tcx.type_of(tcx.defs.to_def_id(field.def_id)).instantiate_identity());
  tys.push_back(adt_of(tcx, tcx.defs.to_def_id(node.node.owner)));
  ty::FnSig sig;
  sig.inputs_and_output = tcx.mk_ty_list(tys);
  return ty::PolyFnSig::dummy(sig);
}

} // namespace

ty::EarlyBinder<ty::Ty> type_of(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  ty::Ty ty = tcx.common.error;
  switch (node.node.kind) {
  case hir::DefNodeKind::Item: ty = type_of_item(tcx, node, id); break;
  case hir::DefNodeKind::Variant: ty = adt_of(tcx, tcx.defs.to_def_id(node.node.owner)); break;
  case hir::DefNodeKind::Ctor: ty = type_of_ctor(tcx, node, id); break;
  case hir::DefNodeKind::Field: {
    const hir::FieldDef &field = variant_of(node).fields[node.node.row2];
    HirTyLowerer lowerer(tcx, *node.nodes, tcx.defs.to_def_id(node.node.owner));
    ty = lowerer.lower_ty(field.ty);
    break;
  }
  case hir::DefNodeKind::GenericParam: ty = type_of_param(tcx, node); break;
  case hir::DefNodeKind::AnonConst: ty = type_of_anon_const(tcx, node); break;
  case hir::DefNodeKind::Opaque: {
    const hir::OpaqueTy &opaque = node.nodes->opaques[hir::OpaqueId(node.node.row)];
    if (node.id != opaque.assoc)
      return tcx.hidden_type(id);
    // Where an impl leaves the function out: what the default body returns.
    DefId opaque_id = tcx.defs.to_def_id(opaque.def_id);
    if (node.item().body.is_valid())
      ty = tcx.mk_alias(ty::AliasKind::Opaque, opaque_id, ty::identity_args(tcx, opaque_id));
    break;
  }
  // Known to the type checker of the body around them only.
  case hir::DefNodeKind::Closure:
  case hir::DefNodeKind::InlineConst:
  case hir::DefNodeKind::None: break;
  }
  return ty::EarlyBinder<ty::Ty>(ty);
}

ty::EarlyBinder<ty::Const> const_param_default(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (!node.is(hir::DefNodeKind::GenericParam))
    return ty::EarlyBinder<ty::Const>(tcx.common.error_const);
  const hir::GenericParam &param = node.nodes->generic_params[hir::GenericParamId(node.node.row)];
  HirTyLowerer lowerer(tcx, *node.nodes, tcx.parent(id));
  ty::Ty ty = tcx.type_of(id).instantiate_identity();
  return ty::EarlyBinder<ty::Const>(lowerer.lower_const_arg(param.default_const, ty));
}

ty::EarlyBinder<ty::PolyFnSig> fn_sig(ty::TyCtxt &tcx, DefId id) {
  LocalNode node = local_node(tcx, id);
  if (node.is(hir::DefNodeKind::Ctor))
    return ty::EarlyBinder<ty::PolyFnSig>(ctor_sig(tcx, node));
  if (!node.is(hir::DefNodeKind::Item) || !node.item().fn_decl.is_valid()) {
    ty::FnSig sig{tcx.mk_ty_list({tcx.common.error})};
    return ty::EarlyBinder<ty::PolyFnSig>(ty::PolyFnSig::dummy(sig));
  }
  const hir::Item &item = node.item();
  const hir::FnDecl &decl = node.nodes->fn_decls[item.fn_decl];
  std::vector<hir::GenericParamId> late = late_bound_params(*node.nodes);
  HirTyLowerer lowerer(tcx, *node.nodes, id);
  Symbol abi_name = decl.header.abi;
  Span abi_span = decl.header.abi_span;
  if (item.context == hir::ItemContext::Foreign) {
    // Parent: the extern block, if it has a definition.
    DefId block = tcx.parent(id);
    LocalNode parent = local_node(tcx, block);
    if (parent.is(hir::DefNodeKind::Item) && parent.item().kind == hir::ItemKind::ForeignMod)
      abi_name = parent.item().abi.is_valid() ? parent.item().abi : tcx.sess.intern("C");
    else if (!abi_name.is_valid())
      abi_name = tcx.sess.intern("C");
  }
  ty::Abi abi = abi_from_name(tcx, abi_name, abi_span);
  return ty::EarlyBinder<ty::PolyFnSig>(lowerer.lower_fn_sig(decl, late, abi));
}

} // namespace ochre::collect
