#include "sema/typeck/upvars.h"

#include "sema/hir/walk.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::typeck {

llvm::MapVector<hir::PatId, hir::ExprId> mentioned_upvars(const hir::Owner &nodes,
                                                          hir::ClosureId closure) {
  llvm::MapVector<hir::PatId, hir::ExprId> named;
  llvm::DenseSet<hir::PatId> own;
  auto declare = [&](llvm::ArrayRef<hir::PatId> pats) {
    llvm::SmallVector<hir::PatId, 8> bindings;
    for (hir::PatId pat : pats)
      hir::bindings_of(nodes, pat, bindings);
    own.insert(bindings.begin(), bindings.end());
  };
  const hir::Body &body = nodes.bodies[nodes.closures[closure].body];
  for (const hir::Param &param : body.params)
    declare(param.pat);
  llvm::SmallVector<hir::ExprId, 16> stack{body.value};
  while (!stack.empty()) {
    hir::ExprId id = stack.pop_back_val();
    const hir::Expr &expr = nodes.exprs[id];
    if (expr.kind == hir::ExprKind::Path) {
      const hir::QPath &qpath = nodes.qpaths[expr.qpath()];
      if (qpath.kind == hir::QPathKind::Resolved &&
          nodes.paths[qpath.path].res.kind == ResKind::Local)
        named.insert({nodes.paths[qpath.path].res.local, id});
    }
    hir::Children children;
    hir::children_of(nodes, id, hir::WalkClosures::Yes, children);
    declare(children.pats);
    stack.append(children.exprs.rbegin(), children.exprs.rend());
  }
  llvm::MapVector<hir::PatId, hir::ExprId> out;
  for (auto &[local, expr] : named)
    if (!own.contains(local))
      out.insert({local, expr});
  return out;
}

} // namespace ochre::typeck
