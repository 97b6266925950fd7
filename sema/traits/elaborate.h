// Consequences of where-clauses: supertraits and outlives of components.
#pragma once

#include "sema/ty/fold.h"

#include "llvm/ADT/SmallVector.h"

namespace ochre::traits {

/// The clauses and, after each, what it implies: the supertrait clauses of
/// `T: Trait` (with their associated type bindings), transitively. No duplicates
/// (up to names of bound regions).
llvm::SmallVector<ty::Clause, 8> elaborate(TyCtxt &tcx, llvm::ArrayRef<ty::Clause> clauses);
/// The trait ref and all its supertraits, each once; itself first.
llvm::SmallVector<ty::PolyTraitRef, 4> supertraits(TyCtxt &tcx, const ty::PolyTraitRef &ref);
/// The trait and its supertraits, without arguments; itself first.
llvm::SmallVector<DefId, 4> supertrait_def_ids(TyCtxt &tcx, DefId trait);
/// A clause of a supertrait, said about `ref` (whose binder it joins).
ty::Clause instantiate_supertrait(TyCtxt &tcx, ty::Clause clause, const ty::PolyTraitRef &ref);

/// What the trait itself says of a type that implements it: supertraits, lifetimes, bounds of the
/// associated types that a dyn type names.
llvm::SmallVector<ty::Clause, 8> demands_on_dyn(TyCtxt &tcx, const ty::TraitRef &ref);

/// The predicates of `item` and its parents with their own parameters, unelaborated.
llvm::SmallVector<ty::Clause, 8> all_predicates_of(TyCtxt &tcx, DefId item);
/// Elaborates, normalises, interns.
ty::ParamEnv param_env_from_clauses(TyCtxt &tcx, llvm::ArrayRef<ty::Clause> clauses, Span span);

} // namespace ochre::traits
