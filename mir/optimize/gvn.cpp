// The blocks are walked in the order of the dominator tree, with the value that each local has. A
// block with one way to it starts with what its parent ended with; at others, what may have been
// assigned since is forgotten. Everything learned in a block is taken back when the walk leaves
// what the block dominates.
#include "mir/optimize/gvn.h"

#include "mir/dataflow/ssa.h"
#include "mir/interpret/interpret.h"
#include "mir/ir/visit.h"
#include "mir/optimize/values.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

/// Beyond so many blocks between a block and its parent, everything counts as changed.
constexpr size_t kMaxBetween = 200;
constexpr size_t kMaxHolders = 4;

/// What a block changes.
struct Effect {
  llvm::BitVector assigned;
  bool memory = false;
};

/// Intrinsics that compute a number of numbers.
bool is_arithmetic(llvm::StringRef name) {
  for (llvm::StringRef prefix :
       {"sqrt",     "fabs", "floor", "ceil",   "trunc",      "round",   "rint",       "nearbyint",
        "copysign", "fma",  "fmul",  "minnum", "maxnum",     "minimum", "maximum",    "powi",
        "ctpop",    "ctlz", "cttz",  "bswap",  "bitreverse", "rotate_", "saturating_"})
    if (name.starts_with(prefix))
      return true;
  return false;
}

/// Where a place is, and what it is.
struct Located {
  ValueId value; ///< what it holds; in memory: the place
  bool in_memory = false;
  PlaceTy type{};
};

struct Numbering {
  Numbering(TyCtxt &tcx, Body &body)
      : tcx(tcx), body(body), code(body.edit()), dominators(code), ssa(body, dominators),
        preds(predecessors(code)), values(tcx) {}
  TyCtxt &tcx;
  Body &body;
  Code &code;
  Dominators dominators;
  SsaLocals ssa;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> preds;
  Values values;

  llvm::BitVector escapes{};
  llvm::BitVector reused{}; ///< SSA locals that are read after their storage ended
  IndexVec<BasicBlock, Effect> effects{};
  uint64_t memory = 0; ///< the current version
  uint64_t last_memory = 0;
  IndexVec<Local, ValueId> current{};
  llvm::DenseMap<ValueId, ValueId> facts{};
  llvm::DenseMap<ValueId, llvm::SmallVector<Local, 2>> holders{};
  std::vector<std::pair<Local, ValueId>> local_log{};
  std::vector<std::pair<ValueId, ValueId>> fact_log{};

  void prepare();
  bool changes_memory(const Terminator &t) const;
  // State.
  void set(Local local, ValueId value) {
    local_log.push_back({local, current[local]});
    current[local] = value;
  }
  ValueId known(ValueId id) const {
    auto it = facts.find(id);
    return it == facts.end() ? id : it->second;
  }
  ValueId local_value(Local local) {
    if (!current[local].is_valid()) {
      set(local, values.opaque());
      hold(current[local], local);
    }
    return known(current[local]);
  }
  void forget_memory() { memory = ++last_memory; }
  void learn(ValueId id, ValueId is);
  void learn_edge(BasicBlock from, BasicBlock to);
  void forget_between(BasicBlock parent, BasicBlock block);
  // Values.
  Located locate(Place place);
  void step(Located &at, const PlaceElem &elem);
  ValueId load(const Located &at) {
    return known(at.in_memory ? values.load(at.value, memory, at.type.ty) : at.value);
  }
  ValueId read(Place place) { return load(locate(place)); }
  ValueId operand_value(const Operand &op);
  ValueId address(Place place, ty::Ty ty);
  ValueId rvalue(const Rvalue &r, ty::Ty ty);
  // Changes.
  bool in_registers(ty::Ty ty) const {
    const layout::Layout *layout = layout_of(tcx, ty);
    return layout && (layout->is_scalar() || layout->is_scalar_pair());
  }
  Local holder(ValueId value, ty::Ty ty, Local except);
  void hold(ValueId value, Local local);
  void rewrite(Operand &op);
  void rewrite(Rvalue &r, ValueId value, ty::Ty ty, Local dest);
  void store(Place place, ValueId value);
  void statement(Statement &s);
  void terminator(Terminator &t);
  void run();
};

bool Numbering::changes_memory(const Terminator &t) const {
  if (t.kind != TerminatorKind::Call)
    return t.kind == TerminatorKind::Drop || t.kind == TerminatorKind::InlineAsm ||
           t.kind == TerminatorKind::Yield;
  ty::Ty fn_ty = operand_ty(tcx, body, t.operand);
  Symbol name = fn_ty.is(ty::TyKind::FnDef) ? tcx.intrinsic_name(fn_ty.def_id()) : Symbol();
  return !name.is_valid() || !is_arithmetic(tcx.str(name));
}

void Numbering::prepare() {
  auto count = static_cast<unsigned>(code.locals.size());
  escapes.resize(count);
  reused.resize(count);
  current.resize(count, ValueId());
  effects.resize(code.blocks.size());
  auto visit_all = [&](auto &&visit) {
    for (BasicBlock bb : code.blocks.ids()) {
      for (const Statement &s : code.blocks[bb].statements) {
        for_each_place(std::as_const(code), s,
                       [&](const Place &place, PlaceUse use) { visit(bb, place, use); });
        if (s.kind == StatementKind::CopyNonOverlapping)
          effects[bb].memory = true;
      }
      for_each_place(std::as_const(code), code.blocks[bb].terminator,
                     [&](const Place &place, PlaceUse use) { visit(bb, place, use); });
    }
  };
  visit_all([&](BasicBlock, const Place &place, PlaceUse use) {
    if (takes_address(use) && !has_deref(code, place))
      escapes.set(place.local.raw);
  });
  for (BasicBlock bb : code.blocks.ids()) {
    effects[bb].assigned.resize(count);
    effects[bb].memory |= changes_memory(code.blocks[bb].terminator);
  }
  visit_all([&](BasicBlock bb, const Place &place, PlaceUse use) {
    if (is_storage(use))
      return effects[bb].assigned.set(place.local.raw), void();
    if (!is_write(use))
      return;
    if (has_deref(code, place) || escapes.test(place.local.raw))
      effects[bb].memory = true;
    else
      effects[bb].assigned.set(place.local.raw);
  });
}

/// `id` is the value `is` on all ways from here.
void Numbering::learn(ValueId id, ValueId is) {
  if (id == is || values[id].is_int())
    return;
  fact_log.push_back({id, facts.lookup(id)});
  facts[id] = is;
  Value v = values[id];
  if (!values[is].is_int() || values[is].ty != tcx.common.bool_)
    return;
  bool holds = values[is].lo != 0;
  ty::Ty boolean = tcx.common.bool_;
  if (v.kind == ValueKind::Unary && static_cast<UnOp>(v.op) == UnOp::Not)
    return learn(v.a, values.boolean(!holds));
  if (v.kind != ValueKind::Binary)
    return;
  BinOp op = static_cast<BinOp>(v.op);
  if (op == BinOp::Eq && holds && values[v.b].is_int())
    return learn(v.a, v.b);
  bool is_each =
      v.from.is_bool() && ((op == BinOp::BitAnd && holds) || (op == BinOp::BitOr && !holds));
  if (is_each) {
    learn(v.a, is);
    return learn(v.b, is);
  }
  if (op == BinOp::Lt && holds && !v.from.is_floating_point()) {
    ValueId swapped = values.binary(BinOp::Lt, v.b, v.a, v.from, v.from, boolean);
    ValueId same = values.binary(BinOp::Eq, v.a, v.b, v.from, v.from, boolean);
    for (ValueId no : {swapped, same})
      if (!values[no].is_int()) {
        fact_log.push_back({no, facts.lookup(no)});
        facts[no] = values.boolean(false);
      }
  }
}

/// What it means that control went from one block to the other.
void Numbering::learn_edge(BasicBlock from, BasicBlock to) {
  const Terminator &t = code.blocks[from].terminator;
  if (t.kind == TerminatorKind::Assert && t.target == to) {
    learn(operand_value(t.operand), values.boolean(t.flag));
    return;
  }
  if (t.kind != TerminatorKind::SwitchInt)
    return;
  const SwitchCase *only = nullptr;
  unsigned count = 0;
  for (const SwitchCase &c : code.switch_cases(t))
    if (c.target == to) {
      only = &c;
      ++count;
    }
  ValueId value = operand_value(t.operand);
  ty::Ty ty = operand_ty(tcx, body, t.operand);
  if (count == 1 && t.other != to) {
    const layout::Layout *layout = layout_of(tcx, ty);
    if (layout)
      learn(value,
            values.integer(
                Scalar::from_uint(only->lo, static_cast<uint8_t>(layout->size), only->hi), ty));
  } else if (count == 0 && ty.is_bool() && t.cases.count == 1) {
    learn(value, values.boolean(code.switch_cases(t).front().lo == 0));
  }
}

/// What is assigned on the ways from the end of `parent` to `block`.
void Numbering::forget_between(BasicBlock parent, BasicBlock block) {
  llvm::BitVector assigned(static_cast<unsigned>(code.locals.size()));
  bool changes_memory = false;
  llvm::DenseSet<BasicBlock> seen;
  llvm::SmallVector<BasicBlock, 16> work{block};
  while (!work.empty()) {
    BasicBlock at = work.pop_back_val();
    for (BasicBlock pred : preds[at]) {
      if (pred == parent || !dominators.is_reachable(pred) || !seen.insert(pred).second)
        continue;
      assigned |= effects[pred].assigned;
      changes_memory |= effects[pred].memory;
      work.push_back(pred);
    }
    if (seen.size() > kMaxBetween) {
      assigned.set();
      changes_memory = true;
      break;
    }
  }
  for (unsigned local : assigned.set_bits())
    if (!ssa.is_ssa(Local(local)) && current[Local(local)].is_valid())
      set(Local(local), ValueId());
  if (changes_memory)
    forget_memory();
}

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
  case ProjectionKind::Index: {
    ValueId element = local_value(Local(index));
    at.value =
        at.in_memory ? values.place(ValueKind::ElementPlace, at.value, element) : values.opaque();
    break;
  }
  case ProjectionKind::ConstantIndex:
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
        return values.integer(
            Scalar::from_uint(array->array_count, static_cast<uint8_t>(tcx.pointer_bits / 8)), ty);
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
  case RvalueKind::Repeat:
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
  if (is_struct && elems.size() == 1 && elems[0].kind == ProjectionKind::Field) {
    ValueId old = local_value(place.local);
    set(place.local, values.update(old, static_cast<uint32_t>(elems[0].a), value));
    return;
  }
  set(place.local, values.opaque());
}

void Numbering::statement(Statement &s) {
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

void Numbering::terminator(Terminator &t) {
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
    terminator(code.blocks[bb].terminator);
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

} // namespace

void number_values(TyCtxt &tcx, Body &body) { Numbering(tcx, body).run(); }

} // namespace ochre::mir::optimize
