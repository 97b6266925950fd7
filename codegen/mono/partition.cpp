#include "codegen/mono/partition.h"

#include "llvm/ADT/MapVector.h"

namespace ochre::mono {

namespace {

/// The module that an item stands in.
DefId module_of(TyCtxt &tcx, DefId id) {
  while (tcx.def_kind(id) != DefKind::Mod && tcx.parent(id).is_valid())
    id = tcx.parent(id);
  return id;
}

std::string unit_name(TyCtxt &tcx, DefId module, bool is_generic) {
  std::string name = tcx.defs.path_string(module);
  return is_generic ? name + ".generic" : name;
}

bool has_own_args(const ty::Instance &instance) {
  return llvm::any_of(instance.args, [](ty::GenericArg arg) { return !arg.is_region(); });
}

} // namespace

bool is_exported(TyCtxt &tcx, DefId id) {
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  return attrs && (attrs->no_mangle || attrs->is_used || attrs->std_internal_symbol ||
                   attrs->linkage.is_valid() || attrs->export_name.is_valid());
}

bool is_local_copy(TyCtxt &tcx, const ty::Instance &instance) {
  bool optimise = tcx.sess.opts.codegen.opt_level != OptLevel::O0;
  if (instance.kind != ty::InstanceKind::Item)
    return optimise && instance.kind != ty::InstanceKind::DropGlue;
  if (is_ctor(tcx.def_kind(instance.def_id)))
    return optimise;
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(instance.def_id);
  if (!attrs || is_exported(tcx, instance.def_id))
    return false;
  return attrs->inline_attr == ty::InlineAttr::Always ||
         (optimise && attrs->inline_attr == ty::InlineAttr::Hint);
}

void merge_units(std::vector<CodegenUnit> &units, UnitLimits limits) {
  while (units.size() > 1) {
    size_t small = 0;
    for (size_t i = 1; i < units.size(); ++i)
      if (units[i].size < units[small].size)
        small = i;
    if (units.size() <= limits.count && units[small].size >= limits.min_size)
      return;
    // Into the next smallest one, which keeps its name.
    size_t into = small == 0 ? 1 : 0;
    for (size_t i = 0; i < units.size(); ++i)
      if (i != small && units[i].size < units[into].size)
        into = i;
    CodegenUnit gone = std::move(units[small]);
    llvm::append_range(units[into].functions, gone.functions);
    llvm::append_range(units[into].statics, gone.statics);
    units[into].size += gone.size;
    units.erase(units.begin() + static_cast<ptrdiff_t>(small));
  }
}

std::vector<CodegenUnit> partition(TyCtxt &tcx, const MonoItems &items, UnitLimits limits) {
  llvm::MapVector<std::pair<DefId, unsigned>, CodegenUnit> by_module;
  auto unit = [&](DefId def, bool is_generic) -> CodegenUnit & {
    DefId module = module_of(tcx, def);
    CodegenUnit &out = by_module[{module, is_generic}];
    if (out.name.empty())
      out.name = unit_name(tcx, module, is_generic);
    return out;
  };
  for (DefId id : items.statics) {
    CodegenUnit &home = unit(id, false);
    home.statics.push_back(id);
    home.size += 1;
  }
  for (const ty::Instance *instance : items.functions) {
    if (is_local_copy(tcx, *instance))
      continue;
    // Glue stands with the type that it drops.
    bool is_glue = instance->kind == ty::InstanceKind::DropGlue && instance->ty;
    DefId home_id = is_glue && instance->ty.is_adt() ? instance->ty.def_id() : instance->def_id;
    CodegenUnit &home = unit(home_id, is_glue || has_own_args(*instance));
    home.functions.push_back(instance);
    auto size = items.sizes.find(instance);
    home.size += size == items.sizes.end() ? 1 : size->second;
  }
  std::vector<CodegenUnit> units;
  for (auto &[key, made] : by_module)
    units.push_back(std::move(made));
  if (units.empty())
    units.push_back({std::string(tcx.str(tcx.defs.crates()[kLocalCrate].name)), {}, {}, 0});
  merge_units(units, limits);
  return units;
}

} // namespace ochre::mono
