// Names of modules: defining them, and handing on what changes to the modules that import by glob.
//
//   mod a { pub use b::*; }   // importer of b
//   mod b { pub struct S; }   // defining S here defines it in a, too, as a glob's binding
//
// Source: Reference, "Use declarations" (glob imports, ambiguities); rustc-dev-guide.

#include "frontend/resolve/context.h"

namespace ochre::resolve {

Namespace namespace_of(DefKind kind) {
  switch (kind) {
  case DefKind::Mod:
  case DefKind::Struct:
  case DefKind::Union:
  case DefKind::Enum:
  case DefKind::Variant:
  case DefKind::Trait:
  case DefKind::TraitAlias:
  case DefKind::TyAlias:
  case DefKind::ForeignTy:
  case DefKind::AssocTy:
  case DefKind::TyParam:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::OpaqueTy:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl: return Namespace::Type;
  case DefKind::Fn:
  case DefKind::Const:
  case DefKind::ConstParam:
  case DefKind::Static:
  case DefKind::StructCtorFn:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorFn:
  case DefKind::VariantCtorConst:
  case DefKind::AssocFn:
  case DefKind::AssocConst:
  case DefKind::AnonConst:
  case DefKind::InlineConst:
  case DefKind::Closure: return Namespace::Value;
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive: return Namespace::Macro;
  }
  bug("resolve: unknown kind of definition");
}

bool is_type_like(const Res &res) {
  switch (res.kind) {
  case ResKind::PrimTy:
  case ResKind::SelfTyParam:
  case ResKind::SelfTyAlias: return true;
  case ResKind::Def:
    return res.def_kind == DefKind::Struct || res.def_kind == DefKind::Union ||
           res.def_kind == DefKind::Enum || res.def_kind == DefKind::Trait ||
           res.def_kind == DefKind::TraitAlias || res.def_kind == DefKind::TyAlias ||
           res.def_kind == DefKind::AssocTy || res.def_kind == DefKind::TyParam ||
           res.def_kind == DefKind::OpaqueTy || res.def_kind == DefKind::ForeignTy;
  case ResKind::SelfCtor:
  case ResKind::Local:
  case ResKind::ToolMod:
  case ResKind::NonMacroAttr:
  case ResKind::Err: return false;
  }
  return false;
}

BindingKey make_key(const Context &cx, Ident ident, Namespace ns) {
  return {ident.name, normalized(cx, ident.span.ctxt), ns, 0};
}

ModuleId nearest_mod(const Context &cx, ModuleId module) { return cx.modules[module].nearest_mod; }

DefId nearest_mod_def(const Context &cx, ModuleId module) {
  return cx.modules[cx.modules[module].nearest_mod].def_id;
}

ModuleId module_of(Context &cx, DefId def_id) {
  auto it = cx.def_modules.find(def_id);
  if (it != cx.def_modules.end())
    return it->second;
  if (cx.defs.is_local(def_id))
    return ModuleId();
  DefData data = cx.defs.def(def_id);
  if (data.kind != DefKind::Mod && data.kind != DefKind::Enum && data.kind != DefKind::Trait)
    return ModuleId();
  Module row;
  row.def_kind = data.kind;
  row.def_id = def_id;
  row.name = data.parent.is_valid() ? data.name : cx.defs.crates()[cx.defs.crate_of(def_id)].name;
  row.is_populated = false;
  row.span = data.span;
  DefId parent = data.parent;
  // Modules of function bodies hang on the function; names in them are never asked for from here.
  while (parent.is_valid() && cx.defs.kind(parent) != DefKind::Mod)
    parent = cx.defs.parent(parent);
  if (parent.is_valid())
    row.parent = module_of(cx, parent);
  ModuleId id = cx.modules.push(std::move(row));
  Module &module = cx.modules[id];
  module.nearest_mod =
      module.is_mod() || !module.parent ? id : cx.modules[module.parent].nearest_mod;
  cx.def_modules[def_id] = id;
  return id;
}

ModuleId module_of_res(Context &cx, const Res &res) {
  if (res.is_def(DefKind::Mod) || res.is_def(DefKind::Enum) || res.is_def(DefKind::Trait))
    return module_of(cx, res.def_id);
  return ModuleId();
}

CellId cell_of(Context &cx, ModuleId module, const BindingKey &key) {
  Module &row = cx.modules[module];
  auto [it, is_new] = row.index.try_emplace(key, CellId());
  if (is_new) {
    it->second = cx.cells.push({key, {}, {}, {}});
    row.cells.push_back(it->second);
  }
  return it->second;
}

BindingId add_res_binding(Context &cx, const Res &res, Visibility vis, Span span, ExpnId expansion,
                          ModuleId module) {
  Binding row;
  row.res = res;
  row.vis = vis;
  row.span = span;
  row.expansion = expansion;
  row.module = module;
  return cx.bindings.push(row);
}

Module &populated(Context &cx, ModuleId id) {
  Module &module = cx.modules[id];
  if (module.is_populated)
    return module;
  module.is_populated = true;
  for (const ModChild &child : cx.externs.module_children(module.def_id)) {
    BindingKey key{child.name, kRootContext, child.ns, 0};
    if (child.name == sym::kw_underscore)
      key.number = ++module.underscores;
    CellId cell = cell_of(cx, id, key);
    if (!cx.cells[cell].binding)
      cx.cells[cell].binding = add_res_binding(cx, child.res, child.vis, child.span, kRootExpn, id);
  }
  return module;
}

const Cell *find_cell(Context &cx, ModuleId module, const BindingKey &key) {
  Module &row = populated(cx, module);
  auto it = row.index.find(key);
  return it == row.index.end() ? nullptr : &cx.cells[it->second];
}

bool is_accessible(const Context &cx, Visibility vis, ModuleId from) {
  if (vis.is_public())
    return true;
  for (ModuleId at = cx.modules[from].nearest_mod; at; at = cx.modules[at].parent) {
    at = cx.modules[at].nearest_mod;
    if (cx.modules[at].def_id == vis.module)
      return true;
  }
  return false;
}

bool is_at_least(const Context &cx, Visibility a, Visibility b) {
  if (a.is_public())
    return true;
  return !b.is_public() && (a.module == b.module || cx.defs.is_descendant_of(b.module, a.module));
}

bool is_glob_import(const Context &cx, BindingId binding) { return cx.bindings[binding].is_glob; }

BindingId import_binding(Context &cx, ImportId id, BindingId target) {
  const Import &import = cx.imports[id];
  const Binding &found = cx.bindings[target];
  Binding row;
  row.kind = BindingKind::Import;
  row.is_glob = import.kind == ImportKind::Glob;
  row.res = found.res;
  row.vis = is_at_least(cx, found.vis, import.vis) ? import.vis : found.vis;
  // An extern crate may be re-exported by name although it is private.
  if (found.kind == BindingKind::Import && found.import &&
      cx.imports[found.import].kind == ImportKind::ExternCrate && !row.is_glob)
    row.vis = import.vis;
  row.span = import.span;
  row.expansion = import.scope.expansion;
  row.module = import.scope.module;
  row.target = target;
  row.import = id;
  row.ambiguity = found.ambiguity;
  row.ambiguity_is_warning = found.ambiguity_is_warning;
  return cx.bindings.push(row);
}

namespace {

bool same_meaning(const Context &cx, BindingId a, BindingId b) {
  return cx.bindings[a].res == cx.bindings[b].res;
}

/// A copy of `primary` that says that `secondary` is as good.
BindingId make_ambiguous(Context &cx, BindingId primary, BindingId secondary, GlobOrder order) {
  Binding row = cx.bindings[primary];
  row.ambiguity = secondary;
  row.ambiguity_is_warning = order == GlobOrder::Update;
  return cx.bindings.push(row);
}

/// Two globs bring the same name.
BindingId join_globs(Context &cx, BindingId old, BindingId fresh, GlobOrder order) {
  if (cx.bindings[old].import == cx.bindings[fresh].import) {
    // The same glob once more: the name's meaning in the glob's module has changed.
    if (cx.bindings[fresh].ambiguity)
      return make_ambiguous(cx, fresh, cx.bindings[fresh].ambiguity, GlobOrder::Update);
    if (cx.bindings[old].ambiguity)
      return make_ambiguous(cx, fresh, cx.bindings[old].ambiguity,
                            cx.bindings[old].ambiguity_is_warning ? GlobOrder::Update
                                                                  : GlobOrder::First);
    return fresh;
  }
  if (!same_meaning(cx, old, fresh))
    return cx.bindings[old].ambiguity ? old : make_ambiguous(cx, old, fresh, order);
  if (!is_at_least(cx, cx.bindings[old].vis, cx.bindings[fresh].vis))
    return fresh;
  if (cx.bindings[fresh].ambiguity && !cx.bindings[old].ambiguity)
    return make_ambiguous(cx, old, cx.bindings[fresh].ambiguity, GlobOrder::Update);
  return old;
}

/// An explicit definition and a glob's. Macros made by expansion do not silently win over globs.
void join_explicit(Context &cx, Cell &cell, BindingId plain, BindingId glob, GlobOrder order) {
  bool is_late = cell.key.ns == Namespace::Macro && cx.bindings[plain].expansion != kRootExpn &&
                 !same_meaning(cx, plain, glob);
  cell.binding = is_late ? make_ambiguous(cx, plain, glob, GlobOrder::First) : plain;
  cell.shadowed_glob = cell.shadowed_glob && cell.shadowed_glob != glob
                           ? join_globs(cx, cell.shadowed_glob, glob, order)
                           : glob;
}

void hand_to_importers(Context &cx, ModuleId module, CellId cell, GlobOrder order) {
  BindingId binding = cx.cells[cell].binding;
  // The list may grow while names go round; later importers take the name when they start.
  for (size_t i = 0; i < cx.modules[module].glob_importers.size(); ++i) {
    ImportId import = cx.modules[module].glob_importers[i];
    ModuleId into = cx.imports[import].scope.module;
    if (!is_accessible(cx, cx.bindings[binding].vis, into))
      continue;
    BindingKey key = cx.cells[cell].key;
    if (key.name == sym::kw_underscore)
      key.number = 0x80000000u + cell.raw; // stays apart from the importer's own `_`
    try_define(cx, into, key, import_binding(cx, import, binding), order);
  }
}

} // namespace

BindingId try_define(Context &cx, ModuleId module, const BindingKey &key, BindingId binding,
                     GlobOrder order) {
  CellId id = cell_of(cx, module, key);
  Cell &cell = cx.cells[id];
  BindingId old = cell.binding;
  if (!old) {
    cell.binding = binding;
  } else {
    bool old_is_glob = is_glob_import(cx, old);
    bool new_is_glob = is_glob_import(cx, binding);
    if (cx.bindings[binding].res.is_err() && cx.bindings[binding].kind == BindingKind::Import)
      return {}; // a failed import says nothing new
    if (old_is_glob && new_is_glob)
      cell.binding = join_globs(cx, old, binding, order);
    else if (old_is_glob)
      join_explicit(cx, cell, binding, old, order);
    else if (new_is_glob)
      join_explicit(cx, cell, old, binding, order);
    else
      return old;
  }
  if (cell.binding != old)
    hand_to_importers(cx, module, id, old ? GlobOrder::Update : order);
  return {};
}

} // namespace ochre::resolve
