// What a compilation leaves behind once the crate is checked: objects, libraries, executables,
// metadata, dependencies.
#pragma once

#include "driver/front_end.h"
#include "sema/ty/context.h"

namespace ochre::driver {

/// Whether some output needs machine code or LLVM IR.
bool wants_code(const Session &sess);

/// Writes all outputs that need code or metadata. What goes wrong is reported.
void write_artifacts(TyCtxt &tcx, FrontEnd &front);

} // namespace ochre::driver
