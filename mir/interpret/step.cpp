// Statements and rvalues.

#include "mir/interpret/arith.h"
#include "mir/interpret/cast.h"
#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"

namespace ochre::mir::interpret {

namespace {

void repeat(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  MPlace mem = force_memory(m, dest);
  Value element = eval_operand(m, rvalue.a);
  if (m.failed() || !mem.layout || !element.layout())
    return;
  uint64_t count = place_len(m, mem);
  uint64_t size = element.layout()->size;
  if (count == 0 || size == 0)
    return;
  write_memory(m, element_place(m, mem, 0), element);
  // Twice as many with each copy.
  for (uint64_t done = 1; done < count && !m.failed();) {
    uint64_t next = std::min(done, count - done);
    copy_bytes(m, mem.alloc, mem.offset, mem.alloc, mem.offset + done * size, next * size);
    done += next;
  }
}

void address_of(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  bool is_mut = rvalue.kind == RvalueKind::Ref ? is_mutable(rvalue.borrow_kind())
                                               : rvalue.raw_kind() == RawPtrKind::Mut;
  MPlace place = eval_memory_place(m, rvalue.place);
  if (m.failed())
    return;
  if (MemAlloc *alloc = local_alloc(m, place.alloc))
    if (!alloc->shared_mutably)
      alloc->shared_mutably = is_mut || !m.tcx.is_freeze({m.env, place.ty});
  write_imm(m, dest, place_ptr(m, place));
}

void aggregate(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  const Body &body = *m.frame().body;
  llvm::ArrayRef<Operand> operands = body.code->list(rvalue.operands);
  if (rvalue.aggregate_kind() == AggregateKind::RawPtr) {
    Imm data = read_imm(m, eval_operand(m, operands[0]));
    Imm meta = read_imm(m, eval_operand(m, operands[1]));
    return write_imm(m, dest, meta.count ? Imm::two(data.a, meta.a) : Imm::one(data.a));
  }
  if (!dest.mem.layout)
    return;
  bool is_union = rvalue.active_field != UINT32_MAX;
  // A field that is the whole value needs no memory.
  llvm::SmallVector<Value, 8> values;
  for (const Operand &operand : operands)
    values.push_back(eval_operand(m, operand));
  MPlace mem = force_memory(m, dest);
  if (m.failed())
    return;
  bool is_enum =
      rvalue.aggregate_kind() == AggregateKind::Adt && m.tcx.adt_def(mem.ty.def_id())->is_enum();
  if (is_enum && mem.layout->variants == layout::VariantsKind::Empty)
    return fail(m, "writing discriminant of an uninhabited enum variant");
  const Layout &in = is_enum ? mem.layout->variant(ty::VariantIdx(rvalue.variant)) : *mem.layout;
  set_uninit(m, mem.alloc, mem.offset, mem.layout->size);
  for (uint32_t i = 0; i < values.size() && !m.failed(); ++i) {
    uint32_t index = is_union ? rvalue.active_field : i;
    if (!values[i].layout() || values[i].layout()->size == 0)
      continue;
    MPlace field = rvalue.aggregate_kind() == AggregateKind::Array
                       ? element_place(m, mem, index)
                       : field_place(m, mem, in, index, values[i].ty());
    write_memory(m, field, values[i]);
  }
  if (is_enum || rvalue.aggregate_kind() == AggregateKind::Coroutine)
    write_variant(m, memory_ref(mem), rvalue.variant);
}

void pointer_offset(Machine &m, const Imm &ptr, u128 bits, ty::Ty ptr_ty, NumTy num,
                    const PlaceRef &dest) {
  const Layout *layout = layout_of(m, ptr_ty.inner());
  if (!layout)
    return;
  i128 count = num.is_signed() ? sign_extend(bits, num.size) : static_cast<i128>(bits);
  i128 bytes = count * static_cast<i128>(layout->size);
  i128 at = static_cast<i128>(ptr.a.bits) + bytes;
  Val out = ptr.a;
  out.bits = low_bits(static_cast<u128>(at), m.ptr_size);
  bool bad =
      ptr.a.has_prov() && bytes != 0 &&
      (!is_alive(m, ptr.a.prov) || at < 0 || at > static_cast<i128>(alloc_size(m, ptr.a.prov)));
  if (bad || (!ptr.a.has_prov() && bytes != 0))
    return fail(m, "in-bounds pointer arithmetic failed: attempting to offset pointer by " +
                       llvm::Twine(static_cast<int64_t>(bytes)) +
                       " bytes, but the result is outside its allocation");
  write_imm(m, dest, Imm::one(out));
}

void binary(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  Value a = eval_operand(m, rvalue.a);
  Value b = eval_operand(m, rvalue.b);
  if (m.failed() || !a.layout() || !b.layout())
    return;
  Imm x = read_imm(m, a);
  Imm y = read_imm(m, b);
  if (rvalue.bin_op() == BinOp::Offset)
    return pointer_offset(m, x, bits_of(m, y.a), a.ty(), num_ty(m, b.ty()), dest);
  Imm result = binary_op(m, rvalue.bin_op(), x, a.ty(), y, b.ty());
  if (result.count == 2)
    return write_overflow_pair(m, dest, result);
  write_imm(m, dest, result);
}

void unary(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  Value a = eval_operand(m, rvalue.a);
  Imm imm = read_imm(m, a);
  if (m.failed())
    return;
  if (rvalue.un_op() == UnOp::PtrMetadata)
    return write_imm(m, dest, imm.count == 2 ? Imm::one(imm.b) : Imm());
  write_imm(m, dest, Imm::one(unary_op(m, rvalue.un_op(), imm.a, a.ty())));
}

void discriminant(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  Value value = eval_place_value(m, rvalue.place);
  uint32_t variant = read_variant(m, value);
  if (m.failed() || !dest.mem.layout)
    return;
  u128 bits = discriminant_of(m, value.ty(), variant);
  write_imm(m, dest, Imm::one(Val::uint(bits, static_cast<unsigned>(dest.mem.layout->size))));
}

void eval_rvalue(Machine &m, const Rvalue &rvalue, const PlaceRef &dest) {
  switch (rvalue.kind) {
  case RvalueKind::Use: return write_value(m, dest, eval_operand(m, rvalue.a));
  case RvalueKind::Repeat: return repeat(m, rvalue, dest);
  case RvalueKind::Ref:
  case RvalueKind::RawPtr: return address_of(m, rvalue, dest);
  case RvalueKind::ThreadLocalRef: return fail(m, "cannot access thread local static");
  case RvalueKind::Len:
    return write_imm(m, dest,
                     Imm::one(usize_val(m, place_len(m, eval_memory_place(m, rvalue.place)))));
  case RvalueKind::Cast: {
    Value source = eval_operand(m, rvalue.a);
    return eval_cast(m, rvalue.cast_kind(), source, m.frame().body->tables.tys[rvalue.ty], dest);
  }
  case RvalueKind::BinaryOp: return binary(m, rvalue, dest);
  case RvalueKind::UnaryOp: return unary(m, rvalue, dest);
  case RvalueKind::Discriminant: return discriminant(m, rvalue, dest);
  case RvalueKind::Aggregate: return aggregate(m, rvalue, dest);
  case RvalueKind::CopyForDeref: return write_value(m, dest, eval_place_value(m, rvalue.place));
  case RvalueKind::NullaryOp: {
    bool on = static_cast<NullOp>(rvalue.op) == NullOp::OverflowChecks &&
              m.tcx.sess.opts.overflow_checks();
    return write_imm(m, dest, Imm::one(Val::uint(on, 1)));
  }
  }
}

void kill_local(Machine &m, Local local, LocalKind kind) {
  LocalState &state = m.frame().locals[local.index()];
  if (state.kind == LocalKind::Memory)
    deallocate(m, state.alloc);
  state = LocalState();
  state.kind = kind;
}

} // namespace

void eval_statement(Machine &m, const Statement &statement) {
  switch (statement.kind) {
  case StatementKind::Assign: {
    // The place first: its index may not change by what the right side does.
    PlaceRef dest = eval_place(m, statement.place);
    if (!m.failed())
      eval_rvalue(m, statement.rvalue, dest);
    return;
  }
  case StatementKind::SetDiscriminant:
    return write_variant(m, eval_place(m, statement.place), statement.a);
  case StatementKind::StorageLive: return kill_local(m, statement.local(), LocalKind::Immediate);
  case StatementKind::StorageDead: return kill_local(m, statement.local(), LocalKind::Dead);
  case StatementKind::Assume:
    if (read_bits(m, eval_operand(m, statement.rvalue.a)) == 0)
      fail(m, "`assume` called with `false`");
    return;
  case StatementKind::CopyNonOverlapping: {
    llvm::ArrayRef<Operand> ops = m.frame().body->code->list(statement.rvalue.operands);
    Value src = eval_operand(m, ops[0]);
    Imm from = read_imm(m, src);
    Imm to = read_imm(m, eval_operand(m, ops[1]));
    auto count = static_cast<uint64_t>(read_bits(m, eval_operand(m, ops[2])));
    const Layout *layout = m.failed() ? nullptr : layout_of(m, src.ty().inner());
    if (layout)
      copy_bytes(m, from.a.prov, static_cast<uint64_t>(from.a.bits), to.a.prov,
                 static_cast<uint64_t>(to.a.bits), count * layout->size);
    return;
  }
  case StatementKind::FakeRead:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType:
  case StatementKind::Nop: return;
  }
}

} // namespace ochre::mir::interpret
