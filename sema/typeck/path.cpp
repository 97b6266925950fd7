// Paths as values, and paths of struct expressions and patterns.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/method.h"

namespace ochre::typeck {
namespace {

struct ResolvedPath {
  hir::Res res;
  Ty self_ty; ///< of `T::f` and `<T as Tr>::f`; null: none
  llvm::ArrayRef<hir::SegmentId> segments;
  bool ok = true;
};

bool has_written_args(const FnCtxt &fcx, llvm::ArrayRef<hir::SegmentId> segments) {
  return llvm::any_of(segments, [&](hir::SegmentId id) {
    hir::GenericArgsId args = fcx.nodes.segments[id].args;
    return args.is_valid() && !fcx.nodes.generic_args[args].args.empty();
  });
}

ResolvedPath resolve_path(FnCtxt &fcx, hir::QPathId id, Span span) {
  const hir::QPath &qpath = fcx.nodes.qpaths[id];
  ResolvedPath out;
  switch (qpath.kind) {
  case hir::QPathKind::LangItem: {
    DefId item = fcx.tcx.require_lang_item(qpath.lang_item, span);
    out.ok = item.is_valid();
    if (!out.ok)
      return out;
    out.res = hir::Res::def(fcx.tcx.def_kind(item), item);
    if (out.res.def_kind == DefKind::Variant) {
      // The attribute is on the variant; as a value it is its constructor.
      const ty::AdtDef *adt = fcx.tcx.adt_def(fcx.tcx.parent(item));
      const ty::VariantDef &variant = adt->variants[adt->variant_with_id(item)];
      if (variant.ctor_id.is_valid())
        out.res = hir::Res::def(fcx.tcx.def_kind(variant.ctor_id), variant.ctor_id);
    }
    fcx.results.path_res[id] = out.res;
    return out;
  }
  case hir::QPathKind::Resolved: {
    const hir::Path &path = fcx.nodes.paths[qpath.path];
    out.res = path.res;
    out.segments = fcx.nodes.list(path.segments);
    if (qpath.self_ty.is_valid())
      out.self_ty = lower_ty(fcx, qpath.self_ty);
    out.ok = !path.res.is_err();
    return out;
  }
  case hir::QPathKind::TypeRelative: break;
  }
  collect::HirTyLowerer lower = lowerer(fcx);
  Ty raw = lower.lower_ty(qpath.self_ty);
  Ty self_ty = normalize(fcx, span, raw);
  out.self_ty = self_ty;
  out.segments = qpath.segment;
  // The self type's own user-written lifetimes matter: `Foo::<'static>::new`.
  std::optional<hir::Res> res = resolve_assoc_path(fcx, qpath, self_ty, span);
  out.ok = res.has_value();
  if (res) {
    out.res = *res;
    fcx.results.path_res[id] = *res;
  }
  return out;
}

/// Arguments for the path's item; each segment that may hold some gives its part.
GenericArgs path_args(FnCtxt &fcx, const ResolvedPath &path, DefId def_id, Span span) {
  TyCtxt &tcx = fcx.tcx;
  collect::HirTyLowerer lower = lowerer(fcx);
  llvm::ArrayRef<hir::SegmentId> segments = path.segments;
  DefKind kind = tcx.def_kind(def_id);
  auto before_last = [&](size_t n) {
    return segments.size() > n ? segments[segments.size() - 1 - n] : hir::SegmentId();
  };
  switch (kind) {
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
    return lower.lower_args(tcx.parent(def_id), {}, before_last(0), span);
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst: {
    // `Option::<T>::None` and `None::<T>`.
    DefId adt = tcx.parent(tcx.parent(def_id));
    hir::SegmentId on_enum = before_last(1), on_variant = before_last(0);
    bool use_enum = on_enum.is_valid() && fcx.nodes.segments[on_enum].args.is_valid();
    return lower.lower_args(adt, {}, use_enum ? on_enum : on_variant, span);
  }
  case DefKind::AssocFn:
  case DefKind::AssocConst: {
    DefId container = tcx.parent(def_id);
    GenericArgs parent;
    if (tcx.def_kind(container) == DefKind::Trait) {
      Ty self_ty = path.self_ty ? path.self_ty : fcx.infcx.next_ty_var(span);
      GenericArg self_arg = self_ty;
      if (path.self_ty && segments.size() < 2)
        parent = fcx.infcx.fresh_args_from(container, self_arg, span);
      else
        parent = lower.lower_args(container, self_arg, before_last(1), span);
    } else {
      parent = fcx.infcx.fresh_args_for_item(container, span);
      if (path.self_ty) {
        Ty impl_self = ty::instantiate(tcx, tcx.type_of(container), parent);
        impl_self = normalize(fcx, span, impl_self);
        auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, impl_self, path.self_ty);
        if (result)
          register_obligations(fcx, result.obligations);
      }
    }
    return lower.lower_args(def_id, parent.array(), before_last(0), span);
  }
  case DefKind::Fn:
  case DefKind::Const:
  case DefKind::Static:
  case DefKind::ConstParam: return lower.lower_args(def_id, {}, before_last(0), span);
  case DefKind::Mod:
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::Variant:
  case DefKind::Trait:
  case DefKind::TraitAlias:
  case DefKind::TyAlias:
  case DefKind::ForeignTy:
  case DefKind::AssocTy:
  case DefKind::TyParam:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::AnonConst:
  case DefKind::InlineConst:
  case DefKind::OpaqueTy:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl:
  case DefKind::Closure: break;
  }
  return {};
}

ValuePath self_ctor(FnCtxt &fcx, hir::Res res, Span span) {
  TyCtxt &tcx = fcx.tcx;
  ValuePath out;
  out.ty = tcx.common.error;
  Ty self_ty = normalize(fcx, span, tcx.type_of(res.def_id).instantiate_identity());
  if (!self_ty.is_adt() || !tcx.adt_def(self_ty.def_id())->is_struct() ||
      !tcx.adt_def(self_ty.def_id())->non_enum_variant().ctor_id.is_valid()) {
    taint(fcx, error(tcx.sess, span, diag::SelfCtorNotUnit).emit());
    return out;
  }
  const ty::VariantDef &variant = tcx.adt_def(self_ty.def_id())->non_enum_variant();
  out.args = self_ty.args();
  out.res = hir::Res::def(variant.ctor_kind == ty::CtorKind::Fn ? DefKind::StructCtorFn
                                                                : DefKind::StructCtorConst,
                          variant.ctor_id);
  out.ty = normalize(fcx, span, ty::instantiate(tcx, tcx.type_of(variant.ctor_id), out.args));
  return out;
}

void record_user_args(FnCtxt &fcx, hir::QPathId id, DefId def_id, const ResolvedPath &path,
                      GenericArgs args) {
  if (!has_written_args(fcx, path.segments) && !path.self_ty)
    return;
  DefId container = fcx.tcx.parent(def_id);
  DefId self_impl;
  if (path.self_ty && container.is_valid() && fcx.tcx.def_kind(container) == DefKind::Impl)
    self_impl = container;
  if (UserType user = canonical_user_args(fcx, def_id, args, self_impl, path.self_ty))
    fcx.results.user_args[id] = user;
}

} // namespace

ValuePath check_value_path(FnCtxt &fcx, hir::QPathId id, Span span) {
  TyCtxt &tcx = fcx.tcx;
  ResolvedPath path = resolve_path(fcx, id, span);
  ValuePath out;
  out.res = path.res;
  out.ty = tcx.common.error;
  if (!path.ok) {
    if (tcx.sess.diags.has_errors())
      taint(fcx, tcx.sess.diags.guaranteed());
    return out;
  }
  if (path.res.kind == ResKind::Local) {
    out.ty = local_ty(fcx, path.res.local);
    return out;
  }
  if (path.res.kind == ResKind::SelfCtor) {
    if (has_written_args(fcx, path.segments))
      taint(fcx, error(tcx.sess, span, diag::SelfCtorArgs)
                     .primary_label("type argument not allowed")
                     .emit());
    out = self_ctor(fcx, path.res, span);
    fcx.results.path_res[id] = out.res;
    fcx.results.path_args[id] = out.args;
    if (out.res.kind == ResKind::Def)
      if (UserType user = canonical_user_args(fcx, out.res.def_id, out.args, DefId(), Ty()))
        fcx.results.user_args[id] = user;
    return out;
  }
  if (path.res.kind != ResKind::Def)
    return out;
  DefId def_id = path.res.def_id;
  if (path.res.def_kind == DefKind::ConstParam) {
    out.ty = tcx.type_of(def_id).instantiate_identity();
    return out;
  }
  GenericArgs args = path_args(fcx, path, def_id, span);
  out.args = args;
  fcx.results.path_args[id] = args;
  record_user_args(fcx, id, def_id, path, args);
  out.ty = normalize(fcx, span, ty::instantiate(tcx, tcx.type_of(def_id), args));
  DefKind kind = path.res.def_kind;
  DefId predicates_of = kind == DefKind::StructCtorFn || kind == DefKind::StructCtorConst
                            ? tcx.parent(def_id)
                        : kind == DefKind::VariantCtorFn || kind == DefKind::VariantCtorConst
                            ? tcx.parent(tcx.parent(def_id))
                            : def_id;
  add_item_predicates(fcx, predicates_of, args, span);
  return out;
}

Ty check_path_expr(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  ValuePath path = check_value_path(fcx, expr.qpath(), expr.span);
  if (path.res.kind == ResKind::Def && !path.ty.references_error()) {
    DefKind kind = path.res.def_kind;
    // Only paths that are values get here otherwise.
    if (kind == DefKind::Struct || kind == DefKind::Variant || kind == DefKind::Union) {
      taint(fcx, error(fcx.tcx.sess, expr.span, diag::ExpectedValue,
                       fcx.tcx.defs.path_string(path.res.def_id))
                     .emit());
      return fcx.tcx.common.error;
    }
  }
  return path.ty;
}

// --- `Path { .. }`

VariantPath check_struct_path(FnCtxt &fcx, hir::QPathId id, Span span) {
  TyCtxt &tcx = fcx.tcx;
  const hir::QPath &qpath = fcx.nodes.qpaths[id];
  collect::HirTyLowerer lower = lowerer(fcx);
  VariantPath out;
  Ty ty;
  DefId variant_id;
  switch (qpath.kind) {
  case hir::QPathKind::LangItem: {
    DefId item = tcx.require_lang_item(qpath.lang_item, span);
    if (!item.is_valid())
      return out;
    DefKind kind = tcx.def_kind(item);
    if (kind == DefKind::Variant)
      variant_id = item;
    DefId adt = kind == DefKind::Variant ? tcx.parent(item) : item;
    ty = tcx.mk_adt(adt, fcx.infcx.fresh_args_for_item(adt, span));
    break;
  }
  case hir::QPathKind::Resolved: {
    const hir::Path &path = fcx.nodes.paths[qpath.path];
    if (path.res.is_err()) {
      if (tcx.sess.diags.has_errors())
        taint(fcx, tcx.sess.diags.guaranteed());
      return out;
    }
    if (path.res.is_def(DefKind::Variant))
      variant_id = path.res.def_id;
    ty = lower.lower_resolved_path(qpath.self_ty, path);
    break;
  }
  case hir::QPathKind::TypeRelative: {
    Ty self_ty = try_structurally_resolve(fcx, span, lower_ty(fcx, qpath.self_ty));
    const hir::PathSegment &segment = fcx.nodes.segments[qpath.segment];
    if (self_ty.is_adt() && tcx.adt_def(self_ty.def_id())->is_enum()) {
      for (const ty::VariantDef &variant : tcx.adt_def(self_ty.def_id())->variants)
        if (variant.name == segment.ident.name)
          variant_id = variant.def_id;
      if (!variant_id.is_valid()) {
        report_no_variant(fcx, self_ty, segment.ident);
        return out;
      }
      ty = self_ty;
      fcx.results.path_res[id] = hir::Res::def(DefKind::Variant, variant_id);
      break;
    }
    ty = lower.lower_assoc_path(self_ty, lower.self_res(qpath), qpath.segment, span);
    break;
  }
  }
  ty = try_structurally_resolve(fcx, span, normalize(fcx, span, ty));
  if (ty.references_error() && ty.is_error()) {
    if (tcx.sess.diags.has_errors())
      taint(fcx, tcx.sess.diags.guaranteed());
    return out;
  }
  bool names_variant =
      ty.is_adt() && (variant_id.is_valid() || !tcx.adt_def(ty.def_id())->is_enum());
  if (!names_variant) {
    taint(fcx, error(tcx.sess, qpath.span, diag::ExpectedStruct, show(fcx, ty))
                   .primary_label("not a struct")
                   .emit());
    return out;
  }
  const ty::AdtDef *adt = tcx.adt_def(ty.def_id());
  out.ty = ty;
  out.index = variant_id.is_valid() ? adt->variant_with_id(variant_id) : ty::VariantIdx(0);
  out.variant = &adt->variants[out.index];
  fcx.results.path_args[id] = ty.args();
  if (UserType user = canonical_user_args(fcx, adt->def_id, ty.args(), DefId(), Ty()))
    fcx.results.user_args[id] = user;
  add_item_predicates(fcx, adt->def_id, ty.args(), span);
  return out;
}

} // namespace ochre::typeck
