// `*` applied over and over: built in for references, boxes and raw pointers, else through `Deref`.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

namespace {
/// As high as the recursion limit may go: each step of an endless walk is of a larger type.
constexpr unsigned kMaxSteps = 4096;
} // namespace

Ty builtin_deref(TyCtxt &tcx, Ty ty, bool include_raw) {
  if (ty.is_ref() || (include_raw && ty.is_raw_ptr()))
    return ty.inner();
  if (ty.is_adt() && tcx.is_lang_item(ty.def_id(), LangItem::OwnedBox) && ty.args().size() > 0)
    return ty.args()[0].ty();
  return Ty();
}

Ty overloaded_deref(FnCtxt &fcx, Span span, Ty ty, Obligations &obligations) {
  TyCtxt &tcx = fcx.tcx;
  DefId trait_id = tcx.lang_item(LangItem::Deref);
  DefId target = tcx.lang_item(LangItem::DerefTarget);
  if (!trait_id.is_valid() || !target.is_valid())
    return Ty();
  // Nothing but these can have an impl of its own.
  if (!ty.is_adt() && !ty.is_param() && !ty.is_alias() && !ty.is_dyn() &&
      !ty.is(ty::TyKind::Foreign) && !ty.is(ty::TyKind::Placeholder))
    return Ty();
  GenericArg arg = ty;
  GenericArgs args = tcx.mk_args(arg);
  ty::Predicate predicate = tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait_id, args}));
  if (!traits::predicate_may_hold(fcx.infcx, fcx.env, predicate))
    return Ty();
  Obligation obligation;
  obligation.cause = fcx.cause(span);
  obligation.env = fcx.env;
  obligation.predicate = predicate;
  obligations.push_back(obligation);
  return try_structurally_resolve(fcx, span,
                                  traits::structurally_normalize(fcx.infcx, fcx.fulfill,
                                                                 fcx.cause(span), fcx.env,
                                                                 tcx.mk_projection(target, args)));
}

Ty Autoderef::next() {
  if (!started_) {
    started_ = true;
    current_ = try_structurally_resolve(fcx_, span_, current_);
    return current_;
  }
  if (current_.is_ty_var() || current_.is_error())
    return Ty();
  if (steps_.size() >= std::min(fcx_.tcx.sess.opts.recursion_limit, kMaxSteps)) {
    reached_limit_ = true;
    return Ty();
  }
  bool overloaded = false;
  Ty next = builtin_deref(fcx_.tcx, current_, include_raw_);
  if (next) {
    reached_raw_ |= current_.is_raw_ptr();
  } else {
    next = overloaded_deref(fcx_, span_, current_, obligations_);
    overloaded = true;
  }
  if (!next)
    return Ty();
  steps_.push_back({current_, overloaded});
  current_ = try_structurally_resolve(fcx_, span_, next);
  return current_;
}

llvm::SmallVector<Adjustment, 2> Autoderef::adjustments() {
  llvm::SmallVector<Adjustment, 2> out;
  for (size_t i = 0; i < steps_.size(); ++i) {
    Adjustment step;
    step.kind = steps_[i].is_overloaded ? AdjustKind::OverloadedDeref : AdjustKind::Deref;
    step.target = i + 1 < steps_.size() ? steps_[i + 1].ty : current_;
    out.push_back(step);
  }
  register_obligations(fcx_, obligations_);
  obligations_.clear();
  return out;
}

std::optional<OperatorMethod> lookup_operator_method(FnCtxt &fcx, Span span, LangItem trait,
                                                     Symbol method, Ty self_ty,
                                                     llvm::ArrayRef<Ty> others) {
  TyCtxt &tcx = fcx.tcx;
  DefId trait_id = tcx.lang_item(trait);
  if (!trait_id.is_valid())
    return std::nullopt;
  const ty::AssocItem *item = tcx.associated_items(trait_id)->find(method, ty::AssocKind::Fn);
  if (!item)
    return std::nullopt;
  llvm::SmallVector<GenericArg, 4> given{self_ty};
  given.append(others.begin(), others.end());
  uint32_t wanted = tcx.generics_of(trait_id)->count();
  if (given.size() > wanted)
    given.resize(wanted);
  GenericArgs trait_args = fcx.infcx.fresh_args_from(trait_id, given, span);
  ty::Predicate predicate = tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait_id, trait_args}));
  if (!traits::predicate_may_hold(fcx.infcx, fcx.env, predicate))
    return std::nullopt;
  GenericArgs args = fcx.infcx.fresh_args_from(item->def_id, trait_args.array(), span);
  OperatorMethod out;
  out.callee = {item->def_id, args};
  ty::PolyFnSig sig = ty::instantiate(tcx, tcx.fn_sig(item->def_id), args);
  out.sig = normalize(fcx, span, fcx.infcx.instantiate_with_fresh_vars(sig, span));
  Obligation obligation;
  obligation.cause = fcx.cause(span, CauseCode::Builtin);
  obligation.env = fcx.env;
  obligation.predicate = predicate;
  out.obligations.push_back(obligation);
  return out;
}

namespace {

/// Overloaded derefs among an expression's adjustments become mutable; so does the autoref that an
/// overloaded index took.
void convert_adjustments(FnCtxt &fcx, hir::ExprId id) {
  auto it = fcx.results.adjustments.find(id);
  if (it == fcx.results.adjustments.end())
    return;
  Ty from = fcx.results.expr_tys.get(id);
  for (Adjustment &step : it->second) {
    if (step.kind == AdjustKind::OverloadedDeref && step.mutbl == Mutability::Not) {
      if (auto method =
              lookup_operator_method(fcx, fcx.span(id), LangItem::DerefMut,
                                     fcx.tcx.sess.intern("deref_mut"), resolve(fcx, from), {})) {
        step.mutbl = Mutability::Mut;
        register_obligations(fcx, method->obligations);
      }
    }
    from = step.target;
  }
}

/// The receiver of an overloaded operator is borrowed mutably now.
void make_autoref_mutable(FnCtxt &fcx, hir::ExprId base) {
  auto it = fcx.results.adjustments.find(base);
  if (it == fcx.results.adjustments.end())
    return;
  for (size_t i = 0; i < it->second.size(); ++i) {
    Adjustment &step = it->second[i];
    if (step.kind != AdjustKind::BorrowRef)
      continue;
    Ty target = shallow(fcx, step.target);
    step.mutbl = Mutability::Mut;
    step.allow_two_phase = false;
    if (target.is_ref())
      step.target = fcx.tcx.mk_ref(target.region(), target.inner(), Mutability::Mut);
  }
}

void convert_index(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  auto callee = fcx.results.method_callees.find(id);
  if (callee == fcx.results.method_callees.end())
    return;
  Ty base_ty = shallow(fcx, fcx.results.expr_ty_adjusted(expr.lhs()));
  if (!base_ty.is_ref() || base_ty.mutbl() == Mutability::Mut)
    return;
  Ty index_ty = callee->second.args[1].ty();
  auto method =
      lookup_operator_method(fcx, expr.span, LangItem::IndexMut, fcx.tcx.sess.intern("index_mut"),
                             base_ty.inner(), {index_ty});
  if (!method)
    return; // the borrow checker reports that the place is not mutable
  make_autoref_mutable(fcx, expr.lhs());
  callee->second = method->callee;
  register_obligations(fcx, method->obligations);
}

void convert_unary_deref(FnCtxt &fcx, hir::ExprId id) {
  const hir::Expr &expr = fcx.expr(id);
  auto callee = fcx.results.method_callees.find(id);
  if (callee == fcx.results.method_callees.end())
    return;
  Ty base_ty = shallow(fcx, fcx.results.expr_ty_adjusted(expr.lhs()));
  if (!base_ty.is_ref() || base_ty.mutbl() == Mutability::Mut)
    return;
  auto method = lookup_operator_method(fcx, expr.span, LangItem::DerefMut,
                                       fcx.tcx.sess.intern("deref_mut"), base_ty.inner(), {});
  if (!method)
    return;
  make_autoref_mutable(fcx, expr.lhs());
  callee->second = method->callee;
  register_obligations(fcx, method->obligations);
}

} // namespace

void convert_place_derefs_to_mutable(FnCtxt &fcx, hir::ExprId id) {
  llvm::SmallVector<hir::ExprId, 4> chain{id};
  for (;;) {
    const hir::Expr &expr = fcx.expr(chain.back());
    bool goes_on = expr.kind == hir::ExprKind::Field || expr.kind == hir::ExprKind::Index ||
                   (expr.kind == hir::ExprKind::Unary && expr.un_op() == hir::UnOp::Deref);
    if (!goes_on)
      break;
    chain.push_back(expr.lhs());
  }
  for (hir::ExprId at : llvm::reverse(chain)) {
    convert_adjustments(fcx, at);
    const hir::Expr &expr = fcx.expr(at);
    if (expr.kind == hir::ExprKind::Index)
      convert_index(fcx, at);
    else if (expr.kind == hir::ExprKind::Unary && expr.un_op() == hir::UnOp::Deref)
      convert_unary_deref(fcx, at);
  }
}

} // namespace ochre::typeck
