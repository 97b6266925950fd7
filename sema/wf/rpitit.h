// What an impl's method has where its trait's returns `impl Trait`.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Provider of `rpitit_values`; `fn` is a method of a trait impl. Reports a return type that does
/// not fit, or does not meet the bounds.
const ty::RpititValues *rpitit_values(TyCtxt &tcx, DefId fn);

} // namespace ochre::wf
