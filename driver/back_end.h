// From the resolved crate to its outputs: sema, MIR, code generation, linking.
#pragma once

#include "driver/front_end.h"

namespace ochre::driver {

/// Runs what the options ask for after resolution and writes the outputs. What is wrong is in the
/// session's diagnostics.
void run_back_end(Session &sess, FrontEnd &front);

} // namespace ochre::driver
