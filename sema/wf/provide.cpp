#include "sema/wf/provide.h"

#include "sema/wf/dyn_compat.h"

namespace ochre::wf {

void provide(ty::Providers &providers) { providers.dyn_compatible = dyn_compatible; }

} // namespace ochre::wf
