// The crate as others see it: names of its modules, how far each definition can be named, `main`.
#pragma once

#include "frontend/resolve/context.h"

namespace ochre::resolve {

/// Fills Resolutions::module_children, effective_visibilities and main_fn.
void collect_exports(Context &cx);

} // namespace ochre::resolve
