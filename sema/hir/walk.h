// The children of an expression, flattened: blocks, statements, arms and closures' bodies are
// looked through.
#pragma once

#include "sema/hir/hir.h"

namespace ochre::hir {

struct Children {
  llvm::SmallVector<ExprId, 8> exprs; ///< in source order
  llvm::SmallVector<PatId, 4> pats;
};
enum class WalkClosures : uint8_t { No, Yes };
/// Appends the direct children of `id`. Items in blocks are not entered; neither are anonymous
/// constants. Inline constants are.
void children_of(const Owner &nodes, ExprId id, WalkClosures closures, Children &out);
/// The direct sub-patterns of `id`, and expressions in it (literals, range ends).
void children_of(const Owner &nodes, PatId id, Children &out);
/// All bindings in the pattern, in source order.
void bindings_of(const Owner &nodes, PatId id, llvm::SmallVectorImpl<PatId> &out);

} // namespace ochre::hir
