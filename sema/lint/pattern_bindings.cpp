// bindings_with_variant_name: `match e { A => .., B => .. }` where `A` was meant to be `E::A`.
#include "sema/lint/lint.h"
#include "sema/ty/print.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

ty::Ty peel_refs(ty::Ty ty) {
  while (ty.is_ref())
    ty = ty.inner();
  return ty;
}

bool has_unit_variant(TyCtxt &tcx, ty::Ty ty, Symbol name) {
  if (!ty.is_adt() || !tcx.adt_def(ty.def_id())->is_enum())
    return false;
  return llvm::any_of(tcx.adt_def(ty.def_id())->variants, [&](const ty::VariantDef &variant) {
    return variant.name == name && variant.ctor_id.is_valid() &&
           variant.ctor_kind == ty::CtorKind::Const;
  });
}

} // namespace

void check_pattern_bindings(TyCtxt &tcx, const hir::LintLevels &levels, LocalDefId root) {
  const TypeckResults &results = *tcx.typeck(root);
  const hir::Owner &nodes = tcx.krate->owner_of(root);
  if (results.tainted_by_errors)
    return;
  for (hir::PatId id : nodes.pats.ids()) {
    const hir::Pat &pat = nodes.pats[id];
    if (pat.kind != hir::PatKind::Binding || pat.sub.is_valid() || pat.by_ref != hir::ByRef::No ||
        pat.mutbl == hir::Mutability::Mut || !results.pat_ty(id))
      continue;
    ty::Ty ty = peel_refs(results.pat_ty(id));
    if (!has_unit_variant(tcx, ty, pat.ident.name))
      continue;
    std::string name = tcx.str(pat.ident.name).str();
    auto diag = hir::lint(tcx.sess, levels, hir::Lint::BindingsWithVariantName, root, pat.span,
                          "pattern binding `" + name +
                              "` is named the same as one of the variants of the type `" +
                              ty::to_string(tcx, ty) + "`");
    if (diag)
      diag->code(DiagCode::E0170)
          .help("to match on the variant, qualify the path: `" + ty::to_string(tcx, ty) +
                "::" + name + "`")
          .emit_any();
  }
}

} // namespace ochre::lint
