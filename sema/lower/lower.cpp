// The crate and its owners.
#include "sema/lower/lower.h"

#include "sema/lower/context.h"

namespace ochre::lower {

hir::Crate lower_crate(Session &sess, Definitions &defs, const ast::Crate &krate,
                       const Resolutions &res) {
  CrateLowering cx{sess, defs, krate, res, {}};
  hir::Owner &root = cx.start_owner(kCrateRoot);
  root.item.kind = hir::ItemKind::Mod;
  root.item.def_id = kCrateRoot;
  root.item.span = root.item.head_span = krate.span;
  root.item.ident = {sym::empty, krate.span};
  cx.set_attrs(kCrateRoot, krate.attrs);
  std::vector<LocalDefId> items = cx.lower_items(krate.items, hir::ItemContext::Module);
  root.item.items = std::move(items);

  hir::Crate out = std::move(cx.out);
  uint32_t count = defs.local_count();
  out.owners.raw().resize(count);
  out.def_nodes.resize(count);
  out.attrs.resize(count);
  out.visibilities.resize(count, Visibility::restricted(defs.to_def_id(kCrateRoot)));
  for (LocalDefId def : res.visibilities.ids())
    if (def.raw < count)
      out.visibilities[def] = res.visibilities[def];
  for (const auto &scope : res.trait_scopes) {
    std::vector<hir::TraitCandidate> candidates;
    for (const resolve::TraitCandidate &candidate : scope)
      candidates.push_back({candidate.trait_id, candidate.imports});
    out.trait_scopes.push(std::move(candidates));
  }
  out.main_fn = res.main_fn;
  out.no_std = res.no_std;
  out.no_core = res.no_core;
  return out;
}

hir::Owner &CrateLowering::start_owner(LocalDefId def) {
  if (def.raw >= out.owners.size())
    out.owners.raw().resize(std::max<size_t>(def.raw + 1, defs.local_count()));
  out.owners[def] = std::make_unique<hir::Owner>();
  out.items.push_back(def);
  set_node(def, hir::DefNodeKind::Item, def);
  return *out.owners[def];
}

void CrateLowering::set_node(LocalDefId def, hir::DefNodeKind kind, LocalDefId owner, uint32_t row,
                             uint32_t row2) {
  if (def.is_valid())
    out.def_nodes.ensure(def) = {kind, owner, row, row2};
}

std::vector<LocalDefId> CrateLowering::lower_items(llvm::ArrayRef<ast::ItemId> items,
                                                   hir::ItemContext context,
                                                   const ForeignBlock &block) {
  std::vector<LocalDefId> ids;
  for (ast::ItemId item : items)
    if (LocalDefId def = lower_item(item, context, block))
      ids.push_back(def);
  return ids;
}

/// Each leaf of a `use` is a definition.
void CrateLowering::lower_use_tree(const ast::Item &item, const ast::UseTree &tree) {
  if (LocalDefId def = res.def_of(tree.id)) {
    hir::Owner &owner = start_owner(def);
    owner.item.kind = hir::ItemKind::Use;
    owner.item.def_id = def;
    owner.item.span = owner.item.head_span = tree.span;
    const ast::Ident *name = tree.rename.is_valid()          ? &tree.rename
                             : !tree.prefix.segments.empty() ? &tree.prefix.segments.back().ident
                                                             : nullptr;
    owner.item.ident = name ? lower_ident(*name) : hir::Ident{sym::empty, tree.span};
    set_attrs(def, item.attrs);
  }
  for (const ast::UseTree &nested : tree.nested)
    lower_use_tree(item, nested);
}

LocalDefId CrateLowering::lower_item(ast::ItemId id, hir::ItemContext context,
                                     const ForeignBlock &block) {
  const ast::Item &item = krate[id];
  if (const auto *use = item.get_if<ast::UseItem>()) {
    lower_use_tree(item, use->tree);
    return res.def_of(item.id);
  }
  LocalDefId def = res.def_of(item.id);
  if (!def)
    return {};
  hir::Owner &owner = start_owner(def);
  set_attrs(def, item.attrs);
  OwnerLowering(*this, owner, def).lower_item(item, context, block);
  return def;
}

} // namespace ochre::lower
