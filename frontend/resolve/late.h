// Late resolution: every path, pattern, label and lifetime in signatures and bodies, once all
// macros are expanded and all imports resolved.
#pragma once

#include "frontend/resolve/context.h"

namespace ochre::resolve {

/// Fills the tables of paths, lifetimes, labels and trait uses in Resolutions.
void resolve_late(Context &cx);

} // namespace ochre::resolve
