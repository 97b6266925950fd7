// The table of global allocations of a TyCtxt.
#pragma once

#include "mir/ir/const_value.h"
#include "sema/ty/context.h"

namespace ochre::mir {

/// Made on first use; dies with the context.
AllocTable &alloc_table(TyCtxt &tcx);
/// Read-only memory with these bytes (a string literal), one allocation per distinct content.
AllocId intern_bytes(TyCtxt &tcx, llvm::StringRef bytes);

} // namespace ochre::mir
