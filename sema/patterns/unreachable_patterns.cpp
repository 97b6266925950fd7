#include "sema/patterns/pattern_lints.h"

#include "sema/hir/walk.h"
#include "sema/patterns/check.h"
#include "sema/patterns/usefulness.h"

namespace ochre::patterns {
namespace {

class UnreachablePatterns {
public:
  UnreachablePatterns(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root),
        body_{tcx.krate->owner_of(root), *tcx.typeck(root)},
        env_(tcx.param_env(tcx.defs.to_def_id(root))) {}

  void run() {
    const hir::BodyId body = hir::body_of(*tcx_.krate, root_);
    llvm::SmallVector<hir::ExprId, 32> work{body_.nodes.bodies[body].value};
    while (!work.empty()) {
      hir::ExprId id = work.pop_back_val();
      const hir::Expr &expr = body_.nodes.exprs[id];
      if (expr.kind == hir::ExprKind::Match && is_written(expr))
        check_match(expr);
      hir::Children children;
      hir::children_of(body_.nodes, id, hir::WalkClosures::Yes, children);
      work.append(children.exprs.begin(), children.exprs.end());
    }
  }

private:
  static bool is_written(const hir::Expr &expr) {
    auto source = static_cast<hir::MatchSource>(expr.small);
    return source == hir::MatchSource::Normal || source == hir::MatchSource::Postfix;
  }
  void check_match(const hir::Expr &expr) {
    Ty scrutinee = body_.results.expr_ty_adjusted(expr.lhs());
    if (!scrutinee || scrutinee.references_error())
      return;
    PatArena arena(tcx_, body_, env_);
    llvm::ArrayRef<hir::ArmId> ids = body_.nodes.list(expr.arms());
    llvm::SmallVector<MatchArm, 8> arms;
    for (hir::ArmId id : ids) {
      const hir::Arm &arm = body_.nodes.arms[id];
      arms.push_back({arena.lower(arm.pat), arm.guard.is_valid()});
    }
    if (arena.had_error)
      return;
    UsefulnessReport report =
        compute_usefulness(arena, arms, scrutinee, is_valid_place(tcx_, body_, expr.lhs()));
    if (report.too_complex)
      return;
    for (size_t i = 0; i < ids.size(); ++i) {
      if (report.is_useful[i])
        check_alternatives(*arms[i].pat, arena);
      else
        warn(*arena.lower(body_.nodes.arms[ids[i]].pat), arena);
    }
  }
  void check_alternatives(DPat &root, PatArena &arena) {
    llvm::SmallVector<DPat *, 16> work{&root};
    while (!work.empty()) {
      DPat *pat = work.pop_back_val();
      for (DPat *alternative : llvm::reverse(pat->alternatives)) {
        if (alternative->is_or() || alternative->is_useful)
          work.push_back(alternative);
        else
          warn(*alternative, arena);
      }
      if (!pat->is_or())
        work.append(pat->fields.rbegin(), pat->fields.rend());
    }
  }
  /// Not where the pattern alone matches no value either: of a type without values.
  void warn(DPat &pat, PatArena &arena) {
    MatchArm alone{&pat, /*has_guard=*/false};
    UsefulnessReport report = compute_usefulness(arena, alone, pat.ty, /*is_valid_place=*/true);
    if (!report.too_complex && !report.is_useful[0])
      return;
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnreachablePatterns, root_, pat.span,
                              "unreachable pattern"))
      diag->primary_label("no value can reach this").emit_any();
  }

  ty::TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  typeck::TypedBody body_;
  ty::ParamEnv env_;
};

} // namespace

void check_unreachable_patterns(ty::TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  if (!tcx.typeck(root)->tainted_by_errors)
    UnreachablePatterns(tcx, levels, root).run();
}

} // namespace ochre::patterns
