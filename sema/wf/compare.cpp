// An item of an impl may be used wherever the trait's is: it may take more general arguments, give
// more special results and ask for less, never the reverse. So its where-clauses must follow from
// the impl's and the trait item's, and its signature must be a subtype of the trait's, with the
// trait's parameters replaced by the impl's header. Source: rustc-dev-guide; Reference, "Traits".
#include "sema/wf/compare.h"

#include "sema/outlives/report.h"
#include "sema/traits/elaborate.h"
#include "sema/ty/print.h"
#include "sema/wf/diags.h"
#include "sema/wf/item_ctxt.h"

namespace ochre::wf {

namespace {

/// The trait item's arguments as seen from the impl's item: the impl's header, then the item's own.
ty::GenericArgs trait_item_args(TyCtxt &tcx, const ty::AssocItem &item) {
  ty::TraitRef ref = tcx.impl_header(item.container_id)->trait_ref.instantiate_identity();
  llvm::SmallVector<ty::GenericArg, 8> args(ref.args.begin(), ref.args.end());
  ty::GenericArgs own = ty::identity_args(tcx, item.def_id);
  uint32_t parents = tcx.generics_of(item.def_id)->parent_count;
  for (uint32_t i = parents; i < own.size(); ++i)
    args.push_back(own[i]);
  return tcx.mk_args(args);
}

/// What is known inside a method that could be called through the trait.
ParamEnv hybrid_env(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item,
                    ty::GenericArgs args) {
  llvm::SmallVector<ty::Clause, 8> clauses = traits::all_predicates_of(tcx, item.container_id);
  for (const ty::SpannedClause &clause : tcx.predicates_of(trait_item.def_id)->own)
    clauses.push_back(ty::instantiate_predicate(tcx, clause.clause, args));
  return traits::param_env_from_clauses(tcx, clauses, tcx.def_span(item.def_id));
}

struct OpaqueFinder {
  uint32_t depth = 0;
  bool visit_ty(Ty ty) {
    return ty.has_flags(ty::kHasOpaque) && (ty.is_opaque() || ty::super_visit(*this, ty));
  }
  bool visit_region(ty::Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};
bool mentions_opaque(Ty ty) {
  OpaqueFinder finder;
  return finder.visit_ty(ty);
}

class Meaning {
public:
  Meaning(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item)
      : tcx_(tcx), item_(item), trait_item_(trait_item), args_(trait_item_args(tcx, item)),
        cx_(tcx, item.def_id, hybrid_env(tcx, item, trait_item, args_)) {}

  void run() {
    if (!clauses())
      return;
    switch (item_.kind) {
    case ty::AssocKind::Fn: return signature();
    case ty::AssocKind::Const: return constant();
    case ty::AssocKind::Type: return bounds();
    }
  }

private:
  ObligationCause compare_cause(Span span) { return cx_.cause(span, CauseCode::CompareImplItem); }

  void report_extra(Span span, Predicate clause) {
    auto diag = error(tcx_.sess, span, diag::ExtraRequirement);
    diag.primary_label("impl has extra requirement `" + ty::to_string(tcx_, clause) + "`");
    if (tcx_.is_local(trait_item_.def_id))
      diag.label(head_span(tcx_, trait_item_.def_id),
                 "definition of `" + tcx_.str(trait_item_.name).str() + "` from trait");
    diag.emit();
  }

  /// Each where-clause of the impl's item must follow.
  bool clauses() {
    const auto &own = tcx_.predicates_of(item_.def_id)->own;
    for (const ty::SpannedClause &clause : own) {
      ObligationCause cause = compare_cause(clause.span);
      cx_.require(cause, traits::normalize(cx_.infcx, cx_.fulfill, cause, cx_.env, clause.clause));
    }
    traits::FulfillmentErrors errors = cx_.fulfill.select_where_possible(cx_.infcx);
    for (const traits::FulfillmentError &error : errors)
      if (!error.obligation.predicate.has_flags(ty::kHasError))
        report_extra(error.obligation.cause.span, error.obligation.predicate);
    return errors.empty();
  }

  /// Region errors of where-clauses are extra requirements too.
  void finish_regions() {
    outlives::OutlivesEnv known = cx_.known_regions();
    llvm::SmallVector<Span, 2> seen;
    for (const outlives::RegionError &error : outlives::resolve_regions(cx_.infcx, known)) {
      if (llvm::is_contained(seen, error.cause.span))
        continue;
      seen.push_back(error.cause.span);
      if (error.cause.code != CauseCode::CompareImplItem) {
        outlives::report_region_errors(tcx_, error);
        continue;
      }
      if (is_clause_span(error.cause.span))
        report_extra(error.cause.span, error.ty ? tcx_.mk_type_outlives(error.ty, error.sub)
                                                : tcx_.mk_region_outlives(error.sup, error.sub));
      else
        ochre::error(tcx_.sess, head_span(tcx_, item_.def_id), diag::MethodNotCompatible,
                     kind_name())
            .primary_label("lifetime mismatch")
            .emit();
    }
  }
  bool is_clause_span(Span span) {
    return llvm::any_of(tcx_.predicates_of(item_.def_id)->own,
                        [&](const ty::SpannedClause &clause) { return clause.span == span; });
  }
  const char *kind_name() const { return item_.kind == ty::AssocKind::Fn ? "method" : "const"; }

  void finish() {
    traits::FulfillmentErrors errors = cx_.fulfill.select_all_or_error(cx_.infcx);
    if (!errors.empty())
      return traits::report_fulfillment_errors(cx_.infcx, errors);
    finish_regions();
  }

  // --- Methods
  Span input_span(size_t index) {
    const hir::Owner &nodes = nodes_of(tcx_, item_.def_id);
    const hir::FnDecl &decl = nodes.fn_decls[nodes.item.fn_decl];
    llvm::ArrayRef<hir::TyId> inputs = nodes.list(decl.inputs);
    if (index < inputs.size())
      return nodes.tys[inputs[index]].span;
    return decl.output.is_valid() ? nodes.tys[decl.output].span : nodes.item.head_span;
  }

  void signature() {
    tcx_.rpitit_values(item_.def_id); // reports a return type that does not meet the bounds
    ty::PolyFnSig poly = tcx_.fn_sig(item_.def_id).instantiate_identity();
    ty::FnSig raw_mine = liberated_sig(tcx_, item_.def_id);
    ty::FnSig mine = cx_.infcx.instantiate_with_fresh_vars(poly, head_span(tcx_, item_.def_id));
    ty::FnSig wanted = trait_sig();
    for (Ty ty : raw_mine.inputs_and_output)
      if (ty.references_error())
        return;
    for (Ty ty : wanted.inputs_and_output) {
      if (ty.references_error())
        return;
      cx_.assumed.push_back(ty);
      cx_.assume(ty);
    }
    assume_signature(cx_, item_.container_id);
    if (mine.c_variadic != wanted.c_variadic || mine.abi != wanted.abi ||
        mine.safety != wanted.safety) {
      report_mismatch(head_span(tcx_, item_.def_id), signature_text(wanted),
                      signature_text(raw_mine));
      return;
    }
    for (size_t i = 0; i < wanted.inputs_and_output.size(); ++i) {
      bool is_output = i + 1 == wanted.inputs_and_output.size();
      if (!compare_part(mine.inputs_and_output[i], wanted.inputs_and_output[i], i, is_output))
        return;
    }
    well_formed_for_caller(mine);
    finish();
  }
  /// The impl's function assumes that its types are well-formed: who calls it through the trait has
  /// seen those of the trait's function only.
  void well_formed_for_caller(const ty::FnSig &mine) {
    ObligationCause cause = cx_.cause(head_span(tcx_, item_.def_id), CauseCode::WellFormed);
    for (Ty ty : mine.inputs_and_output) {
      if (!ty.has_flags(ty::kHasFreeRegions) || mentions_opaque(ty))
        continue;
      traits::Obligations parts;
      traits::well_formed_obligations(cx_.infcx, cx_.env, cause, ty, parts);
      for (traits::Obligation &part : parts)
        cx_.require(part.cause,
                    traits::normalize(cx_.infcx, cx_.fulfill, part.cause, cx_.env, part.predicate));
    }
  }
  std::string signature_text(const ty::FnSig &sig) {
    return ty::to_string(tcx_, tcx_.mk_fn_ptr(ty::PolyFnSig::dummy(sig)));
  }

  /// The trait's signature for the impl's header; its late-bound lifetimes are free.
  ty::FnSig trait_sig() {
    ty::PolyFnSig poly = ty::instantiate(tcx_, tcx_.fn_sig(trait_item_.def_id), args_);
    DefId scope = item_.def_id;
    ty::BoundVarReplacer replacer{
        [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error; },
        [&](ty::BoundVar var, ty::BoundVarKind kind) {
          return kind.def_id.is_valid()
                     ? tcx_.mk_re_late_param(scope, kind.def_id, tcx_.name(kind.def_id))
                     : tcx_.mk_re_late_anon(scope, var.raw);
        },
        [&](ty::BoundVar, ty::BoundVarKind) { return tcx_.common.error_const; }};
    return ty::replace_bound_vars(tcx_, poly, replacer);
  }

  bool compare_part(Ty mine, Ty wanted, size_t index, bool is_output) {
    // What `impl Trait` of a trait's method stands for is checked where it is lowered.
    if (mentions_opaque(mine) || mentions_opaque(wanted))
      return true;
    Span span = input_span(index);
    ObligationCause cause = compare_cause(span);
    Ty found = traits::normalize(cx_.infcx, cx_.fulfill, cause, cx_.env, mine);
    Ty expected = traits::normalize(cx_.infcx, cx_.fulfill, cause, cx_.env, wanted);
    traits::RelateResult result = is_output ? cx_.infcx.sub(cause, cx_.env, found, expected)
                                            : cx_.infcx.sub(cause, cx_.env, expected, found);
    if (result) {
      cx_.fulfill.add(std::move(result.obligations));
      return true;
    }
    report_mismatch(span, ty::to_string(tcx_, cx_.infcx.resolve(expected)),
                    ty::to_string(tcx_, cx_.infcx.resolve(found)));
    return false;
  }
  void report_mismatch(Span span, const std::string &wanted, const std::string &found) {
    auto diag = error(tcx_.sess, span, diag::MethodTypeMismatch, item_.name);
    diag.primary_label("expected `" + wanted + "`, found `" + found + "`");
    if (tcx_.is_local(trait_item_.def_id))
      diag.note_at(head_span(tcx_, trait_item_.def_id), "type in trait");
    diag.emit();
  }

  // --- Constants
  void constant() {
    const hir::Owner &nodes = nodes_of(tcx_, item_.def_id);
    Span span = nodes.item.ty.is_valid() ? nodes.tys[nodes.item.ty].span : nodes.item.head_span;
    ObligationCause cause = compare_cause(span);
    Ty mine = tcx_.type_of(item_.def_id).instantiate_identity();
    Ty wanted = ty::instantiate(tcx_, tcx_.type_of(trait_item_.def_id), args_);
    if (mine.references_error() || wanted.references_error())
      return;
    assume_signature(cx_, item_.container_id);
    mine = traits::normalize(cx_.infcx, cx_.fulfill, cause, cx_.env, mine);
    wanted = traits::normalize(cx_.infcx, cx_.fulfill, cause, cx_.env, wanted);
    traits::RelateResult result = cx_.infcx.sub(cause, cx_.env, mine, wanted);
    if (!result) {
      error(tcx_.sess, span, diag::ConstTypeMismatch, item_.name)
          .primary_label("expected `" + ty::to_string(tcx_, cx_.infcx.resolve(wanted)) +
                         "`, found `" + ty::to_string(tcx_, cx_.infcx.resolve(mine)) + "`")
          .emit();
      return;
    }
    cx_.fulfill.add(std::move(result.obligations));
    finish();
  }

  // --- Associated types
  void bounds() {
    const hir::Owner &nodes = nodes_of(tcx_, item_.def_id);
    Span span = nodes.item.ty.is_valid() ? nodes.tys[nodes.item.ty].span : nodes.item.head_span;
    if (tcx_.type_of(item_.def_id).skip_binder().references_error())
      return;
    assume_signature(cx_, item_.container_id);
    ItemCtxt inner(tcx_, item_.def_id);
    inner.assumed = cx_.assumed;
    // The trait's where-clauses, `where Self: 'a`, hold where the impl states or implies them.
    for (const ty::SpannedClause &own : tcx_.predicates_of(trait_item_.def_id)->own) {
      Predicate clause = ty::instantiate_predicate(tcx_, own.clause, args_);
      ObligationCause cause = inner.cause(span);
      inner.require(cause, traits::normalize(inner.infcx, inner.fulfill, cause, inner.env, clause));
    }
    for (Predicate bound : tcx_.item_bounds(trait_item_.def_id).skip_binder()) {
      Predicate clause = ty::instantiate_predicate(tcx_, bound, args_);
      ObligationCause cause = inner.cause(span);
      inner.require(cause, traits::normalize(inner.infcx, inner.fulfill, cause, inner.env, clause));
    }
    inner.finish();
    finish();
  }

  TyCtxt &tcx_;
  const ty::AssocItem &item_;
  const ty::AssocItem &trait_item_;
  ty::GenericArgs args_;
  ItemCtxt cx_;
};

void check_missing(TyCtxt &tcx, DefId impl, DefId trait) {
  const ty::ImplItemMap &map = *tcx.impl_item_map(impl);
  std::string missing;
  llvm::SmallVector<const ty::AssocItem *, 4> items;
  for (const ty::AssocItem &item : tcx.associated_items(trait)->items) {
    if (item.has_default || item.is_rpitit || map.items.contains(item.def_id))
      continue;
    missing += (missing.empty() ? "`" : ", `") + tcx.str(item.name).str() + "`";
    items.push_back(&item);
  }
  if (items.empty())
    return;
  auto diag = error(tcx.sess, head_span(tcx, impl), diag::MissingItems, missing);
  diag.primary_label("missing " + missing + " in implementation");
  for (const ty::AssocItem *item : items)
    if (tcx.is_local(item->def_id))
      diag.label(head_span(tcx, item->def_id), "`" + tcx.str(item->name).str() + "` from trait");
  diag.emit();
}

} // namespace

void compare_meaning(TyCtxt &tcx, const ty::AssocItem &item, const ty::AssocItem &trait_item) {
  Meaning(tcx, item, trait_item).run();
}

void check_impl_against_trait(TyCtxt &tcx, DefId impl) {
  const ty::ImplHeader *header = tcx.impl_header(impl);
  if (!header)
    return;
  ty::TraitRef ref = header->trait_ref.instantiate_identity();
  DefId trait = ref.def_id;
  if (header->polarity == ty::ImplPolarity::Negative) {
    if (!tcx.associated_items(impl)->items.empty())
      error(tcx.sess, head_span(tcx, tcx.associated_items(impl)->items[0].def_id),
            diag::NegativeImplItems)
          .emit();
    return;
  }
  for (ty::GenericArg arg : ref.args)
    if (arg.has_flags(ty::kHasError))
      return;
  for (const ty::AssocItem &item : tcx.associated_items(impl)->items) {
    if (!item.trait_item.is_valid())
      continue;
    ty::AssocItem trait_item = tcx.associated_item(item.trait_item);
    if (trait_item.kind == item.kind && compare_shape(tcx, item, trait_item))
      compare_meaning(tcx, item, trait_item);
  }
  if (!header->is_default)
    check_missing(tcx, impl, trait);
}

} // namespace ochre::wf
