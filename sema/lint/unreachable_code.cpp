// unreachable_code: what stands behind an expression that never ends normally.
//
//   return 1;  f();          // `f();` is unreachable
//   g(loop {}, h());         // so are `h()` and the call of `g`
//
// The walk goes in the order of evaluation and keeps whether control still gets here; types tell
// what diverges. One warning silences what follows on the same way. Source: Reference,
// "Divergence".
#include "sema/hir/walk.h"
#include "sema/lint/lint.h"
#include "sema/typeck/results.h"

#include "llvm/Support/SaveAndRestore.h"

namespace ochre::lint {

namespace {

using hir::ExprId;
using hir::ExprKind;

/// Where control ended, in the order of strength.
struct Diverges {
  enum State : uint8_t { Maybe, Always, Warned } state = Maybe;
  Span cause;
  bool all_arms = false; ///< the cause is a `match`

  Diverges operator|(const Diverges &other) const { return other.state > state ? other : *this; }
  Diverges operator&(const Diverges &other) const { return other.state < state ? other : *this; }
};

class UnreachableCode {
public:
  UnreachableCode(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root), nodes_(tcx.krate->owner_of(root)),
        results_(*tcx.typeck(root)) {}

  void run() {
    if (results_.tainted_by_errors)
      return;
    const hir::Body &body = nodes_.bodies[hir::body_of(*tcx_.krate, root_)];
    find_break_targets(body.value);
    visit(body.value);
  }

private:
  void find_break_targets(ExprId root) {
    llvm::SmallVector<ExprId, 32> work{root};
    while (!work.empty()) {
      ExprId id = work.pop_back_val();
      const hir::Expr &expr = nodes_.exprs[id];
      if (expr.kind == ExprKind::Break)
        break_targets_.insert(ExprId(expr.a));
      hir::Children children;
      hir::children_of(nodes_, id, hir::WalkClosures::Yes, children);
      work.append(children.exprs.begin(), children.exprs.end());
    }
  }

  bool is_desugaring(Span span, DesugaringKind kind) const {
    const ExpnData &expn = tcx_.sess.hygiene.expn(tcx_.sess.hygiene.outer_expn(span.ctxt));
    return expn.kind == ExpnKind::Desugaring && expn.desugaring == kind;
  }
  void warn(Span span, llvm::StringRef what) {
    if (now_.state != Diverges::Always || is_desugaring(span, DesugaringKind::CondTemporary) ||
        is_desugaring(span, DesugaringKind::Async) ||
        is_desugaring(now_.cause, DesugaringKind::Await))
      return;
    now_.state = Diverges::Warned;
    auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnreachableCode, root_, span,
                          ("unreachable " + what).str());
    if (!diag)
      return;
    diag->primary_label(("unreachable " + what).str());
    diag->label(now_.cause, now_.all_arms ? "any code following this `match` expression is "
                                            "unreachable, as all arms diverge"
                                          : "any code following this expression is unreachable");
    diag->emit_any();
  }

  void visit(ExprId id) {
    const hir::Expr &expr = nodes_.exprs[id];
    if (expr.kind == ExprKind::DropTemps)
      return visit(expr.lhs());
    warn(expr.span, "expression");
    Diverges before = now_;
    now_ = {};
    visit_kind(id, expr);
    warn_after(expr);
    ty::Ty ty = results_.expr_ty(id);
    if (ty && ty.is_never() && !is_place(expr))
      now_ = now_ | Diverges{Diverges::Always, expr.span};
    now_ = now_ | before;
  }
  /// A place of type `!` is no value that was computed.
  bool is_place(const hir::Expr &expr) const {
    return expr.kind == ExprKind::Path || expr.kind == ExprKind::Field ||
           expr.kind == ExprKind::Index ||
           (expr.kind == ExprKind::Unary && expr.un_op() == hir::UnOp::Deref);
  }
  /// What an expression does itself comes after its operands.
  void warn_after(const hir::Expr &expr) {
    switch (expr.kind) {
    case ExprKind::Block:
    case ExprKind::If:
    case ExprKind::Let:
    case ExprKind::Loop:
    case ExprKind::Match:
    case ExprKind::Cast: return;
    case ExprKind::Call:
      if (!is_desugaring(expr.span, DesugaringKind::TryBlock))
        warn(nodes_.exprs[expr.lhs()].span, "call");
      return;
    case ExprKind::MethodCall: warn(nodes_.segments[expr.segment()].ident.span, "call"); return;
    case ExprKind::Err:
    case ExprKind::Lit:
    case ExprKind::Path:
    case ExprKind::Array:
    case ExprKind::Tup:
    case ExprKind::Repeat:
    case ExprKind::ConstBlock:
    case ExprKind::Binary:
    case ExprKind::Unary:
    case ExprKind::DropTemps:
    case ExprKind::Closure:
    case ExprKind::Assign:
    case ExprKind::AssignOp:
    case ExprKind::Field:
    case ExprKind::Index:
    case ExprKind::AddrOf:
    case ExprKind::Break:
    case ExprKind::Continue:
    case ExprKind::Ret:
    case ExprKind::Struct:
    case ExprKind::Yield:
    case ExprKind::InlineAsm:
    case ExprKind::OffsetOf:
    case ExprKind::FormatArgs: warn(expr.span, "expression"); return;
    }
  }

  void visit_kind(ExprId id, const hir::Expr &expr) {
    if (expr.kind == ExprKind::Block)
      return visit_block_expr(id, expr);
    if (expr.kind == ExprKind::Loop)
      return visit_loop(id, expr);
    if (expr.kind == ExprKind::If)
      return visit_if(expr);
    if (expr.kind == ExprKind::Match)
      return visit_match(expr);
    if (expr.kind == ExprKind::Closure || expr.kind == ExprKind::ConstBlock)
      return visit_inner_body(expr);
    bool is_lazy = expr.kind == ExprKind::Binary &&
                   (expr.bin_op() == hir::BinOp::And || expr.bin_op() == hir::BinOp::Or);
    if (is_lazy) {
      visit(expr.lhs());
      llvm::SaveAndRestore<Diverges> left(now_, now_);
      visit(expr.rhs());
      return;
    }
    hir::Children children;
    hir::children_of(nodes_, id, hir::WalkClosures::No, children);
    for (ExprId child : children.exprs)
      visit(child);
  }
  void visit_inner_body(const hir::Expr &expr) {
    hir::BodyId body = expr.kind == ExprKind::Closure ? nodes_.closures[hir::ClosureId(expr.a)].body
                                                      : hir::BodyId(expr.a);
    llvm::SaveAndRestore<Diverges> outside(now_, Diverges());
    visit(nodes_.bodies[body].value);
  }
  void visit_block_expr(ExprId id, const hir::Expr &expr) {
    Diverges before = now_;
    visit_block(expr.block());
    if (break_targets_.contains(id))
      now_ = before;
  }
  void visit_block(hir::BlockId id) {
    const hir::Block &block = nodes_.blocks[id];
    for (hir::StmtId stmt : nodes_.list(block.stmts))
      visit_stmt(nodes_.stmts[stmt]);
    if (block.tail.is_valid())
      visit(block.tail);
  }
  void visit_stmt(const hir::Stmt &stmt) {
    if (stmt.kind == hir::StmtKind::Item)
      return;
    warn(stmt.span, "statement");
    Diverges before = now_;
    now_ = {};
    if (stmt.kind == hir::StmtKind::Let)
      visit_let(nodes_.lets[hir::LetId(stmt.a)]);
    else
      visit(ExprId(stmt.a));
    now_ = now_ | before;
  }
  void visit_let(const hir::LetStmt &let) {
    if (let.init.is_valid())
      visit(let.init);
    if (!let.else_block.is_valid())
      return;
    llvm::SaveAndRestore<Diverges> after_init(now_, Diverges());
    visit_block(let.else_block);
  }
  void visit_loop(ExprId id, const hir::Expr &expr) {
    visit_block(expr.block());
    now_ = break_targets_.contains(id) ? Diverges() : now_ | Diverges{Diverges::Always, expr.span};
  }
  void visit_if(const hir::Expr &expr) {
    visit(ExprId(expr.a));
    warn(nodes_.exprs[ExprId(expr.b)].span, "block in `if` or `while` expression");
    Diverges cond = now_;
    now_ = {};
    visit(ExprId(expr.b));
    Diverges then_branch = now_;
    now_ = {};
    if (ExprId(expr.c).is_valid()) {
      visit(ExprId(expr.c));
      now_ = cond | (then_branch & now_);
    } else {
      now_ = cond;
    }
  }
  void visit_match(const hir::Expr &expr) {
    visit(expr.lhs());
    llvm::ArrayRef<hir::ArmId> arms = nodes_.list(expr.arms());
    if (arms.empty()) {
      now_ = now_ | Diverges{Diverges::Always, expr.span};
      return;
    }
    for (hir::ArmId arm : arms)
      warn(nodes_.exprs[nodes_.arms[arm].body].span, "arm");
    Diverges scrutinee = now_;
    Diverges all_arms{Diverges::Warned, expr.span};
    for (hir::ArmId id : arms) {
      const hir::Arm &arm = nodes_.arms[id];
      now_ = {};
      if (arm.guard.is_valid())
        visit(arm.guard);
      now_ = {};
      visit(arm.body);
      all_arms = all_arms & now_;
    }
    if (all_arms.state == Diverges::Always &&
        static_cast<hir::MatchSource>(expr.small) == hir::MatchSource::Normal)
      all_arms = {Diverges::Always, expr.span, /*all_arms=*/true};
    now_ = scrutinee | all_arms;
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  const hir::Owner &nodes_;
  const TypeckResults &results_;
  llvm::DenseSet<ExprId> break_targets_;
  Diverges now_;
};

} // namespace

void check_unreachable_code(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  UnreachableCode(tcx, levels, root).run();
}

} // namespace ochre::lint
