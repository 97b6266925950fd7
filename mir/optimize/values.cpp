#include "mir/optimize/values.h"

#include "mir/interpret/fold.h"
#include "mir/ir/alloc_table.h"

#include "llvm/ADT/Hashing.h"

namespace ochre::mir::optimize {

bool Value::operator==(const Value &other) const {
  return kind == other.kind && op == other.op && variant == other.variant && ty == other.ty &&
         from == other.from && a == other.a && b == other.b && lo == other.lo && hi == other.hi &&
         parts == other.parts;
}

size_t Values::Hash::operator()(const Value &v) const {
  llvm::hash_code hash = llvm::hash_combine(static_cast<uint8_t>(v.kind), v.op, v.variant,
                                            v.ty.raw(), v.a.raw, v.b.raw, v.lo, v.hi);
  for (ValueId part : v.parts)
    hash = llvm::hash_combine(hash, part.raw);
  return hash;
}

ValueId Values::intern(Value value) {
  auto it = table_.find(value);
  if (it != table_.end())
    return it->second;
  value.parts = value.parts.copy(parts_);
  ValueId id = rows_.push(value);
  table_.emplace(value, id);
  return id;
}

ValueId Values::opaque() { return rows_.push(Value()); }

ValueId Values::integer(const Scalar &scalar, ty::Ty ty) {
  Value v;
  v.kind = ValueKind::Int;
  v.op = scalar.size;
  v.ty = ty;
  v.lo = scalar.lo;
  v.hi = scalar.hi;
  return intern(v);
}

ValueId Values::boolean(bool value) {
  return integer(Scalar::from_uint(value, 1), tcx_.common.bool_);
}

ValueId Values::constant(const ConstValue &value, ty::Ty ty) {
  if (value.kind == ConstValueKind::Scalar && value.scalar.kind == ScalarKind::Int)
    return integer(value.scalar, ty);
  Value v;
  v.kind = ValueKind::Constant;
  v.op = static_cast<uint8_t>(value.kind);
  v.ty = ty;
  bool is_scalar = value.kind == ConstValueKind::Scalar;
  v.a = ValueId((is_scalar ? value.scalar.alloc : value.alloc).raw);
  v.lo = is_scalar ? value.scalar.lo : value.offset;
  v.hi = is_scalar ? value.scalar.hi : value.meta;
  return intern(v);
}

static Scalar scalar_of(const Value &v) { return Scalar::from_uint(v.lo, v.op, v.hi); }

/// The length or vtable in a wide pointer.
ValueId Values::metadata(ValueId pointer, ty::Ty from, ty::Ty ty) {
  Value v = rows_[pointer];
  if (v.kind == ValueKind::Aggregate && v.parts.size() == 2)
    return v.parts[1];
  if (v.kind == ValueKind::Constant && static_cast<ConstValueKind>(v.op) == ConstValueKind::Slice)
    return integer(Scalar::from_uint(v.hi, static_cast<uint8_t>(tcx_.pointer_bits / 8)), ty);
  auto pointee = [](ty::Ty pointer) {
    return pointer.is_ref() || pointer.is_raw_ptr() ? pointer.inner() : ty::Ty();
  };
  ty::Ty source = v.kind == ValueKind::Cast && v.from ? pointee(v.from) : ty::Ty();
  if (source && static_cast<CastKind>(v.op) == CastKind::Unsize && source.is(ty::TyKind::Array))
    if (const layout::Layout *array = layout_of(tcx_, source))
      return integer(
          Scalar::from_uint(array->array_count, static_cast<uint8_t>(tcx_.pointer_bits / 8)), ty);
  bool keeps = source && (static_cast<CastKind>(v.op) == CastKind::PtrToPtr ||
                          static_cast<CastKind>(v.op) == CastKind::MutToConstPointer);
  ty::Ty target = pointee(from);
  if (keeps && source.is(ty::TyKind::Slice) && target && target.is(ty::TyKind::Slice))
    return metadata(v.a, v.from, ty);
  v = Value();
  v.kind = ValueKind::Unary;
  v.op = static_cast<uint8_t>(UnOp::PtrMetadata);
  v.a = pointer;
  v.ty = ty;
  return intern(v);
}

ValueId Values::unary(UnOp op, ValueId a, ty::Ty from, ty::Ty ty) {
  if (op == UnOp::PtrMetadata)
    return metadata(a, from, ty);
  if (rows_[a].is_int())
    if (std::optional<Scalar> known = interpret::fold_unary(tcx_, op, scalar_of(rows_[a]), from))
      return integer(*known, ty);
  if (rows_[a].kind == ValueKind::Unary && rows_[a].op == static_cast<uint8_t>(op) &&
      !from.is_floating_point())
    return rows_[a].a;
  Value v;
  v.kind = ValueKind::Unary;
  v.op = static_cast<uint8_t>(op);
  v.a = a;
  v.ty = ty;
  return intern(v);
}

/// A bound of what an unsigned value of at most 64 bits can be.
uint64_t Values::largest(ValueId id, ty::Ty ty, unsigned depth) const {
  const Value &v = rows_[id];
  const layout::Layout *layout = layout_of(tcx_, ty);
  if (!layout || layout->size > 8 || !ty.is(ty::TyKind::Uint))
    return UINT64_MAX;
  uint64_t all = layout->size == 8 ? UINT64_MAX : (uint64_t(1) << (layout->size * 8)) - 1;
  if (v.is_int())
    return v.lo;
  if (depth == 4)
    return all;
  if (v.kind == ValueKind::Cast && static_cast<CastKind>(v.op) == CastKind::IntToInt && v.from)
    return std::min(all, largest(v.a, v.from, depth + 1));
  if (v.kind != ValueKind::Binary || v.ty != ty)
    return all;
  bool by_number = rows_[v.b].is_int() && rows_[v.b].lo != 0;
  switch (static_cast<BinOp>(v.op)) {
  case BinOp::BitAnd: return std::min(largest(v.a, ty, depth + 1), largest(v.b, ty, depth + 1));
  case BinOp::Rem: return by_number ? rows_[v.b].lo - 1 : all;
  case BinOp::Shr:
  case BinOp::ShrUnchecked:
    return by_number && rows_[v.b].lo < layout->size * 8
               ? largest(v.a, ty, depth + 1) >> rows_[v.b].lo
               : all;
  default: return all;
  }
}

/// Comparisons of integers are all told by Lt and Eq.
ValueId Values::compare(BinOp op, ValueId a, ValueId b, ty::Ty from) {
  ty::Ty boolean_ty = tcx_.common.bool_;
  auto plain = [&](BinOp kind, ValueId x, ValueId y) {
    if (x == y)
      return boolean(kind == BinOp::Eq);
    if (kind == BinOp::Eq && rows_[x].is_int())
      std::swap(x, y);
    if (kind == BinOp::Eq && !rows_[y].is_int() && y < x)
      std::swap(x, y);
    // `flag == true` is the flag.
    if (kind == BinOp::Eq && from.is_bool() && rows_[y].is_int())
      return rows_[y].lo ? x : unary(UnOp::Not, x, boolean_ty, boolean_ty);
    if (kind == BinOp::Lt && is_int(y, 0) && !from.is(ty::TyKind::Int))
      return boolean(false);
    bool is_below = kind == BinOp::Lt && rows_[y].is_int() && from.is(ty::TyKind::Uint) &&
                    !rows_[x].is_int() && rows_[y].op <= 8 && largest(x, from) < rows_[y].lo;
    if (is_below)
      return boolean(true);
    Value v;
    v.kind = ValueKind::Binary;
    v.op = static_cast<uint8_t>(kind);
    v.a = x;
    v.b = y;
    v.from = from;
    v.ty = boolean_ty;
    return intern(v);
  };
  auto negated = [&](ValueId value) { return unary(UnOp::Not, value, boolean_ty, boolean_ty); };
  switch (op) {
  case BinOp::Eq: return plain(BinOp::Eq, a, b);
  case BinOp::Ne: return negated(plain(BinOp::Eq, a, b));
  case BinOp::Lt: return plain(BinOp::Lt, a, b);
  case BinOp::Gt: return plain(BinOp::Lt, b, a);
  case BinOp::Le: return negated(plain(BinOp::Lt, b, a));
  case BinOp::Ge: return negated(plain(BinOp::Lt, a, b));
  default: return {};
  }
}

/// Operations that change nothing.
ValueId Values::simplify(BinOp op, ValueId a, ValueId b, ty::Ty from) {
  bool is_int_ty = from.is(ty::TyKind::Int) || from.is(ty::TyKind::Uint);
  if (op == BinOp::Offset && is_int(b, 0))
    return a;
  if (!is_int_ty)
    return {};
  switch (op) {
  case BinOp::Add:
  case BinOp::AddUnchecked:
  case BinOp::BitOr:
  case BinOp::BitXor:
    if (is_int(a, 0))
      return b;
    [[fallthrough]];
  case BinOp::Sub:
  case BinOp::SubUnchecked:
  case BinOp::Shl:
  case BinOp::Shr:
  case BinOp::ShlUnchecked:
  case BinOp::ShrUnchecked: return is_int(b, 0) ? a : ValueId();
  case BinOp::Mul:
  case BinOp::MulUnchecked:
    if (is_int(a, 1))
      return b;
    [[fallthrough]];
  case BinOp::Div: return is_int(b, 1) ? a : ValueId();
  default: return {};
  }
}

ValueId Values::binary(BinOp op, ValueId a, ValueId b, ty::Ty from, ty::Ty b_ty, ty::Ty ty) {
  bool is_pair = ty.is(ty::TyKind::Tuple);
  if (rows_[a].is_int() && rows_[b].is_int())
    if (std::optional<interpret::Folded> known = interpret::fold_binary(
            tcx_, op, scalar_of(rows_[a]), from, scalar_of(rows_[b]), b_ty)) {
      if (!is_pair)
        return integer(known->value, ty);
      ValueId parts[] = {integer(known->value, from), boolean(known->overflow)};
      return aggregate(parts, UINT32_MAX, ty, static_cast<uint8_t>(AggregateKind::Tuple));
    }
  bool is_exact = from.is(ty::TyKind::Int) || from.is(ty::TyKind::Uint) || from.is_bool() ||
                  from.is_char() || from.is_raw_ptr();
  if (is_exact && !is_pair && !ty.is(ty::TyKind::Adt))
    if (ValueId found = compare(op, a, b, from); found.is_valid())
      return found;
  if (ValueId found = simplify(op, a, b, from); found.is_valid())
    return found;
  Value v;
  v.kind = ValueKind::Binary;
  v.op = static_cast<uint8_t>(op);
  v.a = a;
  v.b = b;
  v.from = from;
  v.ty = ty;
  return intern(v);
}

ValueId Values::cast(CastKind kind, ValueId a, ty::Ty from, ty::Ty ty) {
  bool keeps_bits = kind == CastKind::Transmute || kind == CastKind::Subtype ||
                    kind == CastKind::PtrToPtr || kind == CastKind::MutToConstPointer ||
                    kind == CastKind::IntToInt;
  if (keeps_bits && from == ty)
    return a;
  const Value &value = rows_[a];
  if (kind == CastKind::IntToInt && value.is_int())
    if (std::optional<Scalar> known = interpret::fold_int_cast(tcx_, scalar_of(value), from, ty))
      return integer(*known, ty);
  // A pointer and back: one cast of the first.
  bool is_pointer = kind == CastKind::PtrToPtr || kind == CastKind::MutToConstPointer;
  bool was_pointer = value.kind == ValueKind::Cast &&
                     (static_cast<CastKind>(value.op) == CastKind::PtrToPtr ||
                      static_cast<CastKind>(value.op) == CastKind::MutToConstPointer);
  if (is_pointer && was_pointer)
    return cast(CastKind::PtrToPtr, value.a, value.from, ty);
  Value v;
  v.kind = ValueKind::Cast;
  v.op = static_cast<uint8_t>(is_pointer ? CastKind::PtrToPtr : kind);
  v.a = a;
  v.from = from;
  v.ty = ty;
  return intern(v);
}

ValueId Values::aggregate(llvm::ArrayRef<ValueId> parts, uint32_t variant, ty::Ty ty,
                          uint8_t kind) {
  Value v;
  v.kind = ValueKind::Aggregate;
  v.op = kind;
  v.parts = parts;
  v.variant = variant;
  v.ty = ty;
  return intern(v);
}

ValueId Values::field(ValueId of, uint32_t index, uint32_t variant, ty::Ty ty) {
  const Value &value = rows_[of];
  if (value.kind == ValueKind::Aggregate && index < value.parts.size() &&
      (variant == UINT32_MAX || variant == value.variant))
    return value.parts[index];
  if (value.kind == ValueKind::Update && variant == UINT32_MAX)
    return value.lo == index ? value.b : field(value.a, index, variant, ty);
  // The wrapped result of checked arithmetic is the plain operation.
  if (value.kind == ValueKind::Binary && index == 0 && value.ty.is(ty::TyKind::Tuple)) {
    BinOp op = static_cast<BinOp>(value.op);
    BinOp plain = op == BinOp::AddWithOverflow   ? BinOp::Add
                  : op == BinOp::SubWithOverflow ? BinOp::Sub
                                                 : BinOp::Mul;
    return binary(plain, value.a, value.b, value.from, value.from, value.from);
  }
  Value v;
  v.kind = ValueKind::Field;
  v.a = of;
  v.lo = index;
  v.variant = variant;
  v.ty = ty;
  return intern(v);
}

ValueId Values::update(ValueId of, uint32_t index, ValueId part) {
  Value v;
  v.kind = ValueKind::Update;
  v.a = of;
  v.b = part;
  v.lo = index;
  return intern(v);
}

Value Values::element_row(ValueId of, ValueId index, ty::Ty ty) {
  Value v;
  v.kind = ValueKind::Element;
  v.a = of;
  v.b = index;
  v.ty = ty;
  return v;
}

ValueId Values::element(ValueId of, ValueId index, ty::Ty ty) {
  const Value &value = rows_[of];
  const Value &number = rows_[index];
  if (number.is_int() && value.kind == ValueKind::Aggregate && number.lo < value.parts.size())
    return value.parts[number.lo];
  if (number.is_int() && value.kind == ValueKind::Update)
    return value.lo == number.lo ? value.b : element(value.a, index, ty);
  return intern(element_row(of, index, ty));
}

void Values::element_is(ValueId of, ValueId index, ty::Ty ty, ValueId value) {
  table_.insert_or_assign(element_row(of, index, ty), value);
}

ValueId Values::discriminant(ValueId of, ty::Ty enum_ty, ty::Ty ty) {
  const Value &value = rows_[of];
  if (value.kind == ValueKind::Aggregate && value.ty == enum_ty && value.variant != UINT32_MAX)
    if (std::optional<Scalar> known = discriminant_of(tcx_, enum_ty, value.variant))
      return integer(*known, ty);
  Value v;
  v.kind = ValueKind::Discriminant;
  v.a = of;
  v.ty = ty;
  return intern(v);
}

ValueId Values::plain_pointer(ValueId pointer) const {
  while (true) {
    const Value &v = rows_[pointer];
    CastKind kind = static_cast<CastKind>(v.op);
    bool is_cast = v.kind == ValueKind::Cast &&
                   (kind == CastKind::PtrToPtr || kind == CastKind::MutToConstPointer ||
                    kind == CastKind::Transmute || kind == CastKind::Subtype);
    bool is_wrapper = v.kind == ValueKind::Aggregate && v.parts.size() == 1 &&
                      v.variant == UINT32_MAX &&
                      static_cast<AggregateKind>(v.op) == AggregateKind::Adt;
    if (!is_cast && !is_wrapper)
      return pointer;
    pointer = is_cast ? v.a : v.parts[0];
  }
}

ValueId Values::place(ValueKind kind, ValueId a, ValueId b, uint64_t lo, uint32_t variant,
                      ty::Ty base) {
  Value v;
  v.kind = kind;
  v.from = base;
  v.a = a;
  v.b = b;
  v.lo = lo;
  v.variant = variant;
  return intern(v);
}

ValueId Values::address(ValueId place, ty::Ty ty) {
  Value v;
  v.kind = ValueKind::Address;
  v.a = place;
  v.ty = ty;
  return intern(v);
}

/// The read-only memory that the place is in, and where there; null: not known.
const Allocation *Values::constant_memory(ValueId place, uint64_t &offset) const {
  const Value &v = rows_[place];
  if (v.kind == ValueKind::Pointee) {
    const Value &pointer = rows_[v.a];
    bool is_pointer = pointer.kind == ValueKind::Constant &&
                      static_cast<ConstValueKind>(pointer.op) == ConstValueKind::Scalar;
    if (!is_pointer)
      return nullptr;
    const GlobalAlloc &global = alloc_table(tcx_)[AllocId(pointer.a.raw)];
    offset = pointer.lo;
    bool is_fixed = global.kind == GlobalAllocKind::Memory && global.memory &&
                    global.memory->mutbl == ty::Mutability::Not;
    return is_fixed ? global.memory : nullptr;
  }
  if (v.kind != ValueKind::FieldPlace || !v.from)
    return nullptr;
  const Allocation *memory = constant_memory(v.a, offset);
  const layout::Layout *layout = memory ? layout_of(tcx_, v.from) : nullptr;
  if (!layout)
    return nullptr;
  if (v.variant != UINT32_MAX)
    layout = &layout->variant(ty::VariantIdx(v.variant));
  offset += layout->field_offset(static_cast<uint32_t>(v.lo));
  return memory;
}

ValueId Values::load(ValueId place, uint64_t version, ty::Ty ty) {
  uint64_t offset = 0;
  bool is_number = ty.is_integral() || ty.is_bool() || ty.is_char();
  if (const Allocation *memory = is_number ? constant_memory(place, offset) : nullptr) {
    uint64_t size = layout_of(tcx_, ty)->size;
    bool is_known = offset + size <= memory->bytes.size();
    uint64_t words[2] = {0, 0};
    for (uint64_t i = 0; is_known && i < size; ++i) {
      is_known = memory->is_init(offset + i);
      words[i / 8] |= uint64_t(memory->bytes[offset + i]) << (i % 8 * 8);
    }
    uint64_t width = tcx_.pointer_bits / 8;
    auto pointer = memory->provenance.lower_bound(offset >= width ? offset - width + 1 : 0);
    is_known &= pointer == memory->provenance.end() || pointer->first >= offset + size;
    if (is_known)
      return integer(Scalar::from_uint(words[0], static_cast<uint8_t>(size), words[1]), ty);
  }
  Value v;
  v.kind = ValueKind::Load;
  v.a = place;
  v.lo = version;
  v.ty = ty;
  return intern(v);
}

void Values::stored(ValueId place, uint64_t version, ty::Ty ty, ValueId value) {
  Value v;
  v.kind = ValueKind::Load;
  v.a = place;
  v.lo = version;
  v.ty = ty;
  table_.insert_or_assign(v, value);
}

} // namespace ochre::mir::optimize
