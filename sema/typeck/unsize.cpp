// Which pointers may lose the static size of what they point to. Only the shape is decided here;
// that a type implements the trait of a `dyn` is left as a goal, so that its failure is reported as
// an unsatisfied bound and not as a mismatch. Source: RFC 982, RFC 401, Reference "Unsized
// coercions".
#include "sema/typeck/unsize.h"

#include "sema/traits/elaborate.h"
#include "sema/typeck/upvars.h"

namespace ochre::typeck {
namespace {

bool same_ignoring_regions(FnCtxt &fcx, GenericArg a, GenericArg b) {
  if (a.is_region())
    return true;
  a = fcx.infcx.resolve(a);
  b = fcx.infcx.resolve(b);
  return a == b || ty::erase_regions(fcx.tcx, a) == ty::erase_regions(fcx.tcx, b);
}

/// The argument in which two instances of one ADT differ, if it is one type.
std::optional<uint32_t> differing_arg(FnCtxt &fcx, Ty from, Ty to) {
  std::optional<uint32_t> found;
  for (uint32_t i = 0; i < from.args().size(); ++i) {
    if (same_ignoring_regions(fcx, from.args()[i], to.args()[i]))
      continue;
    if (!from.args()[i].is_ty())
      return std::nullopt;
    // A variable may turn out equal; the one that looks like unsizing counts.
    Ty b = shallow(fcx, to.args()[i].ty());
    bool target_unsized =
        b.is_dyn() || b.is(ty::TyKind::Slice) || b.is_adt() || b.is_ref() || b.is_raw_ptr();
    if (!target_unsized)
      continue;
    if (found)
      return std::nullopt;
    found = i;
  }
  return found;
}

bool may_unsize_pointee(FnCtxt &fcx, Ty from, Ty to) {
  from = shallow(fcx, from);
  to = shallow(fcx, to);
  if (to.is_dyn())
    return !from.is(ty::TyKind::Slice) && !from.is_str();
  if (to.is(ty::TyKind::Slice))
    return from.is(ty::TyKind::Array);
  if (to.is_adt())
    return from.is_adt() && from.def_id() == to.def_id() &&
           differing_arg(fcx, from, to).has_value();
  return false;
}

void push(FnCtxt &fcx, Span span, Obligations &out, ty::Predicate predicate) {
  Obligation obligation;
  obligation.cause = fcx.cause(span, CauseCode::Coercion);
  obligation.env = fcx.env;
  obligation.predicate = predicate;
  out.push_back(std::move(obligation));
}

bool equate(FnCtxt &fcx, Span span, GenericArg a, GenericArg b, Obligations &out) {
  traits::RelateResult result = fcx.infcx.eq(fcx.cause(span, CauseCode::Coercion), fcx.env, a, b);
  for (Obligation &obligation : result.obligations)
    out.push_back(std::move(obligation));
  return bool(result);
}

/// `dyn A + Send` to `dyn B`: B is A or a supertrait, and no auto trait is gained.
bool unsize_dyn_to_dyn(FnCtxt &fcx, Span span, Ty from, Ty to, Obligations &out) {
  DefId unsize = fcx.tcx.lang_item(LangItem::Unsize);
  if (!unsize.is_valid())
    return false;
  GenericArg args[] = {from, to};
  ty::Predicate goal =
      fcx.tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({unsize, fcx.tcx.mk_args(args)}));
  if (!traits::predicate_may_hold(fcx.infcx, fcx.env, goal))
    return false;
  push(fcx, span, out, goal);
  return true;
}

bool unsize_to_dyn(FnCtxt &fcx, Span span, Ty from, Ty to, bool is_invariant, Obligations &out) {
  TyCtxt &tcx = fcx.tcx;
  if (from.is_dyn()) {
    auto principal = [](Ty ty) {
      auto predicates = ty.dyn_predicates();
      bool has =
          !predicates.empty() && predicates[0].skip_binder().kind == ty::ExistentialKind::Trait;
      return has ? predicates[0].skip_binder().def_id : DefId();
    };
    // The same trait object, shorter-lived, is a subtype; behind `&mut` it takes a coercion.
    bool same = principal(from) == principal(to) &&
                from.dyn_predicates().size() == to.dyn_predicates().size();
    if (same && (!is_invariant || from.region() == to.region()))
      return false;
    return unsize_dyn_to_dyn(fcx, span, from, to, out);
  }
  if (from.is_ty_var()) {
    // Only if it is known to be sized already.
    bool sized = false;
    for (const FulfillmentCtxt *goals : fcx.outer_goals)
      for (const Obligation &pending : goals->pending_for_self(fcx.infcx, from.ty_vid()))
        sized |= pending.predicate.is(ty::PredicateKind::Trait) &&
                 tcx.is_lang_item(pending.predicate.trait_ref().def_id, LangItem::Sized);
    if (!sized)
      return false;
  }
  for (const ty::PolyExistentialPredicate &p : to.dyn_predicates()) {
    push(fcx, span, out, ty::existential_with_self_ty(tcx, p, from));
    if (p.skip_binder().kind != ty::ExistentialKind::AutoTrait &&
        p.skip_binder().kind == ty::ExistentialKind::Trait)
      push(fcx, span, out, tcx.mk_dyn_compatible(p.skip_binder().def_id));
  }
  if (DefId sized = tcx.lang_item(LangItem::Sized); sized.is_valid()) {
    GenericArg arg = from;
    push(fcx, span, out,
         tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({sized, tcx.mk_args(arg)})));
  }
  push(fcx, span, out, tcx.mk_type_outlives(from, to.region()));
  return true;
}

/// `from: Unsize<to>`. `is_invariant`: the pointer forbids subtyping of what it points to.
bool unsize(FnCtxt &fcx, Span span, Ty from, Ty to, bool is_invariant, Obligations &out) {
  from = try_structurally_resolve(fcx, span, from);
  to = try_structurally_resolve(fcx, span, to);
  if (to.is_dyn())
    return unsize_to_dyn(fcx, span, from, to, is_invariant, out);
  if (to.is(ty::TyKind::Slice))
    return from.is(ty::TyKind::Array) && equate(fcx, span, from.inner(), to.inner(), out);
  if (!to.is_adt() || !from.is_adt() || from.def_id() != to.def_id())
    return false;
  DefId trait_id = fcx.tcx.lang_item(LangItem::Unsize);
  if (!trait_id.is_valid())
    return false;
  GenericArg args[] = {from, to};
  ty::Predicate goal =
      fcx.tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait_id, fcx.tcx.mk_args(args)}));
  if (!traits::predicate_may_hold(fcx.infcx, fcx.env, goal))
    return false;
  push(fcx, span, out, goal);
  return true;
}

/// `Box<T>` to `Box<dyn Tr>`: whether pointers of this sort can be unsized is asked with a variable
/// in the place of T, so that only the shape matters.
bool unsize_adt_pointer(FnCtxt &fcx, Span span, Ty from, Ty to, Obligations &out) {
  DefId trait_id = fcx.tcx.lang_item(LangItem::CoerceUnsized);
  std::optional<uint32_t> which = differing_arg(fcx, from, to);
  if (!trait_id.is_valid() || !which)
    return false;
  Ty a = shallow(fcx, from.args()[*which].ty());
  Ty b = shallow(fcx, to.args()[*which].ty());
  llvm::SmallVector<GenericArg, 4> probe(from.args().begin(), from.args().end());
  bool nested = b.is_ref() || b.is_raw_ptr() || (b.is_adt() && !may_unsize_pointee(fcx, a, b));
  if (!nested && b.is_adt())
    nested = !fcx.tcx.is_lang_item(from.def_id(), LangItem::OwnedBox) &&
             fcx.tcx.is_lang_item(b.def_id(), LangItem::OwnedBox);
  probe[*which] = nested ? GenericArg(a) : GenericArg(fcx.infcx.next_ty_var(span));
  for (uint32_t i = 0; i < probe.size(); ++i)
    if (i != *which && !equate(fcx, span, from.args()[i], to.args()[i], out))
      return false;
  GenericArg args[] = {fcx.tcx.mk_adt(from.def_id(), fcx.tcx.mk_args(probe)), to};
  ty::Predicate goal =
      fcx.tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait_id, fcx.tcx.mk_args(args)}));
  if (!traits::predicate_may_hold(fcx.infcx, fcx.env, goal))
    return false;
  if (nested) {
    push(fcx, span, out, goal);
    std::optional<Obligations> inner = coerce_unsized(fcx, span, a, b);
    if (!inner)
      return false;
    for (Obligation &obligation : *inner)
      out.push_back(std::move(obligation));
    return true;
  }
  return unsize(fcx, span, a, b, false, out);
}

} // namespace

bool may_be_unsize(FnCtxt &fcx, Ty from, Ty to) {
  if ((from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr()))
    return may_unsize_pointee(fcx, from.inner(), to.inner());
  return from.is_adt() && to.is_adt() && from.def_id() == to.def_id() && from.args().size() > 0 &&
         !(from == to) && differing_arg(fcx, from, to).has_value();
}

std::optional<Obligations> coerce_unsized(FnCtxt &fcx, Span span, Ty from, Ty to) {
  Obligations out;
  from = shallow(fcx, from);
  to = shallow(fcx, to);
  if (from.is_adt() && to.is_adt() && from.def_id() == to.def_id()) {
    if (unsize_adt_pointer(fcx, span, from, to, out))
      return out;
    return std::nullopt;
  }
  bool pointers = (from.is_ref() || from.is_raw_ptr()) && (to.is_ref() || to.is_raw_ptr());
  if (!pointers || (from.is_raw_ptr() && to.is_ref()) ||
      (from.mutbl() == Mutability::Not && to.mutbl() == Mutability::Mut))
    return std::nullopt;
  if (from.is_ref() && to.is_ref())
    fcx.infcx.add_outlives(from.region(), to.region(), fcx.cause(span, CauseCode::Coercion));
  if (!unsize(fcx, span, from.inner(), to.inner(), to.mutbl() == Mutability::Mut, out))
    return std::nullopt;
  return out;
}

bool closure_mentions_upvars(FnCtxt &fcx, DefId closure, LocalDefId local) {
  if (!local.is_valid())
    return true;
  // A closure of another body: its type says what it captures.
  if (!fcx.closure_expr_of.contains(local)) {
    (void)closure;
    return true;
  }
  const hir::Expr &expr = fcx.expr(fcx.closure_expr_of.lookup(local));
  return !mentioned_upvars(fcx.nodes, hir::ClosureId(expr.a)).empty();
}

} // namespace ochre::typeck
