// One compilation, from options to exit status.
#pragma once

#include "support/session/session.h"

namespace ochre::driver {

/// Runs all phases that the options ask for and shows the diagnostics on standard error. Returns
/// the exit status: 0, or 1 after an error.
int compile(Options options);

/// Shows what was reported, and the closing count of errors if `is_last`.
void show_diagnostics(Session &sess, bool is_last);

} // namespace ochre::driver
