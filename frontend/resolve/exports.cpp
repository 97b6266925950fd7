// What other crates may name. Effective visibility starts at the root and goes along public names,
// re-exports included, to a fixpoint; what is never reached stays private.

#include "frontend/resolve/exports.h"
#include "frontend/resolve/lookup.h"

namespace ochre::resolve {
namespace {

void add_children(Context &cx, ModuleId id) {
  const Module &module = cx.modules[id];
  std::vector<ModChild> children;
  for (CellId cell_id : module.cells) {
    const Cell &cell = cx.cells[cell_id];
    if (!cell.binding)
      continue;
    const Binding &binding = cx.bindings[cell.binding];
    if (binding.res.is_err() || binding.ambiguity)
      continue;
    bool is_wanted = binding.res.kind == ResKind::Def || binding.res.kind == ResKind::PrimTy;
    if (!is_wanted)
      continue;
    ModChild child;
    child.name = cell.key.name;
    child.ns = cell.key.ns;
    child.res = binding.res;
    child.vis = binding.vis;
    child.span = binding.span;
    for (BindingId at = cell.binding; at && cx.bindings[at].kind == BindingKind::Import;
         at = cx.bindings[at].target)
      if (cx.bindings[at].import && cx.imports[cx.bindings[at].import].def)
        child.reexport_chain.push_back(cx.defs.to_def_id(cx.imports[cx.bindings[at].import].def));
    children.push_back(std::move(child));
  }
  cx.out.module_children[cx.defs.expect_local(module.def_id)] = std::move(children);
}

/// Marks a definition, and what is inside and as visible: constructors, fields, items of a trait.
void mark_public(Context &cx, LocalDefId def, std::vector<LocalDefId> &work) {
  EffectiveVisibility &vis = cx.out.effective_visibilities.ensure(def);
  if (vis == EffectiveVisibility::Public)
    return;
  vis = EffectiveVisibility::Public;
  work.push_back(def);
}

void collect_effective_visibilities(Context &cx) {
  cx.out.effective_visibilities.resize(cx.defs.local_count(), EffectiveVisibility::Private);
  std::vector<LocalDefId> work;
  mark_public(cx, kCrateRoot, work);
  while (!work.empty()) {
    LocalDefId def = work.back();
    work.pop_back();
    auto it = cx.out.module_children.find(def);
    if (it == cx.out.module_children.end())
      continue;
    for (const ModChild &child : it->second)
      if (child.vis.is_public() && child.res.kind == ResKind::Def &&
          cx.defs.is_local(child.res.def_id))
        mark_public(cx, cx.defs.expect_local(child.res.def_id), work);
  }
  // Fields and constructors follow their item; parents have smaller ids.
  for (uint32_t raw = 1; raw < cx.defs.local_count(); ++raw) {
    LocalDefId def(raw);
    const DefData &data = cx.defs.local(def);
    bool follows = data.kind == DefKind::Field || is_ctor(data.kind) || is_assoc(data.kind);
    if (!follows || !data.parent.is_valid() || !cx.defs.is_local(data.parent))
      continue;
    LocalDefId parent = cx.defs.expect_local(data.parent);
    const Visibility *vis = cx.out.visibilities.get(def);
    bool parent_public = cx.out.effective_visibilities[parent] == EffectiveVisibility::Public ||
                         cx.defs.local(parent).kind == DefKind::Impl;
    if (parent_public && vis && vis->is_public())
      cx.out.effective_visibilities[def] = EffectiveVisibility::Public;
  }
  for (LocalDefId macro : cx.out.exported_macros)
    cx.out.effective_visibilities[macro] = EffectiveVisibility::Public;
}

void find_main(Context &cx) {
  if (cx.test_main.is_valid()) {
    cx.out.main_fn = cx.defs.to_def_id(cx.out.def_of(cx.test_main));
    return;
  }
  const Cell *cell = find_cell(cx, cx.root, {sym::main, kRootContext, Namespace::Value, 0});
  if (!cell || !cell->binding)
    return;
  const Res &res = cx.bindings[cell->binding].res;
  if (!res.is_def(DefKind::Fn))
    return;
  cx.out.main_fn = res.def_id;
  record_use(cx, cell->binding, {sym::main, Span()});
}

void check_unused_macros(Context &cx) {
  for (const LocalMacro &macro : cx.out.macros) {
    const DefData &data = cx.defs.local(macro.def_id);
    if (macro.is_exported || cx.used_macros.contains(cx.defs.to_def_id(macro.def_id)) ||
        cx.sess.str(data.name).starts_with("_") || !macro.is_macro_rules)
      continue;
    Diagnostic diagnostic;
    diagnostic.level = Level::Warning;
    diagnostic.lint = "unused_macros";
    diagnostic.message = ("unused macro definition: `" + cx.sess.str(data.name) + "`").str();
    diagnostic.labels.push_back({data.span, "", true});
    cx.out.lints.push_back({"unused_macros", cx.out.def_nodes[macro.def_id], diagnostic});
  }
}

} // namespace

void collect_exports(Context &cx) {
  for (ModuleId id : cx.modules.ids())
    if (cx.modules[id].kind == ModuleKind::Def && cx.defs.is_local(cx.modules[id].def_id))
      add_children(cx, id);
  cx.out.visibilities.resize(cx.defs.local_count(), Visibility::pub());
  cx.out.def_nodes.resize(cx.defs.local_count());
  collect_effective_visibilities(cx);
  find_main(cx);
  check_unused_macros(cx);
}

} // namespace ochre::resolve
