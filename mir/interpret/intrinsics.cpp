// Intrinsics that constant code may call. Those of the standard library are listed in
// docs/std-internals.md; what is missing here is no constant function.

#include "mir/interpret/arith.h"
#include "mir/interpret/call.h"
#include "mir/interpret/cast.h"
#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::mir::interpret {

namespace {

struct IntrinsicCall {
  Machine &m;
  const ty::Instance &instance;
  llvm::ArrayRef<Value> args;
  PlaceRef dest;
  llvm::StringRef name;

  ty::Ty type_arg(uint32_t i = 0) { return instance.args[i].ty(); }
  Imm imm(uint32_t i) { return i < args.size() ? read_imm(m, args[i]) : Imm(); }
  u128 bits(uint32_t i) { return bits_of(m, imm(i).a); }
  uint64_t usize(uint32_t i) { return static_cast<uint64_t>(bits(i)); }
  Val ptr(uint32_t i) {
    Val out = imm(i).a;
    if (!out.init)
      fail(m, "using uninitialized data, but this operation requires initialized memory");
    return out;
  }
  void ret(const Val &val) { write_imm(m, dest, Imm::one(val)); }
  void ret_usize(uint64_t value) { ret(usize_val(m, value)); }
  void ret_bool(bool value) { ret(Val::uint(value, 1)); }
  MPlace pointee(uint32_t i) { return place_of_ptr(m, imm(i), args[i].ty().inner()); }
};

bool starts_with_any(llvm::StringRef name, llvm::ArrayRef<llvm::StringRef> prefixes) {
  return llvm::any_of(prefixes, [&](llvm::StringRef p) { return name.starts_with(p); });
}

// --- Integers
// --------------------------------------------------------------------------------------

unsigned leading_zeros(u128 bits, unsigned width) {
  unsigned n = 0;
  for (unsigned i = width; i-- > 0 && !(bits >> i & 1);)
    ++n;
  return n;
}

unsigned trailing_zeros(u128 bits, unsigned width) {
  unsigned n = 0;
  while (n < width && !(bits >> n & 1))
    ++n;
  return n;
}

u128 reverse(u128 bits, unsigned width, unsigned group) {
  u128 out = 0;
  u128 mask = (u128(1) << group) - 1;
  for (unsigned i = 0; i < width; i += group)
    out |= (bits >> i & mask) << (width - group - i);
  return out;
}

/// Counting and moving bits.
bool bit_intrinsic(IntrinsicCall &c) {
  enum Op { None, Ctpop, Ctlz, CtlzNonzero, Cttz, CttzNonzero, Bswap, Bitreverse, Rotl, Rotr };
  auto op = llvm::StringSwitch<Op>(c.name)
                .Case("ctpop", Ctpop)
                .Case("ctlz", Ctlz)
                .Case("ctlz_nonzero", CtlzNonzero)
                .Case("cttz", Cttz)
                .Case("cttz_nonzero", CttzNonzero)
                .Case("bswap", Bswap)
                .Case("bitreverse", Bitreverse)
                .Case("rotate_left", Rotl)
                .Case("rotate_right", Rotr)
                .Default(None);
  if (op == None)
    return false;
  unsigned size = num_ty(c.m, c.args[0].ty()).size;
  unsigned width = size * 8;
  u128 bits = c.bits(0);
  if ((op == CtlzNonzero || op == CttzNonzero) && bits == 0)
    fail(c.m, "`" + c.name + "` called on 0");
  switch (op) {
  case None: break;
  case Ctpop:
    c.ret(Val::uint(static_cast<unsigned>(__builtin_popcountll(static_cast<uint64_t>(bits)) +
                                          __builtin_popcountll(static_cast<uint64_t>(bits >> 64))),
                    4));
    break;
  case Ctlz:
  case CtlzNonzero: c.ret(Val::uint(leading_zeros(bits, width), 4)); break;
  case Cttz:
  case CttzNonzero: c.ret(Val::uint(trailing_zeros(bits, width), 4)); break;
  case Bswap: c.ret(Val::uint(reverse(bits, width, 8), size)); break;
  case Bitreverse: c.ret(Val::uint(reverse(bits, width, 1), size)); break;
  case Rotl:
  case Rotr: {
    auto by = static_cast<unsigned>(c.bits(1) % width);
    if (op == Rotr)
      by = (width - by) % width;
    u128 out = by == 0 ? bits : bits << by | bits >> (width - by);
    c.ret(Val::uint(out, size));
    break;
  }
  }
  return true;
}

void saturating(IntrinsicCall &c, BinOp op) {
  NumTy ty = num_ty(c.m, c.args[0].ty());
  u128 a = c.bits(0);
  u128 b = c.bits(1);
  IntResult r = int_arith(op, a, b, ty);
  if (!r.overflow)
    return c.ret(Val::uint(r.bits, ty.size));
  u128 max = layout::unsigned_max(ty.size);
  if (!ty.is_signed())
    return c.ret(Val::uint(op == BinOp::Add ? max : 0, ty.size));
  bool below = sign_extend(a, ty.size) < 0;
  c.ret(Val::uint(below ? (max >> 1) + 1 : max >> 1, ty.size));
}

void exact_div(IntrinsicCall &c) {
  Imm rest = binary_op(c.m, BinOp::Rem, c.imm(0), c.args[0].ty(), c.imm(1), c.args[1].ty());
  if (!c.m.failed() && rest.a.bits != 0)
    fail(c.m, "exact_div: the divisor does not divide without remainder");
  if (!c.m.failed())
    write_imm(c.m, c.dest,
              binary_op(c.m, BinOp::Div, c.imm(0), c.args[0].ty(), c.imm(1), c.args[1].ty()));
}

void three_way(IntrinsicCall &c) {
  Imm order = binary_op(c.m, BinOp::Cmp, c.imm(0), c.args[0].ty(), c.imm(1), c.args[1].ty());
  write_imm(c.m, c.dest, order);
}

bool arith_intrinsic(IntrinsicCall &c) {
  auto op = llvm::StringSwitch<std::optional<BinOp>>(c.name)
                .Case("wrapping_add", BinOp::Add)
                .Case("wrapping_sub", BinOp::Sub)
                .Case("wrapping_mul", BinOp::Mul)
                .Case("add_with_overflow", BinOp::AddWithOverflow)
                .Case("sub_with_overflow", BinOp::SubWithOverflow)
                .Case("mul_with_overflow", BinOp::MulWithOverflow)
                .Case("unchecked_add", BinOp::AddUnchecked)
                .Case("unchecked_sub", BinOp::SubUnchecked)
                .Case("unchecked_mul", BinOp::MulUnchecked)
                .Case("unchecked_div", BinOp::Div)
                .Case("unchecked_rem", BinOp::Rem)
                .Case("unchecked_shl", BinOp::ShlUnchecked)
                .Case("unchecked_shr", BinOp::ShrUnchecked)
                .Default(std::nullopt);
  if (op) {
    Imm out = binary_op(c.m, *op, c.imm(0), c.args[0].ty(), c.imm(1), c.args[1].ty());
    if (out.count == 2)
      write_overflow_pair(c.m, c.dest, out);
    else
      write_imm(c.m, c.dest, out);
    return true;
  }
  if (c.name == "saturating_add" || c.name == "saturating_sub")
    return saturating(c, c.name.ends_with("add") ? BinOp::Add : BinOp::Sub), true;
  if (c.name == "exact_div")
    return exact_div(c), true;
  if (c.name == "three_way_compare")
    return three_way(c), true;
  return bit_intrinsic(c);
}

// --- Floats
// ----------------------------------------------------------------------------------------

/// `floorf64` → `floor`, 8 bytes.
std::pair<llvm::StringRef, unsigned> float_name(llvm::StringRef name) {
  for (auto [suffix, size] : {std::pair("f16", 2u), {"f32", 4u}, {"f64", 8u}, {"f128", 16u}})
    if (name.ends_with(suffix))
      return {name.drop_back(strlen(suffix)), size};
  return {name, 0};
}

bool float_intrinsic(IntrinsicCall &c) {
  auto [name, size] = float_name(c.name);
  if (size == 0)
    return false;
  using llvm::APFloat;
  auto arg = [&](uint32_t i) { return to_float(c.bits(i), size); };
  auto give = [&](const APFloat &value) {
    c.ret(Val::uint(float_bits(value), size));
    return true;
  };
  auto rounding = llvm::StringSwitch<std::optional<llvm::RoundingMode>>(name)
                      .Case("floor", APFloat::rmTowardNegative)
                      .Case("ceil", APFloat::rmTowardPositive)
                      .Case("trunc", APFloat::rmTowardZero)
                      .Case("round", APFloat::rmNearestTiesToAway)
                      .Case("round_ties_even_", APFloat::rmNearestTiesToEven)
                      .Default(std::nullopt);
  if (rounding) {
    APFloat value = arg(0);
    value.roundToIntegral(*rounding);
    return give(value);
  }
  if (name == "fabs")
    return give(llvm::abs(arg(0)));
  if (name == "copysign")
    return give(APFloat::copySign(arg(0), arg(1)));
  if (name == "minnum")
    return give(llvm::minnum(arg(0), arg(1)));
  if (name == "maxnum")
    return give(llvm::maxnum(arg(0), arg(1)));
  if (name == "minimum")
    return give(llvm::minimum(arg(0), arg(1)));
  if (name == "maximum")
    return give(llvm::maximum(arg(0), arg(1)));
  if (name == "fma" || name == "fmuladd") {
    APFloat value = arg(0);
    value.fusedMultiplyAdd(arg(1), arg(2), APFloat::rmNearestTiesToEven);
    return give(value);
  }
  return false;
}

// --- Types
// -----------------------------------------------------------------------------------------

/// `TypeId`: the fingerprint's bits, as many as the type has.
void type_id(IntrinsicCall &c) {
  MPlace mem = force_memory(c.m, c.dest);
  if (c.m.failed() || !mem.layout)
    return;
  ty::Fingerprint fp = c.type_arg().fingerprint();
  uint64_t words[2] = {fp.lo, fp.hi};
  for (uint64_t at = 0; at + 8 <= mem.layout->size && at < 16; at += 8)
    write_scalar(c.m, mem.alloc, mem.offset + at, Val::uint(words[at / 8], 8));
}

void type_name(IntrinsicCall &c) {
  std::string text = ty::type_name(c.m.tcx, c.type_arg());
  AllocId alloc = intern_bytes(c.m.tcx, text);
  write_imm(c.m, c.dest, Imm::two(Val::ptr(alloc, 0, c.m.ptr_size), usize_val(c.m, text.size())));
}

bool type_intrinsic(IntrinsicCall &c) {
  if (c.name == "size_of" || c.name == "min_align_of" || c.name == "align_of") {
    const Layout *layout = layout_of(c.m, c.type_arg());
    if (layout)
      c.ret_usize(c.name == "size_of" ? layout->size : layout->align);
    return true;
  }
  if (c.name == "offset_of") {
    const Layout *layout = layout_of(c.m, c.type_arg());
    if (layout) {
      ty::VariantIdx variant(static_cast<uint32_t>(c.usize(0)));
      c.ret_usize(layout->variant(variant).field_offset(static_cast<uint32_t>(c.usize(1))));
    }
    return true;
  }
  if (c.name == "size_of_val" || c.name == "min_align_of_val" || c.name == "align_of_val") {
    auto [size, align] = size_and_align(c.m, c.pointee(0));
    return c.ret_usize(c.name == "size_of_val" ? size : align), true;
  }
  if (c.name == "vtable_size" || c.name == "vtable_align") {
    ty::Ty ty = vtable_ty(c.m, c.ptr(0));
    const Layout *layout = ty ? layout_of(c.m, ty) : nullptr;
    if (layout)
      c.ret_usize(c.name == "vtable_size" ? layout->size : layout->align);
    return true;
  }
  if (c.name == "needs_drop")
    return c.ret_bool(c.m.tcx.needs_drop({c.m.env, c.type_arg()})), true;
  if (c.name == "type_id")
    return type_id(c), true;
  if (c.name == "type_name")
    return type_name(c), true;
  if (c.name == "variant_count") {
    ty::Ty ty = c.type_arg();
    bool is_enum = ty.is_adt() && c.m.tcx.adt_def(ty.def_id())->is_enum();
    return c.ret_usize(is_enum ? c.m.tcx.adt_def(ty.def_id())->variants.size() : 0), true;
  }
  if (starts_with_any(c.name, {"assert_inhabited", "assert_zero_valid", "assert_mem_uninit"})) {
    const Layout *layout = layout_of(c.m, c.type_arg());
    if (layout && layout->is_uninhabited) {
      c.m.failure.is_panic = true;
      fail(c.m, "evaluation panicked: attempted to instantiate uninhabited type `" +
                    ty::to_string(c.m.tcx, c.type_arg()) + "`");
    }
    return true;
  }
  return false;
}

// --- Pointers and memory
// ---------------------------------------------------------------------------

void copy(IntrinsicCall &c) {
  Val from = c.ptr(0);
  Val to = c.ptr(1);
  uint64_t count = c.usize(2);
  const Layout *layout = layout_of(c.m, c.type_arg());
  uint64_t bytes = 0;
  if (!layout)
    return;
  if (__builtin_mul_overflow(layout->size, count, &bytes))
    return fail(c.m, "overflow computing total size of `" + c.name + "`");
  auto from_at = static_cast<uint64_t>(from.bits);
  auto to_at = static_cast<uint64_t>(to.bits);
  bool overlap = from.prov == to.prov && from.has_prov() &&
                 (from_at < to_at ? to_at - from_at : from_at - to_at) < bytes;
  if (overlap && c.name == "copy_nonoverlapping")
    return fail(c.m, "`copy_nonoverlapping` called on overlapping ranges");
  copy_bytes(c.m, from.prov, from_at, to.prov, to_at, bytes);
}

void offset_from(IntrinsicCall &c) {
  Val a = c.ptr(0);
  Val b = c.ptr(1);
  const Layout *layout = layout_of(c.m, c.type_arg());
  if (c.m.failed() || !layout)
    return;
  if (layout->size == 0)
    return fail(c.m, "`ptr_offset_from` of a zero-sized type");
  if (!(a.prov == b.prov))
    return fail(c.m, "`" + c.name +
                         "` called on two different pointers that are not both derived from the "
                         "same allocation");
  auto distance =
      static_cast<int64_t>(static_cast<uint64_t>(a.bits) - static_cast<uint64_t>(b.bits));
  if (c.name.ends_with("unsigned") && distance < 0)
    return fail(c.m, "`" + c.name + "` called when first pointer has smaller offset than second");
  auto size = static_cast<int64_t>(layout->size);
  if (distance % size != 0)
    return fail(c.m, "`" + c.name +
                         "` called on pointers whose distance is no multiple of the "
                         "size");
  c.ret(Val::uint(static_cast<u128>(i128(distance / size)), c.m.ptr_size));
}

void offset(IntrinsicCall &c, bool in_bounds) {
  Imm ptr = c.imm(0);
  const Layout *layout = layout_of(c.m, c.args[0].ty().inner());
  if (c.m.failed() || !layout)
    return;
  NumTy num = num_ty(c.m, c.args[1].ty());
  i128 count = num.is_signed() ? sign_extend(c.bits(1), num.size) : static_cast<i128>(c.bits(1));
  i128 bytes = count * static_cast<i128>(layout->size);
  i128 at = static_cast<i128>(ptr.a.bits) + bytes;
  if (in_bounds && bytes != 0) {
    bool inside = ptr.a.has_prov() && is_alive(c.m, ptr.a.prov) && at >= 0 &&
                  at <= static_cast<i128>(alloc_size(c.m, ptr.a.prov));
    if (!inside)
      return fail(c.m, "in-bounds pointer arithmetic failed: attempting to offset pointer by " +
                           llvm::Twine(static_cast<int64_t>(bytes)) +
                           " bytes, but the result is outside its allocation");
  }
  ptr.a.bits = low_bits(static_cast<u128>(at), c.m.ptr_size);
  write_imm(c.m, c.dest, ptr);
}

void compare_bytes(IntrinsicCall &c) {
  uint64_t size = c.usize(2);
  Val a = c.ptr(0);
  Val b = c.ptr(1);
  auto x = read_bytes(c.m, a.prov, static_cast<uint64_t>(a.bits), size);
  auto y = read_bytes(c.m, b.prov, static_cast<uint64_t>(b.bits), size);
  if (!x || !y)
    return;
  int order = size ? memcmp(x->data(), y->data(), size) : 0;
  order = order < 0 ? -1 : order > 0;
  c.ret(Val::uint(static_cast<u128>(i128(order)), 4));
}

void raw_eq(IntrinsicCall &c) {
  const Layout *layout = layout_of(c.m, c.type_arg());
  Val a = c.ptr(0);
  Val b = c.ptr(1);
  if (!layout)
    return;
  auto x = read_bytes(c.m, a.prov, static_cast<uint64_t>(a.bits), layout->size);
  auto y = read_bytes(c.m, b.prov, static_cast<uint64_t>(b.bits), layout->size);
  if (x && y)
    c.ret_bool(*x == *y);
}

void swap_values(IntrinsicCall &c) {
  MPlace x = c.pointee(0);
  MPlace y = c.pointee(1);
  if (c.m.failed() || !x.layout)
    return;
  MPlace temp = allocate_place(c.m, x.ty, x.layout);
  write_memory(c.m, temp, memory_value(x));
  write_memory(c.m, x, memory_value(y));
  write_memory(c.m, y, memory_value(temp));
  deallocate(c.m, temp.alloc);
}

/// 1: equal, 0: not equal, 2: not known.
void guaranteed_cmp(IntrinsicCall &c) {
  Val a = c.ptr(0);
  Val b = c.ptr(1);
  unsigned result = 2;
  if (a.prov == b.prov)
    result = a.bits == b.bits;
  else if ((!a.has_prov() && a.bits == 0) || (!b.has_prov() && b.bits == 0))
    result = 0;
  c.ret(Val::uint(result, 1));
}

bool memory_intrinsic(IntrinsicCall &c) {
  enum Op {
    None,
    Copy,
    Fill,
    Read,
    Write,
    Offset,
    ArithOffset,
    OffsetFrom,
    CompareBytes,
    RawEq,
    Swap,
    GuaranteedCmp,
    Metadata,
    FromParts,
  };
  auto op = llvm::StringSwitch<Op>(c.name)
                .Cases("copy", "copy_nonoverlapping", Copy)
                .Case("write_bytes", Fill)
                .Cases("read_via_copy", "volatile_load", Read)
                .Cases("write_via_move", "volatile_store", Write)
                .Case("offset", Offset)
                .Case("arith_offset", ArithOffset)
                .Cases("ptr_offset_from", "ptr_offset_from_unsigned", OffsetFrom)
                .Case("compare_bytes", CompareBytes)
                .Case("raw_eq", RawEq)
                .Case("typed_swap_nonoverlapping", Swap)
                .Case("ptr_guaranteed_cmp", GuaranteedCmp)
                .Case("ptr_metadata", Metadata)
                .Case("aggregate_raw_ptr", FromParts)
                .Default(None);
  switch (op) {
  case None: return false;
  case Copy: copy(c); break;
  case Fill: {
    Val to = c.ptr(0);
    auto value = static_cast<uint8_t>(c.bits(1));
    const Layout *layout = layout_of(c.m, c.type_arg());
    if (layout)
      fill_bytes(c.m, to.prov, static_cast<uint64_t>(to.bits), layout->size * c.usize(2), value);
    break;
  }
  case Read: write_value(c.m, c.dest, memory_value(c.pointee(0))); break;
  case Write: write_memory(c.m, c.pointee(0), c.args[1]); break;
  case Offset: offset(c, true); break;
  case ArithOffset: offset(c, false); break;
  case OffsetFrom: offset_from(c); break;
  case CompareBytes: compare_bytes(c); break;
  case RawEq: raw_eq(c); break;
  case Swap: swap_values(c); break;
  case GuaranteedCmp: guaranteed_cmp(c); break;
  case Metadata: {
    Imm ptr = c.imm(0);
    write_imm(c.m, c.dest, ptr.count == 2 ? Imm::one(ptr.b) : Imm());
    break;
  }
  case FromParts: {
    Imm data = c.imm(0);
    Imm meta = c.imm(1);
    write_imm(c.m, c.dest, meta.count ? Imm::two(data.a, meta.a) : Imm::one(data.a));
    break;
  }
  }
  return true;
}

// --- The rest
// --------------------------------------------------------------------------------------

/// `Location` of the call: where the first caller stands that is not `#[track_caller]`.
void caller_location(IntrinsicCall &c) {
  Machine &m = c.m;
  Span span;
  for (size_t i = m.stack.size(); i-- > 0;) {
    const Frame &f = m.stack[i];
    const Terminator &term = (*f.body)[f.block].terminator;
    span = term.kind == TerminatorKind::Call ? term.fn_span : term.source.span;
    const ty::CodegenFnAttrs *attrs = f.instance && f.instance->kind == ty::InstanceKind::Item &&
                                              m.tcx.def_kind(f.instance->def_id) != DefKind::Closure
                                          ? m.tcx.codegen_fn_attrs(f.instance->def_id)
                                          : nullptr;
    if (!attrs || !attrs->track_caller)
      break;
  }
  ty::Ty ref = c.dest.mem.ty;
  if (!ref.is_ref() || !ref.inner().is_adt())
    return fail(m, "`caller_location` without a location type");
  Loc loc = m.tcx.sess.source_map.lookup(m.tcx.sess.hygiene.source_callsite(span).lo);
  std::string file = loc.file ? loc.file->name : "<unknown>";
  ty::Ty ty = ref.inner();
  MPlace place = allocate_place(m, ty, layout_of(m, ty));
  if (m.failed())
    return;
  for (ty::FieldIdx i : m.tcx.adt_def(ty.def_id())->non_enum_variant().fields.ids()) {
    llvm::StringRef name = m.tcx.str(m.tcx.adt_def(ty.def_id())->non_enum_variant().fields[i].name);
    ty::Ty field_ty = layout::field_ty(m.tcx, m.env, ty, ty::VariantIdx(0), i.raw);
    MPlace field = field_place(m, place, *place.layout, i.raw, field_ty);
    if (m.failed())
      return;
    if (name == "line" || name == "col")
      write_scalar(m, field.alloc, field.offset,
                   Val::uint(name == "line" ? loc.line : loc.column, 4));
    else if (field.layout->size == 2 * m.ptr_size)
      write_imm(
          m, memory_ref(field),
          Imm::two(Val::ptr(intern_bytes(m.tcx, file), 0, m.ptr_size), usize_val(m, file.size())));
  }
  write_imm(m, c.dest, place_ptr(m, place));
}

/// Calls the function made for constants, with the parts of the tuple as its arguments.
void const_eval_select(IntrinsicCall &c, const Terminator &call) {
  Machine &m = c.m;
  MPlace tuple = c.args[0].mem;
  if (!c.args[0].in_memory) {
    tuple = allocate_place(m, c.args[0].ty(), c.args[0].layout());
    write_memory(m, tuple, c.args[0]);
  }
  ty::Ty fn_ty = c.args[1].ty();
  if (!fn_ty.is(ty::TyKind::FnDef) || !tuple.ty.is(ty::TyKind::Tuple))
    return fail(m, "`const_eval_select` of what is no function");
  llvm::SmallVector<Value, 4> args;
  ty::TyList elems = tuple.ty.tuple_elems();
  for (uint32_t i = 0; i < elems.size() && !m.failed(); ++i)
    args.push_back(memory_value(field_place(m, tuple, *tuple.layout, i, elems[i])));
  const ty::Instance *target = resolve_fn(m, fn_ty);
  if (!m.failed())
    call_instance(m, target, args, call);
}

bool misc_intrinsic(IntrinsicCall &c) {
  enum Op {
    None,
    Nothing,
    Zero,
    One,
    Identity,
    Transmute,
    Assume,
    Unreachable,
    Abort,
    Discriminant,
    Location,
    Select,
    OverflowChecks,
  };
  auto op = llvm::StringSwitch<Op>(c.name)
                .Cases("forget", "cold_path", "prefetch_read_data", Nothing)
                .Cases("is_val_statically_known", "ub_checks", "contract_checks", Zero)
                .Cases("black_box", "likely", "unlikely", Identity)
                .Cases("transmute", "transmute_unchecked", Transmute)
                .Case("assume", Assume)
                .Case("unreachable", Unreachable)
                .Case("abort", Abort)
                .Case("discriminant_value", Discriminant)
                .Case("caller_location", Location)
                .Case("select_unpredictable", Select)
                .Case("overflow_checks", OverflowChecks)
                .Default(None);
  switch (op) {
  case None: return false;
  case Nothing:
  case One: break;
  case Zero: c.ret_bool(false); break;
  case Identity: write_value(c.m, c.dest, c.args[0]); break;
  case Transmute: transmute(c.m, c.args[0], c.dest); break;
  case Assume:
    if (c.bits(0) == 0)
      fail(c.m, "`assume` called with `false`");
    break;
  case Unreachable: fail(c.m, "entering unreachable code"); break;
  case Abort: fail(c.m, "the evaluated program aborted"); break;
  case Discriminant: {
    MPlace place = c.pointee(0);
    uint32_t variant = read_variant(c.m, memory_value(place));
    u128 bits = c.m.failed() ? 0 : discriminant_of(c.m, place.ty, variant);
    if (c.dest.mem.layout)
      c.ret(Val::uint(bits, static_cast<unsigned>(c.dest.mem.layout->size)));
    break;
  }
  case Location: caller_location(c); break;
  case Select: write_value(c.m, c.dest, c.args[c.bits(0) ? 1 : 2]); break;
  case OverflowChecks: c.ret_bool(c.m.tcx.sess.opts.overflow_checks()); break;
  }
  return true;
}

} // namespace

bool call_intrinsic(Machine &m, const ty::Instance &instance, llvm::ArrayRef<Value> args,
                    const Terminator &call) {
  Symbol symbol = m.tcx.intrinsic_name(instance.def_id);
  if (!symbol.is_valid())
    return false;
  IntrinsicCall c{m, instance, args, {}, m.tcx.str(symbol)};
  if (c.name == "const_eval_select")
    return const_eval_select(c, call), true;
  c.dest = eval_place(m, call.place);
  if (m.failed())
    return true;
  bool done = arith_intrinsic(c) || memory_intrinsic(c) || type_intrinsic(c) || misc_intrinsic(c) ||
              float_intrinsic(c);
  if (done)
    go_on(m, call);
  return done;
}

} // namespace ochre::mir::interpret
