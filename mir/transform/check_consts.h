// What bodies that are evaluated at compile time may not do.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// Where a body is evaluated.
enum class ConstContext : uint8_t { None, Fn, Const, Static, StaticMut };
ConstContext const_context(TyCtxt &tcx, DefId body);

/// Checks the body of a `const fn`, constant or static, as built: calls of what is not const
/// (E0015), destructors (E0493), borrows that would end up in the final value (E0492, E0764),
/// pointers as integers. Others pass.
void check_consts(TyCtxt &tcx, const Body &body);

} // namespace ochre::mir::transform
