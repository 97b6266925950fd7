// Imports: resolving them as far as they go, and the errors of those that led nowhere.
#pragma once

#include "frontend/resolve/lookup.h"

namespace ochre::resolve {

/// Enters a new import into its module: it may define its target from now on.
void add_import(Context &cx, Import import);
/// Defines what a single import found.
void define_import(Context &cx, ImportId id, Namespace ns);
/// Resolves imports until no more can be; gives whether any was.
bool resolve_imports(Context &cx);
/// Once nothing is open: settles what was left, reports errors, fills Resolutions::imports.
void finalize_imports(Context &cx);
/// Reports `use` items that nobody used.
void check_unused_imports(Context &cx);

} // namespace ochre::resolve
