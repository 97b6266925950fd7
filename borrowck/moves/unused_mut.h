// Variables whose `mut` nothing needs.
#pragma once

#include "borrowck/moves/body_cx.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::borrowck {

/// Spans of the bindings declared `mut` that are not in `used_mut`, in source order of locals.
/// Those that are never assigned, or whose name begins with `_`, are left out.
std::vector<Span> find_unused_mut(const BodyCx &cx, const llvm::SetVector<Local> &used_mut);

} // namespace ochre::borrowck
