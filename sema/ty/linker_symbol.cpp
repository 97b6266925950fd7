#include "sema/ty/linker_symbol.h"

namespace ochre::ty {

bool is_foreign_item(TyCtxt &tcx, DefId id) {
  DefId parent = tcx.defs.parent(id);
  return parent.is_valid() && tcx.def_kind(parent) == DefKind::ForeignMod;
}

Symbol linker_symbol(TyCtxt &tcx, DefId id) {
  const CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(id);
  if (attrs && attrs->export_name.is_valid())
    return attrs->export_name;
  if (is_foreign_item(tcx, id))
    return attrs && attrs->link_name.is_valid() ? attrs->link_name : tcx.name(id);
  if (attrs && (attrs->no_mangle || attrs->std_internal_symbol))
    return tcx.name(id);
  return Symbol();
}

} // namespace ochre::ty
