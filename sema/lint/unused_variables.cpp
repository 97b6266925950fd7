// A variable is unused if no expression reads it: `x = 1` and `x += 1` are no reads. Flow is not
// looked at: a value that is overwritten before it is read is another lint's matter.
#include "sema/hir/walk.h"
#include "sema/lint/lint.h"
#include "sema/typeck/results.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::lint {

namespace {

struct Uses {
  llvm::SmallVector<hir::Ident, 1> idents; ///< several in an or-pattern
  bool is_read = false;
  bool is_written = false;
  bool is_shorthand = false;
};

class Variables {
public:
  Variables(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root)
      : tcx_(tcx), levels_(levels), root_(root), nodes_(tcx.krate->owner_of(root)),
        results_(*tcx.typeck(root)) {}

  void run() {
    if (results_.tainted_by_errors)
      return;
    for (const hir::FieldPat &field : nodes_.field_pats)
      if (field.is_shorthand)
        shorthands_.insert(field.pat);
    const hir::Body &body = nodes_.bodies[hir::body_of(*tcx_.krate, root_)];
    for (const hir::Param &param : body.params)
      declare(param.pat);
    llvm::SmallVector<hir::ExprId, 32> work{body.value};
    while (!work.empty()) {
      hir::ExprId id = work.pop_back_val();
      visit(id);
      hir::Children children;
      hir::children_of(nodes_, id, hir::WalkClosures::Yes, children);
      for (hir::PatId pat : children.pats)
        declare(pat);
      work.append(children.exprs.begin(), children.exprs.end());
    }
    for (auto &[unused, uses] : variables_)
      if (!uses.is_read)
        report(uses);
  }

private:
  /// The variable that the expression names.
  hir::PatId variable(hir::ExprId id) const {
    const hir::Expr &expr = nodes_.exprs[id];
    if (expr.kind != hir::ExprKind::Path)
      return hir::PatId();
    const hir::QPath &qpath = nodes_.qpaths[expr.qpath()];
    if (qpath.kind != hir::QPathKind::Resolved)
      return hir::PatId();
    const hir::Res &res = nodes_.paths[qpath.path].res;
    return res.kind == ResKind::Local ? res.local : hir::PatId();
  }
  void declare(hir::PatId pat) {
    llvm::SmallVector<hir::PatId, 4> found;
    hir::bindings_of(nodes_, pat, found);
    for (hir::PatId id : found) {
      const hir::Pat &binding = nodes_.pats[id];
      if (levels_.is_from_foreign_macro(binding.span))
        continue;
      Uses &uses = variables_[binding.binding];
      uses.idents.push_back(binding.ident);
      uses.is_shorthand |= shorthands_.contains(id);
    }
  }
  void visit(hir::ExprId id) {
    const hir::Expr &expr = nodes_.exprs[id];
    bool assigns = expr.kind == hir::ExprKind::Assign || expr.kind == hir::ExprKind::AssignOp;
    if (assigns && !results_.callee(id))
      if (hir::PatId target = variable(expr.lhs()); target.is_valid()) {
        variables_[target].is_written = true;
        targets_.insert(expr.lhs());
      }
    if (hir::PatId used = variable(id); used.is_valid() && !targets_.contains(id))
      variables_[used].is_read = true;
  }
  void report(const Uses &uses) {
    if (uses.idents.empty())
      return;
    const hir::Ident &ident = uses.idents[0];
    llvm::StringRef name = tcx_.str(ident.name);
    if (name.starts_with("_") || name == "self" || ident.span.from_expansion())
      return;
    std::string message = uses.is_written
                              ? "variable `" + name.str() + "` is assigned to, but never used"
                              : "unused variable: `" + name.str() + "`";
    auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::UnusedVariables, root_, ident.span,
                          std::move(message));
    if (!diag)
      return;
    for (const hir::Ident &other : llvm::drop_begin(uses.idents))
      diag->also_at(other.span);
    diag->help(uses.is_shorthand
                   ? "try ignoring the field: `" + name.str() + ": _`"
                   : "if this is intentional, prefix it with an underscore: `_" + name.str() + "`");
    diag->emit_any();
  }

  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  LocalDefId root_;
  const hir::Owner &nodes_;
  const TypeckResults &results_;
  llvm::MapVector<hir::PatId, Uses> variables_;
  llvm::DenseSet<hir::PatId> shorthands_;
  llvm::DenseSet<hir::ExprId> targets_; ///< left sides of assignments
};

} // namespace

void check_unused_variables(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  Variables(tcx, levels, root).run();
}

} // namespace ochre::lint
