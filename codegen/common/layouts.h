// What both back ends read from types, layouts and MIR in the same way.
#pragma once

#include "mir/ir/body.h"
#include "sema/layout/layout.h"

namespace ochre::codegen {

/// The discriminant of a variant, as bits of its type (sign-extended to 128).
layout::u128 discriminant_bits(TyCtxt &tcx, ty::Ty enum_ty, ty::VariantIdx variant);
/// What the tag of an enum holds for a variant; none: the variant has no tag of its own.
std::optional<layout::u128> tag_bits(TyCtxt &tcx, const layout::Layout &layout,
                                     ty::VariantIdx variant, ty::Ty enum_ty);
/// `repr(packed(N))`: N, else 0.
uint64_t packed_to(TyCtxt &tcx, ty::Ty ty);
/// The slot that holds the vtable for `target` in one for `source`, both dyn; none: it is the same
/// vtable or a prefix.
std::optional<uint32_t> upcast_slot(TyCtxt &tcx, ty::Ty source, ty::Ty target);
/// A check that the profile of the crate that is being compiled decides on, not of the one that the
/// function is from.
bool is_overflow_check(const mir::Terminator &term);
/// Where the signature of a function stands, which is the place of calls through pointers to it.
Span fn_head_span(TyCtxt &tcx, DefId fn);

} // namespace ochre::codegen
