// The resolution of imports, to a fixpoint.
//
// A single import is done when all three namespaces are determined; each is defined as soon as it
// is found. A glob is done when its module is known: what the module gets later is handed on by
// the graph.

#include "frontend/resolve/imports.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {
namespace {

constexpr Namespace kNamespaces[] = {Namespace::Type, Namespace::Value, Namespace::Macro};

BindingKey target_key(const Context &cx, const Import &import, Namespace ns) {
  BindingKey key = make_key(cx, import.target, ns);
  key.number = import.underscore;
  return key;
}

void forget_single(Context &cx, ImportId id, Namespace ns) {
  const Import &import = cx.imports[id];
  CellId cell = cell_of(cx, import.scope.module, target_key(cx, import, ns));
  auto &open = cx.cells[cell].single_imports;
  open.erase(std::remove(open.begin(), open.end(), id), open.end());
}

/// A glob's names, those that the module has by now.
void import_all(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  if (!import.imported.is_module()) {
    error(cx.sess, import.span, diag::GlobOfAllCrates).emit();
    return;
  }
  ModuleId from = import.imported.module;
  if (from == import.scope.module)
    return;
  if (import.is_prelude) {
    cx.prelude = from;
    return;
  }
  populated(cx, from);
  cx.modules[from].glob_importers.push_back(id);
  for (size_t i = 0; i < cx.modules[from].cells.size(); ++i) {
    CellId cell = cx.modules[from].cells[i];
    BindingId binding = cx.cells[cell].binding;
    if (!binding || !is_accessible(cx, cx.bindings[binding].vis, import.scope.module))
      continue;
    BindingKey key = cx.cells[cell].key;
    if (key.name == sym::kw_underscore)
      key.number = 0x80000000u + cell.raw;
    const Cell *there = find_cell(cx, import.scope.module, key);
    bool is_warning = there && there->binding && cx.bindings[there->binding].ambiguity_is_warning;
    try_define(cx, import.scope.module, key, import_binding(cx, id, binding),
               is_warning ? GlobOrder::Update : GlobOrder::First);
  }
}

/// One namespace of a single import. True if it is still open.
bool resolve_single(Context &cx, ImportId id, Namespace ns) {
  Import &import = cx.imports[id];
  if (import.state[ns] != ImportState::Undetermined)
    return false;
  if (import.type_ns_only && ns != Namespace::Type) {
    import.state[ns] = ImportState::Absent;
    return false;
  }
  Search search;
  search.ignore_import = id;
  search.restricted_shadowing = false;
  Lookup found = resolve_in_module(cx, import.imported, import.source, ns, import.scope, search);
  switch (found.status) {
  case Lookup::Undetermined: return true;
  case Lookup::NotFound:
    import.state[ns] = ImportState::Absent;
    forget_single(cx, id, ns);
    return false;
  case Lookup::Found:
    import.state[ns] = ImportState::Found;
    import.found[ns] = found.binding;
    import.made[ns] = import_binding(cx, id, found.binding);
    forget_single(cx, id, ns);
    define_import(cx, id, ns);
    return false;
  }
  return false;
}

/// True if the import is done.
bool resolve_import(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  if (!import.is_resolved) {
    PathSearch how;
    how.is_import = true;
    how.search.ignore_import = id;
    PathResult result = resolve_path(cx, import.path, import.scope, how);
    if (import.path.empty()) {
      import.imported = {RootKind::CurrentScope, {}};
    } else {
      switch (result.status) {
      case PathStatus::Indeterminate: return false;
      case PathStatus::Failed:
      case PathStatus::NonModule: return true; // reported at the end
      case PathStatus::Module: import.imported = result.root; break;
      }
    }
    import.is_resolved = true;
    if (import.kind == ImportKind::Glob) {
      import_all(cx, id);
      return true;
    }
  }
  if (import.kind == ImportKind::Glob)
    return true;
  bool is_open = false;
  for (Namespace ns : kNamespaces)
    is_open |= resolve_single(cx, id, ns);
  return !is_open;
}

} // namespace

void define_import(Context &cx, ImportId id, Namespace ns) {
  Import &import = cx.imports[id];
  BindingId old = try_define(cx, import.scope.module, target_key(cx, import, ns), import.made[ns]);
  if (old && !cx.bindings[old].res.is_err() && !cx.bindings[import.made[ns]].res.is_err())
    report_conflict(cx, import.scope.module, import.target, ns, old, import.made[ns]);
}

void add_import(Context &cx, Import row) {
  if (row.kind == ImportKind::Single && row.target.name == sym::kw_underscore)
    row.underscore = ++cx.modules[row.scope.module].underscores;
  ImportId id = cx.imports.push(std::move(row));
  Import &import = cx.imports[id];
  cx.indeterminate_imports.push_back(id);
  if (import.kind == ImportKind::Single) {
    for (Namespace ns : kNamespaces)
      if (!import.type_ns_only || ns == Namespace::Type)
        cx.cells[cell_of(cx, import.scope.module, target_key(cx, import, ns))]
            .single_imports.push_back(id);
  } else if (import.kind == ImportKind::Glob && !import.is_prelude) {
    cx.modules[import.scope.module].globs.push_back(id);
  }
}

bool resolve_imports(Context &cx) {
  bool any = false;
  for (bool progress = true; progress;) {
    progress = false;
    std::vector<ImportId> waiting = std::move(cx.indeterminate_imports);
    cx.indeterminate_imports.clear();
    for (ImportId id : waiting) {
      if (resolve_import(cx, id)) {
        cx.determined_imports.push_back(id);
        progress = any = true;
      } else {
        cx.indeterminate_imports.push_back(id);
      }
    }
  }
  return any;
}

} // namespace ochre::resolve
