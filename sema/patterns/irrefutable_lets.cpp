// irrefutable_let_patterns: `if let`, `while let` and `let … else` that always match.
#include "sema/hir/walk.h"
#include "sema/patterns/check.h"
#include "sema/patterns/pattern_lints.h"
#include "sema/patterns/usefulness.h"

namespace ochre::patterns {
namespace {

class IrrefutableLets {
public:
  IrrefutableLets(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root),
        body_{tcx.krate->owner_of(root), *tcx.typeck(root)},
        env_(tcx.param_env(tcx.defs.to_def_id(root))) {}

  void run() {
    llvm::SmallVector<hir::ExprId, 32> work{
        body_.nodes.bodies[hir::body_of(*tcx_.krate, root_)].value};
    while (!work.empty()) {
      hir::ExprId id = work.pop_back_val();
      visit(id);
      hir::Children children;
      hir::children_of(body_.nodes, id, hir::WalkClosures::Yes, children);
      work.append(children.exprs.begin(), children.exprs.end());
    }
  }

private:
  void visit(hir::ExprId id) {
    const hir::Expr &expr = body_.nodes.exprs[id];
    if (expr.kind == hir::ExprKind::Loop)
      visit_loop(expr);
    else if (expr.kind == hir::ExprKind::If)
      check_condition(expr.lhs(), loop_conditions_.contains(id) ? "`while let`" : "`if let`");
    else if (expr.kind == hir::ExprKind::Match)
      for (hir::ArmId arm : body_.nodes.list(expr.arms()))
        if (hir::ExprId guard = body_.nodes.arms[arm].guard; guard.is_valid())
          check_condition(guard, "`if let` guard");
    if (expr.kind == hir::ExprKind::Block || expr.kind == hir::ExprKind::Loop)
      for (hir::StmtId stmt : body_.nodes.list(body_.nodes.blocks[expr.block()].stmts))
        if (body_.nodes.stmts[stmt].kind == hir::StmtKind::Let)
          check_statement(body_.nodes.lets[hir::LetId(body_.nodes.stmts[stmt].a)]);
  }
  /// `while c { … }` is `loop { if c { … } else { break } }`.
  void visit_loop(const hir::Expr &expr) {
    const hir::Block &block = body_.nodes.blocks[expr.block()];
    if (static_cast<hir::LoopSource>(expr.small) == hir::LoopSource::While && block.tail.is_valid())
      loop_conditions_.insert(block.tail);
  }
  void check_condition(hir::ExprId condition, llvm::StringRef what) {
    const hir::Expr &expr = body_.nodes.exprs[condition];
    if (expr.kind == hir::ExprKind::Let)
      check(hir::PatId(expr.a), expr.rhs(), expr.span, what);
  }
  void check_statement(const hir::LetStmt &let) {
    if (let.else_block.is_valid())
      check(let.pat, let.init, let.span, "`let...else`");
  }
  void check(hir::PatId pat, hir::ExprId matched, Span span, llvm::StringRef what) {
    llvm::ArrayRef<Ty> derefs = body_.results.pat_derefs(pat);
    Ty ty = derefs.empty() ? body_.results.pat_ty(pat) : derefs[0];
    if (!ty || ty.references_error())
      return;
    PatArena arena(tcx_, body_, env_);
    MatchArm arm;
    arm.pat = arena.lower(pat);
    if (arena.had_error)
      return;
    UsefulnessReport report =
        compute_usefulness(arena, arm, ty, is_valid_place(tcx_, body_, matched));
    if (report.too_complex || !report.missing.empty())
      return;
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::IrrefutableLetPatterns, root_, span,
                              ("irrefutable " + what + " pattern").str()))
      diag->note("this pattern will always match, so the condition is useless").emit_any();
  }

  ty::TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  typeck::TypedBody body_;
  ty::ParamEnv env_;
  llvm::DenseSet<hir::ExprId> loop_conditions_; ///< the `if` in a `while`
};

} // namespace

void check_irrefutable_lets(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  if (!tcx.typeck(root)->tainted_by_errors)
    IrrefutableLets(tcx, levels, root).run();
}

} // namespace ochre::patterns
