// The verifier of bodies without parameters: what both back ends rely on.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// Checks the invariants of body.h, that places are projected as their types allow, and that what
/// is assigned has the form of its place (the same size and registers; types may differ in
/// lifetimes). Gives the first violation as text; empty: none.
std::string find_violation(TyCtxt &tcx, const Body &body);

} // namespace ochre::mir::optimize
