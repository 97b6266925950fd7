// Items of the library that are not stable yet (E0658), wherever the user names one. What the
// library's own macros expand to may use them.
#include "sema/lint/diags.h"
#include "sema/lint/lint.h"
#include "sema/ty/defs.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

class Stability {
public:
  explicit Stability(TyCtxt &tcx) : tcx_(tcx) {}

  void check(const hir::Owner &owner) {
    for (const hir::Path &path : owner.paths)
      if (path.res.kind == ResKind::Def)
        check_use(path.res.def_id, path.span);
    for (hir::BodyId id : owner.bodies.ids()) {
      DefId def = tcx_.defs.to_def_id(owner.bodies[id].def_id);
      if (tcx_.typeck_root(def) == def)
        check_body(owner, *tcx_.typeck(owner.bodies[id].def_id));
    }
  }

private:
  void check_body(const hir::Owner &owner, const TypeckResults &results) {
    if (results.tainted_by_errors)
      return;
    for (hir::QPathId id : owner.qpaths.ids()) {
      auto it = results.path_res.find(id);
      if (owner.qpaths[id].kind == hir::QPathKind::TypeRelative && it != results.path_res.end() &&
          it->second.kind == ResKind::Def)
        check_use(it->second.def_id, owner.qpaths[id].span);
    }
    for (hir::ExprId id : owner.exprs.ids())
      if (owner.exprs[id].kind == hir::ExprKind::MethodCall && results.expr_ty(id))
        check_use(results.callee(id).def_id, owner.segments[owner.exprs[id].segment()].ident.span);
  }
  /// Whether a macro of another crate wrote it. What the user gave to the macro is the user's.
  bool may_use_internal(Span span) const {
    if (!span.from_expansion())
      return false;
    const ExpnData &expn = tcx_.sess.hygiene.expn(tcx_.sess.hygiene.outer_expn(span.ctxt));
    bool has_macro = expn.macro_def_id != UINT32_MAX;
    return expn.allow_internal_unstable || (has_macro && !tcx_.is_local(DefId(expn.macro_def_id)));
  }
  void check_use(DefId def, Span span) {
    if (!def.is_valid() || tcx_.is_local(def) || may_use_internal(span))
      return;
    ty::Stability stability = tcx_.stability(def);
    if (!stability.is_unstable)
      return;
    std::string reason;
    if (stability.reason.is_valid())
      reason = ": " + tcx_.str(stability.reason).str();
    error(tcx_.sess, span, diag::UnstableFeature, stability.feature, reason).emit();
  }

  TyCtxt &tcx_;
};

} // namespace

void check_stability(TyCtxt &tcx) {
  if (tcx.sess.opts.allow_internal_features || tcx.krate->no_core)
    return;
  Stability stability(tcx);
  for (LocalDefId id : tcx.krate->items)
    stability.check(tcx.krate->owner(id));
}

} // namespace ochre::lint
