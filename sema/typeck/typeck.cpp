// The order of the check of one body. Source: checklist point 31, rustc-dev-guide.
#include "sema/typeck/typeck.h"

#include "sema/ty/print.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

/// Late-bound regions of the function are free inside its body.
ty::FnSig free_sig(FnCtxt &fcx, DefId fn) {
  TyCtxt &tcx = fcx.tcx;
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

void check_fn_body(FnCtxt &fcx, const hir::Body &body) {
  const hir::Item &item = fcx.nodes.item;
  const hir::FnDecl &decl = fcx.nodes.fn_decls[item.fn_decl];
  ty::FnSig sig = normalize(fcx, fcx.tcx.def_span(fcx.root_def), free_sig(fcx, fcx.root_def));
  fcx.results.body_sigs[fcx.root] = sig;
  CoerceMany ret;
  // An opaque return type is what the body makes of it.
  ret.expected = sig.output();
  fcx.body.ret = &ret;
  fcx.body.ret_span = decl.output.is_valid() ? decl.output_span : Span();
  fcx.body.is_fn = true;
  require_sized_deferred(fcx, sig.output(), decl.output_span, CauseCode::SizedReturn);
  for (size_t i = 0; i < body.params.size(); ++i) {
    declare_locals(fcx, body.params[i].pat);
    Ty ty = i < sig.inputs().size() ? sig.inputs()[i] : fcx.tcx.common.error;
    check_pat_top(fcx, body.params[i].pat, ty, body.params[i].ty_span, hir::ExprId());
    require_sized_deferred(fcx, ty, body.params[i].span, CauseCode::SizedArgument);
  }
  Ty value = check_expr(fcx, body.value, Expectation::has_type(ret.expected));
  coerce_push(fcx, ret, fcx.span(body.value), body.value, value);
  Ty actual = coerce_complete(fcx, ret);
  if (!actual.is_never())
    demand_sub(fcx, fcx.span(body.value), sig.output(), actual);
  fcx.body.ret = nullptr;
}

void check_const_body(FnCtxt &fcx, const hir::Body &body) {
  Ty expected =
      normalize(fcx, fcx.span(body.value), fcx.tcx.type_of(fcx.root_def).instantiate_identity());
  // Types of items are checked where they are written.
  bool is_item = body.kind == hir::BodyKind::Static ||
                 fcx.tcx.def_kind(fcx.root_def) == DefKind::Const ||
                 fcx.tcx.def_kind(fcx.root_def) == DefKind::AssocConst;
  if (!is_item)
    require_sized_deferred(fcx, expected, fcx.span(body.value), CauseCode::SizedConstOrStatic);
  check_expr_coercible(fcx, body.value, expected);
}

/// Goals about what the body's own coroutines hold wait until its MIR tells. Nothing but that is
/// left to know of them.
void set_aside_stalled(FnCtxt &fcx, traits::FulfillmentErrors &errors) {
  llvm::erase_if(errors, [&](const traits::FulfillmentError &error) {
    if (error.kind != traits::FulfillmentError::Ambiguity)
      return false;
    Obligation obligation = error.obligation;
    obligation.predicate = fcx.infcx.resolve(obligation.predicate);
    if (!obligation.predicate.is(ty::PredicateKind::Trait) ||
        obligation.predicate.has_flags(ty::kHasNonRegionInfer))
      return false;
    obligation.predicate =
        ty::map_regions(fcx.tcx, obligation.predicate, [&](ty::Region region, uint32_t) {
          return region.is_static() ? region : fcx.tcx.common.re_erased;
        });
    fcx.results.stalled.push_back(obligation);
    return true;
  });
}

void finish(FnCtxt &fcx) {
  select_where_possible(fcx);
  check_deferred_repeats(fcx);
  apply_fallback(fcx);
  check_deferred_casts(fcx);
  select_where_possible(fcx);
  analyze_closures(fcx);
  for (Obligation &obligation : fcx.deferred_sized)
    register_obligation(fcx, obligation);
  fcx.deferred_sized.clear();
  traits::FulfillmentErrors errors = fcx.fulfill.select_all_or_error(fcx.infcx);
  set_aside_stalled(fcx, errors);
  if (!errors.empty() && !fcx.infcx.tainted_by_errors) {
    traits::report_fulfillment_errors(fcx.infcx, errors);
  } else if (!errors.empty()) {
    // Ambiguity after an error says nothing new; what cannot hold does.
    llvm::erase_if(errors, [](const traits::FulfillmentError &error) {
      return error.kind != traits::FulfillmentError::Unsatisfied;
    });
    traits::report_fulfillment_errors(fcx.infcx, errors);
  }
  if (!errors.empty() && fcx.tcx.sess.diags.has_errors())
    taint(fcx, fcx.tcx.sess.diags.guaranteed());
  write_back(fcx);
}

const TypeckResults *typeck(TyCtxt &tcx, LocalDefId id) {
  DefId root = tcx.typeck_root(tcx.defs.to_def_id(id));
  if (root != tcx.defs.to_def_id(id))
    return tcx.typeck(tcx.defs.expect_local(root));
  auto results = std::make_unique<TypeckResults>();
  results->root = id;
  results->owner = tcx.krate->def_nodes[id].owner;
  hir::BodyId body_id = hir::body_of(*tcx.krate, id);
  if (body_id.is_valid()) {
    const hir::Owner &nodes = tcx.krate->owner_of(id);
    FnCtxt fcx(tcx, nodes, id, *results);
    fcx.body.def_id = id;
    const hir::Body &body = nodes.bodies[body_id];
    if (body.kind == hir::BodyKind::Fn)
      check_fn_body(fcx, body);
    else
      check_const_body(fcx, body);
    finish(fcx);
  }
  return tcx.own<TypeckResults>(std::move(*results));
}

/// Regions of the hidden type as the opaque type's own parameters: an argument of the opaque type
/// that is a region names the parameter at its place.
ty::EarlyBinder<Ty> hidden_type(TyCtxt &tcx, DefId id) {
  LocalDefId local = tcx.defs.expect_local(id);
  const hir::Owner &nodes = tcx.krate->owner_of(local);
  const hir::OpaqueTy &opaque = nodes.opaques[hir::OpaqueId(tcx.krate->def_nodes[local].row)];
  // In a trait, without a default body: only impls say what it is.
  if (opaque.assoc.is_valid() && !nodes.item.body.is_valid())
    return ty::EarlyBinder<Ty>(tcx.common.error);
  const TypeckResults *results = tcx.typeck(opaque.parent);
  for (auto &[ty, hidden] : results->opaque_types) {
    if (ty.def_id() != id)
      continue;
    GenericArgs identity = ty::identity_args(tcx, id);
    GenericArgs args = ty.args();
    Ty mapped = ty::map_regions(tcx, hidden, [&](ty::Region region, uint32_t) {
      for (uint32_t i = args.size(); i-- > 0;)
        if (args[i].is_region() && args[i].region() == region)
          return identity[i].region();
      return region.is_static() ? region : tcx.common.re_erased;
    });
    return ty::EarlyBinder<Ty>(mapped);
  }
  if (!results->tainted_by_errors && !tcx.sess.diags.has_errors())
    error(tcx.sess, tcx.def_span(id), diag::UnconstrainedOpaque).emit();
  return ty::EarlyBinder<Ty>(tcx.common.error);
}

} // namespace

bool check_stalled_obligations(TyCtxt &tcx, const TypeckResults &results) {
  if (results.stalled.empty())
    return true;
  // No body is named: its coroutines are what their MIR says.
  traits::InferCtxt infcx(tcx, ty::TypingMode::Analysis);
  traits::FulfillmentCtxt fulfill;
  for (const Obligation &obligation : results.stalled)
    fulfill.add(obligation);
  traits::FulfillmentErrors errors = fulfill.select_all_or_error(infcx);
  if (errors.empty())
    return true;
  // That a coercion to `dyn Send` fails with the future's being `Send` goes without saying.
  auto unsizes = [&](const traits::FulfillmentError &error) {
    DefId trait = error.obligation.predicate.trait_ref().def_id;
    return tcx.is_lang_item(trait, LangItem::CoerceUnsized) ||
           tcx.is_lang_item(trait, LangItem::Unsize);
  };
  if (!llvm::all_of(errors, unsizes))
    llvm::erase_if(errors, unsizes);
  traits::report_fulfillment_errors(infcx, errors);
  return false;
}

/// What `async fn` declares: the body's coroutine returns it.
Ty async_fn_output(FnCtxt &fcx) {
  TyCtxt &tcx = fcx.tcx;
  Ty output = free_sig(fcx, fcx.root_def).output();
  if (!output.is_alias())
    return Ty();
  for (ty::Clause bound : ty::instantiate(tcx, tcx.item_bounds(output.def_id()), output.args()))
    if (bound.is(ty::PredicateKind::Projection) && bound.term().is_ty() &&
        tcx.is_lang_item(bound.alias().def_id, LangItem::FutureOutput))
      return normalize(fcx, tcx.def_span(fcx.root_def), bound.term().ty());
  return Ty();
}

void provide(ty::Providers &providers) {
  providers.typeck = typeck;
  providers.hidden_type = hidden_type;
}

} // namespace ochre::typeck
