// Resolution of a whole crate: expands its macros and tells what every name in it means.
//
// A fixpoint: build the module graph of what is known, resolve imports as far as they go, resolve
// and expand macro calls, repeat; then everything in bodies and signatures, once, with ribs.
// Source: rustc-dev-guide, "Name resolution"; Reference, "Names".
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/resolve/extern_crates.h"
#include "frontend/resolve/resolutions.h"
#include "support/session/session.h"

namespace ochre::resolve {

/// How far to go: only expansion, or the meaning of every name.
enum class Extent : uint8_t { Expansion, All };

/// Expands `krate` in place until no macro call is left, and resolves it. `krate` was parsed, not
/// yet configured; `definitions` has its external crates and the started local crate.
Resolutions resolve_crate(Session &sess, ast::Crate &krate, Definitions &definitions,
                          ExternCrates &externs, Extent extent = Extent::All);

} // namespace ochre::resolve
