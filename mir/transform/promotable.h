// Which temporaries hold values that may become constants.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// A temporary: where it is assigned, and how often it is used else.
struct TempState {
  enum Kind : uint8_t { Undefined, Defined, Unpromotable, PromotedOut } kind = Undefined;
  enum Answer : uint8_t { Unknown, Yes, No } valid = Unknown; ///< Defined: its value is promotable
  Location def;
  uint32_t uses = 0;
};
struct Temps {
  IndexVec<Local, TempState> states;
};

/// Looks at every use of every local. Borrows (`dest = &place`) outside of cleanup are candidates,
/// in the order of reverse post-order.
Temps collect_temps(TyCtxt &tcx, const Body &body, std::vector<Location> &candidates);
/// Whether the borrow at `at` can be of a constant.
bool is_promotable(TyCtxt &tcx, const Body &body, Temps &temps, Location at);
/// Whether the place lies in its local: then the local as a whole becomes the constant, and the
/// place is one in that.
bool is_within_temp(const Body &body, Place place);
/// Calls `each` for every place that an rvalue reads or borrows.
void for_each_read(const Body &body, const Rvalue &value, llvm::function_ref<void(Place)> each);

} // namespace ochre::mir::transform
