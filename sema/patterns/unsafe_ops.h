// What in a body needs `unsafe`, and which blocks give it. Source: Reference "Unsafety".
#pragma once

#include "sema/typeck/cursor.h"

#include <string>
#include <vector>

namespace ochre::patterns {

/// An operation outside of unsafe blocks; `what` names it in "… is unsafe and requires unsafe".
struct UnsafeOp {
  Span span;
  std::string what;
  std::string label;
  std::string note; ///< empty: none
  std::string help; ///< empty: none
};
struct UnsafeBlock {
  hir::ExprId expr;
  int32_t parent = -1;     ///< the unsafe block around it, an earlier entry; -1: none
  bool is_implied = false; ///< made by a desugaring
  bool is_used = false;    ///< holds an operation of its own, not in an inner unsafe block
};
struct UnsafeOps {
  std::vector<UnsafeOp> outside;
  std::vector<UnsafeBlock> blocks;
};
/// `root`: the body's value. Closures are looked into. `owner`: the item around, for its target
/// features.
UnsafeOps find_unsafe_ops(ty::TyCtxt &tcx, const typeck::TypedBody &typed, hir::ExprId root,
                          DefId owner);

/// Reports operations outside of unsafe blocks and functions (E0133), in a body of the item
/// `owner`.
void check_unsafety(ty::TyCtxt &tcx, const typeck::TypedBody &typed, const hir::Body &body,
                    DefId owner);

} // namespace ochre::patterns
