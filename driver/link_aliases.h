// Names whose definition the final crate chooses.
#pragma once

#include "metadata/decode/crate_store.h"

namespace ochre::driver {

/// Symbols that are other names for what the crates define, as (name, definition): where
/// allocation calls end, and what the panics of std do. Reports a missing allocator.
std::vector<std::pair<std::string, std::string>>
link_aliases(Session &sess, metadata::CrateStore &crates, const metadata::CrateHeader &header);

} // namespace ochre::driver
