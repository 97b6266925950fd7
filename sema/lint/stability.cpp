// Items of the library that are not stable yet (E0658), wherever the user names one. What the
// library's own macros expand to may use them.
#include "sema/lint/diags.h"
#include "sema/lint/lint.h"
#include "sema/lint/uses.h"
#include "sema/ty/defs.h"

namespace ochre::lint {

namespace {

class Stability {
public:
  explicit Stability(TyCtxt &tcx) : tcx_(tcx) {}

  void check(const hir::Owner &owner) {
    for_each_use(tcx_, owner, [&](DefId def, Span path, Span) { check_use(def, path); });
  }

private:
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
