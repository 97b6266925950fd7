// `drop` and `forget` of a value that has nothing to drop: a reference, a `Copy` value, a
// `ManuallyDrop`.
#include "sema/lint/body_cx.h"
#include "sema/ty/print.h"

namespace ochre::lint {

namespace {

/// `match x { pattern => drop(call()) }` calls for the effect and has an arm of type `()`.
bool is_call_in_arm(const BodyCx &cx, hir::ExprId id, hir::ExprId arg) {
  hir::ExprKind kind = cx.expr(arg).kind;
  if (kind != hir::ExprKind::Call && kind != hir::ExprKind::MethodCall)
    return false;
  return llvm::any_of(cx.nodes.arms, [&](const hir::Arm &arm) { return arm.body == id; });
}

void report(const BodyCx &cx, hir::Lint lint, hir::ExprId id, llvm::StringRef function,
            llvm::StringRef what, llvm::StringRef help) {
  hir::ExprId arg = cx.operands(id)[0];
  auto diag =
      cx.lint(lint, cx.expr(id).span,
              ("calls to `std::mem::" + function + "` with " + what + " does nothing").str());
  if (!diag)
    return;
  std::string ty = ty::to_string(cx.tcx, cx.results.expr_ty(arg));
  diag->label(cx.expr(arg).span, "argument has type `" + ty + "`").help(help).emit_any();
}

} // namespace

void check_useless_drop(const BodyCx &cx, hir::ExprId id) {
  if (cx.expr(id).kind != hir::ExprKind::Call || cx.expr(id).args().size() != 1)
    return;
  llvm::StringRef name = cx.tcx.str(cx.item_name(cx.called(id)));
  bool is_drop = name == "mem_drop";
  if (!is_drop && name != "mem_forget")
    return;
  hir::ExprId arg = cx.operands(id)[0];
  ty::Ty ty = cx.results.expr_ty(arg);
  if (!ty || ty.references_error())
    return;
  llvm::StringRef function = is_drop ? "drop" : "forget";
  constexpr llvm::StringRef kIgnore = "use `let _ = ...` to ignore the expression or result";
  if (is_drop && is_call_in_arm(cx, id, arg))
    return;
  if (ty.is_ref())
    report(cx, is_drop ? hir::Lint::DroppingReferences : hir::Lint::ForgettingReferences, id,
           function, "a reference instead of an owned value", kIgnore);
  else if (cx.tcx.is_copy({cx.env, ty}))
    report(cx, is_drop ? hir::Lint::DroppingCopyTypes : hir::Lint::ForgettingCopyTypes, id,
           function, "a value that implements `Copy`", kIgnore);
  else if (is_drop && ty.is_adt() && cx.tcx.lang_item(LangItem::ManuallyDrop) == ty.def_id())
    report(cx, hir::Lint::UndroppedManuallyDrops, id, function,
           "`std::mem::ManuallyDrop` instead of the inner value",
           "use `std::mem::ManuallyDrop::into_inner` to get the inner value");
}

} // namespace ochre::lint
