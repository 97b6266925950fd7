// `#[no_mangle]` on what has no single symbol: no_mangle_const_items, no_mangle_generic_items.
#include "sema/lint/lint.h"
#include "sema/ty/defs.h"

namespace ochre::lint {

namespace {

bool has_type_or_const_params(TyCtxt &tcx, DefId def) {
  for (DefId at = def; at.is_valid(); at = tcx.generics_of(at)->parent)
    for (const ty::GenericParamDef &param : tcx.generics_of(at)->own)
      if (param.kind != ty::GenericParamKind::Lifetime)
        return true;
  return false;
}

} // namespace

void check_symbols(TyCtxt &tcx, const hir::LintLevels &levels, const hir::Owner &owner) {
  const hir::Item &item = owner.item;
  bool is_const = item.kind == hir::ItemKind::Const;
  if ((!is_const && item.kind != hir::ItemKind::Fn) || item.context == hir::ItemContext::Foreign)
    return;
  DefId def = tcx.defs.to_def_id(item.def_id);
  auto has = [&](llvm::StringRef name) {
    return hir::find_attr(*tcx.krate, item.def_id, tcx.sess.intern(name)) != nullptr;
  };
  if (is_const && has("no_mangle")) {
    if (auto diag = hir::lint(tcx.sess, levels, hir::Lint::NoMangleConstItems, item.def_id,
                              item.span, "const items should never be `#[no_mangle]`"))
      diag->help("try a static value").emit_any();
  } else if (!is_const && (has("no_mangle") || has("export_name")) &&
             has_type_or_const_params(tcx, def)) {
    if (auto diag = hir::lint(tcx.sess, levels, hir::Lint::NoMangleGenericItems, item.def_id,
                              item.span, "functions generic over types or consts must be mangled"))
      diag->help("remove this attribute").emit_any();
  }
}

} // namespace ochre::lint
