// Two impls overlap if their headers unify for some values of their parameters, unless a
// where-clause of one of them can then hold neither now nor after a change elsewhere: goals are
// solved in the coherence mode, where impls that another crate may write make them ambiguous.
// Regions count only where no choice of them can make the headers equal: `for<'a> fn(&'a u8)` and
// `fn(&'static u8)` do not overlap. Source: rustc-dev-guide, "Coherence".
#include "sema/wf/overlap.h"

#include "sema/traits/eval_ctxt.h"
#include "sema/traits/orphan.h"
#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::wf {

using ty::Region;

namespace {

/// Header of an impl with fresh variables: the trait ref, or the Self type alone.
struct Header {
  ty::GenericArgs impl_args;
  ty::GenericArgs args;
};

Header fresh_header(traits::InferCtxt &infcx, DefId impl) {
  TyCtxt &tcx = infcx.tcx;
  ty::GenericArgs impl_args = infcx.fresh_args_for_item(impl);
  if (const ty::ImplHeader *header = tcx.impl_header(impl))
    return {impl_args, ty::instantiate(tcx, header->trait_ref, impl_args).args};
  return {impl_args, tcx.mk_args({ty::instantiate(tcx, tcx.type_of(impl), impl_args)})};
}

ty::GenericArgs raw_header(TyCtxt &tcx, DefId impl) {
  if (const ty::ImplHeader *header = tcx.impl_header(impl))
    return header->trait_ref.skip_binder().args;
  return tcx.mk_args({tcx.type_of(impl).skip_binder()});
}

/// Whether a placeholder would have to outlive what it cannot know of.
class LeakCheck {
public:
  explicit LeakCheck(traits::InferCtxt &infcx) : infcx_(infcx) {
    for (const traits::RegionConstraint &c : infcx.region_constraints().outlives)
      below_[c.sup].push_back(c.sub);
  }

  bool leaks() const {
    for (const auto &[region, unused] : below_)
      if (is_placeholder(region) && leaks_from(region))
        return true;
    return false;
  }

private:
  static bool is_placeholder(Region region) { return region.kind() == ty::RegionKind::Placeholder; }
  llvm::SmallVector<Region, 8> reachable(Region from) const {
    llvm::SmallVector<Region, 8> seen{from};
    for (size_t i = 0; i < seen.size(); ++i)
      if (auto it = below_.find(seen[i]); it != below_.end())
        for (Region next : it->second)
          if (!llvm::is_contained(seen, next))
            seen.push_back(next);
    return seen;
  }
  /// Outlives a placeholder that it cannot name.
  bool must_be_static(Region var) const {
    return llvm::any_of(reachable(var), [&](Region r) {
      return is_placeholder(r) && r.universe() > infcx_.universe_of(var);
    });
  }
  bool leaks_from(Region placeholder) const {
    return llvm::any_of(reachable(placeholder), [&](Region r) {
      if (r == placeholder)
        return false;
      return r.is_var() ? must_be_static(r) : !r.is_erased() && !r.is_error();
    });
  }

  traits::InferCtxt &infcx_;
  llvm::MapVector<Region, llvm::SmallVector<Region, 2>> below_;
};

} // namespace

namespace {

/// The library relies on its negative impls: `[T]: !Iterator` promises that there will be no impl.
/// Where-clauses of these are taken to hold.
bool is_ruled_out(traits::InferCtxt &infcx, const traits::FulfillmentCtxt &fulfill) {
  if (!infcx.tcx.sess.opts.allow_internal_features)
    return false;
  for (const traits::Obligation &obligation : fulfill.pending()) {
    Predicate goal = infcx.resolve(obligation.predicate);
    if (!goal.is(PredicateKind::Trait) || goal.polarity() == ty::Polarity::Negative)
      continue;
    Predicate opposite =
        infcx.tcx.mk_trait_predicate(goal.poly_trait_ref(), ty::Polarity::Negative);
    bool is_var = goal.trait_ref().self_ty().is_infer();
    if (!is_var && traits::predicate_may_hold(infcx, ParamEnv(), opposite))
      return true;
  }
  return false;
}

} // namespace

bool impls_overlap(TyCtxt &tcx, DefId a, DefId b, Binders binders) {
  traits::InferCtxt infcx(tcx, ty::TypingMode::Coherence);
  Header second = fresh_header(infcx, b);
  if (!traits::args_may_unify(raw_header(tcx, a), second.args))
    return false;
  Header first = fresh_header(infcx, a);
  if (llvm::any_of(first.args, [](ty::GenericArg arg) { return arg.has_flags(ty::kHasError); }) ||
      llvm::any_of(second.args, [](ty::GenericArg arg) { return arg.has_flags(ty::kHasError); }))
    return false;
  traits::FulfillmentCtxt fulfill;
  ParamEnv env;
  ObligationCause cause;
  for (auto [x, y] : llvm::zip(first.args, second.args)) {
    traits::RelateResult result = infcx.eq(cause, env, x, y);
    if (!result)
      return false;
    fulfill.add(std::move(result.obligations));
  }
  for (auto [impl, args] : {std::pair(a, first.impl_args), std::pair(b, second.impl_args)})
    fulfill.add(traits::predicates_for_item(tcx, env, impl, args, Span(), DefId()));
  for (const traits::FulfillmentError &error : fulfill.select_where_possible(infcx))
    if (error.kind == traits::FulfillmentError::Unsatisfied)
      return false;
  bool leaks = binders == Binders::Differ && LeakCheck(infcx).leaks();
  return !leaks && !is_ruled_out(infcx, fulfill);
}

bool specializes(TyCtxt &tcx, DefId special, DefId general) {
  ItemCtxt cx(tcx, special);
  ty::GenericArgs args = cx.infcx.fresh_args_for_item(general);
  ty::TraitRef pattern = ty::instantiate(tcx, tcx.impl_header(general)->trait_ref, args);
  ty::TraitRef ref = tcx.impl_header(special)->trait_ref.instantiate_identity();
  traits::RelateResult result = cx.infcx.eq_trait_refs(cx.cause(Span()), cx.env, pattern, ref);
  if (!result)
    return false;
  cx.fulfill.add(std::move(result.obligations));
  cx.fulfill.add(traits::predicates_for_item(tcx, cx.env, general, args, Span(), special));
  return cx.fulfill.select_all_or_error(cx.infcx).empty();
}

namespace {

/// Whether the crate may write impls one of which is more special than the other.
bool may_specialize(TyCtxt &tcx) { return tcx.sess.opts.allow_internal_features; }

bool allowed_to_overlap(TyCtxt &tcx, DefId a, DefId b) {
  const ty::ImplHeader &first = *tcx.impl_header(a);
  const ty::ImplHeader &second = *tcx.impl_header(b);
  using P = ty::ImplPolarity;
  if (first.polarity == P::Reservation || second.polarity == P::Reservation)
    return true;
  if (first.polarity != second.polarity)
    return false;
  return tcx.trait_def(first.trait_ref.skip_binder().def_id)->is_marker;
}

void report_overlap(TyCtxt &tcx, DefId earlier, DefId later) {
  const ty::ImplHeader &header = *tcx.impl_header(later);
  ty::TraitRef ref = header.trait_ref.instantiate_identity();
  std::string trait = ty::trait_path_string(tcx, ref);
  std::string self = ty::to_string(tcx, ref.self_ty());
  bool opposite = header.polarity != tcx.impl_header(earlier)->polarity;
  if (opposite) {
    bool later_is_negative = header.polarity == ty::ImplPolarity::Negative;
    DefId negative = later_is_negative ? later : earlier;
    DefId positive = later_is_negative ? earlier : later;
    Span span = head_span(tcx, tcx.is_local(negative) ? negative : later);
    auto diag = error(tcx.sess, span, diag::BothPolarities, trait, self);
    diag.primary_label("negative implementation here");
    if (tcx.is_local(positive))
      diag.label(head_span(tcx, positive), "positive implementation here");
    diag.emit();
    return;
  }
  auto diag = error(tcx.sess, head_span(tcx, later), diag::ConflictingImpls, trait, self);
  diag.primary_label("conflicting implementation for `" + self + "`");
  if (tcx.is_local(earlier))
    diag.label(head_span(tcx, earlier), "first implementation here");
  else
    diag.note("conflicting implementation in another crate");
  diag.emit();
}

void check_pair(TyCtxt &tcx, DefId x, DefId y) {
  DefId earlier = x.raw < y.raw ? x : y;
  DefId later = x.raw < y.raw ? y : x;
  if (!tcx.is_local(later) || allowed_to_overlap(tcx, earlier, later) ||
      !impls_overlap(tcx, earlier, later))
    return;
  if (may_specialize(tcx) && (specializes(tcx, earlier, later) || specializes(tcx, later, earlier)))
    return;
  report_overlap(tcx, earlier, later);
}

} // namespace

void check_trait_overlap(TyCtxt &tcx, DefId trait) {
  const ty::TraitImpls &impls = *tcx.impls_of_trait(trait);
  auto check_all = [&](llvm::ArrayRef<DefId> xs, llvm::ArrayRef<DefId> ys) {
    for (DefId x : xs)
      for (DefId y : ys)
        if (tcx.is_local(x) || tcx.is_local(y))
          check_pair(tcx, x, y);
  };
  auto check_among = [&](llvm::ArrayRef<DefId> list) {
    for (size_t i = 0; i < list.size(); ++i)
      check_all(list.slice(i, 1), list.drop_front(i + 1));
  };
  check_among(impls.blanket);
  for (const auto &[unused, list] : impls.by_self_ty) {
    check_among(list);
    check_all(impls.blanket, list);
  }
}

namespace {

struct NamedItem {
  DefId impl;
  DefId item;
};

void report_duplicate(TyCtxt &tcx, const NamedItem &first, const NamedItem &second) {
  std::string name = tcx.str(tcx.name(first.item)).str();
  auto diag = error(tcx.sess, head_span(tcx, first.item), diag::DuplicateInherentItem,
                    tcx.name(first.item));
  diag.primary_label("duplicate definitions for `" + name + "`");
  if (tcx.is_local(second.item))
    diag.label(head_span(tcx, second.item), "other definition for `" + name + "`");
  diag.emit();
}

} // namespace

void check_inherent_overlap(TyCtxt &tcx) {
  for (auto &[key, impls] : tcx.local_impls(kCrateRoot)->inherent) {
    llvm::MapVector<std::pair<Symbol, uint8_t>, llvm::SmallVector<NamedItem, 1>> by_name;
    for (DefId impl : impls)
      for (const ty::AssocItem &item : tcx.associated_items(impl)->items)
        by_name[{item.name, static_cast<uint8_t>(item.kind == ty::AssocKind::Type)}].push_back(
            {impl, item.def_id});
    for (auto &[unused, items] : by_name)
      for (size_t i = 0; i < items.size(); ++i)
        for (size_t j = i + 1; j < items.size(); ++j)
          if (items[i].impl == items[j].impl) {
            report_duplicate(tcx, items[j], items[i]);
            break;
          } else if (impls_overlap(tcx, items[i].impl, items[j].impl, Binders::Agree)) {
            report_duplicate(tcx, items[i], items[j]);
            break;
          }
  }
}

} // namespace ochre::wf
