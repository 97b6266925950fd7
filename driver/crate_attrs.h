// What a crate says of itself in `#![...]`, as far as the driver must know it.
#pragma once

#include "frontend/ast/crate.h"
#include "support/session/session.h"

namespace ochre::driver {

bool has_crate_attr(const ast::Crate &krate, Symbol name);

/// Takes `#![crate_name]` and `#![crate_type]` into the options, where the command line is silent;
/// the name falls back to that of the file. Reports names that differ, and unknown types.
void read_crate_attrs(Session &sess, const ast::Crate &krate);

} // namespace ochre::driver
