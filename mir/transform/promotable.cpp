#include "mir/transform/promotable.h"

#include "mir/ir/alloc_table.h"
#include "mir/transform/const_qualif.h"

namespace ochre::mir::transform {

void for_each_read(const Body &body, const Rvalue &value, llvm::function_ref<void(Place)> each) {
  auto operand = [&](const Operand &op) {
    if (op.is_place())
      each(op.place);
  };
  switch (value.kind) {
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: return operand(value.a);
  case RvalueKind::BinaryOp: operand(value.a); return operand(value.b);
  case RvalueKind::Ref:
  case RvalueKind::RawPtr:
  case RvalueKind::Len:
  case RvalueKind::Discriminant:
  case RvalueKind::CopyForDeref: return each(value.place);
  case RvalueKind::Aggregate:
    for (const Operand &op : body.code->list(value.operands))
      operand(op);
    return;
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::NullaryOp: return;
  }
}

namespace {

struct Collector {
  const Body &body;
  Temps &temps;

  void use(Place place) {
    use_local(place.local);
    for (const PlaceElem &elem : body.code->projection(place))
      if (elem.kind == ProjectionKind::Index)
        use_local(Local(static_cast<uint32_t>(elem.a)));
  }
  void use_local(Local local) {
    TempState &state = temps.states[local];
    if (state.kind == TempState::Defined)
      ++state.uses;
    else
      state.kind = TempState::Unpromotable;
  }
  void define(Place place, Location at) {
    if (place.is_local() && temps.states[place.local].kind == TempState::Undefined) {
      temps.states[place.local].kind = TempState::Defined;
      temps.states[place.local].def = at;
      return;
    }
    // Assigned twice, in part, or through a pointer in it.
    bool through_pointer =
        !place.is_local() && body.code->projection(place)[0].kind == ProjectionKind::Deref;
    if (through_pointer)
      use(place);
    else
      change(place.local);
  }
  void change(Local local) { temps.states[local].kind = TempState::Unpromotable; }
  void operand(const Operand &op) {
    if (op.is_place())
      use(op.place);
  }

  void statement(const Statement &s, Location at) {
    switch (s.kind) {
    case StatementKind::Assign:
      for_each_read(body, s.rvalue, [&](Place place) { use(place); });
      if (s.rvalue.kind == RvalueKind::RawPtr && s.rvalue.raw_kind() == RawPtrKind::Mut)
        change(s.rvalue.place.local);
      return define(s.place, at);
    case StatementKind::FakeRead:
    case StatementKind::PlaceMention:
    case StatementKind::AscribeUserType: return use(s.place);
    case StatementKind::SetDiscriminant: return change(s.place.local);
    case StatementKind::Assume: return operand(s.rvalue.a);
    case StatementKind::CopyNonOverlapping:
      for (const Operand &op : body.code->list(s.rvalue.operands))
        operand(op);
      return;
    case StatementKind::StorageLive:
    case StatementKind::StorageDead:
    case StatementKind::Nop: return;
    }
  }

  void terminator(const Terminator &t, Location at) {
    operand(t.operand);
    for (const Operand &op : body.code->list(t.operands))
      operand(op);
    if (t.kind == TerminatorKind::Call || t.kind == TerminatorKind::Yield)
      define(t.place, at);
    if (t.kind != TerminatorKind::InlineAsm)
      return;
    for (const AsmOperand &op : body.code->asms[t.asm_row].operands) {
      operand(op.in);
      if (op.has_out)
        change(op.out.local);
    }
  }
};

struct Validator {
  TyCtxt &tcx;
  const Body &body;
  Temps &temps;
  ty::TypingEnv env;
  unsigned depth = 0;

  /// The block where a temporary is assigned once; null: there is none.
  const BasicBlockData *defining_block(Local local) const {
    const TempState &state = temps.states[local];
    if (state.kind != TempState::Defined || state.def.block.raw >= body.code->blocks.size())
      return nullptr;
    return &body.code->blocks[state.def.block];
  }
  /// The statement that assigns it; null: none, or a call does.
  const Statement *definition(Local local) const {
    const BasicBlockData *block = defining_block(local);
    size_t at = temps.states[local].def.statement;
    return block && at < block->statements.size() ? &block->statements[at] : nullptr;
  }
  const Terminator *defining_call(Local local) const {
    const BasicBlockData *block = defining_block(local);
    bool is_call = block && temps.states[local].def.statement == block->statements.size() &&
                   block->terminator.kind == TerminatorKind::Call;
    return is_call ? &block->terminator : nullptr;
  }

  bool local(Local local) {
    const Statement *def = definition(local);
    const Terminator *defining = defining_call(local);
    if (!def && !defining)
      return false;
    TempState &state = temps.states[local];
    if (state.valid == TempState::Unknown) {
      // Deeper values are rare; they only stay temporaries.
      if (depth > 100)
        return false;
      ++depth;
      bool is_valid = def ? rvalue(def->rvalue) : call(*defining, state.def.block);
      state.valid = is_valid ? TempState::Yes : TempState::No;
      --depth;
    }
    return state.valid == TempState::Yes;
  }

  /// Calls that cannot fail (RFC 3027), and in constants and statics those that are made anyway.
  bool call(const Terminator &t, BasicBlock at) {
    ty::Ty callee = operand_ty(tcx, body, t.operand);
    if (!callee.is(ty::TyKind::FnDef) || !t.target.is_valid())
      return false;
    for (const Operand &op : body.code->list(t.operands))
      if (!operand(op))
        return false;
    DefKind kind = tcx.def_kind(callee.def_id());
    if (kind != DefKind::Fn && kind != DefKind::AssocFn)
      return false;
    return tcx.codegen_fn_attrs(callee.def_id())->is_promotable ||
           (tcx.is_const_fn(callee.def_id()) && is_surely_run(at));
  }

  /// In the initialiser of a constant or static, before any branch.
  bool is_surely_run(BasicBlock wanted) const {
    DefKind kind = tcx.def_kind(body.def_id);
    if (kind != DefKind::Const && kind != DefKind::AssocConst && kind != DefKind::Static)
      return false;
    BasicBlock at = kStartBlock;
    for (size_t step = 0; step < body.code->blocks.size(); ++step) {
      if (at == wanted)
        return true;
      const Terminator &t = body.code->blocks[at].terminator;
      bool goes_on = t.target.is_valid() &&
                     (t.kind == TerminatorKind::Goto || t.kind == TerminatorKind::Call ||
                      t.kind == TerminatorKind::Drop || t.kind == TerminatorKind::Assert ||
                      t.kind == TerminatorKind::FalseUnwind);
      if (!goes_on)
        return false;
      at = t.target;
    }
    return false;
  }

  bool operand(const Operand &op) {
    if (op.is_place())
      return place(op.place);
    const ConstOperand &ct = body.tables.consts[op.ct];
    return !is_static_ref(ct) || in_static();
  }

  /// Statics may refer to statics; constants and functions must not before they are evaluated.
  bool in_static() const { return tcx.def_kind(body.def_id) == DefKind::Static; }
  bool is_static_ref(const ConstOperand &ct) const {
    bool is_ptr = ct.kind == ConstOperandKind::Value && ct.value.kind == ConstValueKind::Scalar &&
                  ct.value.scalar.kind == ScalarKind::Ptr;
    return is_ptr && alloc_table(tcx)[ct.value.scalar.alloc].kind == GlobalAllocKind::Static;
  }

  /// The number that an operand is known to be.
  std::optional<uint64_t> known_uint(const Operand &op) {
    if (op.is_place()) {
      const Statement *def = op.place.is_local() ? definition(op.place.local) : nullptr;
      return def && def->rvalue.kind == RvalueKind::Use && !def->rvalue.a.is_place()
                 ? known_uint(def->rvalue.a)
                 : std::nullopt;
    }
    const ConstOperand &ct = body.tables.consts[op.ct];
    if (ct.kind != ConstOperandKind::Ty || !ct.ct.is(ty::ConstKind::Value) ||
        !ct.ct.valtree()->is_leaf || ct.ct.valtree()->hi != 0)
      return std::nullopt;
    return ct.ct.valtree()->lo;
  }

  bool index(PlaceTy base, const PlaceElem &elem) {
    Local at(static_cast<uint32_t>(elem.a));
    if (!base.ty.is(ty::TyKind::Array) || !base.ty.array_len().is(ty::ConstKind::Value))
      return false;
    std::optional<uint64_t> value = known_uint(Operand::copy({at, {}}));
    return value && *value < base.ty.array_len().valtree()->lo && local(at);
  }

  bool elems(Place whole, llvm::ArrayRef<PlaceElem> list) {
    PlaceTy at{body.local_ty(whole.local), {}};
    for (const PlaceElem &elem : list) {
      switch (elem.kind) {
      case ProjectionKind::Deref:
      case ProjectionKind::Downcast:
      case ProjectionKind::OpaqueCast: return false;
      case ProjectionKind::Index:
        if (!index(at, elem))
          return false;
        break;
      case ProjectionKind::Field:
        if (at.ty.is_adt() && tcx.adt_def(at.ty.def_id())->is_union())
          return false;
        break;
      case ProjectionKind::ConstantIndex:
      case ProjectionKind::Subslice: break;
      }
      at = project_ty(tcx, body, at, elem);
    }
    return true;
  }

  bool place(Place place) {
    return elems(place, body.code->projection(place)) && local(place.local);
  }

  bool division(const Rvalue &value) {
    ty::Ty ty = operand_ty(tcx, body, value.a);
    if (!ty.is_integral())
      return true;
    std::optional<uint64_t> divisor = known_uint(value.b);
    if (!divisor || *divisor == 0)
      return false;
    // -1 may overflow.
    return !ty.is(ty::TyKind::Int) || *divisor <= 0x7F;
  }

  bool rvalue(const Rvalue &value) {
    switch (value.kind) {
    case RvalueKind::Use:
    case RvalueKind::Repeat: return operand(value.a);
    case RvalueKind::CopyForDeref:
    case RvalueKind::Discriminant:
    case RvalueKind::Len: return place(value.place);
    case RvalueKind::RawPtr:
    case RvalueKind::ThreadLocalRef: return false;
    case RvalueKind::Cast:
      return value.cast_kind() != CastKind::PointerExposeProvenance &&
             value.cast_kind() != CastKind::PointerWithExposedProvenance && operand(value.a);
    case RvalueKind::UnaryOp: return operand(value.a);
    case RvalueKind::NullaryOp: return true;
    case RvalueKind::Ref: return reference(value);
    case RvalueKind::Aggregate:
      for (const Operand &op : body.code->list(value.operands))
        if (!operand(op))
          return false;
      return value.aggregate_kind() != AggregateKind::Coroutine;
    case RvalueKind::BinaryOp: {
      ty::Ty ty = operand_ty(tcx, body, value.a);
      if (ty.is_raw_ptr() || ty.is(ty::TyKind::FnPtr) || ty.is_ref())
        return false;
      bool divides = value.bin_op() == BinOp::Div || value.bin_op() == BinOp::Rem;
      return (!divides || division(value)) && operand(value.a) && operand(value.b);
    }
    }
    return false;
  }

  bool reference(const Rvalue &value) {
    llvm::ArrayRef<PlaceElem> list = body.code->projection(value.place);
    // `&*r` is as good as `r`.
    if (!list.empty() && list.back().kind == ProjectionKind::Deref &&
        value.borrow_kind() == BorrowKind::Shared) {
      PlaceTy at{body.local_ty(value.place.local), {}};
      for (const PlaceElem &elem : list.drop_back())
        at = project_ty(tcx, body, at, elem);
      if (!at.ty.is_ref())
        return false;
      return elems(value.place, list.drop_back()) && local(value.place.local);
    }
    return elems(value.place, list) && whole(value);
  }

  /// The borrow of a place in a temporary, once the temporary as a whole is a constant: nothing on
  /// the way is read, so that an index may be anything.
  bool whole(const Rvalue &value) {
    if (!local(value.place.local))
      return false;
    if (value.borrow_kind() == BorrowKind::Shared)
      return !may_hold(value.place.local, Qualif::HasMutInterior, 0) &&
             !may_hold(value.place.local, Qualif::NeedsDrop, 0);
    // A mutable borrow of nothing.
    ty::Ty ty = place_ty(tcx, body, value.place).ty;
    return is_mutable(value.borrow_kind()) && ty.is(ty::TyKind::Array) &&
           ty.array_len().is(ty::ConstKind::Value) && ty.array_len().valtree()->lo == 0;
  }

  bool by_type(ty::Ty ty, Qualif qualif) {
    return qualif == Qualif::HasMutInterior ? !tcx.is_freeze({env, ty}) : tcx.needs_drop({env, ty});
  }
  bool by_adt(const ty::AdtDef &adt, Qualif qualif) {
    return qualif == Qualif::HasMutInterior ? adt.is_unsafe_cell
                                            : tcx.adt_destructor(adt.def_id).is_valid();
  }

  /// Whether the value of a promotable local may have the quality. `None::<Cell<i32>>` holds no
  /// cell.
  bool may_hold(Local local, Qualif qualif, unsigned level) {
    if (!by_type(body.local_ty(local), qualif))
      return false;
    const Statement *def = definition(local);
    if (!def || level > 100)
      return true;
    auto holds = [&](const Operand &op) {
      if (!op.is_place())
        return constant_holds(tcx, env, body.tables.consts[op.ct], qualif);
      return by_type(place_ty(tcx, body, op.place).ty, qualif) &&
             may_hold(op.place.local, qualif, level + 1);
    };
    const Rvalue &value = def->rvalue;
    if (value.kind == RvalueKind::Use)
      return holds(value.a);
    if (value.kind != RvalueKind::Aggregate)
      return true;
    ty::Ty ty = body.tables.tys[value.ty];
    if (ty.is_adt()) {
      const ty::AdtDef &adt = *tcx.adt_def(ty.def_id());
      if (adt.is_union() || by_adt(adt, qualif))
        return true;
    }
    return llvm::any_of(body.code->list(value.operands), holds);
  }
};

} // namespace

Temps collect_temps(TyCtxt &, const Body &body, std::vector<Location> &candidates) {
  Temps temps;
  for (Local local : body.code->locals.ids()) {
    TempState state;
    if (body.local_kind(local) != LocalKind::Temp)
      state.kind = TempState::Unpromotable;
    temps.states.push(state);
  }
  Collector collector{body, temps};
  for (BasicBlock bb : reverse_postorder(*body.code)) {
    const BasicBlockData &block = body[bb];
    for (uint32_t i = 0; i < block.statements.size(); ++i) {
      const Statement &s = block.statements[i];
      collector.statement(s, {bb, i});
      bool is_borrow = s.kind == StatementKind::Assign && s.rvalue.kind == RvalueKind::Ref &&
                       s.rvalue.borrow_kind() != BorrowKind::FakeShallow &&
                       s.rvalue.borrow_kind() != BorrowKind::FakeDeep;
      if (is_borrow && !block.is_cleanup)
        candidates.push_back({bb, i});
    }
    collector.terminator(block.terminator, {bb, static_cast<uint32_t>(block.statements.size())});
  }
  return temps;
}

bool is_promotable(TyCtxt &tcx, const Body &body, Temps &temps, Location at) {
  const Statement &s = body.code->blocks[at.block].statements[at.statement];
  if (temps.states[s.rvalue.place.local].kind != TempState::Defined)
    return false;
  Validator v{tcx, body, temps, {tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis}};
  return is_within_temp(body, s.rvalue.place) ? v.whole(s.rvalue) : v.reference(s.rvalue);
}

bool is_within_temp(const Body &body, Place place) {
  return llvm::none_of(body.code->projection(place),
                       [](const PlaceElem &elem) { return elem.kind == ProjectionKind::Deref; });
}

} // namespace ochre::mir::transform
