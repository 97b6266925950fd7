// Where code comes from, for source maps, and where imports come from.

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

void FunctionCx::set_location(const mir::SourceInfo &source) {
  if (!cx.has_lines)
    return;
  Loc loc = tcx.sess.source_map.lookup(tcx.sess.hygiene.source_callsite(source.span).lo);
  ir.here = {};
  if (!loc.file)
    return;
  ir.here.file = cx.debug_file(loc.file->name);
  ir.here.line = loc.line;
  ir.here.column = loc.column - 1; // source maps count columns from 0
}

BinaryenIndex ModuleCx::debug_file(const std::string &name) {
  auto [it, fresh] = debug_files_.try_emplace(name, 0);
  if (fresh)
    it->second = api.ModuleAddDebugInfoFileName(module, name.c_str());
  return it->second;
}

std::string import_module(TyCtxt &tcx, DefId fn) {
  const ty::CodegenFnAttrs *attrs = tcx.codegen_fn_attrs(fn);
  bool is_given = attrs && attrs->wasm_import_module.is_valid();
  return is_given ? tcx.str(attrs->wasm_import_module).str() : "env";
}

} // namespace ochre::wasm
