#include "sema/wf/item_ctxt.h"

#include "sema/outlives/report.h"

namespace ochre::wf {

void ItemCtxt::require_trait(LangItem trait, Ty ty, const ObligationCause &cause) {
  DefId id = tcx.lang_item(trait);
  ty = traits::normalize(infcx, fulfill, cause, env, ty);
  if (id.is_valid())
    require(cause, tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({id, tcx.mk_args({ty})})));
}

namespace {

void require_args_wf(ItemCtxt &cx, ty::GenericArgs args, Span span) {
  for (ty::GenericArg arg : args)
    if (!arg.is_region() && arg.outer_binder() == 0)
      cx.require(cx.cause(span), cx.tcx.mk_well_formed(arg));
}

} // namespace

namespace {

/// Requires that the associated types that a type names exist: `<T as Tr>::A` needs `T: Tr`.
struct Aliases {
  ItemCtxt &cx;
  Span span;
  uint32_t depth = 0;

  bool visit_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasAlias))
      return false;
    bool is_projection = ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection &&
                         !ty.has_escaping_bound_vars();
    if (is_projection)
      for (traits::Obligation &o :
           traits::predicates_for_item(cx.tcx, cx.env, ty.def_id(), ty.args(), span, cx.item)) {
        o.predicate = traits::normalize(cx.infcx, cx.fulfill, o.cause, cx.env, o.predicate);
        cx.fulfill.add(std::move(o));
      }
    return ty::super_visit(*this, ty);
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const ct) { return ty::super_visit(*this, ct); }
};

} // namespace

void ItemCtxt::require_wf(Ty ty, Span span) {
  Ty normal = normalize(ty, span);
  require(cause(span), tcx.mk_well_formed(normal));
  if (normal != ty)
    Aliases{*this, span}.visit_ty(ty);
}

void ItemCtxt::require_wf(Predicate clause, Span span) {
  if (clause.bound_vars().empty())
    clause = traits::normalize(infcx, fulfill, cause(span), env, clause);
  switch (clause.kind()) {
  case PredicateKind::Trait: {
    ty::TraitRef ref = clause.trait_ref();
    if (clause.polarity() == ty::Polarity::Negative)
      return;
    if (!ref.args.has_escaping_bound_vars())
      for (traits::Obligation &o :
           traits::predicates_for_item(tcx, env, ref.def_id, ref.args, span, item))
        fulfill.add(std::move(o));
    require_args_wf(*this, ref.args, span);
    return;
  }
  case PredicateKind::Projection: {
    ty::AliasTerm alias = clause.alias();
    if (!alias.args.has_escaping_bound_vars())
      for (traits::Obligation &o :
           traits::predicates_for_item(tcx, env, alias.def_id, alias.args, span, item))
        fulfill.add(std::move(o));
    require_args_wf(*this, alias.args, span);
    if (clause.term().outer_binder() == 0)
      require(cause(span), tcx.mk_well_formed(clause.term()));
    return;
  }
  case PredicateKind::TypeOutlives:
    if (!clause.ty().has_escaping_bound_vars())
      require_wf(clause.ty(), span);
    return;
  case PredicateKind::ConstArgHasType:
  case PredicateKind::RegionOutlives:
  case PredicateKind::WellFormed:
  case PredicateKind::ConstEvaluatable:
  case PredicateKind::DynCompatible:
  case PredicateKind::Subtype:
  case PredicateKind::Coerce:
  case PredicateKind::ConstEquate:
  case PredicateKind::NormalizesTo:
  case PredicateKind::AliasRelate:
  case PredicateKind::Ambiguous: return;
  }
}

void ItemCtxt::assume(Ty ty) {
  assumed.push_back(ty.has_flags(ty::kHasProjection) ? infcx.resolve(normalize(ty, Span())) : ty);
}

namespace {

/// For each region variable that must equal a free region, that region.
llvm::DenseMap<ty::Region, ty::Region> equal_regions(const traits::RegionConstraints &constraints) {
  llvm::DenseMap<ty::Region, ty::Region> value;
  llvm::DenseSet<std::pair<ty::Region, ty::Region>> pairs;
  for (const traits::RegionConstraint &c : constraints.outlives)
    pairs.insert({c.sup, c.sub});
  for (bool changed = true; changed;) {
    changed = false;
    for (const traits::RegionConstraint &c : constraints.outlives) {
      // That 'static outlives all is not said.
      bool equal = c.sub.is_static() || pairs.contains({c.sub, c.sup});
      if (!equal || !(c.sup.is_var() || c.sub.is_var()))
        continue;
      auto known = [&](ty::Region r) { return r.is_var() ? value.lookup(r) : r; };
      ty::Region sup = known(c.sup), sub = known(c.sub);
      if (bool(sup.raw()) == bool(sub.raw()))
        continue;
      value[sup.raw() ? c.sub : c.sup] = sup.raw() ? sup : sub;
      changed = true;
    }
  }
  return value;
}

} // namespace

/// Normal forms of assumed types name regions of impls' headers: `<Foo<'a> as Tr>::A` gives `&'?1
/// u8` where '?1 is 'a.
outlives::OutlivesEnv ItemCtxt::known_regions() {
  auto value = equal_regions(infcx.region_constraints());
  llvm::SmallVector<Ty, 8> known;
  for (Ty ty : assumed)
    known.push_back(ty::map_regions(tcx, infcx.resolve(ty), [&](ty::Region region, uint32_t) {
      ty::Region found = region.is_var() ? value.lookup(region) : ty::Region();
      return found.raw() ? found : region;
    }));
  return outlives::outlives_env(tcx, env, known);
}

bool ItemCtxt::holds() {
  if (!fulfill.select_all_or_error(infcx).empty())
    return false;
  outlives::OutlivesEnv known = known_regions();
  return outlives::resolve_regions(infcx, known).empty();
}

bool ItemCtxt::finish() {
  traits::FulfillmentErrors errors = fulfill.select_all_or_error(infcx);
  if (!errors.empty()) {
    traits::report_fulfillment_errors(infcx, errors);
    return false;
  }
  if (infcx.region_constraints().outlives.empty() &&
      infcx.region_constraints().type_outlives.empty())
    return true;
  outlives::OutlivesEnv known = known_regions();
  std::vector<outlives::RegionError> regions = outlives::resolve_regions(infcx, known);
  outlives::report_region_errors(tcx, regions);
  return regions.empty();
}

ty::FnSig liberated_sig(TyCtxt &tcx, DefId fn) {
  ty::PolyFnSig sig = tcx.fn_sig(fn).instantiate_identity();
  ty::BoundVarReplacer replacer{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar var, ty::BoundVarKind kind) {
        return kind.def_id.is_valid() ? tcx.mk_re_late_param(fn, kind.def_id, tcx.name(kind.def_id))
                                      : tcx.mk_re_late_anon(fn, var.raw);
      },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; }};
  return ty::replace_bound_vars(tcx, sig, replacer);
}

void assume_signature(ItemCtxt &cx, DefId item) {
  TyCtxt &tcx = cx.tcx;
  DefKind kind = tcx.def_kind(item);
  if (kind == DefKind::Impl) {
    if (const ty::ImplHeader *header = tcx.impl_header(item)) {
      for (ty::GenericArg arg : header->trait_ref.instantiate_identity().args)
        if (arg.is_ty())
          cx.assume(arg.ty());
    } else {
      cx.assume(tcx.type_of(item).instantiate_identity());
    }
    return;
  }
  if (kind == DefKind::Fn || kind == DefKind::AssocFn)
    for (Ty ty : liberated_sig(tcx, item).inputs_and_output)
      cx.assume(ty);
  DefId parent = tcx.parent(item);
  if (tcx.def_kind(parent) == DefKind::Impl)
    assume_signature(cx, parent);
}

const hir::Owner &nodes_of(TyCtxt &tcx, DefId item) {
  return tcx.krate->owner_of(tcx.defs.expect_local(item));
}

} // namespace ochre::wf
