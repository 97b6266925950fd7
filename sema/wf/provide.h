// The queries of sema/wf.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

void provide(ty::Providers &providers);

} // namespace ochre::wf
