// Arguments of calls.
//
// Closures are checked in a second round, when the other arguments have said what can be known of
// the signature's variables: `map(xs, |x| ..)`. What the call's result should be tells the
// arguments' hints, but binds nothing. Source: rustc-dev-guide.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {
namespace {

/// Replaces variables made after the counts were taken, which are undone, by new ones.
struct NewVarFolder {
  FnCtxt &fcx;
  TyCtxt &tcx;
  uint32_t ty_vars, int_vars, float_vars, const_vars, region_vars;
  uint32_t depth = 0;
  llvm::SmallDenseMap<GenericArg, GenericArg, 4> made;

  explicit NewVarFolder(FnCtxt &fcx)
      : fcx(fcx), tcx(fcx.tcx), ty_vars(fcx.infcx.ty_var_count()),
        int_vars(fcx.infcx.int_var_count()), float_vars(fcx.infcx.float_var_count()),
        const_vars(fcx.infcx.const_var_count()), region_vars(fcx.infcx.region_var_count()) {}

  Ty renew_ty(Ty ty, bool is_new, llvm::function_ref<Ty()> make) {
    if (!is_new)
      return ty;
    auto [it, fresh] = made.try_emplace(ty);
    if (fresh)
      it->second = make();
    return it->second.ty();
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(ty::kHasInfer))
      return ty;
    if (ty.is_ty_var())
      return renew_ty(ty, ty.ty_vid().raw >= ty_vars, [&] { return fcx.infcx.next_ty_var(); });
    if (ty.is_int_var())
      return renew_ty(ty, ty.int_vid().raw >= int_vars, [&] { return fcx.infcx.next_int_var(); });
    if (ty.is_float_var())
      return renew_ty(ty, ty.float_vid().raw >= float_vars,
                      [&] { return fcx.infcx.next_float_var(); });
    return super_fold(*this, ty);
  }
  ty::Region fold_region(ty::Region region) {
    if (!region.is_var() || region.vid().raw < region_vars)
      return region;
    return fcx.infcx.next_region_var();
  }
  ty::Const fold_const(ty::Const ct) {
    if (!ct.is(ty::ConstKind::Infer) || ct.is_fresh())
      return ct.has_flags(ty::kHasInfer) ? super_fold(*this, ct) : ct;
    if (ct.vid().raw < const_vars)
      return ct;
    auto [it, fresh] = made.try_emplace(ct);
    if (fresh)
      it->second = fcx.infcx.next_const_var(Span());
    return it->second.ct();
  }
};

/// The formal inputs as they would be if the result had the expected type. Nothing stays bound.
llvm::SmallVector<Ty, 8> expected_inputs(FnCtxt &fcx, Expectation expected, const ty::FnSig &sig) {
  Ty wanted = only_has_type(fcx, expected);
  if (!wanted)
    return {};
  Ty output = resolve(fcx, sig.output());
  if (!output.has_flags(ty::kHasNonRegionInfer))
    return {};
  NewVarFolder renew(fcx);
  llvm::SmallVector<Ty, 8> out;
  fcx.infcx.probe([&] {
    if (!fcx.infcx.sub(fcx.cause(Span()), fcx.env, output, wanted))
      return false;
    for (Ty input : sig.inputs())
      out.push_back(resolve(fcx, input));
    return true;
  });
  for (Ty &ty : out)
    ty = renew.fold_ty(ty);
  return out;
}

std::string count(size_t n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); }

void report_count(FnCtxt &fcx, const CallInfo &info, const ty::FnSig &sig,
                  llvm::ArrayRef<Ty> formals) {
  const hir::Expr &call = fcx.expr(info.call);
  bool is_method = call.kind == hir::ExprKind::MethodCall;
  llvm::StringRef what = "function";
  if (info.callee.is_valid()) {
    DefKind kind = fcx.tcx.def_kind(info.callee);
    what = is_method                        ? "method"
           : kind == DefKind::StructCtorFn  ? "struct"
           : kind == DefKind::VariantCtorFn ? "enum variant"
           : kind == DefKind::AssocFn && fcx.tcx.associated_item(info.callee).has_self_param
               ? "method"
           : kind == DefKind::AssocFn ? "function"
           : kind == DefKind::Closure ? "closure"
                                      : "function";
  }
  Span span = is_method ? fcx.nodes.segments[call.segment()].ident.span : fcx.span(call.lhs());
  std::string takes = count(formals.size());
  std::string given = count(info.args.size()) + (info.args.size() == 1 ? " was" : " were");
  auto make = [&] {
    if (sig.c_variadic)
      return error(fcx.tcx.sess, span, diag::VariadicArgCount, what, takes, given);
    if (info.is_tupled)
      return error(fcx.tcx.sess, span, diag::ClosureArgCount, what, takes, given);
    return error(fcx.tcx.sess, span, diag::ArgCount, what, takes, given);
  };
  auto builder = make();
  if (info.args.size() > formals.size()) {
    for (size_t i = formals.size(); i < info.args.size(); ++i) {
      Ty ty = fcx.results.expr_tys.get(info.args[i]);
      std::string of = ty ? " of type `" + show(fcx, ty) + "`" : "";
      builder.label(fcx.span(info.args[i]), "unexpected argument #" + std::to_string(i + 1) + of);
    }
  } else {
    Span end = call.span.shrink_to_hi();
    if (end.lo > call.span.lo)
      --end.lo;
    for (size_t i = info.args.size(); i < formals.size(); ++i)
      builder.label(end, "argument #" + std::to_string(i + 1) + " of type `" +
                             show(fcx, formals[i]) + "` is missing");
  }
  if (info.callee.is_valid() && fcx.tcx.is_local(info.callee))
    builder.note_at(fcx.tcx.def_span(info.callee), (what + " defined here").str());
  taint(fcx, builder.emit());
}

/// Variadic arguments are promoted as C does; what would change is rejected.
void check_variadic_arg(FnCtxt &fcx, hir::ExprId arg, Ty ty) {
  ty = structurally_resolve(fcx, fcx.span(arg), ty);
  llvm::StringRef cast;
  if (ty.is(ty::TyKind::Float) && ty.float_ty() == FloatTy::F32)
    cast = "c_double";
  else if (ty.is_bool() ||
           (ty.is(ty::TyKind::Int) && (ty.int_ty() == IntTy::I8 || ty.int_ty() == IntTy::I16)))
    cast = "c_int";
  else if (ty.is(ty::TyKind::Uint) && (ty.uint_ty() == UintTy::U8 || ty.uint_ty() == UintTy::U16))
    cast = "c_uint";
  std::string shown = show(fcx, ty);
  if (!cast.empty())
    taint(fcx, error(fcx.tcx.sess, fcx.span(arg), diag::VariadicCast, shown, cast).emit());
  else if (ty.is(ty::TyKind::FnDef))
    taint(fcx, error(fcx.tcx.sess, fcx.span(arg), diag::VariadicFn).emit());
}

void check_one(FnCtxt &fcx, hir::ExprId arg, Ty formal, Ty hint) {
  Ty wanted = hint ? hint : formal;
  Ty ty = check_expr(fcx, arg, rvalue_hint(fcx, wanted));
  // Where-clauses may say what a variable in the parameter's type is, before the argument does.
  if (fcx.infcx.resolve(formal).has_flags(ty::kHasNonRegionInfer))
    select_where_possible(fcx);
  // First what the result suggests, then what is demanded.
  if (hint && !(hint == formal)) {
    if (try_coerce(fcx, arg, ty, hint, TwoPhase::Yes)) {
      demand_sub(fcx, fcx.span(arg), formal, hint);
      return;
    }
  }
  if (try_coerce(fcx, arg, ty, formal, TwoPhase::Yes))
    return;
  report_mismatch(fcx, fcx.span(arg), formal, ty, arg);
}

} // namespace

Ty check_args(FnCtxt &fcx, const CallInfo &info, const ty::FnSig &sig, Expectation expected) {
  llvm::SmallVector<Ty, 8> formals(sig.inputs().begin(), sig.inputs().end());
  llvm::SmallVector<Ty, 8> hints = expected_inputs(fcx, expected, sig);
  if (info.is_tupled) {
    Ty tuple =
        formals.empty() ? Ty() : structurally_resolve(fcx, fcx.span(info.call), formals.back());
    formals.clear();
    hints.clear();
    if (tuple && tuple.is(ty::TyKind::Tuple)) {
      formals.append(tuple.tuple_elems().begin(), tuple.tuple_elems().end());
    } else {
      if (tuple && !tuple.references_error())
        taint(fcx, error(fcx.tcx.sess, fcx.span(info.call), diag::TupledArgsExpected).emit());
      formals.assign(info.args.size(), fcx.tcx.common.error);
    }
  }
  bool count_ok =
      sig.c_variadic ? info.args.size() >= formals.size() : info.args.size() == formals.size();
  if (!count_ok) {
    for (hir::ExprId arg : info.args)
      check_expr(fcx, arg);
    report_count(fcx, info, sig, formals);
    return sig.output();
  }
  for (bool closures : {false, true}) {
    if (closures) {
      bool any = llvm::any_of(
          info.args, [&](hir::ExprId arg) { return fcx.expr(arg).kind == hir::ExprKind::Closure; });
      if (!any)
        break;
      select_where_possible(fcx);
    }
    for (size_t i = 0; i < info.args.size(); ++i) {
      hir::ExprId arg = info.args[i];
      if ((fcx.expr(arg).kind == hir::ExprKind::Closure) != closures)
        continue;
      if (i >= formals.size()) {
        check_variadic_arg(fcx, arg, check_expr(fcx, arg));
        continue;
      }
      check_one(fcx, arg, formals[i], i < hints.size() ? hints[i] : Ty());
    }
  }
  return sig.output();
}

} // namespace ochre::typeck
