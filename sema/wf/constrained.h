// Which parameters a type or an impl header determines.
#pragma once

#include "sema/ty/context.h"

#include "llvm/ADT/SmallBitVector.h"

namespace ochre::wf {

/// Whether parameters in positions that do not determine them (`<T as Tr>::A`) count.
enum class Occurrences : uint8_t { Constraining, All };

/// Sets the bit of each parameter that occurs in `arg`.
void add_params(TyCtxt &tcx, ty::GenericArg arg, Occurrences which, llvm::SmallBitVector &out);
/// Adds what `<T as Tr>::A == U` determines once T is, transitively. `skip`: a trait ref whose
/// projections do not count (the impl's own); may be empty.
void add_constrained_by(TyCtxt &tcx, DefId item, const ty::TraitRef *skip,
                        llvm::SmallBitVector &out);
/// E0207 for an impl.
void check_impl_params(TyCtxt &tcx, DefId impl);
/// E0091 for a type alias.
void check_alias_params(TyCtxt &tcx, DefId alias);
/// E0392 for an ADT.
void check_adt_params(TyCtxt &tcx, DefId adt);

} // namespace ochre::wf
