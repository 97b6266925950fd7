// What may stand in the arguments of built-in attributes.
#pragma once

#include "frontend/ast/crate.h"
#include "support/session/session.h"

namespace ochre::expand {

/// Reports wrong contents of one attribute whose shape is right (attr_check.h). `target`: the
/// letter of attrs.def for what it stands on.
void check_attr_contents(Session &sess, const ast::Attr &attr, llvm::StringRef name, char target);

} // namespace ochre::expand
