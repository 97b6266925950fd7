// Checks of typed bodies that look at patterns and at what is unsafe: the query `patterns_checked`.
#pragma once

#include "sema/ty/context.h"

namespace ochre::patterns {

/// Sets the functions for the local crate. The query's result: no error was found.
void provide(ty::Providers &providers);

} // namespace ochre::patterns
