// Traits in scope, by the name of an item: what `x.name()` and `T::name` may mean.

#include "frontend/resolve/late_impl.h"

namespace ochre::resolve {
namespace {

/// Traits among the names of a module, `_` imports included.
const std::vector<std::pair<BindingKey, BindingId>> &traits_of(Context &cx, ModuleId id) {
  Module &module = populated(cx, id);
  if (module.has_traits)
    return module.traits;
  module.has_traits = true;
  for (CellId cell_id : module.cells) {
    const Cell &cell = cx.cells[cell_id];
    if (cell.key.ns != Namespace::Type || !cell.binding)
      continue;
    const Res &res = cx.bindings[cell.binding].res;
    if (res.is_def(DefKind::Trait) || res.is_def(DefKind::TraitAlias))
      module.traits.push_back({cell.key, cell.binding});
  }
  return module.traits;
}

llvm::SmallVector<LocalDefId, 1> imports_of(const Context &cx, BindingId id) {
  llvm::SmallVector<LocalDefId, 1> chain;
  for (; id && cx.bindings[id].kind == BindingKind::Import; id = cx.bindings[id].target)
    if (cx.bindings[id].import && cx.imports[cx.bindings[id].import].def)
      chain.push_back(cx.imports[cx.bindings[id].import].def);
  return chain;
}

void add_traits(Context &cx, ModuleId module, Symbol name, Namespace ns,
                std::vector<TraitCandidate> &out) {
  for (const auto &[key, binding] : traits_of(cx, module)) {
    DefId trait = cx.bindings[binding].res.def_id;
    if (!trait_has_item(cx, trait, name, ns))
      continue;
    bool is_known = false;
    for (const TraitCandidate &candidate : out)
      is_known |= candidate.trait_id == trait;
    if (!is_known)
      out.push_back({trait, imports_of(cx, binding)});
  }
}

} // namespace

bool trait_has_item(Context &cx, DefId trait, Symbol name, Namespace ns) {
  ModuleId module = module_of(cx, trait);
  if (!module)
    return true; // an alias: type checking looks at what it stands for
  return find_cell(cx, module, {name, kRootContext, ns, 0}) != nullptr;
}

TraitScopeId traits_in_scope(Context &cx, ModuleId module, DefId current_trait, Symbol name,
                             Namespace ns) {
  TraitScopeKey key{module, current_trait, name, ns};
  auto [it, is_new] = cx.trait_scope_cache.try_emplace(key, TraitScopeId());
  if (!is_new)
    return it->second;
  std::vector<TraitCandidate> found;
  if (current_trait && trait_has_item(cx, current_trait, name, ns))
    found.push_back({current_trait, {}});
  for (ModuleId at = module; at; at = cx.modules[at].parent) {
    add_traits(cx, at, name, ns, found);
    if (cx.modules[at].is_mod())
      break;
  }
  if (cx.prelude && !cx.modules[nearest_mod(cx, module)].no_implicit_prelude)
    add_traits(cx, cx.prelude, name, ns, found);
  TraitScopeId id = cx.out.trait_scopes.push(std::move(found));
  cx.trait_scope_cache[key] = id;
  return id;
}

} // namespace ochre::resolve
