// What functions are called in the name section, for stack traces and debuggers.
#pragma once

#include "sema/ty/context.h"
#include "sema/ty/instance.h"

#include <string>

namespace ochre::wasm {

/// The path of the function, an impl by its type: `alloc::vec::Vec::push`. Instances of one
/// function have one name. Symbols that attributes fix stay what they are.
std::string readable_name(ty::TyCtxt &tcx, const ty::Instance &instance);

} // namespace ochre::wasm
