// The checks of sema/patterns (private).
#pragma once

#include "sema/typeck/cursor.h"

namespace ochre::patterns {

/// Exhaustiveness of matches, refutability of bindings (E0004, E0005).
void check_matches(ty::TyCtxt &tcx, const typeck::TypedBody &typed, const hir::Body &body,
                   ty::ParamEnv env);
/// Whether the place that is matched on is known to hold a valid value: not one read through a
/// pointer or out of a union.
bool is_valid_place(ty::TyCtxt &tcx, const typeck::TypedBody &typed, hir::ExprId id);

} // namespace ochre::patterns
