// Method calls: from a pick to arguments, signature and adjustments.
#include "sema/traits/elaborate.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/method.h"

namespace ochre::typeck {
namespace {

/// Goes to the picked step again and borrows there; gives the receiver's type.
Ty adjust_receiver(FnCtxt &fcx, hir::ExprId receiver, Ty receiver_ty, const Pick &pick) {
  TyCtxt &tcx = fcx.tcx;
  Span span = fcx.span(receiver);
  Autoderef autoderef(fcx, span, receiver_ty);
  Ty target = autoderef.next();
  for (uint32_t i = 0; i < pick.autoderefs && target; ++i)
    target = autoderef.next();
  if (!target)
    return tcx.common.error;
  llvm::SmallVector<Adjustment, 2> steps = autoderef.adjustments();
  Adjustment step;
  switch (pick.autoref) {
  case Autoref::None: break;
  case Autoref::Ref:
  case Autoref::RefMut: {
    bool is_mut = pick.autoref == Autoref::RefMut;
    ty::Region region = fcx.infcx.next_region_var(span);
    step.kind = AdjustKind::BorrowRef;
    step.mutbl = is_mut ? Mutability::Mut : Mutability::Not;
    step.allow_two_phase = is_mut;
    step.target = target = tcx.mk_ref(region, target, step.mutbl);
    steps.push_back(step);
    if (pick.unsize) {
      Adjustment unsized_step;
      unsized_step.kind = AdjustKind::Pointer;
      unsized_step.coercion = PointerCoercion::Unsize;
      unsized_step.target = target =
          tcx.mk_ref(region, tcx.mk_slice(target.inner().inner()), target.mutbl());
      steps.push_back(unsized_step);
    }
    break;
  }
  case Autoref::ConstPtr:
    step.kind = AdjustKind::Pointer;
    step.coercion = PointerCoercion::MutToConstPointer;
    step.target = target = tcx.mk_ptr(target.inner(), Mutability::Not);
    steps.push_back(step);
    break;
  }
  apply_adjustments(fcx, receiver, steps);
  return target;
}

/// `x.f::<A>()`: the user said nothing about the arguments of the impl or trait.
void record_written_args(FnCtxt &fcx, hir::ExprId call, DefId method, GenericArgs args) {
  uint32_t parents = fcx.tcx.generics_of(method)->parent_count;
  UserType user = fcx.infcx.probe([&] {
    GenericArgs fresh = fcx.infcx.fresh_args_for_item(method);
    llvm::SmallVector<GenericArg, 8> list(args.begin(), args.end());
    for (uint32_t i = 0; i < parents && i < list.size(); ++i)
      list[i] = fresh[i];
    return canonical_user_args(fcx, method, fcx.tcx.mk_args(list), DefId(), Ty());
  });
  if (user)
    fcx.results.user_method_args[call] = user;
}

GenericArgs parent_args(FnCtxt &fcx, const Pick &pick, Span span) {
  switch (pick.kind) {
  case PickKind::InherentImpl:
  case PickKind::Trait: return fcx.infcx.fresh_args_for_item(pick.item.container_id, span);
  case PickKind::Object:
  case PickKind::WhereClause:
    return fcx.infcx.instantiate_with_fresh_vars(pick.trait_ref, span).args;
  }
  return {};
}

} // namespace

ConfirmedMethod confirm_method(FnCtxt &fcx, hir::ExprId call, hir::ExprId receiver, Ty receiver_ty,
                               const Pick &pick, hir::SegmentId segment) {
  TyCtxt &tcx = fcx.tcx;
  Span span = fcx.nodes.segments[segment].ident.span;
  Ty self_ty = adjust_receiver(fcx, receiver, receiver_ty, pick);
  GenericArgs parent = parent_args(fcx, pick, span);
  GenericArgs args = lowerer(fcx).lower_args(pick.item.def_id, parent.array(), segment, span);
  ConfirmedMethod out;
  out.callee = {pick.item.def_id, args};
  ty::PolyFnSig poly = ty::instantiate(tcx, tcx.fn_sig(pick.item.def_id), args);
  ty::FnSig sig = fcx.infcx.instantiate_with_fresh_vars(poly, span);
  out.sig = normalize(fcx, span, sig);
  auto result = fcx.infcx.sub(fcx.cause(span), fcx.env, self_ty, out.sig.inputs()[0]);
  register_obligations(fcx, result.obligations);
  if (!result && !self_ty.references_error())
    report_mismatch(fcx, span, out.sig.inputs()[0], self_ty);
  add_item_predicates(fcx, pick.item.def_id, args, span);
  for (Ty ty : out.sig.inputs_and_output)
    if (ty.has_flags(ty::kHasAlias))
      register_predicate(fcx, fcx.cause(span, CauseCode::WellFormed), tcx.mk_well_formed(ty));
  const hir::PathSegment &written = fcx.nodes.segments[segment];
  if (written.args.is_valid())
    record_written_args(fcx, call, pick.item.def_id, args);
  fcx.results.method_callees[call] = out.callee;
  if (pick.autoref == Autoref::RefMut)
    convert_place_derefs_to_mutable(fcx, receiver);
  for (LocalDefId import : pick.imports)
    fcx.results.used_trait_imports.push_back(import);
  return out;
}

Ty check_method_call(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId receiver = expr.lhs();
  const hir::PathSegment &segment = fcx.nodes.segments[expr.segment()];
  Ty receiver_ty = structurally_resolve(fcx, fcx.span(receiver), check_expr(fcx, receiver));
  CallInfo info;
  info.call = id;
  info.args = fcx.nodes.list(expr.args());
  auto check_args_anyway = [&] {
    for (hir::ExprId arg : info.args)
      check_expr(fcx, arg);
    return fcx.tcx.common.error;
  };
  if (receiver_ty.is_error())
    return check_args_anyway();
  ProbeResult found = probe(fcx, segment.ident.span, ProbeMode::MethodCall, segment.ident,
                            receiver_ty, segment.traits);
  if (!found.pick) {
    report_method_failure(fcx, segment.ident.span, segment.ident, receiver_ty, found.failure,
                          receiver);
    return check_args_anyway();
  }
  ConfirmedMethod method =
      confirm_method(fcx, id, receiver, receiver_ty, *found.pick, expr.segment());
  ty::FnSig sig = method.sig;
  llvm::SmallVector<Ty, 8> without_self(sig.inputs_and_output.begin() + 1,
                                        sig.inputs_and_output.end());
  sig.inputs_and_output = fcx.tcx.mk_ty_list(without_self);
  info.callee = method.callee.def_id;
  info.c_variadic = sig.c_variadic;
  return check_args(fcx, info, sig, expected);
}

std::optional<hir::Res> resolve_assoc_path(FnCtxt &fcx, const hir::QPath &qpath, Ty self_ty,
                                           Span span) {
  TyCtxt &tcx = fcx.tcx;
  const hir::PathSegment &segment = fcx.nodes.segments[qpath.segment];
  self_ty = try_structurally_resolve(fcx, span, self_ty);
  if (self_ty.is_error())
    return std::nullopt;
  if (self_ty.is_adt() && tcx.adt_def(self_ty.def_id())->is_enum()) {
    for (const ty::VariantDef &variant : tcx.adt_def(self_ty.def_id())->variants) {
      if (variant.name != segment.ident.name)
        continue;
      if (!variant.ctor_id.is_valid()) {
        taint(fcx, error(tcx.sess, span, diag::ExpectedValueFoundVariant,
                         tcx.defs.path_string(variant.def_id))
                       .primary_label("not a value")
                       .emit());
        return std::nullopt;
      }
      return hir::Res::def(variant.ctor_kind == ty::CtorKind::Fn ? DefKind::VariantCtorFn
                                                                 : DefKind::VariantCtorConst,
                           variant.ctor_id);
    }
  }
  ProbeResult found = probe(fcx, span, ProbeMode::Path, segment.ident, self_ty, segment.traits);
  if (!found.pick) {
    report_method_failure(fcx, segment.ident.span, segment.ident, self_ty, found.failure,
                          hir::ExprId());
    return std::nullopt;
  }
  for (LocalDefId import : found.pick->imports)
    fcx.results.used_trait_imports.push_back(import);
  DefKind kind =
      found.pick->item.kind == ty::AssocKind::Fn ? DefKind::AssocFn : DefKind::AssocConst;
  return hir::Res::def(kind, found.pick->item.def_id);
}

} // namespace ochre::typeck
