// Values that a statement drops: those that `#[must_use]` marks by type or by function, and what
// operators compute (unused_must_use); any other value (unused_results).
// Source: Reference, "The must_use attribute".
#include "sema/lint/lint.h"
#include "sema/ty/fold.h"
#include "sema/ty/predicate.h"
#include "sema/ty/print.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

using hir::ExprKind;

/// What a type says about a value of it that nobody uses.
struct TypeVerdict {
  enum Kind : uint8_t { Fine, Unused, Suppressed } kind = Fine;
  std::string what; ///< Unused: "unused `Result` that must be used" without the words around
  Symbol reason;
};

class UnusedResults {
public:
  UnusedResults(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts,
                LocalDefId root)
      : tcx_(tcx), levels_(levels), facts_(facts), root_(root), nodes_(tcx.krate->owner_of(root)),
        results_(*tcx.typeck(root)) {}

  void run() {
    if (results_.tainted_by_errors)
      return;
    for (const hir::Stmt &stmt : nodes_.stmts)
      if (stmt.kind == hir::StmtKind::Semi && results_.expr_ty(hir::ExprId(stmt.a)))
        check(stmt);
  }

private:
  std::optional<Symbol> must_use(DefId def) const {
    if (!def.is_valid())
      return std::nullopt;
    if (!tcx_.is_local(def))
      return facts_.extern_must_use ? facts_.extern_must_use(def) : std::nullopt;
    const hir::Attr *attr =
        hir::find_attr(*tcx_.krate, tcx_.defs.expect_local(def), tcx_.sess.intern("must_use"));
    if (!attr)
      return std::nullopt;
    return attr->value.text.is_valid() ? attr->value.text : sym::empty;
  }

  void check(const hir::Stmt &stmt) {
    hir::ExprId id(stmt.a);
    const hir::Expr &expr = nodes_.exprs[id];
    if (expr.kind == ExprKind::Ret)
      return;
    TypeVerdict verdict = judge(results_.expr_ty(id), "", "", 0);
    if (verdict.kind == TypeVerdict::Unused)
      report(expr.span, verdict.what, verdict.reason);
    DefId callee = called(id, expr);
    std::optional<Symbol> reason = must_use(callee);
    if (reason)
      report(expr.span, "return value of `" + path_of(callee) + "`", *reason);
    llvm::StringRef operation = operator_name(expr);
    if (verdict.kind != TypeVerdict::Fine || reason)
      return;
    if (!operation.empty())
      report(expr.span, operation.str(), sym::empty);
    else if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnusedResults, root_, stmt.span,
                                   "unused result of type `" +
                                       ty::to_string(tcx_, results_.expr_ty(id)) + "`"))
      diag->emit_any();
  }
  std::string path_of(DefId callee) const {
    return ty::path_string(tcx_, callee, ty::identity_args(tcx_, callee));
  }
  void report(Span span, const std::string &what, Symbol reason) {
    auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnusedMustUse, root_, span,
                          "unused " + what + " that must be used");
    if (!diag)
      return;
    if (!tcx_.str(reason).empty())
      diag->note(tcx_.str(reason));
    diag->emit_any();
  }
  DefId called(hir::ExprId id, const hir::Expr &expr) const {
    if (expr.kind == ExprKind::MethodCall)
      return results_.callee(id).def_id;
    if (expr.kind != ExprKind::Call || nodes_.exprs[expr.lhs()].kind != ExprKind::Path)
      return DefId();
    hir::Res res = results_.res_of(nodes_, nodes_.exprs[expr.lhs()].qpath());
    bool is_fn = res.is_def(DefKind::Fn) || res.is_def(DefKind::AssocFn);
    return is_fn ? res.def_id : DefId();
  }
  static llvm::StringRef operator_name(const hir::Expr &expr) {
    if (expr.kind == ExprKind::Unary)
      return "unary operation";
    if (expr.kind == ExprKind::AddrOf &&
        static_cast<hir::BorrowKind>(expr.small) == hir::BorrowKind::Ref)
      return "borrow";
    if (expr.kind == ExprKind::OffsetOf)
      return "`offset_of` call";
    if (expr.kind != ExprKind::Binary)
      return "";
    switch (expr.bin_op()) {
    case hir::BinOp::Eq:
    case hir::BinOp::Lt:
    case hir::BinOp::Le:
    case hir::BinOp::Ne:
    case hir::BinOp::Ge:
    case hir::BinOp::Gt: return "comparison";
    case hir::BinOp::Add:
    case hir::BinOp::Sub:
    case hir::BinOp::Mul:
    case hir::BinOp::Div:
    case hir::BinOp::Rem: return "arithmetic operation";
    case hir::BinOp::And:
    case hir::BinOp::Or: return "logical operation";
    case hir::BinOp::BitXor:
    case hir::BinOp::BitAnd:
    case hir::BinOp::BitOr:
    case hir::BinOp::Shl:
    case hir::BinOp::Shr: return "bitwise operation";
    }
    return "";
  }

  // --- Types
  TypeVerdict unused(std::string what, Symbol reason) const {
    return {TypeVerdict::Unused, std::move(what), reason};
  }
  TypeVerdict judge(ty::Ty ty, const std::string &before, const std::string &after,
                    unsigned depth) const {
    if (depth > 16 || ty.references_error() || is_empty(ty))
      return {TypeVerdict::Suppressed, "", {}};
    switch (ty.kind()) {
    case ty::TyKind::Tuple: return judge_tuple(ty, before, depth);
    case ty::TyKind::Adt: return judge_adt(ty, before, after, depth);
    case ty::TyKind::Alias: return judge_bounds(ty, before, after);
    case ty::TyKind::Dynamic: return judge_object(ty, before, after);
    case ty::TyKind::Array: return judge(ty.inner(), before + "array of ", after, depth + 1);
    case ty::TyKind::Closure: return unused(before + "closure" + after, sym::empty);
    case ty::TyKind::Coroutine: return unused(before + "coroutine" + after, sym::empty);
    case ty::TyKind::Bool:
    case ty::TyKind::Char:
    case ty::TyKind::Int:
    case ty::TyKind::Uint:
    case ty::TyKind::Float:
    case ty::TyKind::Str:
    case ty::TyKind::Never:
    case ty::TyKind::Foreign:
    case ty::TyKind::Slice:
    case ty::TyKind::RawPtr:
    case ty::TyKind::Ref:
    case ty::TyKind::FnDef:
    case ty::TyKind::FnPtr:
    case ty::TyKind::CoroutineWitness:
    case ty::TyKind::Param:
    case ty::TyKind::Bound:
    case ty::TyKind::Placeholder:
    case ty::TyKind::Infer:
    case ty::TyKind::Error: return {};
    }
    return {};
  }
  /// `()`, `!` and enums without variants: there is nothing to use.
  bool is_empty(ty::Ty ty) const {
    if (ty.is_never() || (ty.is(ty::TyKind::Tuple) && ty.tuple_elems().empty()))
      return true;
    return ty.is_adt() && tcx_.adt_def(ty.def_id())->is_enum() &&
           tcx_.adt_def(ty.def_id())->variants.empty();
  }
  TypeVerdict judge_tuple(ty::Ty ty, const std::string &before, unsigned depth) const {
    for (size_t i = 0; i < ty.tuple_elems().size(); ++i) {
      std::string after = " in tuple element " + std::to_string(i);
      TypeVerdict verdict = judge(ty.tuple_elems()[i], before, after, depth + 1);
      if (verdict.kind == TypeVerdict::Unused)
        return verdict;
    }
    return {};
  }
  TypeVerdict judge_adt(ty::Ty ty, const std::string &before, const std::string &after,
                        unsigned depth) const {
    const ty::AdtDef &adt = *tcx_.adt_def(ty.def_id());
    if (adt.is_box)
      return judge(ty.args()[0].ty(), before + "boxed ", after, depth + 1);
    if (adt.is_pin)
      return judge(ty.args()[0].ty(), before + "pinned ", after, depth + 1);
    std::optional<Symbol> reason = must_use(ty.def_id());
    if (!reason)
      return {};
    // `Result<(), !>` holds no error that could be missed.
    bool is_result = adt.is_enum() && tcx_.str(tcx_.name(ty.def_id())) == "Result" &&
                     ty.args().size() == 2 && ty.args()[0].is_ty() && ty.args()[1].is_ty();
    if (is_result && ty.args()[0].ty() == tcx_.common.unit && is_empty(ty.args()[1].ty()))
      return {TypeVerdict::Suppressed, "", {}};
    return unused(before + "`" + tcx_.str(tcx_.name(ty.def_id())).str() + "`" + after, *reason);
  }
  TypeVerdict judge_bounds(ty::Ty ty, const std::string &before, const std::string &after) const {
    if (tcx_.def_kind(ty.def_id()) != DefKind::OpaqueTy)
      return {};
    for (ty::Clause clause : tcx_.item_bounds(ty.def_id()).skip_binder())
      if (clause.is(ty::PredicateKind::Trait))
        if (std::optional<Symbol> reason = must_use(clause.trait_ref().def_id))
          return unused(before + "implementer of `" +
                            tcx_.str(tcx_.name(clause.trait_ref().def_id)).str() + "`" + after,
                        *reason);
    return {};
  }
  TypeVerdict judge_object(ty::Ty ty, const std::string &before, const std::string &after) const {
    for (const ty::PolyExistentialPredicate &predicate : ty.dyn_predicates()) {
      const ty::ExistentialPredicate &inner = predicate.skip_binder();
      if (inner.kind != ty::ExistentialKind::Trait)
        continue;
      if (std::optional<Symbol> reason = must_use(inner.def_id))
        return unused(before + "`" + tcx_.str(tcx_.name(inner.def_id)).str() + "` trait object" +
                          after,
                      *reason);
    }
    return {};
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  const CrateFacts &facts_;
  LocalDefId root_;
  const hir::Owner &nodes_;
  const TypeckResults &results_;
};

} // namespace

void check_unused_results(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts,
                          LocalDefId root) {
  UnusedResults(tcx, levels, facts, root).run();
}

} // namespace ochre::lint
