// The long texts of error codes, from docs/errors/.
#pragma once

#include "llvm/ADT/StringRef.h"

namespace ochre::driver {

/// Prints the explanation of `code` (`E0382`, also `e382` or `382`). Returns the exit status.
int explain(llvm::StringRef code);

} // namespace ochre::driver
