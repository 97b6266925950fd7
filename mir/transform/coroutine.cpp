// The steps:
//
//   1. The return place and the context get new locals, as their types change.
//   2. Locals that must be saved are found, and states numbered: 0 unresumed, 1 returned,
//      2 panicked, 3.. one per Yield.
//   3. Saved locals become fields; Return and Yield set the state and return.
//   4. A block that drops the captures is added, for coroutines that never ran.
//   5. A copy becomes the drop shim: its switch leads to the drop target of each Yield.
//   6. The switch over the states is put at the entry; unwinding leads over the panicked state.
//
// Source: rustc-dev-guide, "Coroutines"; RFC 2033.
#include "mir/transform/coroutine.h"

#include "mir/ir/visit.h"
#include "mir/transform/cleanup.h"
#include "mir/transform/coroutine_liveness.h"
#include "mir/transform/drop_ladder.h"
#include "sema/ty/fold.h"

namespace ochre::mir::transform {

namespace {

using ty::CoroutineLayout;

constexpr Local kSelf{1};
constexpr Local kContext{2};

struct State {
  uint32_t number = 0;
  BasicBlock resume, drop;
  Place resumed; ///< gets the argument of the next resumption
  llvm::BitVector storage_live;
};

struct Transform {
  TyCtxt &tcx;
  ty::TypingEnv env;
  Body &body;
  Code &code;
  ty::Ty self_ty;
  ty::CoroutineArgs parts;
  bool is_async;
  Local old_return, old_context;
  CoroutineLiveness liveness;
  struct Field {
    uint32_t variant = 0;
    uint32_t field = 0;
    TyIdx ty;
  };
  llvm::DenseMap<Local, Field> fields; ///< saved locals
  std::vector<State> states;

  Transform(TyCtxt &tcx, ty::TypingEnv env, Body &body)
      : tcx(tcx), env(env), body(body), code(body.edit()), self_ty(body.local_ty(kSelf)),
        parts(ty::CoroutineArgs::of(self_ty.args())), is_async(tcx.is_async_coroutine(self_ty)) {}

  void run();

private:
  SourceInfo source() const { return {body.span, kOutermostScope}; }
  TyIdx ty_idx(ty::Ty ty) { return body.tables.tys.push(ty); }
  Local new_local(ty::Ty ty);
  BasicBlock new_block(bool is_cleanup, TerminatorKind kind);
  void replace_local(Local from, Local to);
  ty::Ty return_ty(DefId &adt);
  ty::Ty context_ty();
  void split_signature();
  void inline_get_context();
  void collect_layout();
  Place field_place(const Field &field);
  void save_locals();
  void save_places(BasicBlockData &data);
  Statement assign(Place place, const Rvalue &value);
  Statement set_state(uint32_t state);
  Rvalue result(bool is_return, Operand value);
  Rvalue context_value();
  void rewrite_exits();
  BasicBlock drop_captures();
  std::shared_ptr<Body> drop_shim(BasicBlock drop_clean);
  void poison_on_unwind(Body &in);
  bool can_unwind() const;
  BasicBlock panic_block(AssertKind kind);
  std::vector<SwitchCase> cases(bool is_drop);
  void insert_switch(Body &in, std::vector<SwitchCase> cases, BasicBlock otherwise);
  void take_self_by(Body &in, ty::Ty arg_ty, llvm::ArrayRef<PlaceElem> prefix);
};

Local Transform::new_local(ty::Ty ty) {
  LocalDecl decl;
  decl.ty = ty_idx(ty);
  decl.source = source();
  return code.locals.push(decl);
}

BasicBlock Transform::new_block(bool is_cleanup, TerminatorKind kind) {
  BasicBlockData data;
  data.is_cleanup = is_cleanup;
  data.terminator.kind = kind;
  data.terminator.source = source();
  return code.blocks.push(std::move(data));
}

void Transform::replace_local(Local from, Local to) {
  auto rename = [&](Place &place, PlaceUse) {
    if (place.local == from)
      place.local = to;
  };
  for (BasicBlockData &data : code.blocks) {
    for (Statement &s : data.statements)
      for_each_place(code, s, rename);
    for_each_place(code, data.terminator, rename);
  }
  for (VarDebugInfo &var : code.var_debug_info)
    if (!var.is_const && var.place.local == from)
      var.place.local = to;
}

/// `Poll<R>`, or `CoroutineState<Y, R>`.
ty::Ty Transform::return_ty(DefId &adt) {
  adt = tcx.require_lang_item(is_async ? LangItem::Poll : LangItem::CoroutineState, body.span);
  if (!adt.is_valid())
    return tcx.common.error;
  if (is_async)
    return tcx.mk_adt(adt, tcx.mk_args({ty::GenericArg(parts.return_ty)}));
  ty::GenericArg args[] = {parts.yield_ty, parts.return_ty};
  return tcx.mk_adt(adt, tcx.mk_args(args));
}

/// What the function takes: `&mut Context` for futures.
ty::Ty Transform::context_ty() {
  if (!is_async)
    return parts.resume_ty;
  ty::Ty context =
      tcx.mk_lang_adt(LangItem::Context, {ty::GenericArg(tcx.common.re_erased)}, body.span);
  return tcx.mk_ref(tcx.common.re_erased, context, ty::Mutability::Mut);
}

Statement Transform::assign(Place place, const Rvalue &value) {
  Statement s;
  s.kind = StatementKind::Assign;
  s.place = place;
  s.rvalue = value;
  s.source = source();
  return s;
}

Rvalue Transform::context_value() {
  Rvalue value;
  value.kind = is_async ? RvalueKind::Cast : RvalueKind::Use;
  value.a = Operand::move({kContext, {}});
  if (is_async) {
    value.op = static_cast<uint8_t>(CastKind::Transmute);
    value.ty = ty_idx(parts.resume_ty);
  }
  return value;
}

void Transform::split_signature() {
  old_return = code.locals.push(code.locals[kReturnPlace]);
  replace_local(kReturnPlace, old_return);
  DefId adt;
  code.locals[kReturnPlace].ty = ty_idx(return_ty(adt));
  if (body.arg_count < 2) {
    // `|| yield`: resumed with `()`.
    LocalDecl unit;
    unit.ty = ty_idx(parts.resume_ty);
    unit.source = source();
    Local moved = code.locals.push(unit);
    if (moved != kContext) {
      std::swap(code.locals[kContext], code.locals[moved]);
      replace_local(kContext, moved);
      for (BasicBlockData &data : code.blocks)
        for (Statement &s : data.statements)
          if ((s.kind == StatementKind::StorageLive || s.kind == StatementKind::StorageDead) &&
              s.local() == kContext)
            s.a = moved.raw;
      if (old_return == kContext)
        old_return = moved;
    }
    body.arg_count = 2;
    code.locals[kContext].ty = ty_idx(context_ty());
    return;
  }
  old_context = code.locals.push(code.locals[kContext]);
  replace_local(kContext, old_context);
  LocalDecl &context = code.locals[kContext];
  context = LocalDecl();
  context.ty = ty_idx(context_ty());
  context.source = source();
  std::vector<Statement> &start = code.blocks[kStartBlock].statements;
  start.insert(start.begin(), assign({old_context, {}}, context_value()));
}

/// `get_context(r)` only changes the type.
void Transform::inline_get_context() {
  DefId get_context = tcx.lang_item(LangItem::GetContext);
  if (!is_async || !get_context.is_valid())
    return;
  for (BasicBlockData &data : code.blocks) {
    Terminator &t = data.terminator;
    if (t.kind != TerminatorKind::Call || t.operand.is_place() || !t.target.is_valid())
      continue;
    ty::Ty callee = body.tables.consts[t.operand.ct].ty;
    if (!callee.is(ty::TyKind::FnDef) || callee.def_id() != get_context || t.operands.count != 1)
      continue;
    Rvalue cast;
    cast.kind = RvalueKind::Cast;
    cast.op = static_cast<uint8_t>(CastKind::Transmute);
    cast.a = code.operands[t.operands.begin];
    cast.ty = ty_idx(place_ty(tcx, body, t.place).ty);
    Statement s = assign(t.place, cast);
    s.source = t.source;
    data.statements.push_back(s);
    Terminator next;
    next.kind = TerminatorKind::Goto;
    next.target = t.target;
    next.source = t.source;
    t = next;
  }
}

void Transform::collect_layout() {
  liveness = coroutine_liveness(body, false);
  auto layout = std::make_shared<CoroutineLayout>();
  llvm::DenseMap<Local, uint32_t> rows;
  for (Local local : liveness.saved) {
    rows[local] = static_cast<uint32_t>(layout->field_tys.size());
    layout->field_tys.push_back(ty::erase_regions(tcx, body.local_ty(local)));
  }
  layout->conflicts = liveness.conflicts;
  layout->variant_fields.resize(CoroutineLayout::kReservedStates);
  for (const SuspensionPoint &point : liveness.points) {
    uint32_t variant = static_cast<uint32_t>(layout->variant_fields.size());
    layout->variant_fields.emplace_back();
    for (unsigned raw : point.saved.set_bits()) {
      std::vector<uint32_t> &in = layout->variant_fields.back();
      // A field lies at one place whatever the state.
      fields.try_emplace(
          Local(raw), Field{variant, static_cast<uint32_t>(in.size()), code.locals[Local(raw)].ty});
      in.push_back(rows[Local(raw)]);
    }
  }
  body.coroutine->layout = layout;
}

Place Transform::field_place(const Field &field) {
  PlaceElem elems[] = {{ProjectionKind::Downcast, false, field.variant, 0, {}},
                       {ProjectionKind::Field, false, field.field, 0, field.ty}};
  return {kSelf, code.intern_projection(elems)};
}

void Transform::save_places(BasicBlockData &data) {
  std::vector<Statement> before;
  // An index must be a local.
  auto index_local = [&](Local saved) {
    Local copy = new_local(tcx.common.usize);
    Rvalue value;
    value.kind = RvalueKind::Use;
    value.a = Operand::copy(field_place(fields[saved]));
    before.push_back(assign({copy, {}}, value));
    return copy;
  };
  auto save = [&](Place &place, PlaceUse) {
    auto it = fields.find(place.local);
    llvm::SmallVector<PlaceElem, 8> elems;
    if (it != fields.end()) {
      llvm::ArrayRef<PlaceElem> base = code.projection(field_place(it->second));
      elems.append(base.begin(), base.end());
    }
    bool changed = it != fields.end();
    llvm::SmallVector<PlaceElem, 8> own(code.projection(place));
    for (PlaceElem elem : own) {
      if (elem.kind == ProjectionKind::Index &&
          fields.count(Local(static_cast<uint32_t>(elem.a)))) {
        elem.a = index_local(Local(static_cast<uint32_t>(elem.a))).raw;
        changed = true;
      }
      elems.push_back(elem);
    }
    if (changed)
      place = {it != fields.end() ? kSelf : place.local, code.intern_projection(elems)};
  };
  std::vector<Statement> out;
  for (Statement &s : data.statements) {
    bool is_storage = s.kind == StatementKind::StorageLive || s.kind == StatementKind::StorageDead;
    if (is_storage && fields.count(s.local()))
      continue;
    for_each_place(code, s, save);
    out.insert(out.end(), before.begin(), before.end());
    before.clear();
    out.push_back(s);
  }
  for_each_place(code, data.terminator, save);
  out.insert(out.end(), before.begin(), before.end());
  data.statements = std::move(out);
}

void Transform::save_locals() {
  for (BasicBlock bb : code.blocks.ids()) {
    BasicBlockData data = std::move(code.blocks[bb]);
    save_places(data);
    code.blocks[bb] = std::move(data);
  }
  for (VarDebugInfo &var : code.var_debug_info) {
    if (var.is_const)
      continue;
    auto it = fields.find(var.place.local);
    if (it == fields.end())
      continue;
    llvm::SmallVector<PlaceElem, 8> elems(code.projection(field_place(it->second)));
    llvm::ArrayRef<PlaceElem> own = code.projection(var.place);
    elems.append(own.begin(), own.end());
    var.place = {kSelf, code.intern_projection(elems)};
  }
  // Nothing names them any more.
  TyIdx unit = ty_idx(tcx.common.unit);
  for (auto &[local, field] : fields)
    code.locals[local].ty = unit;
}

Statement Transform::set_state(uint32_t state) {
  Statement s;
  s.kind = StatementKind::SetDiscriminant;
  s.a = state;
  s.place = {kSelf, {}};
  s.source = source();
  return s;
}

Rvalue Transform::result(bool is_return, Operand value) {
  DefId adt;
  ty::Ty ty = return_ty(adt);
  Rvalue out;
  out.kind = RvalueKind::Aggregate;
  out.op = static_cast<uint8_t>(AggregateKind::Adt);
  out.ty = ty_idx(ty);
  out.variant = is_return ? 1 : 0; // Yielded, Complete
  if (is_async) {
    DefId variant =
        tcx.require_lang_item(is_return ? LangItem::PollReady : LangItem::PollPending, body.span);
    if (adt.is_valid() && variant.is_valid())
      out.variant = tcx.adt_def(adt)->variant_with_id(variant).raw;
  }
  if (is_return || !is_async)
    out.operands = code.add_operands(value);
  return out;
}

/// Return and Yield: the result, the new state, and back to the caller.
void Transform::rewrite_exits() {
  for (const SuspensionPoint &point : liveness.points) {
    State state;
    state.number = CoroutineLayout::kReservedStates + static_cast<uint32_t>(states.size());
    state.storage_live = point.storage_live;
    Terminator t = code.blocks[point.block].terminator;
    state.resume = t.target;
    state.drop = t.other;
    state.resumed = t.place;
    Statement value = assign({kReturnPlace, {}}, result(false, t.operand));
    std::vector<Statement> &statements = code.blocks[point.block].statements;
    statements.push_back(value);
    statements.push_back(set_state(state.number));
    Terminator &out = code.blocks[point.block].terminator;
    out = Terminator();
    out.kind = TerminatorKind::Return;
    out.source = t.source;
    states.push_back(std::move(state));
  }
  llvm::BitVector is_yield(static_cast<unsigned>(code.blocks.size()));
  for (const SuspensionPoint &point : liveness.points)
    is_yield.set(point.block.raw);
  auto saved = fields.find(old_return);
  Place from = saved == fields.end() ? Place{old_return, {}} : field_place(saved->second);
  for (BasicBlock bb : code.blocks.ids()) {
    Terminator &t = code.blocks[bb].terminator;
    // A Yield that nothing reaches.
    if (t.kind == TerminatorKind::Yield)
      t.kind = TerminatorKind::Unreachable;
    if (t.kind != TerminatorKind::Return || is_yield.test(bb.raw))
      continue;
    Statement value = assign({kReturnPlace, {}}, result(true, Operand::move(from)));
    code.blocks[bb].statements.push_back(value);
    code.blocks[bb].statements.push_back(set_state(CoroutineLayout::kReturned));
  }
}

/// A coroutine that never ran holds its captures.
BasicBlock Transform::drop_captures() {
  BasicBlock end = new_block(false, TerminatorKind::Return);
  DropEmitter emit(tcx, env, body);
  emit.source = source();
  llvm::SmallVector<Place, 8> captures = emit.fields({kSelf, {}}, self_ty, ty::VariantIdx(0));
  return emit.ladder(captures.size(), {end, {}, false}, [&](size_t i, const DropExits &own) {
    return emit.needs_drop(emit.ty_of(captures[i])) ? emit.drop(captures[i], own) : own.target;
  });
}

/// One case per state: storage as it was at the Yield, the argument in its place, and on.
std::vector<SwitchCase> Transform::cases(bool is_drop) {
  std::vector<SwitchCase> out;
  for (const State &state : states) {
    BasicBlock target = is_drop ? state.drop : state.resume;
    if (!target.is_valid())
      continue;
    BasicBlock bb = new_block(false, TerminatorKind::Goto);
    std::vector<Statement> statements;
    for (unsigned raw : state.storage_live.set_bits()) {
      Local local(raw);
      if (raw <= body.arg_count || fields.count(local) || liveness.always_live.test(raw))
        continue;
      Statement live;
      live.kind = StatementKind::StorageLive;
      live.a = raw;
      live.source = source();
      statements.push_back(live);
    }
    if (!is_drop)
      statements.push_back(assign(state.resumed, context_value()));
    code.blocks[bb].statements = std::move(statements);
    code.blocks[bb].terminator.target = target;
    out.push_back({state.number, 0, bb});
  }
  return out;
}

/// The entry reads the state; what was there moves to a block of its own (given back).
void Transform::insert_switch(Body &in, std::vector<SwitchCase> cases, BasicBlock otherwise) {
  Code &c = in.edit();
  BasicBlock moved = c.blocks.push(std::move(c.blocks[kStartBlock]));
  auto renamed = [&](BasicBlock bb) { return bb == kStartBlock ? moved : bb; };
  for (SwitchCase &each : cases)
    each.target = renamed(each.target);
  BasicBlockData start;
  start.terminator.source = source();
  c.blocks[kStartBlock] = std::move(start);
  for (BasicBlock bb : c.blocks.ids()) {
    if (bb == kStartBlock)
      continue;
    Terminator t = c.blocks[bb].terminator;
    map_successors(c, t, renamed);
    c.blocks[bb].terminator = t;
  }
  LocalDecl decl;
  decl.ty = in.tables.tys.push(tcx.common.u32);
  decl.source = source();
  Local discr = c.locals.push(decl);
  Rvalue read;
  read.kind = RvalueKind::Discriminant;
  read.place = {kSelf, {}};
  read.ty = decl.ty;
  c.blocks[kStartBlock].statements.push_back(assign({discr, {}}, read));
  llvm::sort(cases, [](const SwitchCase &x, const SwitchCase &y) { return x.lo < y.lo; });
  ListRange rows = c.add_cases(cases);
  Terminator &t = c.blocks[kStartBlock].terminator;
  t.kind = TerminatorKind::SwitchInt;
  t.operand = Operand::move({discr, {}});
  t.cases = rows;
  t.other = otherwise;
}

/// `self` becomes a pointer to the coroutine: all places of it go through `prefix`.
void Transform::take_self_by(Body &in, ty::Ty arg_ty, llvm::ArrayRef<PlaceElem> prefix) {
  Code &c = in.edit();
  c.locals[kSelf].ty = in.tables.tys.push(arg_ty);
  auto through = [&](Place &place, PlaceUse) {
    if (place.local != kSelf)
      return;
    llvm::SmallVector<PlaceElem, 8> elems(prefix);
    llvm::ArrayRef<PlaceElem> own = c.projection(place);
    elems.append(own.begin(), own.end());
    place = {kSelf, c.intern_projection(elems)};
  };
  for (BasicBlockData &data : c.blocks) {
    for (Statement &s : data.statements)
      for_each_place(c, s, through);
    for_each_place(c, data.terminator, through);
  }
  for (VarDebugInfo &var : c.var_debug_info)
    if (!var.is_const)
      through(var.place, PlaceUse::Inspect);
}

std::shared_ptr<Body> Transform::drop_shim(BasicBlock drop_clean) {
  std::vector<SwitchCase> targets = cases(true);
  targets.push_back({CoroutineLayout::kUnresumed, 0, drop_clean});
  auto shim = std::make_shared<Body>(body);
  shim->code = std::make_shared<Code>(code);
  shim->coroutine = nullptr;
  shim->upvars.clear();
  Code &c = *shim->code;
  for (BasicBlockData &data : c.blocks)
    if (data.terminator.kind == TerminatorKind::CoroutineDrop)
      data.terminator.kind = TerminatorKind::Return;
  BasicBlockData end;
  end.terminator.kind = TerminatorKind::Return;
  end.terminator.source = source();
  BasicBlock otherwise = c.blocks.push(std::move(end));
  insert_switch(*shim, std::move(targets), otherwise);
  // Paths that give a result are not reached.
  simplify_cfg(tcx, *shim);
  c.locals[kReturnPlace].ty = shim->tables.tys.push(tcx.common.unit);
  take_self_by(*shim, tcx.mk_ptr(self_ty, ty::Mutability::Mut),
               PlaceElem{ProjectionKind::Deref, false, 0, 0, {}});
  shim->arg_count = 1;
  shim->spread_arg = false;
  abort_unwinding_calls(tcx, *shim);
  simplify_cfg(tcx, *shim);
  shim->phase = Phase::Optimized;
  return shim;
}

bool unwinds(const Terminator &t) {
  return t.kind == TerminatorKind::Drop || t.kind == TerminatorKind::Call ||
         t.kind == TerminatorKind::Assert || t.kind == TerminatorKind::InlineAsm;
}

bool Transform::can_unwind() const {
  return keeps_unwinding(tcx) && llvm::any_of(code.blocks, [](const BasicBlockData &data) {
           return unwinds(data.terminator) && !data.is_cleanup;
         });
}

/// A coroutine that unwinds is left in the panicked state.
void Transform::poison_on_unwind(Body &in) {
  Code &c = in.edit();
  BasicBlock poison = new_block(true, TerminatorKind::UnwindResume);
  c.blocks[poison].statements.push_back(set_state(CoroutineLayout::kPanicked));
  for (BasicBlock bb : c.blocks.ids()) {
    BasicBlockData &data = c.blocks[bb];
    Terminator &t = data.terminator;
    if (t.kind == TerminatorKind::UnwindResume && bb != poison) {
      t.kind = TerminatorKind::Goto;
      t.target = poison;
    } else if (unwinds(t) && !data.is_cleanup && t.unwind.kind == UnwindKind::Continue) {
      t.unwind = UnwindAction::to(poison);
    }
  }
}

BasicBlock Transform::panic_block(AssertKind kind) {
  ConstOperand ct;
  ct.kind = ConstOperandKind::Value;
  ct.ty = tcx.common.bool_;
  ct.value.kind = ConstValueKind::Scalar;
  ct.value.scalar = Scalar::from_uint(0, 1);
  BasicBlock bb = new_block(false, TerminatorKind::Assert);
  BasicBlock never = new_block(false, TerminatorKind::Unreachable);
  Terminator &t = code.blocks[bb].terminator;
  t.operand = Operand::constant(body.tables.consts.push(ct));
  t.flag = true;
  t.assert_kind = kind;
  t.target = never;
  return bb;
}

void Transform::run() {
  split_signature();
  inline_get_context();
  collect_layout();
  save_locals();
  rewrite_exits();
  body.arg_count = 2;
  body.spread_arg = false;
  BasicBlock drop_clean = drop_captures();
  body.coroutine->drop_shim = drop_shim(drop_clean);
  bool may_unwind = can_unwind();
  std::vector<SwitchCase> targets = cases(false);
  targets.push_back({CoroutineLayout::kUnresumed, 0, kStartBlock});
  targets.push_back({CoroutineLayout::kReturned, 0, panic_block(AssertKind::ResumedAfterReturn)});
  if (may_unwind) {
    // The panics of the switch itself leave the state as it is.
    poison_on_unwind(body);
    targets.push_back({CoroutineLayout::kPanicked, 0, panic_block(AssertKind::ResumedAfterPanic)});
  }
  BasicBlock never = new_block(false, TerminatorKind::Unreachable);
  insert_switch(body, std::move(targets), never);
  simplify_cfg(tcx, body);
  ty::Ty ref = tcx.mk_ref(tcx.common.re_erased, self_ty, ty::Mutability::Mut);
  ty::Ty pin = tcx.mk_lang_adt(LangItem::Pin, {ty::GenericArg(ref)}, body.span);
  PlaceElem prefix[] = {{ProjectionKind::Field, false, 0, 0, ty_idx(ref)},
                        {ProjectionKind::Deref, false, 0, 0, {}}};
  take_self_by(body, pin, prefix);
}

} // namespace

void transform_coroutine(TyCtxt &tcx, Body &body) {
  if (!body.coroutine || body.promoted.is_valid())
    return;
  Transform(tcx, {tcx.param_env(body.def_id), ty::TypingMode::PostAnalysis}, body).run();
}

ty::EarlyBinder<ty::Ty> coroutine_witness(TyCtxt &tcx, DefId def) {
  const Body *promoted = tcx.mir_promoted(tcx.defs.expect_local(def));
  if (!promoted || !promoted->coroutine)
    return ty::EarlyBinder<ty::Ty>(tcx.common.error);
  Body body = *promoted;
  llvm::SetVector<ty::Ty> tys;
  for (Local local : coroutine_liveness(body, false).saved)
    tys.insert(ty::erase_regions(tcx, body.local_ty(local)));
  return ty::EarlyBinder<ty::Ty>(tcx.mk_tuple(tys.getArrayRef()));
}

const ty::CoroutineLayout *coroutine_layout(TyCtxt &tcx, DefId def) {
  const Body *body = tcx.optimized_mir(def);
  return body && body->coroutine ? body->coroutine->layout.get() : nullptr;
}

} // namespace ochre::mir::transform
