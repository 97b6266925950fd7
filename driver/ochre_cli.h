// `ochre build|run|check|test|explain`.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace ochre::driver {

/// Runs the command line of `ochre`, `arguments` without the program's name. Returns the status.
int run_ochre(llvm::ArrayRef<std::string> arguments);

} // namespace ochre::driver
