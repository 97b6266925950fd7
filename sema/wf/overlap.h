// Whether two impls can apply to one type.
#pragma once

#include "sema/ty/context.h"

namespace ochre::wf {

/// Whether some types match both impls' headers and, as far as it can ever be known, where-clauses.
/// Both of one trait, or both inherent.
/// Whether `for<'a> fn(&'a u8)` and `fn(&'static u8)` differ: not where names are looked up.
enum class Binders : uint8_t { Differ, Agree };
bool impls_overlap(TyCtxt &tcx, DefId a, DefId b, Binders binders = Binders::Differ);
/// Whether `special` applies only where `general` does (specialisation).
bool specializes(TyCtxt &tcx, DefId special, DefId general);
/// E0119, E0751 among the impls of a trait.
void check_trait_overlap(TyCtxt &tcx, DefId trait);
/// E0592 among the inherent impls of the crate.
void check_inherent_overlap(TyCtxt &tcx);

} // namespace ochre::wf
