// Dependencies of a compilation as make rules, and messages about finished outputs.
#pragma once

#include "support/session/session.h"

namespace ochre::driver {

/// `--emit=dep-info`: each output depends on every file that was read; each of those is a rule of
/// its own without dependencies. Environment variables follow as `# env-dep:` comments.
void write_dep_info(Session &sess);

/// With `--json=artifacts`: tells that `path` is complete.
void announce_artifact(Session &sess, llvm::StringRef path, llvm::StringRef kind);

} // namespace ochre::driver
