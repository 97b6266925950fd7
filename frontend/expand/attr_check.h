// Checks of built-in attributes: their form, where they stand, whether they are stable.
#pragma once

#include "frontend/ast/crate.h"
#include "support/session/session.h"

namespace ochre::expand {

/// Reports built-in attributes that are malformed, misplaced or unstable. Runs on the expanded
/// crate; the standard library may use internal ones.
void check_attributes(Session &sess, ast::Crate &krate);

} // namespace ochre::expand
