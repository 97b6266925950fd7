// Programs that are compiled as a whole.
//
// On WebAssembly the final crate generates all that it reaches, of whichever crate. A foreign item
// (`extern "Rust" { fn x(); }`) whose symbol some crate of the program defines is that definition.
#pragma once

#include "sema/ty/context.h"

namespace ochre::mono {

/// Whether one crate generates the code of all.
bool is_whole_program(const ty::TyCtxt &tcx);

/// Whether the local crate is `#![compiler_builtins]`: what LLVM's code calls by name. Its library
/// holds an object too, for the linker to take functions from.
bool is_runtime_crate(const ty::TyCtxt &tcx);

/// Enters what the local crate defines under fixed names in `tcx.linker_symbols`.
void enter_local_symbols(ty::TyCtxt &tcx);

/// The function that a foreign function of the same symbol and of a like signature is in this
/// program; others are what they are.
const ty::Instance *definition_of(ty::TyCtxt &tcx, const ty::Instance *instance);

/// Likewise for statics.
DefId static_definition_of(ty::TyCtxt &tcx, DefId id);

} // namespace ochre::mono
