// Coroutines: captures, a tag for the state, and per state what is kept while suspended in it.
#pragma once

#include "sema/layout/univariant.h"

namespace ochre::layout {

struct CoroutineInput {
  llvm::ArrayRef<const Layout *> upvars;
  llvm::ArrayRef<const Layout *> saved; ///< of the rows of `shape.field_tys`
  const ty::CoroutineLayout &shape;
};

/// Fields of the whole are the captures, then the tag. False: larger than the address space.
bool coroutine_layout(TyCtxt &tcx, const CoroutineInput &input, Layout &out);

} // namespace ochre::layout
