// HIR as stable text: the form of `--emit=hir`.
#pragma once

#include "sema/hir/hir.h"
#include "support/session/session.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre::hir {

/// Prints every item in source order, desugared, with resolved paths and closures in place.
void print(const Session &sess, const Definitions &defs, const Crate &krate,
           llvm::raw_ostream &out);

/// Checks the invariants of hir.h; aborts through `bug` where one does not hold.
void validate(const Crate &krate);

} // namespace ochre::hir
