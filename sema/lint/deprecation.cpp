// Uses of items that `#[deprecated]` marks. Source: Reference, "The deprecated attribute".
#include "sema/hir/deprecation.h"
#include "sema/lint/lint.h"
#include "sema/lint/uses.h"
#include "sema/ty/fold.h"
#include "sema/ty/predicate.h"
#include "sema/ty/print.h"

namespace ochre::lint {

namespace {

class Deprecated {
public:
  Deprecated(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts)
      : tcx_(tcx), levels_(levels), facts_(facts) {}

  void check(const hir::Owner &owner) {
    if (levels_.is_from_foreign_macro(owner.item.span)) // a derived implementation
      return;
    for_each_use(tcx_, owner, [&](DefId def, Span, Span name) { check_use(owner, def, name); });
  }

private:
  void check_use(const hir::Owner &owner, DefId def, Span span) {
    // A constructor is as deprecated as what it makes.
    DefKind kind = tcx_.def_kind(def);
    DefId marked = is_ctor(kind) ? tcx_.defs.parent(def) : def;
    std::optional<Symbol> note = deprecation(marked);
    if (!note || is_inside(owner.item.def_id, marked))
      return;
    std::string text = tcx_.str(*note).empty() ? "" : ": " + tcx_.str(*note).str();
    bool is_method = kind == DefKind::AssocFn && tcx_.associated_item(def).has_self_param;
    std::string what = is_method ? "method" : describe(kind).str();
    std::string path = ty::path_string(tcx_, marked, ty::identity_args(tcx_, marked));
    if (auto diag = hir::lint(tcx_.sess, levels_, hir::Lint::Deprecated, owner.item.def_id, span,
                              "use of deprecated " + what + " `" + path + "`" + text))
      diag->emit_any();
  }
  /// The attribute's note, maybe empty.
  std::optional<Symbol> deprecation(DefId def) const {
    if (!tcx_.is_local(def))
      return facts_.extern_deprecation ? facts_.extern_deprecation(def) : std::nullopt;
    return hir::deprecation(*tcx_.krate, tcx_.defs.expect_local(def), tcx_.sess);
  }
  /// Whether the use is in the item itself.
  bool is_inside(LocalDefId user, DefId def) const {
    for (DefId at = tcx_.defs.to_def_id(user); at.is_valid(); at = tcx_.defs.parent(at))
      if (at == def)
        return true;
    return false;
  }
  TyCtxt &tcx_;
  const hir::LintLevels &levels_;
  const CrateFacts &facts_;
};

} // namespace

void check_deprecation(TyCtxt &tcx, const hir::LintLevels &levels, const CrateFacts &facts) {
  Deprecated deprecated(tcx, levels, facts);
  for (LocalDefId id : tcx.krate->items)
    deprecated.check(tcx.krate->owner(id));
}

} // namespace ochre::lint
