#include "mir/ir/alloc_table.h"

namespace ochre::mir {

AllocTable &alloc_table(TyCtxt &tcx) {
  if (!tcx.allocs)
    tcx.allocs = std::make_shared<AllocTable>();
  return *tcx.allocs;
}

AllocId intern_bytes(TyCtxt &tcx, llvm::StringRef bytes) {
  return alloc_table(tcx).bytes(tcx, bytes);
}

AllocId AllocTable::bytes(TyCtxt &tcx, llvm::StringRef text) {
  auto [it, fresh] = bytes_.try_emplace(text);
  if (fresh) {
    Allocation alloc;
    alloc.bytes.assign(text.bytes_begin(), text.bytes_end());
    it->second = memory(tcx.own<Allocation>(std::move(alloc)));
  }
  return it->second;
}

} // namespace ochre::mir
