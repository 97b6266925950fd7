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
/// What an operation without operands says under the options of the crate that is being compiled.
bool null_op_value(const Session &sess, mir::NullOp op);

/// A field of a smart pointer that changes its type when the pointer is unsized, or stays.
struct UnsizedField {
  uint32_t index;
  ty::Ty from;
  ty::Ty to;
};
/// Whether a coercion is one of a reference or raw pointer to another.
bool is_pointer_unsizing(ty::Ty from, ty::Ty to);
/// The fields of a smart pointer that is unsized; empty: these types are none.
llvm::SmallVector<UnsizedField, 2> unsized_fields(TyCtxt &tcx, ty::Ty from, ty::Ty to);

/// A place in the source as `core::panic::Location` says it.
struct CallerPosition {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
  std::string key() const; ///< unique
};
CallerPosition caller_position(Session &sess, Span span);
/// Where the parts of a `Location` lie in it: the file's name is a `&str`, the rest `u32`.
struct LocationLayout {
  uint64_t file = 0;
  uint64_t line = 0;
  uint64_t column = 0;
};
LocationLayout location_layout(TyCtxt &tcx, ty::Ty location, const layout::Layout &layout);

/// Where the signature of a function stands, which is the place of calls through pointers to it.
Span fn_head_span(TyCtxt &tcx, DefId fn);

} // namespace ochre::codegen
