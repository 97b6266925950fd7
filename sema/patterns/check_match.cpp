// Matches and bindings of a body: exhaustive, irrefutable.
#include "sema/hir/walk.h"
#include "sema/patterns/check.h"
#include "sema/patterns/diags.h"
#include "sema/patterns/usefulness.h"
#include "sema/ty/print.h"

namespace ochre::patterns {
namespace {

class MatchChecker {
public:
  MatchChecker(ty::TyCtxt &tcx, const typeck::TypedBody &body, ty::ParamEnv env)
      : tcx_(tcx), body_(body), env_(env) {}

  void check_body(const hir::Body &body);

private:
  void check_match(hir::ExprId id);
  void check_let(const hir::LetStmt &let);
  void check_irrefutable(hir::PatId pat, llvm::StringRef where, bool is_valid);
  void report_match(const hir::Expr &expr, Ty scrutinee, const UsefulnessReport &report);
  void visit_lets(hir::BlockId block);
  std::string join(const UsefulnessReport &report);

  ty::TyCtxt &tcx_;
  const typeck::TypedBody &body_;
  ty::ParamEnv env_;
};

std::string MatchChecker::join(const UsefulnessReport &report) {
  std::vector<std::string> names;
  for (const Witness &witness : report.missing) {
    std::string text = "`" + to_string(tcx_, witness) + "`";
    if (!llvm::is_contained(names, text))
      names.push_back(text);
  }
  if (names.size() == 1)
    return "pattern " + names[0];
  size_t shown = std::min<size_t>(names.size(), 3);
  std::string out = "patterns ";
  for (size_t i = 0; i < shown; ++i) {
    bool is_last = i + 1 == names.size();
    out += (i == 0 ? "" : is_last ? " and " : ", ") + names[i];
  }
  if (names.size() > shown)
    out += " and " + std::to_string(names.size() - shown) + " more";
  return out;
}

void MatchChecker::report_match(const hir::Expr &expr, Ty scrutinee,
                                const UsefulnessReport &report) {
  Span span = body_.nodes.exprs[expr.lhs()].span;
  std::string shown = ty::to_string(tcx_, scrutinee);
  if (body_.nodes.list(expr.arms()).empty()) {
    error(tcx_.sess, span, diag::NonExhaustiveEmpty, shown)
        .note("the matched value is of type `" + shown + "`")
        .help("ensure that all possible cases are being handled by adding a match arm with a "
              "wildcard pattern")
        .emit();
    return;
  }
  std::string what = join(report);
  std::string bare = llvm::StringRef(what).starts_with("pattern ") ? what.substr(8) : what;
  error(tcx_.sess, span, diag::NonExhaustiveMatch, bare)
      .primary_label(what + " not covered")
      .note("the matched value is of type `" + shown + "`")
      .help("ensure that all possible cases are being handled by adding a match arm with a "
            "wildcard pattern")
      .emit();
}

void MatchChecker::check_match(hir::ExprId id) {
  const hir::Expr &expr = body_.nodes.exprs[id];
  auto source = static_cast<hir::MatchSource>(expr.small);
  if (source == hir::MatchSource::TryDesugar || source == hir::MatchSource::AwaitDesugar)
    return;
  Ty scrutinee = body_.results.expr_ty_adjusted(expr.lhs());
  if (!scrutinee || scrutinee.references_error())
    return;
  PatArena arena(tcx_, body_, env_);
  llvm::SmallVector<MatchArm, 8> arms;
  for (hir::ArmId arm_id : body_.nodes.list(expr.arms())) {
    const hir::Arm &arm = body_.nodes.arms[arm_id];
    MatchArm out;
    out.pat = arena.lower(arm.pat);
    out.has_guard = arm.guard.is_valid();
    arms.push_back(out);
  }
  if (arena.had_error)
    return;
  UsefulnessReport report =
      compute_usefulness(arena, arms, scrutinee, patterns::is_valid_place(tcx_, body_, expr.lhs()));
  if (report.too_complex) {
    error(tcx_.sess, expr.span, diag::TooComplex).emit();
    return;
  }
  if (report.missing.empty())
    return;
  if (source == hir::MatchSource::ForLoopDesugar) {
    // `for P in ..` is a match of `Some(P)`.
    Witness witness = report.missing[0];
    if (witness.fields.size() == 1)
      witness = Witness(witness.fields[0]);
    std::string text = to_string(tcx_, witness);
    Span span = expr.span;
    for (hir::ArmId arm_id : body_.nodes.list(expr.arms())) {
      const hir::Pat &pat = body_.nodes.pats[body_.nodes.arms[arm_id].pat];
      if (pat.elems.size() == 1)
        span = body_.nodes.pats[body_.nodes.list(pat.elems)[0]].span;
    }
    error(tcx_.sess, span, diag::RefutableBinding, "`for` loop binding")
        .primary_label("pattern `" + text + "` not covered")
        .emit();
    return;
  }
  report_match(expr, scrutinee, report);
}

void MatchChecker::check_irrefutable(hir::PatId pat, llvm::StringRef where, bool is_valid) {
  llvm::ArrayRef<Ty> derefs = body_.results.pat_derefs(pat);
  Ty ty = derefs.empty() ? body_.results.pat_ty(pat) : derefs[0];
  if (!ty || ty.references_error())
    return;
  const hir::Pat &written = body_.nodes.pats[pat];
  if (written.kind == hir::PatKind::Wild ||
      (written.kind == hir::PatKind::Binding && !written.sub.is_valid()))
    return;
  PatArena arena(tcx_, body_, env_);
  MatchArm arm;
  arm.pat = arena.lower(pat);
  if (arena.had_error)
    return;
  UsefulnessReport report = compute_usefulness(arena, arm, ty, is_valid);
  if (report.missing.empty())
    return;
  auto builder = error(tcx_.sess, written.span, diag::RefutableBinding, where);
  builder.primary_label(join(report) + " not covered");
  if (where == "local binding")
    builder.note("`let` bindings require an \"irrefutable pattern\", like a `struct` or an `enum` "
                 "with only one variant");
  builder.note("the matched value is of type `" + ty::to_string(tcx_, ty) + "`").emit();
}

void MatchChecker::check_let(const hir::LetStmt &let) {
  if (let.else_block.is_valid()) {
    // Only that it can be taken apart is asked: its constants must be known.
    PatArena arena(tcx_, body_, env_);
    arena.lower(let.pat);
    return;
  }
  check_irrefutable(let.pat, let.is_for_desugar ? "`for` loop binding" : "local binding",
                    !let.init.is_valid() || patterns::is_valid_place(tcx_, body_, let.init));
}

void MatchChecker::visit_lets(hir::BlockId id) {
  for (hir::StmtId stmt_id : body_.nodes.list(body_.nodes.blocks[id].stmts)) {
    const hir::Stmt &stmt = body_.nodes.stmts[stmt_id];
    if (stmt.kind != hir::StmtKind::Let)
      continue;
    const hir::LetStmt &let = body_.nodes.lets[hir::LetId(stmt.a)];
    check_let(let);
  }
}

void MatchChecker::check_body(const hir::Body &body) {
  for (const hir::Param &param : body.params)
    check_irrefutable(
        param.pat, body.kind == hir::BodyKind::Closure ? "closure argument" : "function argument",
        true);
  llvm::SmallVector<hir::ExprId, 32> stack{body.value};
  while (!stack.empty()) {
    hir::ExprId id = stack.pop_back_val();
    const hir::Expr &expr = body_.nodes.exprs[id];
    if (expr.kind == hir::ExprKind::Match)
      check_match(id);
    else if (expr.kind == hir::ExprKind::Block || expr.kind == hir::ExprKind::Loop)
      visit_lets(expr.block());
    else if (expr.kind == hir::ExprKind::Let)
      PatArena(tcx_, body_, env_).lower(hir::PatId(expr.a));
    else if (expr.kind == hir::ExprKind::Closure)
      check_body(body_.nodes.bodies[body_.nodes.closures[hir::ClosureId(expr.a)].body]);
    hir::Children children;
    hir::children_of(body_.nodes, id, hir::WalkClosures::No, children);
    stack.append(children.exprs.rbegin(), children.exprs.rend());
  }
}

} // namespace

/// A value read through a pointer or out of a union may be invalid without anyone having done
/// wrong.
bool is_valid_place(ty::TyCtxt &tcx, const typeck::TypedBody &typed, hir::ExprId id) {
  typeck::ExprCursor at = typeck::adjusted(typed, id);
  for (unsigned i = 0; i < 1000; ++i) {
    typeck::PlaceStep step = typeck::step(typed, at);
    switch (step.kind) {
    case typeck::StepKind::Rvalue:
    case typeck::StepKind::AdjustedRvalue:
    case typeck::StepKind::Local:
    case typeck::StepKind::Static: return true;
    case typeck::StepKind::Deref:
    case typeck::StepKind::OverloadedDeref:
    case typeck::StepKind::OverloadedIndex: return false;
    case typeck::StepKind::Field: {
      Ty base = typeck::ty_of(typed, step.base);
      if (base && base.is_adt() && tcx.adt_def(base.def_id())->is_union())
        return false;
      at = step.base;
      break;
    }
    case typeck::StepKind::Index: at = step.base; break;
    }
  }
  return false;
}

void check_matches(ty::TyCtxt &tcx, const typeck::TypedBody &typed, const hir::Body &body,
                   ty::ParamEnv env) {
  MatchChecker(tcx, typed, env).check_body(body);
}

} // namespace ochre::patterns
