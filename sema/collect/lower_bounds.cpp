// Bounds and where-clauses: `T: Tr<A, Item = B> + 'a` becomes one clause per part.
#include "sema/collect/diags.h"
#include "sema/collect/item.h"
#include "sema/collect/lower_ty.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

namespace ochre::collect {
void HirTyLowerer::lower_where_predicate(const hir::WherePredicate &predicate, Bounds &out) {
  if (predicate.kind == hir::WhereKind::Region) {
    ty::Region longer = lower_lifetime(predicate.lifetime, predicate.span);
    for (hir::BoundId id : nodes_.list(predicate.bounds)) {
      const hir::Bound &bound = nodes_.bounds[id];
      if (bound.kind == hir::BoundKind::Outlives)
        out.push(tcx_.mk_region_outlives(longer, lower_lifetime(bound.lifetime, bound.span)),
                 bound.span);
    }
    return;
  }
  push_scope(predicate.bound_params);
  ty::Ty self_ty = lower_ty(predicate.ty);
  lower_bounds(self_ty, predicate.bounds, out);
  pop_scope();
}

void HirTyLowerer::lower_bounds(ty::Ty self_ty, hir::IdList<hir::BoundId> bounds, Bounds &out,
                                PredicateFilter filter) {
  for (hir::BoundId id : nodes_.list(bounds)) {
    const hir::Bound &bound = nodes_.bounds[id];
    switch (bound.kind) {
    case hir::BoundKind::Use: break;
    case hir::BoundKind::Outlives: {
      ty::Region region = lower_lifetime(bound.lifetime, bound.span);
      out.push(tcx_.mk_type_outlives(self_ty, region, scope_vars()), bound.span);
      break;
    }
    case hir::BoundKind::Trait: {
      size_t outer = scopes_.back().params.size();
      extend_scope(bound.bound_params);
      lower_trait_bound(self_ty, bound, out, filter);
      scopes_.back().params.truncate(outer);
      scopes_.back().vars.truncate(outer);
      break;
    }
    }
  }
}

bool relaxes_sized(ty::TyCtxt &tcx, DefId trait_id) {
  return tcx.is_lang_item(trait_id, LangItem::PointeeSized) ||
         tcx.is_lang_item(trait_id, LangItem::MetaSized);
}

void HirTyLowerer::lower_trait_bound(ty::Ty self_ty, const hir::Bound &bound, Bounds &out,
                                     PredicateFilter filter) {
  const hir::Path &path = nodes_.paths[bound.trait_path];
  bool is_trait = path.res.is_def(DefKind::Trait) || path.res.is_def(DefKind::TraitAlias);
  if (!is_trait)
    return; // reported by resolution
  DefId trait_id = path.res.def_id;
  if (bound.modifier == hir::BoundModifier::Maybe) {
    if (tcx_.is_lang_item(trait_id, LangItem::Sized)) {
      out.has_maybe_sized = true;
      out.maybe_span = bound.span;
    }
    return;
  }
  if (bound.modifier == hir::BoundModifier::None && relaxes_sized(tcx_, trait_id))
    out.has_maybe_sized = true;
  llvm::ArrayRef<hir::SegmentId> segments = nodes_.list(path.segments);
  prohibit_args(segments.drop_back(1), "module");
  check_paren_sugar(trait_id, segments.back());
  ty::GenericArg self_arg = self_ty;
  ty::GenericArgs args = lower_args(trait_id, self_arg, segments.back(), path.span);
  ty::TraitRef trait_ref{trait_id, args};
  ty::Polarity polarity = bound.modifier == hir::BoundModifier::Negative ? ty::Polarity::Negative
                                                                         : ty::Polarity::Positive;
  out.push(tcx_.mk_trait_predicate(ty::PolyTraitRef(trait_ref, scope_vars()), polarity),
           bound.span);
  const hir::PathSegment &last = nodes_.segments[segments.back()];
  if (!last.args.is_valid() || filter == PredicateFilter::SelfTraits)
    return;
  const hir::GenericArgs &written = nodes_.generic_args[last.args];
  llvm::SmallVector<Symbol, 4> seen;
  for (hir::ConstraintId id : nodes_.list(written.constraints)) {
    const hir::AssocConstraint &constraint = nodes_.constraints[id];
    if (llvm::is_contained(seen, constraint.ident.name) &&
        constraint.kind != hir::AssocConstraint::Bounds) {
      error(tcx_.sess, constraint.span, diag::AssocBoundTwice, constraint.ident.name,
            ty::trait_path_string(tcx_, trait_ref))
          .primary_label("re-bound here")
          .emit();
      continue;
    }
    seen.push_back(constraint.ident.name);
    lower_constraint(trait_ref, constraint, out);
  }
}

std::optional<ty::TraitRef> HirTyLowerer::find_super_with_assoc(const ty::TraitRef &trait_ref,
                                                                Symbol name, ty::AssocKind kind,
                                                                Span span) {
  if (tcx_.associated_items(trait_ref.def_id)->find(name, kind))
    return trait_ref;
  llvm::SmallVector<ty::TraitRef, 2> found;
  for (const ty::PolyTraitRef &super :
       traits::supertraits(tcx_, ty::PolyTraitRef(trait_ref, scope_vars()))) {
    const ty::TraitRef &ref = super.skip_binder();
    if (tcx_.associated_items(ref.def_id)->find(name, kind) && !llvm::is_contained(found, ref))
      found.push_back(ref);
  }
  if (found.size() == 1)
    return found[0];
  std::string shown = ty::trait_path_string(tcx_, trait_ref);
  if (found.empty()) {
    if (kind == ty::AssocKind::Const)
      error(tcx_.sess, span, diag::AssocConstNotFound, name, shown).emit();
    else
      error(tcx_.sess, span, diag::AssocTypeNotFound, name, shown)
          .primary_label("associated type `" + tcx_.str(name).str() + "` not found")
          .emit();
  } else {
    error(tcx_.sess, span, diag::AmbiguousAssocTypeBounds, name, shown)
        .primary_label("ambiguous associated type `" + tcx_.str(name).str() + "`")
        .emit();
  }
  return std::nullopt;
}

void HirTyLowerer::lower_constraint(const ty::TraitRef &trait_ref,
                                    const hir::AssocConstraint &constraint, Bounds &out) {
  ty::AssocKind kind =
      constraint.kind == hir::AssocConstraint::EqConst ? ty::AssocKind::Const : ty::AssocKind::Type;
  std::optional<ty::TraitRef> owner =
      find_super_with_assoc(trait_ref, constraint.ident.name, kind, constraint.ident.span);
  if (!owner)
    return;
  const ty::AssocItem *assoc =
      tcx_.associated_items(owner->def_id)->find(constraint.ident.name, kind);
  // Arguments of a generic associated type are those of a segment of their own.
  ty::GenericArgs args = owner->args;
  const ty::Generics *generics = tcx_.generics_of(assoc->def_id);
  if (!generics->own.empty()) {
    const hir::GenericArgs *written =
        constraint.gen_args.is_valid() ? &nodes_.generic_args[constraint.gen_args] : nullptr;
    size_t next = 0;
    args = ty::extend_args(
        tcx_, assoc->def_id, owner->args.array(),
        [&](const ty::GenericParamDef &param, llvm::ArrayRef<ty::GenericArg> so_far) {
          if (written && next < written->args.size())
            return lower_arg(written->args[next++], param, so_far);
          return missing_arg(param, so_far, false, constraint.span);
        });
  }
  switch (constraint.kind) {
  case hir::AssocConstraint::EqTy: {
    ty::Ty term = lower_ty(constraint.ty);
    check_constraint_term(tcx_, args, term, scope_vars(), constraint.ident.name, constraint.span);
    out.push(tcx_.mk_projection_predicate({assoc->def_id, args}, term, scope_vars()),
             constraint.span);
    break;
  }
  case hir::AssocConstraint::EqConst: {
    ty::Ty ty = ty::instantiate(tcx_, tcx_.type_of(assoc->def_id), args);
    ty::Term term = lower_const_arg(constraint.ct, ty);
    out.push(tcx_.mk_projection_predicate({assoc->def_id, args}, term, scope_vars()),
             constraint.span);
    break;
  }
  case hir::AssocConstraint::Bounds:
    lower_bounds(tcx_.mk_projection(assoc->def_id, args), constraint.bounds, out);
    break;
  }
}

/// `Fn(A) -> B` is how the traits of functions are written, and no others.
void HirTyLowerer::check_paren_sugar(DefId trait_id, hir::SegmentId id) {
  hir::GenericArgsId args_id = nodes_.segments[id].args;
  if (!args_id.is_valid() || tcx_.sess.opts.allow_internal_features || tcx_.krate->no_core)
    return;
  const hir::GenericArgs &args = nodes_.generic_args[args_id];
  bool is_empty = args.args.empty() && args.constraints.empty();
  bool has_sugar = tcx_.trait_def(trait_id)->has_paren_sugar;
  if (has_sugar && !args.is_parenthesized && !is_empty)
    error(tcx_.sess, args.span, diag::FnTraitArgs).emit();
  else if (!has_sugar && args.is_parenthesized)
    error(tcx_.sess, args.span, diag::ParenArgs).emit();
}

ty::TraitRef HirTyLowerer::lower_impl_trait_ref(hir::PathId path_id, ty::Ty self_ty) {
  const hir::Path &path = nodes_.paths[path_id];
  llvm::ArrayRef<hir::SegmentId> segments = nodes_.list(path.segments);
  if (!path.res.is_def(DefKind::Trait))
    return {};
  check_paren_sugar(path.res.def_id, segments.back());
  ty::GenericArg self_arg = self_ty;
  ty::GenericArgs args = lower_args(path.res.def_id, self_arg, segments.back(), path.span);
  const hir::PathSegment &last = nodes_.segments[segments.back()];
  if (last.args.is_valid() && !nodes_.generic_args[last.args].is_parenthesized)
    prohibit_constraints(segments.back());
  return {path.res.def_id, args};
}

} // namespace ochre::collect
