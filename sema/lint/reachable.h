// What other crates get hold of: what they can name, and what reaches them through types.
#pragma once

#include "sema/ty/context.h"

#include "llvm/ADT/DenseSet.h"

namespace llvm {
class BitVector;
}

namespace ochre::lint {

/// `exported` says, by LocalDefId, what other crates can name. Adds the types and traits in the
/// signatures of all that is reachable, with their public fields, variants and items:
///
///   mod m { pub struct S { pub a: u8 } }
///   pub fn f() -> m::S { .. }            // S and its field are reached
llvm::DenseSet<LocalDefId> find_reachable(TyCtxt &tcx, const llvm::BitVector &exported);

} // namespace ochre::lint
