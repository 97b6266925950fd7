// Imports of traits, and globs, that no method call needed: `used_trait_imports` of all bodies has
// the others.
#include "sema/lint/lint.h"
#include "sema/typeck/results.h"

namespace ochre::lint {

namespace {

/// The `use` that holds the import: its attributes count.
LocalDefId use_item(TyCtxt &tcx, LocalDefId import) {
  Span span = tcx.defs.local(import).span;
  for (LocalDefId id : tcx.krate->items) {
    const hir::Item &item = tcx.krate->owner(id).item;
    if (item.kind == hir::ItemKind::Use && item.span.contains(span))
      return id;
  }
  return import;
}

} // namespace

void check_unused_imports(TyCtxt &tcx, const hir::LintLevels &levels,
                          llvm::ArrayRef<LocalDefId> maybe_unused) {
  if (maybe_unused.empty())
    return;
  llvm::DenseSet<LocalDefId> used;
  for (LocalDefId id : tcx.krate->def_nodes.ids()) {
    DefId def = tcx.defs.to_def_id(id);
    if (!hir::body_of(*tcx.krate, id).is_valid() || tcx.typeck_root(def) != def)
      continue;
    const TypeckResults &results = *tcx.typeck(id);
    used.insert(results.used_trait_imports.begin(), results.used_trait_imports.end());
  }
  for (LocalDefId import : maybe_unused) {
    if (used.contains(import))
      continue;
    Span span = tcx.defs.local(import).span;
    std::string path = tcx.sess.source_map.snippet(span).str();
    if (auto diag = hir::lint(tcx.sess, levels, hir::Lint::UnusedImports, use_item(tcx, import),
                              span, "unused import: `" + path + "`"))
      diag->emit_any();
  }
}

} // namespace ochre::lint
