// Rules about which impls may be written at all.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// The orphan rule (E0117, E0210), impls of traits that have none (E0322, E0321), of an object
/// type's own trait (E0371), safety (E0197 to E0200).
void check_impl_rules(TyCtxt &tcx, DefId impl);

} // namespace ochre::wf
