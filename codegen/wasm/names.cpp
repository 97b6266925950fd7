#include "codegen/wasm/names.h"

#include "sema/ty/linker_symbol.h"

namespace ochre::wasm {

namespace {

/// The type that an impl is for, if it has a name.
std::optional<DefId> impl_type(ty::TyCtxt &tcx, DefId impl) {
  ty::Ty self = tcx.type_of(impl).instantiate_identity();
  while (self && (self.is_ref() || self.is_raw_ptr()))
    self = self.inner();
  if (self && self.is_adt())
    return self.def_id();
  return std::nullopt;
}

std::string path_of(ty::TyCtxt &tcx, DefId id) {
  DefId parent = tcx.defs.parent(id);
  // Closures and nested functions count from the function around them.
  bool is_nested = parent.is_valid() && tcx.def_kind(id) == DefKind::Closure;
  if (is_nested)
    return path_of(tcx, parent) + "::closure";
  if (parent.is_valid() && tcx.def_kind(parent) == DefKind::Impl)
    if (std::optional<DefId> type = impl_type(tcx, parent))
      return path_of(tcx, *type) + "::" + tcx.str(tcx.name(id)).str();
  // The text format does not like braces.
  std::string path = tcx.defs.path_string(id, /*with_crate=*/true);
  llvm::erase_if(path, [](char c) { return c == '{' || c == '}'; });
  return path;
}

} // namespace

std::string readable_name(ty::TyCtxt &tcx, const ty::Instance &instance) {
  bool has_attrs = instance.kind == ty::InstanceKind::Item &&
                   !is_ctor(tcx.def_kind(instance.def_id)) &&
                   tcx.def_kind(instance.def_id) != DefKind::Closure;
  if (has_attrs)
    if (Symbol fixed = ty::linker_symbol(tcx, instance.def_id); fixed.is_valid())
      return tcx.str(fixed).str();
  if (instance.kind == ty::InstanceKind::DropGlue && instance.ty && instance.ty.is_adt())
    return "drop_in_place<" + path_of(tcx, instance.ty.def_id()) + ">";
  return path_of(tcx, instance.def_id);
}

} // namespace ochre::wasm
