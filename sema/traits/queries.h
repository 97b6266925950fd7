// Providers of sema/traits (private).
#pragma once

#include "sema/ty/context.h"

namespace ochre::traits {

bool needs_drop(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);
bool is_copy(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);
bool is_sized(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);
bool is_freeze(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);
bool is_unpin(TyCtxt &tcx, ty::TypingEnvAnd<ty::Ty> key);
DefId adt_destructor(TyCtxt &tcx, DefId adt);
const ty::ImplSource *codegen_select(TyCtxt &tcx, ty::TypingEnvAnd<ty::TraitRef> key);
ty::GenericArg normalize_erasing_regions(TyCtxt &tcx, ty::TypingEnvAnd<ty::GenericArg> key);
const ty::DropckConstraint *dropck_constraint(TyCtxt &tcx, DefId adt);
const ty::Instance *resolve_instance(TyCtxt &tcx, ty::InstanceKey key);
/// `[T; 0]`, its length known: it holds no T.
bool is_empty_array(ty::Ty ty);

} // namespace ochre::traits
