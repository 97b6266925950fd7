#include "metadata/decode/provide.h"

#include "metadata/decode/items.h"
#include "metadata/decode/reader.h"

namespace ochre::metadata {

namespace {

void enter_lang_items(TyCtxt &tcx, CrateFile &file) {
  Reader r(tcx, file, ByteReader(file.section(Section::LangItems)));
  for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
    Symbol name = r.symbol();
    DefId id = r.def();
    if (auto item = name.is_valid() ? lang_item_from_name(tcx.str(name)) : std::nullopt)
      tcx.lang_items[static_cast<unsigned>(*item)] = id;
  }
}

/// A weak definition gives way to another.
void enter_linker_symbols(TyCtxt &tcx, CrateFile &file) {
  Reader r(tcx, file, ByteReader(file.section(Section::LinkerSymbols)));
  for (uint32_t count = r.size(); count > 0 && !r.in.failed(); --count) {
    Symbol name = r.symbol();
    DefId id = r.def();
    auto [it, fresh] = tcx.linker_symbols.try_emplace(name, id);
    if (!fresh && tcx.codegen_fn_attrs(it->second)->linkage.is_valid())
      it->second = id;
  }
}

} // namespace

void provide(TyCtxt &tcx, CrateStore &store) {
  tcx.crates = &store;
  ty::Providers &providers = tcx.extern_providers;
  provide_items(providers);
  provide_bodies(providers);
  // Made of other facts alone, for any crate.
  providers.predicates_of = tcx.local_providers.predicates_of;
  providers.item_super_bounds = tcx.local_providers.item_super_bounds;
  providers.impl_item_map = tcx.local_providers.impl_item_map;
  for (uint32_t i = 1; i <= store.crate_count(); ++i) {
    enter_lang_items(tcx, store.file(CrateNum(i)));
    enter_linker_symbols(tcx, store.file(CrateNum(i)));
  }
}

} // namespace ochre::metadata
