// Bodies that no source has: drop glue, clones of built-in types, adapters between call forms,
// constructors as functions.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir::transform {

/// The body of an instance whose kind is not Item, in phase Runtime. The instance is monomorphic.
/// Null: a shim that is not supported yet (reported), or one that code generation makes itself
/// (Intrinsic, Virtual).
std::shared_ptr<Body> build_shim(TyCtxt &tcx, const ty::Instance &instance);

/// `Some`, `S` as a function: an aggregate of its arguments.
std::shared_ptr<Body> build_ctor(TyCtxt &tcx, DefId ctor, ty::GenericArgs args);

} // namespace ochre::mir::transform
