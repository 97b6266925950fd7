// How a body uses places: moves, copies, borrows, assignments. Serves capture analysis (private to
// typeck).
#pragma once

#include "sema/typeck/cursor.h"
#include "sema/typeck/fn_ctxt.h"

#include <functional>

namespace ochre::typeck {

enum class PlaceUse : uint8_t { Copy, Move, Borrow, UniqueBorrow, MutBorrow, Assign };

struct UseSink {
  /// A place and the expression that uses it.
  std::function<void(const Place &, PlaceUse, hir::ExprId)> use;
  /// `let _ = place`, `match place {..}`.
  std::function<void(const Place &, hir::ExprId, bool is_match)> fake_read;
};

/// Reports every use in the body of a closure. Variables of `upvars` have the base Upvar.
void walk_uses(FnCtxt &fcx, const hir::Body &body,
               const llvm::MapVector<hir::PatId, hir::ExprId> &upvars, const UseSink &sink);

} // namespace ochre::typeck
