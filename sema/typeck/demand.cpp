// Types that must agree, and how it is told that they do not (E0308).
#include "sema/ty/print.h"
#include "sema/typeck/diags.h"
#include "sema/typeck/fn_ctxt.h"
#include "sema/typeck/pat.h"

namespace ochre::typeck {

bool demand_eq(FnCtxt &fcx, Span span, Ty expected, Ty actual) {
  auto result = fcx.infcx.eq(fcx.cause(span), fcx.env, expected, actual);
  if (result) {
    register_obligations(fcx, result.obligations);
    return true;
  }
  report_mismatch(fcx, span, expected, actual);
  return false;
}

bool demand_sub(FnCtxt &fcx, Span span, Ty expected, Ty actual) {
  auto result = fcx.infcx.sub(fcx.cause(span), fcx.env, actual, expected);
  if (result) {
    register_obligations(fcx, result.obligations);
    return true;
  }
  report_mismatch(fcx, span, expected, actual);
  return false;
}

namespace {

/// A type as a label names it: what sort it is where its text would say little.
std::string describe_ty(FnCtxt &fcx, Ty ty) {
  switch (ty.kind()) {
  case ty::TyKind::Infer:
    if (ty.is_int_var())
      return "integer";
    if (ty.is_float_var())
      return "floating-point number";
    return "`_`";
  case ty::TyKind::FnDef: return "fn item";
  case ty::TyKind::FnPtr: return "fn pointer";
  case ty::TyKind::Closure: return "closure";
  case ty::TyKind::Param: return "type parameter " + ("`" + show(fcx, ty) + "`");
  case ty::TyKind::Alias:
    return ty.alias_kind() == ty::AliasKind::Opaque ? "opaque type" : "associated type";
  case ty::TyKind::Coroutine: return "`async` block";
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Adt:
  case ty::TyKind::Foreign:
  case ty::TyKind::Array:
  case ty::TyKind::Slice:
  case ty::TyKind::RawPtr:
  case ty::TyKind::Ref:
  case ty::TyKind::Dynamic:
  case ty::TyKind::CoroutineWitness:
  case ty::TyKind::Tuple:
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
  case ty::TyKind::Error: break;
  }
  return "`" + show(fcx, ty) + "`";
}

const char *sort_prefix(FnCtxt &fcx, Ty ty) {
  if (ty.is_adt()) {
    const ty::AdtDef *adt = fcx.tcx.adt_def(ty.def_id());
    return adt->is_enum() ? "enum" : adt->is_union() ? "union" : "struct";
  }
  if (ty.is_ref())
    return "reference";
  if (ty.is_raw_ptr())
    return "raw pointer";
  if (ty.is(ty::TyKind::Tuple))
    return ty.is_unit() ? "unit type" : "tuple";
  if (ty.is(ty::TyKind::FnPtr))
    return "fn pointer";
  if (ty.is(ty::TyKind::FnDef))
    return "fn item";
  if (ty.is_closure())
    return "closure";
  if (ty.is(ty::TyKind::Array))
    return "array";
  if (ty.is(ty::TyKind::Slice))
    return "slice";
  if (ty.is_param())
    return "type parameter";
  return "type";
}

/// The label already says it all for plain types.
bool wants_note(Ty ty) {
  return (ty.is_adt() && ty.args().size() > 0) || ty.is_ref() || ty.is_raw_ptr() ||
         ty.is(ty::TyKind::FnPtr) || ty.is(ty::TyKind::FnDef) || ty.is_closure() || ty.is_param() ||
         (ty.is(ty::TyKind::Tuple) && !ty.is_unit());
}

void add_note(FnCtxt &fcx, DiagBuilder &builder, Ty expected, Ty actual) {
  bool simple = actual.is_int_var() || actual.is_float_var() || !wants_note(actual);
  if (!wants_note(expected) && simple)
    return;
  if (expected.is_ref() && actual.is_ref() && !wants_note(expected.inner()) &&
      !wants_note(actual.inner()))
    ; // still shown: the mutability may be what differs
  std::string first =
      std::string("expected ") + sort_prefix(fcx, expected) + " `" + show(fcx, expected) + "`";
  std::string second =
      std::string("found ") + sort_prefix(fcx, actual) + " `" + show(fcx, actual) + "`";
  size_t width = std::max(first.find('`'), second.find('`'));
  first.insert(0, width - first.find('`'), ' ');
  second.insert(0, width - second.find('`'), ' ');
  builder.note(first + "\n" + second);
}

/// A branch of an `if` or `match` whose other branches have decided on another type.
std::optional<DiagBuilder> branch_mismatch(FnCtxt &fcx, Span span, Ty expected, Ty actual) {
  std::string label =
      "expected " + describe_ty(fcx, expected) + ", found " + describe_ty(fcx, actual);
  if (fcx.if_else_of.is_valid()) {
    const hir::Expr &expr = fcx.expr(fcx.if_else_of);
    auto builder = error(fcx.tcx.sess, span, diag::IncompatibleIf);
    builder.primary_label(label)
        .label(expr.span, "`if` and `else` have incompatible types")
        .label(fcx.span(hir::ExprId(expr.b)), "expected because of this");
    return builder;
  }
  if (fcx.match_of_arm.is_valid()) {
    const hir::Expr &expr = fcx.expr(fcx.match_of_arm);
    if (static_cast<hir::MatchSource>(expr.small) != hir::MatchSource::Normal)
      return std::nullopt;
    auto builder = error(fcx.tcx.sess, span, diag::IncompatibleArms);
    builder.primary_label(label).label(expr.span, "`match` arms have incompatible types");
    return builder;
  }
  return std::nullopt;
}

/// The span to point at: the tail of a block rather than the whole.
Span narrow(FnCtxt &fcx, Span span, hir::ExprId id) {
  while (id.is_valid()) {
    const hir::Expr &expr = fcx.expr(id);
    if (expr.kind == hir::ExprKind::DropTemps) {
      id = expr.lhs();
    } else if (expr.kind == hir::ExprKind::Block &&
               fcx.nodes.blocks[expr.block()].tail.is_valid()) {
      id = fcx.nodes.blocks[expr.block()].tail;
      span = fcx.span(id);
    } else {
      break;
    }
  }
  return span;
}

} // namespace

void report_mismatch(FnCtxt &fcx, Span span, Ty expected, Ty actual, hir::ExprId expr) {
  expected = resolve(fcx, expected);
  actual = resolve(fcx, actual);
  if (expected.references_error() || actual.references_error()) {
    if (fcx.tcx.sess.diags.has_errors())
      taint(fcx, fcx.tcx.sess.diags.guaranteed());
    return;
  }
  span = narrow(fcx, span, expr);
  std::optional<DiagBuilder> branch = branch_mismatch(fcx, span, expected, actual);
  DiagBuilder builder = branch ? std::move(*branch) : error(fcx.tcx.sess, span, diag::Mismatch);
  if (!branch) {
    builder.primary_label("expected " + describe_ty(fcx, expected) + ", found " +
                          describe_ty(fcx, actual));
    if (fcx.body.ret && !fcx.body.ret_span.is_dummy() &&
        resolve(fcx, fcx.body.ret->expected) == expected && !fcx.body.ret_span.contains(span))
      builder.label(fcx.body.ret_span,
                    "expected `" + show(fcx, expected) + "` because of return type");
  }
  add_note(fcx, builder, expected, actual);
  taint(fcx, builder.emit());
}

void report_missing_tail(FnCtxt &fcx, hir::BlockId id, Ty expected) {
  const hir::Block &block = fcx.nodes.blocks[id];
  expected = resolve(fcx, expected);
  bool is_body = fcx.body.ret && !fcx.body.ret_span.is_dummy() &&
                 resolve(fcx, fcx.body.ret->expected) == expected;
  Span span = is_body ? fcx.body.ret_span : block.span;
  auto builder = error(fcx.tcx.sess, span, diag::Mismatch);
  builder.primary_label("expected " + describe_ty(fcx, expected) + ", found `()`");
  // `{ 1; }`: the semicolon threw the value away.
  llvm::ArrayRef<hir::StmtId> stmts = fcx.nodes.list(block.stmts);
  if (!stmts.empty() && fcx.nodes.stmts[stmts.back()].kind == hir::StmtKind::Semi) {
    const hir::Stmt &last = fcx.nodes.stmts[stmts.back()];
    Ty ty = fcx.results.expr_ty(hir::ExprId(last.a));
    if (ty && resolve(fcx, ty) == expected)
      builder.suggest(last.span.shrink_to_hi(), "", "remove this semicolon to return this value");
  }
  if (is_body)
    builder.label(fcx.tcx.def_span(fcx.tcx.defs.to_def_id(fcx.body.def_id)),
                  "implicitly returns `()` as its body has no tail or `return` expression");
  add_note(fcx, builder, expected, fcx.tcx.common.unit);
  taint(fcx, builder.emit());
}

void report_pat_mismatch(FnCtxt &fcx, Span span, Ty expected, Ty actual, Span expected_span,
                         hir::ExprId init) {
  expected = resolve(fcx, expected);
  actual = resolve(fcx, actual);
  if (expected.references_error() || actual.references_error()) {
    if (fcx.tcx.sess.diags.has_errors())
      taint(fcx, fcx.tcx.sess.diags.guaranteed());
    return;
  }
  auto builder = error(fcx.tcx.sess, span, diag::Mismatch);
  builder.primary_label("expected " + describe_ty(fcx, expected) + ", found " +
                        describe_ty(fcx, actual));
  if (init.is_valid() && fcx.results.expr_ty(init)) {
    Ty ty = resolve(fcx, fcx.results.expr_ty(init));
    if (!ty.references_error() && !expected_span.is_dummy())
      builder.label(expected_span, "this expression has type `" + show(fcx, ty) + "`");
  } else if (!expected_span.is_dummy()) {
    builder.label(expected_span, "expected due to this");
  }
  add_note(fcx, builder, expected, actual);
  taint(fcx, builder.emit());
}

} // namespace ochre::typeck
