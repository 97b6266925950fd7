// The end of imports: what did not resolve, what may not be re-exported, what nobody used.

#include "frontend/resolve/imports.h"
#include "frontend/resolve/names.h"

namespace ochre::resolve {
namespace {

constexpr Namespace kNamespaces[] = {Namespace::Type, Namespace::Value, Namespace::Macro};

std::string path_text(const Context &cx, const Import &import) {
  std::string text;
  for (const Segment &segment : import.path) {
    if (segment.ident.name == sym::path_root)
      continue;
    text += (text.empty() ? "" : "::") + cx.sess.str(segment.ident.name).str();
  }
  if (import.kind == ImportKind::Single && !import.type_ns_only)
    text += (text.empty() ? "" : "::") + cx.sess.str(import.source.name).str();
  else if (import.kind == ImportKind::Single && import.path.empty())
    text = cx.sess.str(import.source.name).str();
  else if (import.kind == ImportKind::Glob)
    text += text.empty() ? "*" : "::*";
  return text;
}

/// Names that follow from an import that failed are not reported again.
void define_error(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  if (import.kind != ImportKind::Single)
    return;
  for (Namespace ns : kNamespaces) {
    if (import.type_ns_only && ns != Namespace::Type)
      continue;
    BindingId dummy = add_res_binding(cx, Res::err(), import.vis, import.span,
                                      import.scope.expansion, import.scope.module);
    cx.bindings[dummy].kind = BindingKind::Import;
    cx.bindings[dummy].import = id;
    BindingKey key = make_key(cx, import.target, ns);
    key.number = import.underscore;
    const Cell *cell = find_cell(cx, import.scope.module, key);
    if (!cell || !cell->binding)
      try_define(cx, import.scope.module, key, dummy);
  }
}

void report_unresolved(Context &cx, ImportId id, Span span, llvm::StringRef label,
                       llvm::StringRef suggestion = "") {
  Import &import = cx.imports[id];
  if (!import.is_reported) {
    auto builder = error(cx.sess, span, diag::UnresolvedImport, path_text(cx, import));
    builder.primary_label(label);
    if (!suggestion.empty())
      builder.help(suggestion);
    builder.emit();
  }
  import.is_reported = true;
  define_error(cx, id);
}

std::string no_name_in(const Context &cx, const Import &import) {
  llvm::StringRef name = cx.sess.str(import.source.name);
  if (import.path.empty() ||
      (import.path.size() == 1 && import.path[0].ident.name == sym::path_root)) {
    if (import.imported.is_module() && import.imported.module == cx.root)
      return ("no `" + name + "` in the root").str();
    return ("no external crate `" + name + "`").str();
  }
  Symbol last = import.path.back().ident.name;
  if (last == sym::kw_crate || last == sym::dollar_crate)
    return ("no `" + name + "` in the root").str();
  return ("no `" + name + "` in `" + module_text(cx, import.imported) + "`").str();
}

/// The path of modules of an import. False: reported.
bool finalize_path(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  if (import.path.empty())
    return true;
  PathSearch how;
  how.is_import = true;
  how.force = true;
  how.search.finalize = Finalize::Yes;
  how.search.ignore_import = id;
  PathResult result = resolve_path(cx, import.path, import.scope, how);
  switch (result.status) {
  case PathStatus::Module:
    if (!import.is_resolved) {
      import.imported = result.root;
      import.is_resolved = true;
    }
    return true;
  case PathStatus::NonModule:
    import.is_reported = true;
    define_error(cx, id);
    return false;
  case PathStatus::Indeterminate:
  case PathStatus::Failed: break;
  }
  if (result.is_last && result.status == PathStatus::Failed) {
    report_unresolved(
        cx, id, result.span, result.label,
        similar_in_module(cx, result.module, result.segment.ident.name, Namespace::Type));
    return false;
  }
  if (!import.is_reported)
    error(cx.sess, result.span, diag::FailedToResolve, result.label)
        .primary_label(result.label)
        .emit();
  import.is_reported = true;
  define_error(cx, id);
  return false;
}

void check_glob(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  if (import.imported.is_module() && import.imported.module == import.scope.module)
    report_unresolved(cx, id, import.span, "cannot glob-import a module into itself");
}

/// `use` of a macro_rules macro that is not exported: public within the crate only.
bool is_crate_visible(const Context &cx, BindingId binding) {
  return cx.bindings[binding].vis.module == cx.modules[cx.root].def_id;
}

void check_reexport(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  std::optional<Namespace> failed;
  for (Namespace ns : kNamespaces) {
    if (import.state[ns] != ImportState::Found)
      continue;
    BindingId found = import.found[ns];
    bool is_crate = cx.bindings[found].kind == BindingKind::Import &&
                    cx.imports[cx.bindings[found].import].kind == ImportKind::ExternCrate;
    if (is_at_least(cx, cx.bindings[found].vis, import.vis))
      return;
    if (is_crate) {
      failed = ns;
      continue;
    }
    if (!failed)
      failed = ns;
  }
  if (!failed)
    return;
  Symbol name = import.source.name;
  BindingId found = import.found[*failed];
  bool crate_only = is_crate_visible(cx, found);
  llvm::StringRef how = crate_only ? "only public within the crate" : "private";
  llvm::StringRef where = crate_only ? " outside" : "";
  bool is_crate = cx.bindings[found].kind == BindingKind::Import &&
                  cx.imports[cx.bindings[found].import].kind == ImportKind::ExternCrate;
  if (is_crate) {
    error(cx.sess, import.span, diag::ReexportCrate, name).emit();
  } else if (*failed == Namespace::Type) {
    error(cx.sess, import.span, diag::ReexportType, name, how, where)
        .primary_label(("re-export of " + how + " `" + cx.sess.str(name) + "`").str())
        .note(("consider declaring type or module `" + cx.sess.str(name) + "` with `pub`").str())
        .emit();
  } else {
    error(cx.sess, import.span, diag::ReexportValue, name, how, where)
        .note_at(
            cx.bindings[found].span,
            ("consider marking `" + cx.sess.str(name) + "` as `pub` in the imported module").str())
        .emit();
  }
}

Search final_search(Context &cx, ImportId id, Namespace ns, bool report_private) {
  Search search;
  search.finalize = Finalize::Yes;
  search.ignore_binding = cx.imports[id].made[ns];
  search.ignore_import = id;
  search.report_private = report_private;
  return search;
}

/// Nothing that may be used has the name: it is private, or missing.
void report_absent(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  bool is_private = false;
  for (Namespace ns : kNamespaces) {
    if (import.type_ns_only && ns != Namespace::Type)
      continue;
    is_private |= resolve_in_module(cx, import.imported, import.source, ns, import.scope,
                                    final_search(cx, id, ns, true))
                      .is_found();
  }
  if (is_private) {
    import.is_reported = true;
    define_error(cx, id);
    return;
  }
  report_unresolved(
      cx, id, import.span, no_name_in(cx, import),
      import.imported.is_module()
          ? similar_in_module(cx, import.imported.module, import.source.name, Namespace::Type)
          : "");
}

void finalize_single(Context &cx, ImportId id) {
  Import &import = cx.imports[id];
  bool any = false;
  bool any_error = false;
  PerNs<Res> res;
  for (Namespace ns : kNamespaces) {
    if (import.type_ns_only && ns != Namespace::Type)
      continue;
    Lookup found = resolve_in_module(cx, import.imported, import.source, ns, import.scope,
                                     final_search(cx, id, ns, false));
    if (!found.is_found())
      continue;
    any = true;
    const Binding &binding = cx.bindings[found.binding];
    res[ns] = binding.res;
    any_error |= binding.res.is_err();
    if (import.state[ns] != ImportState::Found) {
      import.state[ns] = ImportState::Found;
      import.found[ns] = found.binding;
      import.made[ns] = import_binding(cx, id, found.binding);
      define_import(cx, id, ns);
    } else if (!(cx.bindings[import.found[ns]].res == binding.res) && !binding.res.is_err()) {
      error(cx.sess, import.span, diag::IndeterminateImport).emit();
      any_error = true;
    }
  }
  if (!any)
    return report_absent(cx, id);
  if (!any_error)
    check_reexport(cx, id);
  cx.out.imports[import.id] = res;
}

} // namespace

void finalize_imports(Context &cx) {
  for (ImportId id : cx.imports.ids()) {
    Import &import = cx.imports[id];
    if (import.kind != ImportKind::Single && import.kind != ImportKind::Glob)
      continue;
    if (!finalize_path(cx, id))
      continue;
    if (import.kind == ImportKind::Glob)
      check_glob(cx, id);
    else
      finalize_single(cx, id);
  }
}

void check_unused_imports(Context &cx) {
  for (ImportId id : cx.imports.ids()) {
    const Import &import = cx.imports[id];
    bool is_use = import.kind == ImportKind::Single || import.kind == ImportKind::Glob;
    if (!is_use || import.is_used || import.is_reported || import.is_prelude ||
        import.is_injected || import.root_span.is_dummy())
      continue;
    bool is_exported =
        import.vis.is_public() || import.vis.module != nearest_mod_def(cx, import.scope.module);
    if (is_exported)
      continue;
    bool is_trait = import.kind == ImportKind::Glob;
    if (import.kind == ImportKind::Single && import.found.type)
      is_trait = cx.bindings[import.found.type].res.is_def(DefKind::Trait);
    if (is_trait) {
      cx.out.maybe_unused_trait_imports.push_back(import.def);
      continue;
    }
    Diagnostic diagnostic;
    diagnostic.level = Level::Warning;
    diagnostic.lint = "unused_imports";
    diagnostic.message = "unused import: `" + path_text(cx, import) + "`";
    diagnostic.labels.push_back({import.span, "", true});
    cx.out.lints.push_back({"unused_imports", import.root_id, std::move(diagnostic)});
  }
}

} // namespace ochre::resolve
