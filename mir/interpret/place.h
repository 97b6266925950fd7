// Places and operands of the running frame.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

/// The place that MIR names. Its base stays an immediate only if there is no projection on it.
PlaceRef eval_place(Machine &m, Place place);
/// The place as memory; a local moves there.
MPlace eval_memory_place(Machine &m, Place place);
/// The value of an operand. Parts of immediates are taken without a detour through memory.
Value eval_operand(Machine &m, const Operand &operand);
Value eval_place_value(Machine &m, Place place);
/// The value of a constant of the frame's body.
Value eval_const_operand(Machine &m, const ConstOperand &ct);
Value eval_const_value(Machine &m, const ConstValue &value, ty::Ty ty);

MPlace force_memory(Machine &m, const PlaceRef &place);
/// A place in fresh memory for a value of the type.
MPlace allocate_place(Machine &m, ty::Ty ty, const Layout *layout);
/// The place behind a pointer value of type `ptr_ty` (reference, raw pointer or Box).
MPlace deref(Machine &m, const Value &pointer);
MPlace place_of_ptr(Machine &m, const Imm &pointer, ty::Ty pointee);
/// A field by index; `ty` is its type, `in` the layout of the place or of its variant.
MPlace field_place(Machine &m, const MPlace &base, const Layout &in, uint32_t index, ty::Ty ty);
MPlace element_place(Machine &m, const MPlace &base, uint64_t index);
/// Number of elements of an array or slice.
uint64_t place_len(Machine &m, const MPlace &place);
/// The pointer to a place: address, and metadata if the place is unsized.
Imm place_ptr(Machine &m, const MPlace &place);

Value memory_value(const MPlace &place);
Value imm_value(const Imm &imm, ty::Ty ty, const Layout *layout);
/// The value in registers; a failure if its layout has none, or if it is not initialised.
Imm read_imm(Machine &m, const Value &value);
/// The bits of an initialised scalar without provenance.
u128 read_bits(Machine &m, const Value &value);
u128 bits_of(Machine &m, const Val &val);
void write_value(Machine &m, const PlaceRef &place, const Value &value);
void write_memory(Machine &m, const MPlace &place, const Value &value);
void write_imm(Machine &m, const PlaceRef &place, const Imm &imm);
/// `(value, overflowed)`, whichever of the two lies first.
void write_overflow_pair(Machine &m, const PlaceRef &place, const Imm &pair);
inline PlaceRef memory_ref(const MPlace &place) { return {false, {}, place}; }

/// Size and alignment of what lies at a place, by its metadata if unsized.
std::pair<uint64_t, uint64_t> size_and_align(Machine &m, const MPlace &place);
/// The concrete type and traits of a vtable; null type after a failure.
ty::Ty vtable_ty(Machine &m, const Val &vtable);
bool fits_immediate(const Layout *layout);
Val usize_val(const Machine &m, uint64_t value);

/// Discriminants and variants.
uint32_t read_variant(Machine &m, const Value &value);
void write_variant(Machine &m, const PlaceRef &place, uint32_t variant);
/// The discriminant of variant `index` of an enum, or of a coroutine state.
u128 discriminant_of(Machine &m, ty::Ty enum_ty, uint32_t index);

} // namespace ochre::mir::interpret
