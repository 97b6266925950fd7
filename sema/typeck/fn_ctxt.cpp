#include "sema/typeck/fn_ctxt.h"

#include "sema/ty/fold.h"
#include "sema/ty/memo.h"
#include "sema/ty/print.h"
#include "sema/typeck/diags.h"

namespace ochre::typeck {

FnCtxt::FnCtxt(TyCtxt &tcx, const hir::Owner &nodes, LocalDefId root, TypeckResults &results)
    : tcx(tcx), nodes(nodes), root(root), root_def(tcx.defs.to_def_id(root)), results(results),
      env(tcx.param_env(root_def)), infcx(tcx, ty::TypingMode::Analysis, root_def) {
  hooks.infer_ty = [this](const ty::GenericParamDef *, Span span) -> Ty {
    return infcx.next_ty_var(span);
  };
  hooks.infer_region = [this](const ty::GenericParamDef *, Span span) {
    return infcx.next_region_var(span);
  };
  hooks.infer_const = [this](const ty::GenericParamDef *, Span span) {
    return infcx.next_const_var(span);
  };
  hooks.open_trait_ref = [this](const ty::PolyTraitRef &ref, Span span) {
    return infcx.instantiate_with_fresh_vars(ref, span);
  };
  hooks.resolve_self_ty = [this](Ty ty, Span span) {
    return ty.has_escaping_bound_vars() ? ty : try_structurally_resolve(*this, span, ty);
  };
}

ErrorGuaranteed taint(FnCtxt &fcx, ErrorGuaranteed error) {
  fcx.infcx.tainted_by_errors = true;
  fcx.results.tainted_by_errors = error;
  return error;
}

void select_where_possible(FnCtxt &fcx) {
  if (fcx.infcx.in_snapshot())
    return; // what it proves could be undone
  register_hidden_type_bounds(fcx);
  traits::FulfillmentErrors errors = fcx.fulfill.select_where_possible(fcx.infcx);
  if (errors.empty())
    return;
  traits::report_fulfillment_errors(fcx.infcx, errors);
  if (fcx.tcx.sess.diags.has_errors())
    taint(fcx, fcx.tcx.sess.diags.guaranteed());
}

void register_obligation(FnCtxt &fcx, Obligation obligation) { fcx.fulfill.add(obligation); }
void register_obligations(FnCtxt &fcx, llvm::ArrayRef<Obligation> obligations) {
  for (const Obligation &obligation : obligations)
    fcx.fulfill.add(obligation);
}
void register_predicate(FnCtxt &fcx, const ObligationCause &cause, ty::Predicate predicate) {
  Obligation obligation;
  obligation.cause = cause;
  obligation.env = fcx.env;
  obligation.predicate = predicate;
  fcx.fulfill.add(obligation);
}

void register_bound(FnCtxt &fcx, Ty ty, LangItem trait, const ObligationCause &cause) {
  DefId trait_id = fcx.tcx.lang_item(trait);
  if (!trait_id.is_valid() || ty.references_error())
    return;
  GenericArg arg = ty;
  ty::PolyTraitRef ref = ty::PolyTraitRef::dummy({trait_id, fcx.tcx.mk_args(arg)});
  register_predicate(fcx, cause, fcx.tcx.mk_trait_predicate(ref));
}

/// Types that are sized whatever their parts are need no goal.
static bool trivially_sized(Ty ty) {
  return ty.is_scalar() || ty.is_ref() || ty.is_never() || ty.is_closure() || ty.is_unit() ||
         ty.is(ty::TyKind::Array) || ty.is_error();
}

void require_sized(FnCtxt &fcx, Ty ty, Span span, CauseCode code) {
  if (!trivially_sized(shallow(fcx, ty)))
    register_bound(fcx, ty, LangItem::Sized, fcx.cause(span, code));
}

void require_sized_deferred(FnCtxt &fcx, Ty ty, Span span, CauseCode code) {
  DefId trait_id = fcx.tcx.lang_item(LangItem::Sized);
  if (!trait_id.is_valid() || trivially_sized(shallow(fcx, ty)))
    return;
  GenericArg arg = ty;
  Obligation obligation;
  obligation.cause = fcx.cause(span, code);
  obligation.env = fcx.env;
  obligation.predicate =
      fcx.tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait_id, fcx.tcx.mk_args(arg)}));
  fcx.deferred_sized.push_back(obligation);
}

Ty try_structurally_resolve(FnCtxt &fcx, Span span, Ty ty) {
  ty = shallow(fcx, ty);
  if (ty.is_alias())
    return traits::structurally_normalize(fcx.infcx, fcx.fulfill, fcx.cause(span), fcx.env, ty);
  if (!ty.has_flags(ty::kHasNonRegionInfer))
    return ty;
  // Pending goals may say what is inside, too: `?X` of `&?X` is looked at next.
  ty = resolve(fcx, ty);
  if (ty.has_flags(ty::kHasNonRegionInfer)) {
    select_where_possible(fcx);
    ty = shallow(fcx, ty);
  }
  return ty;
}

namespace {

/// Looks for a variable in a type.
struct VarFinder {
  FnCtxt &fcx;
  ty::TyVid root;
  llvm::DenseSet<Ty> seen; ///< a type may share parts
  uint32_t depth = 0;

  bool visit_ty(Ty ty) {
    ty = fcx.infcx.shallow_resolve(ty);
    if (ty.is_ty_var())
      return fcx.infcx.root_var(ty.ty_vid()) == root;
    return ty.has_flags(ty::kHasNonRegionInfer) && seen.insert(ty).second &&
           ty::super_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};

/// Where an annotation would help: at the first variable whose type has the unknown in it.
Span annotation_span(FnCtxt &fcx, Ty unknown, Span use) {
  VarFinder finder{fcx, fcx.infcx.root_var(unknown.ty_vid()), {}};
  Span best = use;
  for (const auto &[pat, ty] : fcx.results.local_tys)
    if (Span span = fcx.pat(pat).span; span.lo < best.lo && finder.visit_ty(ty))
      best = span;
  return best;
}

} // namespace

Ty structurally_resolve(FnCtxt &fcx, Span span, Ty ty) {
  ty = try_structurally_resolve(fcx, span, ty);
  if (!ty.is_ty_var())
    return ty;
  if (!fcx.infcx.tainted_by_errors)
    taint(fcx, error(fcx.tcx.sess, annotation_span(fcx, ty, span), diag::NeedsAnnotation)
                   .primary_label("cannot infer type")
                   .emit());
  auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, ty, fcx.tcx.common.error);
  register_obligations(fcx, result.obligations);
  return fcx.tcx.common.error;
}

void add_item_predicates(FnCtxt &fcx, DefId item, GenericArgs args, Span span) {
  for (Obligation &obligation :
       traits::predicates_for_item(fcx.tcx, fcx.env, item, args, span, fcx.root_def)) {
    obligation.predicate =
        traits::normalize(fcx.infcx, fcx.fulfill, obligation.cause, fcx.env, obligation.predicate);
    fcx.fulfill.add(obligation);
  }
}

void write_ty(FnCtxt &fcx, hir::ExprId id, Ty ty) {
  fcx.results.expr_tys.set(id, ty);
  if (ty.references_error() && !fcx.results.tainted_by_errors && fcx.tcx.sess.diags.has_errors())
    taint(fcx, fcx.tcx.sess.diags.guaranteed());
}

Ty local_ty(FnCtxt &fcx, hir::PatId local) {
  auto it = fcx.results.local_tys.find(local);
  return it == fcx.results.local_tys.end() ? fcx.tcx.common.error : it->second;
}

collect::HirTyLowerer lowerer(FnCtxt &fcx) {
  return {fcx.tcx, fcx.nodes, fcx.tcx.defs.to_def_id(fcx.body.def_id), &fcx.hooks};
}

Ty lower_ty(FnCtxt &fcx, hir::TyId id) {
  Ty ty = lowerer(fcx).lower_ty(id);
  return normalize(fcx, fcx.nodes.tys[id].span, ty);
}

Ty lower_ty_checked(FnCtxt &fcx, hir::TyId id) {
  Ty raw = lowerer(fcx).lower_ty(id);
  Span span = fcx.nodes.tys[id].span;
  Ty ty = normalize(fcx, span, raw);
  if (!ty.references_error() && !trivially_sized(raw))
    register_predicate(fcx, fcx.cause(span, CauseCode::WellFormed), fcx.tcx.mk_well_formed(raw));
  if (UserType user = canonical_user_type(fcx, raw))
    fcx.results.user_tys[id] = user;
  fcx.results.hir_tys[id] = ty;
  return ty;
}

namespace {
/// Inference variables become variables of a binder around the whole.
struct Canonicalizer {
  TyCtxt &tcx;
  InferCtxt &infcx;
  uint32_t depth = 0;
  llvm::SmallVector<GenericArg, 4> found;
  llvm::SmallVector<ty::BoundVarKind, 4> kinds;
  ty::TypeMemo memo;
  bool has_equal_parts = false; ///< something left out stands in two places

  ty::BoundVar var_for(GenericArg var, ty::BoundVarKind::Sort sort) {
    for (uint32_t i = 0; i < found.size(); ++i)
      if (found[i] == var) {
        has_equal_parts = true;
        return ty::BoundVar(i);
      }
    found.push_back(var);
    ty::BoundVarKind kind;
    kind.sort = sort;
    kinds.push_back(kind);
    return ty::BoundVar(static_cast<uint32_t>(found.size() - 1));
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasInfer))
      return ty;
    if (ty.is_infer())
      return tcx.mk_bound(depth, var_for(ty, ty::BoundVarKind::Ty));
    return memo_fold(*this, ty);
  }
  ty::Region fold_region(ty::Region region) {
    if (region.is_var())
      return tcx.mk_re_bound(depth, var_for(region, ty::BoundVarKind::Region));
    return region;
  }
  ty::Const fold_const(ty::Const ct) {
    if (ct.is(ty::ConstKind::Infer))
      return tcx.mk_const_bound(depth, var_for(ct, ty::BoundVarKind::Const));
    return super_fold(*this, ct);
  }
};
} // namespace

UserType canonical_user_type(FnCtxt &fcx, Ty ty) {
  ty = resolve(fcx, ty);
  // Only what names lifetimes, may stand for something that does, or says that two parts are the
  // same is of interest.
  bool has_regions = ty.has_flags(ty::kHasFreeRegions | ty::kHasReBound | ty::kHasAlias);
  if (ty.references_error() || !(has_regions || ty.has_flags(ty::kHasInfer)))
    return {};
  Canonicalizer folder{fcx.tcx, fcx.infcx, 0, {}, {}, ty::TypeMemo()};
  UserType out;
  out.kind = UserType::Type;
  out.ty = folder.fold_ty(ty);
  if (!has_regions && !folder.has_equal_parts)
    return {};
  out.vars = fcx.tcx.mk_bound_vars(folder.kinds);
  return out;
}

UserType canonical_user_args(FnCtxt &fcx, DefId def_id, GenericArgs args, DefId self_impl,
                             Ty self_ty) {
  args = fcx.infcx.resolve(args);
  if (!args.has_flags(ty::kHasFreeRegions | ty::kHasReBound | ty::kHasAlias))
    return {};
  Canonicalizer folder{fcx.tcx, fcx.infcx, 0, {}, {}, ty::TypeMemo()};
  UserType out;
  out.kind = UserType::TypeOf;
  out.def_id = def_id;
  out.args = fold(folder, args);
  if (self_impl.is_valid() && self_ty) {
    out.self_impl = self_impl;
    out.self_ty = folder.fold_ty(resolve(fcx, self_ty));
  }
  out.vars = fcx.tcx.mk_bound_vars(folder.kinds);
  return out;
}

bool type_is_copy(FnCtxt &fcx, Ty ty) {
  ty = resolve(fcx, ty);
  return traits::type_is_copy(fcx.infcx, fcx.env, ty);
}
bool is_sized(FnCtxt &fcx, Ty ty) {
  ty = resolve(fcx, ty);
  return trivially_sized(ty) || traits::type_is_sized(fcx.infcx, fcx.env, ty);
}
std::string show(FnCtxt &fcx, Ty ty) { return ty::to_string(fcx.tcx, resolve(fcx, ty)); }

Ty field_ty(FnCtxt &fcx, Span span, const ty::FieldDef &field, GenericArgs args) {
  Ty raw = ty::instantiate(fcx.tcx, fcx.tcx.type_of(field.def_id), args);
  return raw.has_flags(ty::kHasAlias) ? normalize(fcx, span, raw) : raw;
}

DefId body_module(FnCtxt &fcx) { return fcx.tcx.defs.enclosing_module(fcx.root_def); }
bool is_visible(FnCtxt &fcx, Visibility visibility) {
  return fcx.tcx.defs.is_visible_from(visibility, body_module(fcx));
}

} // namespace ochre::typeck
