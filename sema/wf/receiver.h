// Types that `self` may have.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// A method's `self` must be Self, or a pointer that dereferences to it step by step (E0307).
/// Nothing for functions without `self`.
void check_receiver(TyCtxt &tcx, DefId method, const ty::FnSig &sig, Span span);

} // namespace ochre::wf
