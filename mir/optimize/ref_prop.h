// Places behind known references.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::optimize {

/// `*p` where `p` is always `&place` is that place. What is behind a reference to a part of what
/// another pointer points to is reached through that pointer. A pointer that was computed from that
/// to an array by known offsets leads to an element.
/// Source: rustc-dev-guide's ReferencePropagation; a use of a dead place is undefined already.
/// True if elements of arrays that are locals have got names that way.
bool propagate_references(TyCtxt &tcx, Body &body);

} // namespace ochre::mir::optimize
