// Facts about items of other crates, one function per query (private to decode).
#pragma once

#include "metadata/decode/crate_store.h"

namespace ochre::metadata {

void provide_items(ty::Providers &providers);
void provide_bodies(ty::Providers &providers);

} // namespace ochre::metadata
