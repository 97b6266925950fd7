// Values that a body computes, each distinct computation with one number.
//
// A value names its operands by number, so equal numbers mean equal values wherever both are
// computed. Memory is versioned: what a pointer leads to is a value of the place and of the version
// of memory. Source: Alpern, Wegman, Zadeck, "Detecting Equality of Variables in Programs"; Click,
// "Global Code Motion, Global Value Numbering".
#pragma once

#include "mir/optimize/context.h"

#include "llvm/Support/Allocator.h"

#include <unordered_map>

namespace ochre::mir::optimize {

struct ValueTag;
using ValueId = Id<ValueTag>;

enum class ValueKind : uint8_t {
  Opaque,       ///< nothing is known; each is a value of its own
  Int,          ///< lo, hi
  Constant,     ///< another constant: ConstValueKind op, alloc a, lo: offset, hi: meta
  Unary,        ///< op a
  Binary,       ///< a op b; `from`: type of a
  Cast,         ///< a as ty; `from`: type of a
  Aggregate,    ///< parts, of `variant`
  Field,        ///< field lo of a, in `variant`
  Update,       ///< a with b as field or element lo
  Element,      ///< element b of the array a
  Discriminant, ///< of a
  Address,      ///< of the memory place a
  // Places in memory.
  LocalMemory,  ///< the local lo
  Pointee,      ///< *a
  FieldPlace,   ///< field lo of place a, in `variant`
  ElementPlace, ///< element b of place a
  Load,         ///< what place a holds at version lo of memory
};

struct Value {
  ValueKind kind = ValueKind::Opaque;
  uint8_t op = 0;
  uint32_t variant = UINT32_MAX;
  ty::Ty ty;
  ty::Ty from;
  ValueId a;
  ValueId b;
  uint64_t lo = 0;
  uint64_t hi = 0;
  llvm::ArrayRef<ValueId> parts;

  bool is_int() const { return kind == ValueKind::Int; }
  bool operator==(const Value &other) const;
};

class Values {
public:
  explicit Values(TyCtxt &tcx) : tcx_(tcx) {}

  const Value &operator[](ValueId id) const { return rows_[id]; }
  bool is_int(ValueId id, uint64_t value) const {
    return rows_[id].is_int() && rows_[id].lo == value && rows_[id].hi == 0;
  }

  ValueId opaque();
  ValueId integer(const Scalar &scalar, ty::Ty ty);
  ValueId boolean(bool value);
  ValueId constant(const ConstValue &value, ty::Ty ty);
  ValueId unary(UnOp op, ValueId a, ty::Ty from, ty::Ty ty);
  ValueId binary(BinOp op, ValueId a, ValueId b, ty::Ty from, ty::Ty b_ty, ty::Ty ty);
  ValueId cast(CastKind kind, ValueId a, ty::Ty from, ty::Ty ty);
  ValueId aggregate(llvm::ArrayRef<ValueId> parts, uint32_t variant, ty::Ty ty, uint8_t kind);
  ValueId field(ValueId of, uint32_t index, uint32_t variant, ty::Ty ty);
  ValueId update(ValueId of, uint32_t index, ValueId part);
  ValueId element(ValueId of, ValueId index, ty::Ty ty);
  /// The element `index` of `of`, of which nothing else is known, is `value`.
  void element_is(ValueId of, ValueId index, ty::Ty ty, ValueId value);
  ValueId discriminant(ValueId of, ty::Ty enum_ty, ty::Ty ty);
  /// The pointer without casts and wrappers, which leave the address as it is.
  ValueId plain_pointer(ValueId pointer) const;
  /// A place in memory; `base`: the type that a FieldPlace is a field of.
  ValueId place(ValueKind kind, ValueId a, ValueId b = {}, uint64_t lo = 0,
                uint32_t variant = UINT32_MAX, ty::Ty base = {});
  ValueId address(ValueId place, ty::Ty ty);
  /// What the place holds; of memory that never changes the value itself, if it is an integer.
  ValueId load(ValueId place, uint64_t version, ty::Ty ty);
  /// From here on the place holds `value` at that version.
  void stored(ValueId place, uint64_t version, ty::Ty ty, ValueId value);

private:
  struct Hash {
    size_t operator()(const Value &value) const;
  };
  ValueId intern(Value value);
  static Value element_row(ValueId of, ValueId index, ty::Ty ty);
  uint64_t largest(ValueId id, ty::Ty ty, unsigned depth = 0) const;
  ValueId compare(BinOp op, ValueId a, ValueId b, ty::Ty from);
  ValueId simplify(BinOp op, ValueId a, ValueId b, ty::Ty from);
  ValueId metadata(ValueId pointer, ty::Ty from, ty::Ty ty);
  const Allocation *constant_memory(ValueId place, uint64_t &offset) const;

  TyCtxt &tcx_;
  IndexVec<ValueId, Value> rows_;
  std::unordered_map<Value, ValueId, Hash> table_;
  llvm::BumpPtrAllocator parts_;
};

} // namespace ochre::mir::optimize
