// The blocks are walked in the order of the dominator tree, with the value that each local has. A
// block with one way to it starts with what its parent ended with; at others, what may have been
// assigned since is forgotten. Everything learned in a block is taken back when the walk leaves
// what the block dominates.
#include "mir/optimize/gvn.h"

#include "mir/interpret/interpret.h"
#include "mir/ir/visit.h"
#include "mir/optimize/numbering.h"

namespace ochre::mir::optimize {

namespace {

constexpr size_t kMaxHolders = 4;
/// Longer arrays of one value are not known element by element.
constexpr uint64_t kMaxRepeated = 16;

} // namespace

void Numbering::step(Located &at, const PlaceElem &elem) {
  PlaceTy next = project_ty(tcx, body, at.type, elem);
  auto index = static_cast<uint32_t>(elem.a);
  switch (elem.kind) {
  case ProjectionKind::Deref: {
    ValueId pointer = load(at);
    at.value = values.place(ValueKind::Pointee, pointer);
    at.in_memory = true;
    break;
  }
  case ProjectionKind::Field: {
    uint32_t variant = at.type.variant.is_valid() ? at.type.variant.raw : UINT32_MAX;
    at.value = at.in_memory
                   ? values.place(ValueKind::FieldPlace, at.value, {}, index, variant, at.type.ty)
                   : known(values.field(at.value, index, variant, next.ty));
    break;
  }
  case ProjectionKind::Index:
  case ProjectionKind::ConstantIndex: {
    if (elem.from_end) {
      at.value = values.opaque();
      break;
    }
    ValueId element = elem.kind == ProjectionKind::Index ? local_value(Local(index))
                                                         : values.integer(word(elem.a), usize());
    at.value = at.in_memory ? values.place(ValueKind::ElementPlace, at.value, element)
                            : known(values.element(at.value, element, next.ty));
    break;
  }
  case ProjectionKind::Subslice: at.value = values.opaque(); break;
  case ProjectionKind::Downcast:
  case ProjectionKind::OpaqueCast: break;
  }
  at.type = next;
}

Located Numbering::locate(Place place) {
  Located at;
  at.type.ty = body.local_ty(place.local);
  at.in_memory = escapes.test(place.local.raw);
  at.value = at.in_memory ? values.place(ValueKind::LocalMemory, {}, {}, place.local.raw)
                          : local_value(place.local);
  llvm::SmallVector<PlaceElem, 4> elems(code.projection(place));
  for (const PlaceElem &elem : elems)
    step(at, elem);
  return at;
}

ValueId Numbering::operand_value(const Operand &op) {
  if (op.is_place())
    return read(op.place);
  const ConstOperand &row = body.tables.consts[op.ct];
  std::optional<ConstValue> value = interpret::evaluate(tcx, row);
  return value ? values.constant(*value, row.ty) : values.opaque();
}

ValueId Numbering::address(Place place, ty::Ty ty) {
  Located at = locate(place);
  if (!at.in_memory)
    return values.opaque();
  const Value &where = values[at.value];
  if (where.kind == ValueKind::Pointee && place.proj.is_valid() &&
      code.projection(place).size() == 1) {
    // `&*p` is p.
    ty::Ty pointer = body.local_ty(place.local);
    bool is_plain = pointer.is_ref() || pointer.is_raw_ptr();
    if (is_plain)
      return values.cast(CastKind::PtrToPtr, where.a, pointer, ty);
  }
  return values.address(at.value, ty);
}

ValueId Numbering::rvalue(const Rvalue &r, ty::Ty ty) {
  switch (r.kind) {
  case RvalueKind::Use: return operand_value(r.a);
  case RvalueKind::CopyForDeref: return read(r.place);
  case RvalueKind::Ref:
  case RvalueKind::RawPtr: return address(r.place, ty);
  case RvalueKind::Len: {
    Located at = locate(r.place);
    if (at.type.ty.is(ty::TyKind::Array))
      if (const layout::Layout *array = layout_of(tcx, at.type.ty))
        return values.integer(word(array->array_count), ty);
    const Value &where = values[at.value];
    if (at.in_memory && where.kind == ValueKind::Pointee && code.projection(r.place).size() == 1)
      return values.unary(UnOp::PtrMetadata, where.a, body.local_ty(r.place.local), ty);
    return values.opaque();
  }
  case RvalueKind::Cast:
    return values.cast(r.cast_kind(), operand_value(r.a), operand_ty(tcx, body, r.a), ty);
  case RvalueKind::UnaryOp:
    return values.unary(r.un_op(), operand_value(r.a), operand_ty(tcx, body, r.a), ty);
  case RvalueKind::BinaryOp: {
    ValueId a = operand_value(r.a), b = operand_value(r.b);
    return values.binary(r.bin_op(), a, b, operand_ty(tcx, body, r.a), operand_ty(tcx, body, r.b),
                         ty);
  }
  case RvalueKind::Discriminant: {
    Located at = locate(r.place);
    return values.discriminant(load(at), at.type.ty, ty);
  }
  case RvalueKind::Aggregate: {
    if (r.active_field != UINT32_MAX)
      return values.opaque(); // a union
    llvm::SmallVector<ValueId, 8> parts;
    for (const Operand &op : code.list(r.operands))
      parts.push_back(operand_value(op));
    bool is_enum = ty.is_adt() && tcx.adt_def(ty.def_id())->is_enum();
    return values.aggregate(parts, is_enum ? r.variant : UINT32_MAX, ty, r.op);
  }
  case RvalueKind::Repeat: {
    const layout::Layout *array = layout_of(tcx, ty);
    if (!array || array->array_count > kMaxRepeated)
      return values.opaque();
    llvm::SmallVector<ValueId, 16> parts(array->array_count, operand_value(r.a));
    return values.aggregate(parts, UINT32_MAX, ty, static_cast<uint8_t>(AggregateKind::Array));
  }
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::NullaryOp: return values.opaque();
  }
  return values.opaque();
}

/// A local that has the value now; invalid: none.
Local Numbering::holder(ValueId value, ty::Ty ty, Local except) {
  auto it = holders.find(value);
  if (it == holders.end())
    return {};
  for (Local local : it->second)
    if (local != except && current[local] == value && body.local_ty(local) == ty) {
      if (ssa.is_ssa(local))
        reused.set(local.raw);
      return local;
    }
  return {};
}

void Numbering::hold(ValueId value, Local local) {
  llvm::SmallVector<Local, 2> &list = holders[value];
  llvm::erase_if(list, [&](Local other) { return current[other] != value; });
  if (list.size() < kMaxHolders && !llvm::is_contained(list, local))
    list.push_back(local);
}

/// Elements of arrays by a known index become parts with a number.
void Numbering::fold_indices(Place &place) {
  bool has_index = false;
  for_each_index_local(code, place, [&](Local) { has_index = true; });
  if (!has_index)
    return;
  llvm::SmallVector<PlaceElem, 4> list(code.projection(place));
  PlaceTy at{body.local_ty(place.local), {}};
  bool changed = false;
  for (PlaceElem &elem : list) {
    PlaceTy next = project_ty(tcx, body, at, elem);
    if (elem.kind == ProjectionKind::Index && at.ty.is(ty::TyKind::Array)) {
      const Value &index = values[local_value(Local(static_cast<uint32_t>(elem.a)))];
      const layout::Layout *array = layout_of(tcx, at.ty);
      if (index.is_int() && array && index.lo < array->array_count) {
        elem = {ProjectionKind::ConstantIndex, false, index.lo, index.lo + 1, {}};
        changed = true;
      }
    }
    at = next;
  }
  if (changed)
    place.proj = code.intern_projection(list);
}

void Numbering::rewrite(Operand &op) {
  if (!op.is_place())
    return;
  ty::Ty ty = place_ty(tcx, body, op.place).ty;
  if (!in_registers(ty))
    return;
  ValueId value = read(op.place);
  const Value &v = values[value];
  if (v.is_int()) {
    const layout::Layout *layout = layout_of(tcx, ty);
    if (layout->is_scalar() && layout->size == v.op &&
        (ty.is_integral() || ty.is_bool() || ty.is_char()))
      op = scalar_constant(tcx, body, ty, v.lo, v.hi);
    return;
  }
  if (op.place.is_local())
    return;
  if (Local local = holder(value, ty, Local()); local.is_valid())
    op = Operand::copy({local, {}});
}

void Numbering::rewrite(Rvalue &r, ValueId value, ty::Ty ty, Local dest) {
  if (!in_registers(ty))
    return;
  Operand found;
  const Value &v = values[value];
  const layout::Layout *layout = layout_of(tcx, ty);
  bool is_int = v.is_int() && layout->is_scalar() && layout->size == v.op &&
                (ty.is_integral() || ty.is_bool() || ty.is_char());
  bool is_literal = r.kind == RvalueKind::Use && !r.a.is_place() &&
                    body.tables.consts[r.a.ct].kind == ConstOperandKind::Value;
  if (is_int && !is_literal) {
    found = scalar_constant(tcx, body, ty, v.lo, v.hi);
  } else {
    bool is_plain = r.kind == RvalueKind::Use && (!r.a.is_place() || r.a.place.is_local());
    Local local = is_plain || is_int ? Local() : holder(value, ty, dest);
    if (!local.is_valid())
      return;
    found = Operand::copy({local, {}});
  }
  r = Rvalue();
  r.a = found;
}

void Numbering::store(Place place, ValueId value) {
  if (place.is_local() && !escapes.test(place.local.raw)) {
    set(place.local, value);
    hold(value, place.local);
    return;
  }
  if (has_deref(code, place) || escapes.test(place.local.raw)) {
    Located at = locate(place);
    forget_memory();
    if (at.in_memory)
      values.stored(at.value, memory, at.type.ty, value);
    return;
  }
  llvm::ArrayRef<PlaceElem> elems = code.projection(place);
  ty::Ty whole = body.local_ty(place.local);
  bool is_struct = whole.is(ty::TyKind::Tuple) || whole.is(ty::TyKind::Closure) ||
                   (whole.is_adt() && tcx.adt_def(whole.def_id())->is_struct());
  bool is_array = whole.is(ty::TyKind::Array) && elems.size() == 1 && !elems[0].from_end;
  if (is_array && elems[0].kind == ProjectionKind::ConstantIndex) {
    ValueId old = local_value(place.local);
    set(place.local, values.update(old, static_cast<uint32_t>(elems[0].a), value));
    return;
  }
  if (is_array && elems[0].kind == ProjectionKind::Index) {
    ValueId element = local_value(Local(static_cast<uint32_t>(elems[0].a)));
    set(place.local, values.opaque());
    values.element_is(current[place.local], element, whole.inner(), value);
    return;
  }
  if (is_struct && elems.size() == 1 && elems[0].kind == ProjectionKind::Field) {
    ValueId old = local_value(place.local);
    set(place.local, values.update(old, static_cast<uint32_t>(elems[0].a), value));
    return;
  }
  set(place.local, values.opaque());
}

void Numbering::statement(Statement &s) {
  if (!is_storage_mark(s))
    for_each_place(code, s, [&](Place &place, PlaceUse) { fold_indices(place); });
  switch (s.kind) {
  case StatementKind::Assign: {
    for_each_rvalue_operand(code, s.rvalue, [&](Operand &op) { rewrite(op); });
    ty::Ty ty = place_ty(tcx, body, s.place).ty;
    ValueId value = known(rvalue(s.rvalue, ty));
    rewrite(s.rvalue, value, ty, s.place.is_local() ? s.place.local : Local());
    return store(s.place, value);
  }
  case StatementKind::SetDiscriminant: return store(s.place, values.opaque());
  case StatementKind::StorageLive:
  case StatementKind::StorageDead:
    if (!ssa.is_ssa(s.local()) && !escapes.test(s.local().raw))
      set(s.local(), values.opaque());
    return;
  case StatementKind::Assume:
    rewrite(s.rvalue.a);
    return learn(operand_value(s.rvalue.a), values.boolean(true));
  case StatementKind::CopyNonOverlapping:
    for_each_operand(code, s, [&](Operand &op) { rewrite(op); });
    return forget_memory();
  case StatementKind::FakeRead:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType:
  case StatementKind::Nop: return;
  }
}

/// How far a pointer is from the one it was computed from; true: the call is gone.
bool Numbering::fold_distance(BasicBlock bb) {
  const Terminator t = code.blocks[bb].terminator;
  if (t.kind != TerminatorKind::Call || !t.target.is_valid() || !t.place.is_local())
    return false;
  ty::Ty fn_ty = operand_ty(tcx, body, t.operand);
  Symbol name = fn_ty.is(ty::TyKind::FnDef) ? tcx.intrinsic_name(fn_ty.def_id()) : Symbol();
  if (!name.is_valid() || tcx.str(name) != "ptr_offset_from_unsigned")
    return false;
  llvm::ArrayRef<Operand> args = code.list(t.operands);
  ValueId to = values.plain_pointer(operand_value(args[0]));
  ValueId from = values.plain_pointer(operand_value(args[1]));
  const Value end = values[to];
  bool is_offset = end.kind == ValueKind::Binary && static_cast<BinOp>(end.op) == BinOp::Offset &&
                   end.from.inner() == operand_ty(tcx, body, args[0]).inner() &&
                   values.plain_pointer(end.a) == from;
  if (!is_offset)
    return false;
  Statement s;
  s.kind = StatementKind::Assign;
  s.place = t.place;
  s.source = t.source;
  ValueId distance = known(end.b);
  if (values[distance].is_int()) {
    s.rvalue.a = scalar_constant(tcx, body, usize(), values[distance].lo);
  } else {
    Local local = holder(distance, usize(), t.place.local);
    if (!local.is_valid())
      return false;
    s.rvalue.a = Operand::copy({local, {}});
  }
  code.blocks[bb].statements.push_back(s);
  Terminator jump;
  jump.kind = TerminatorKind::Goto;
  jump.target = t.target;
  jump.source = t.source;
  code.blocks[bb].terminator = jump;
  store(s.place, distance);
  return true;
}

void Numbering::terminator(BasicBlock bb) {
  Terminator &t = code.blocks[bb].terminator;
  for_each_place(code, t, [&](Place &place, PlaceUse) { fold_indices(place); });
  if (fold_distance(bb))
    return;
  for_each_operand(code, t, [&](Operand &op) { rewrite(op); });
  if (changes_memory(t))
    forget_memory();
  for_each_place(std::as_const(code), std::as_const(t), [&](const Place &place, PlaceUse use) {
    if (use == PlaceUse::Return && !has_deref(code, place) && !escapes.test(place.local.raw)) {
      ValueId result = values.opaque();
      set(place.local, result);
      if (place.is_local())
        hold(result, place.local);
    }
  });
}

void Numbering::run() {
  prepare();
  struct Frame {
    BasicBlock block;
    size_t locals, facts;
    uint64_t memory;
  };
  std::vector<Frame> path;
  for (BasicBlock bb : dominators.preorder()) {
    BasicBlock parent = dominators.parent(bb);
    while (!path.empty() && path.back().block != parent)
      path.pop_back();
    if (!path.empty()) {
      const Frame &frame = path.back();
      while (local_log.size() > frame.locals) {
        current[local_log.back().first] = local_log.back().second;
        local_log.pop_back();
      }
      while (fact_log.size() > frame.facts) {
        auto [id, was] = fact_log.back();
        fact_log.pop_back();
        if (was.is_valid())
          facts[id] = was;
        else
          facts.erase(id);
      }
      memory = frame.memory;
      if (preds[bb].size() == 1)
        learn_edge(parent, bb);
      else
        forget_between(parent, bb);
    }
    for (Statement &s : code.blocks[bb].statements)
      statement(s);
    terminator(bb);
    path.push_back({bb, local_log.size(), fact_log.size(), memory});
  }
  // What is read later lives on.
  for (BasicBlockData &block : code.blocks)
    for (Statement &s : block.statements) {
      bool is_mark = is_storage_mark(s);
      if (is_mark && reused.test(s.local().raw))
        s = Statement();
      else
        for_each_operand(code, s, [&](Operand &op) {
          if (op.kind == OperandKind::Move && reused.test(op.place.local.raw))
            op.kind = OperandKind::Copy;
        });
    }
}

void number_values(TyCtxt &tcx, Body &body) { Numbering(tcx, body).run(); }

} // namespace ochre::mir::optimize
