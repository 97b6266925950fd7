// One name in one module.
//
// A name is determined when nothing that is still open (an import, a glob, a macro call) could
// change it. Example, before `m!()` is expanded:
//
//   use a::*;  m!();  type T = X;    // X from the glob is open: m! may define X
//
// Imports and macro paths take X at once (`restricted_shadowing`), and the end reports it if m!
// did define another X; bodies are resolved when nothing is open.

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {
namespace {

/// Whether what an import's chain found could still be shadowed.
bool is_determined(const Context &cx, BindingId id) {
  for (; id; id = cx.bindings[id].target) {
    const Binding &binding = cx.bindings[id];
    if (binding.kind == BindingKind::Res)
      return true;
    if (binding.is_glob && cx.modules[cx.imports[binding.import].scope.module].unexpanded != 0)
      return false;
  }
  return true;
}

/// Whether an import that is still open may define `ident` in this cell.
Lookup check_single_imports(Context &cx, CellId cell, Namespace ns, const ParentScope &scope,
                            const Search &search) {
  llvm::SmallVector<ImportId, 1> open = cx.cells[cell].single_imports;
  for (ImportId id : open) {
    const Import &import = cx.imports[id];
    if (id == search.ignore_import || !is_accessible(cx, import.vis, scope.module))
      continue;
    if (search.ignore_import && cx.imports[search.ignore_import].id == import.id)
      continue;
    if (!import.is_resolved)
      return Lookup::undetermined(false);
    if (import.state[ns] == ImportState::Absent)
      continue;
    if (import.state[ns] == ImportState::Found)
      return Lookup::undetermined(false);
    Search inner = search;
    inner.finalize = Finalize::No;
    inner.restricted_shadowing = false;
    inner.ignore_import = id;
    Lookup found = resolve_in_module(cx, import.imported, import.source, ns, import.scope, inner);
    if (found.status != Lookup::NotFound)
      return Lookup::undetermined(false);
  }
  return {};
}

/// Whether a glob that is still open may bring `ident`.
Lookup check_globs(Context &cx, ModuleId module, Ident ident, Namespace ns,
                   const ParentScope &scope, const Search &search) {
  llvm::SmallVector<ImportId, 2> globs = cx.modules[module].globs;
  for (ImportId id : globs) {
    const Import &import = cx.imports[id];
    if (id == search.ignore_import || !is_accessible(cx, import.vis, scope.module))
      continue;
    if (!import.is_resolved)
      return Lookup::undetermined(true);
    if (!import.imported.is_module() || import.imported.module == module)
      continue;
    Search inner = search;
    inner.finalize = Finalize::No;
    inner.restricted_shadowing = false;
    if (!inner.ignore_import)
      inner.ignore_import = id;
    Lookup found = resolve_in_module(cx, import.imported, ident, ns, import.scope, inner);
    if (found.status == Lookup::NotFound)
      continue;
    if (found.is_found() && !is_accessible(cx, cx.bindings[found.binding].vis, import.scope.module))
      continue;
    return Lookup::undetermined(true);
  }
  return {};
}

struct DepthGuard {
  unsigned &depth;
  explicit DepthGuard(unsigned &depth) : depth(++depth) {}
  ~DepthGuard() { --depth; }
};

/// False: it is private, and that shall not be reported.
bool finish_lookup(Context &cx, const Cell &cell, Ident ident, const ParentScope &scope,
                   const Search &search, BindingId binding) {
  const Binding &found = cx.bindings[binding];
  bool is_private = !is_accessible(cx, found.vis, scope.module);
  if (search.finalize == Finalize::Silent)
    return !is_private;
  if (is_private && !search.report_private)
    return false;
  if (is_private)
    cx.privacy_errors.push_back({ident, binding, true, scope.module});
  if (cell.shadowed_glob && search.restricted_shadowing && found.expansion != kRootExpn &&
      !(cx.bindings[cell.shadowed_glob].res == found.res) && !found.ambiguity)
    cx.ambiguities.push_back({AmbiguityKind::GlobVsExpanded, ident, binding, cell.shadowed_glob});
  record_use(cx, binding, ident);
  return true;
}

Lookup resolve_in_one_module(Context &cx, ModuleId module, Ident ident, Namespace ns,
                             const ParentScope &scope, const Search &search) {
  BindingKey key = make_key(cx, ident, ns);
  Module &row = populated(cx, module);
  auto at = row.index.find(key);
  CellId cell_id = at == row.index.end() ? CellId() : at->second;
  const Cell *cell = cell_id ? &cx.cells[cell_id] : nullptr;

  BindingId binding = cell ? cell->binding : BindingId();
  if (binding && search.ignore_binding == binding)
    binding = cell->shadowed_glob == binding ? BindingId() : cell->shadowed_glob;

  if (search.finalize != Finalize::No) {
    if (!binding)
      return {};
    return finish_lookup(cx, *cell, ident, scope, search, binding) ? Lookup::found(binding)
                                                                   : Lookup();
  }
  auto usable = [&](BindingId id) {
    return is_accessible(cx, cx.bindings[id].vis, scope.module) ? Lookup::found(id) : Lookup();
  };
  if (binding && !cx.bindings[binding].is_glob)
    return usable(binding);

  DepthGuard guard(cx.lookup_depth);
  if (cx.lookup_depth > 200)
    return Lookup::undetermined(false); // a ring of imports: not found in the end
  if (cell) {
    Lookup open = check_single_imports(cx, cell_id, ns, scope, search);
    if (open.status == Lookup::Undetermined)
      return open;
  }
  if (binding) {
    if (ns == Namespace::Macro || search.restricted_shadowing || is_determined(cx, binding))
      return usable(binding);
    return Lookup::undetermined(false);
  }
  if (cx.modules[module].unexpanded != 0)
    return Lookup::undetermined(true);
  return check_globs(cx, module, ident, ns, scope, search);
}

} // namespace

Lookup resolve_in_module(Context &cx, PathRoot root, Ident ident, Namespace ns,
                         const ParentScope &scope, const Search &search) {
  switch (root.kind) {
  case RootKind::Module: {
    // Names made by an opaque macro are looked up where the macro was defined.
    ParentScope adjusted = scope;
    SyntaxContext ctxt = normalized(cx, ident.span.ctxt);
    if (ctxt != kRootContext) {
      ExpnId mark = cx.sess.hygiene.adjust(ctxt, cx.modules[root.module].expansion);
      if (mark)
        adjusted.module = module_at_expansion(cx, mark);
      ident.span.ctxt = ctxt;
    }
    return resolve_in_one_module(cx, root.module, ident, ns, adjusted, search);
  }
  case RootKind::CrateRootAndExternPrelude:
    return resolve_lexically(cx, ident, ns, {ScopeSet::Absolute}, scope, search);
  case RootKind::ExternPrelude: {
    if (ns != Namespace::Type)
      return {};
    BindingId found = extern_prelude_binding(cx, ident, search.finalize);
    return found ? Lookup::found(found) : Lookup();
  }
  case RootKind::CurrentScope: {
    if (ns == Namespace::Type) {
      Symbol name = ident.name;
      if (name == sym::kw_crate || name == sym::dollar_crate)
        return Lookup::found(
            add_res_binding(cx, res_of_module(cx.modules[resolve_crate_root(cx, ident)]),
                            Visibility::pub(), ident.span, kRootExpn, cx.root));
      if (name == sym::kw_super || name == sym::kw_self)
        return {}; // reported with the import
    }
    return resolve_lexically(cx, ident, ns, {}, scope, search);
  }
  }
  return {};
}

void record_use(Context &cx, BindingId id, Ident ident) {
  if (BindingId other = cx.bindings[id].ambiguity)
    cx.ambiguities.push_back({AmbiguityKind::GlobVsGlob, ident, id, other});
  for (; id && cx.bindings[id].kind == BindingKind::Import; id = cx.bindings[id].target) {
    Import &import = cx.imports[cx.bindings[id].import];
    if (import.is_used && !import.is_injected && !cx.bindings[id].is_glob)
      break; // so are those it goes through; a glob goes elsewhere by each name
    import.is_used = true;
    if (import.kind == ImportKind::ExternCrate)
      if (auto it = cx.extern_prelude.find(import.target.name);
          it != cx.extern_prelude.end() && it->second.item == id)
        break;
  }
}

} // namespace ochre::resolve
