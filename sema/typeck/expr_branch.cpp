// Literals, `if`, `match`, and the hints that flow into branches.
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

// --- Hints

Ty expected_ty(FnCtxt &fcx, Expectation expected) {
  return expected.kind == Expectation::None ? Ty() : resolve(fcx, expected.ty);
}

Ty only_has_type(FnCtxt &fcx, Expectation expected) {
  return expected.kind == Expectation::HasType ? resolve(fcx, expected.ty) : Ty();
}

Ty coercion_target(FnCtxt &fcx, Expectation expected, Span span) {
  Ty ty = only_has_type(fcx, expected);
  return ty ? ty : fcx.infcx.next_ty_var(span);
}

/// A variable tells a branch nothing, and would bind it to the first branch's type.
Expectation adjust_for_branches(FnCtxt &fcx, Expectation expected) {
  if (expected.kind == Expectation::HasType) {
    Ty ty = try_structurally_resolve(fcx, Span(), expected.ty);
    return ty.is_ty_var() ? Expectation::none() : Expectation::has_type(ty);
  }
  if (expected.kind == Expectation::RvalueUnsized)
    return expected;
  return Expectation::none();
}

/// The last field of the last field…: what decides whether the type is sized.
static Ty struct_tail(FnCtxt &fcx, Ty ty) {
  ty = shallow(fcx, ty);
  for (unsigned i = 0; i < 64; ++i) {
    if (ty.is(ty::TyKind::Tuple) && !ty.tuple_elems().empty()) {
      ty = shallow(fcx, ty.tuple_elems().back());
      continue;
    }
    if (!ty.is_adt() || !fcx.tcx.adt_def(ty.def_id())->is_struct())
      break;
    const auto &fields = fcx.tcx.adt_def(ty.def_id())->non_enum_variant().fields;
    if (fields.empty())
      break;
    ty::FieldIdx last(static_cast<uint32_t>(fields.size() - 1));
    ty = shallow(fcx, ty::instantiate(fcx.tcx, fcx.tcx.type_of(fields[last].def_id), ty.args()));
  }
  return ty;
}

Expectation rvalue_hint(FnCtxt &fcx, Ty ty) {
  Ty tail = struct_tail(fcx, ty);
  if (tail.is(ty::TyKind::Slice) || tail.is_str() || tail.is_dyn())
    return {Expectation::RvalueUnsized, ty};
  return Expectation::has_type(ty);
}

// --- Literals

Ty check_lit(FnCtxt &fcx, const hir::Lit &lit, Expectation expected) {
  TyCtxt &tcx = fcx.tcx;
  Ty hint = expected_ty(fcx, expected);
  if (hint)
    hint = try_structurally_resolve(fcx, lit.span, hint);
  switch (lit.kind) {
  case hir::LitKind::Str: return tcx.mk_ref(tcx.common.re_static, tcx.common.str, Mutability::Not);
  case hir::LitKind::ByteStr:
    return tcx.mk_ref(tcx.common.re_static, tcx.mk_array(tcx.common.u8, tcx.str(lit.text).size()),
                      Mutability::Not);
  case hir::LitKind::CStr: {
    Ty cstr = tcx.mk_lang_adt(LangItem::CStr, {}, lit.span);
    return tcx.mk_ref(tcx.common.re_static, cstr, Mutability::Not);
  }
  case hir::LitKind::Byte: return tcx.common.u8;
  case hir::LitKind::Char: return tcx.common.char_;
  case hir::LitKind::Bool: return tcx.common.bool_;
  case hir::LitKind::Int:
    if (lit.suffix)
      return tcx.mk_prim(*lit.suffix);
    if (hint) {
      if (hint.is_integral())
        return hint;
      if (expected.kind == Expectation::Castable) {
        // `97 as char`, `0 as *const T`, `0 as fn()`.
        if (hint.is_char())
          return tcx.common.u8;
        if (hint.is_raw_ptr() || hint.is(ty::TyKind::FnDef) || hint.is(ty::TyKind::FnPtr))
          return tcx.common.usize;
      }
    }
    return fcx.infcx.next_int_var();
  case hir::LitKind::Float:
    if (lit.suffix)
      return tcx.mk_prim(*lit.suffix);
    if (hint && hint.is_floating_point())
      return hint;
    return fcx.infcx.next_float_var();
  case hir::LitKind::Err: break;
  }
  if (tcx.sess.diags.has_errors())
    taint(fcx, tcx.sess.diags.guaranteed());
  return tcx.common.error;
}

// --- if

Ty check_if(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId cond(expr.a), then(expr.b), otherwise(expr.c);
  check_expr_has_type(fcx, cond, fcx.tcx.common.bool_);
  Diverges cond_diverges = fcx.diverges;
  fcx.diverges = Diverges::Maybe;

  Expectation branch = adjust_for_branches(fcx, expected);
  CoerceMany many;
  many.expected = coercion_target(fcx, branch, expr.span);
  Ty then_ty = check_expr(fcx, then, branch);
  Diverges then_diverges = fcx.diverges;
  fcx.diverges = Diverges::Maybe;
  if (!otherwise.is_valid()) {
    // `if c { v }` is `if c { v } else { () }`.
    Ty shown = shallow(fcx, then_ty);
    if (!shown.is_unit() && !shown.is_never() && !shown.is_infer() && !shown.references_error()) {
      auto builder = error(fcx.tcx.sess, expr.span, diag::IfMayBeMissingElse);
      builder.primary_label("expected `" + show(fcx, shown) + "`, found `()`")
          .note("`if` expressions without `else` evaluate to `()`")
          .help("consider adding an `else` block that evaluates to the expected type");
      // A wanted () makes the value of the branch the wrong one.
      if (Ty wanted = only_has_type(fcx, expected); wanted && shallow(fcx, wanted).is_unit()) {
        coerce_push(fcx, many, fcx.span(then), then, then_ty);
        fcx.diverges = cond_diverges;
        return fcx.tcx.common.unit;
      }
      taint(fcx, builder.emit());
      return fcx.tcx.common.error;
    }
    coerce_push(fcx, many, fcx.span(then), then, then_ty);
    coerce_push_unit(fcx, many, expr.span, "");
    fcx.diverges = cond_diverges;
    return coerce_complete(fcx, many);
  }
  coerce_push(fcx, many, fcx.span(then), then, then_ty);
  Ty else_ty = check_expr(fcx, otherwise, branch);
  Diverges else_diverges = fcx.diverges;
  fcx.if_else_of = id;
  coerce_push(fcx, many, fcx.span(otherwise), otherwise, else_ty);
  fcx.if_else_of = hir::ExprId();
  fcx.diverges = cond_diverges | (then_diverges & else_diverges);
  return coerce_complete(fcx, many);
}

// --- match

Ty check_match(FnCtxt &fcx, hir::ExprId id, Expectation expected) {
  const hir::Expr &expr = fcx.expr(id);
  hir::ExprId scrutinee = expr.lhs();
  llvm::ArrayRef<hir::ArmId> arms = fcx.nodes.list(expr.arms());
  hir::ByRef by_ref = hir::ByRef::No;
  for (hir::ArmId arm : arms)
    by_ref = std::max(by_ref, explicit_ref_binding(fcx, fcx.nodes.arms[arm].pat));
  Ty scrutinee_ty;
  if (by_ref != hir::ByRef::No || arms.empty()) {
    // A coercion would let the arms borrow a copy.
    scrutinee_ty = check_expr(fcx, scrutinee);
    if (by_ref == hir::ByRef::RefMut)
      convert_place_derefs_to_mutable(fcx, scrutinee);
  } else {
    // A variable in between lets `match return {}` and the like have any type.
    scrutinee_ty = fcx.infcx.next_ty_var(fcx.span(scrutinee));
    check_expr_has_type(fcx, scrutinee, scrutinee_ty);
  }
  Diverges scrutinee_diverges = fcx.diverges;
  fcx.diverges = Diverges::Maybe;

  for (hir::ArmId arm_id : arms) {
    const hir::Arm &arm = fcx.nodes.arms[arm_id];
    declare_locals(fcx, arm.pat);
    check_pat_top(fcx, arm.pat, scrutinee_ty, fcx.span(scrutinee), scrutinee);
  }
  Expectation branch = adjust_for_branches(fcx, expected);
  CoerceMany many;
  many.expected = coercion_target(fcx, branch, expr.span);
  Diverges all_arms = Diverges::Always;
  for (hir::ArmId arm_id : arms) {
    const hir::Arm &arm = fcx.nodes.arms[arm_id];
    fcx.diverges = Diverges::Maybe;
    if (arm.guard.is_valid()) {
      check_expr_has_type(fcx, arm.guard, fcx.tcx.common.bool_);
      fcx.diverges = Diverges::Maybe;
    }
    Ty ty = check_expr(fcx, arm.body, branch);
    all_arms = all_arms & fcx.diverges;
    fcx.match_of_arm = id;
    coerce_push(fcx, many, fcx.span(arm.body), arm.body, ty);
    fcx.match_of_arm = hir::ExprId();
  }
  if (arms.empty())
    all_arms = Diverges::Always;
  fcx.diverges = scrutinee_diverges | all_arms;
  return coerce_complete(fcx, many);
}

} // namespace ochre::typeck
