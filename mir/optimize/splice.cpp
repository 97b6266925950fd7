#include "mir/optimize/splice.h"

#include "mir/ir/visit.h"

namespace ochre::mir::optimize {

namespace {

struct Splicer {
  TyCtxt &tcx;
  Body &caller;
  const Body &callee;
  Code &code;
  Terminator call;
  BasicBlock returned{}; ///< where the callee's `return` leads
  uint32_t first_local = 0;
  uint32_t first_block = 0;
  uint32_t first_scope = 0;
  uint32_t first_asm = 0;
  uint32_t first_const = 0;
  Local result{}; ///< what the callee's return place becomes
  IndexVec<TyIdx, TyIdx> tys{};
  IndexVec<ProjId, ProjId> projections{};

  Splicer(TyCtxt &tcx, Body &caller, BasicBlock block, const Body &callee)
      : tcx(tcx), caller(caller), callee(callee), code(caller.edit()),
        call(code.blocks[block].terminator) {}

  void run(BasicBlock block, ty::Ty fn_ty);
  void merge_tables(ty::Ty fn_ty);
  void add_locals();
  void add_scopes(TyIdx fn_ty);
  void pass_arguments(BasicBlockData &from);
  void deliver_result(BasicBlockData &from);
  void add_blocks();

  Local local(Local l) const { return l == kReturnPlace ? result : Local(first_local + l.raw - 1); }
  ConstIdx ct(ConstIdx c) const { return c.is_valid() ? ConstIdx(first_const + c.raw) : c; }
  TyIdx ty(TyIdx t) const { return t.is_valid() ? tys[t] : t; }
  SourceInfo source(SourceInfo info) const {
    info.scope = SourceScope(first_scope + info.scope.raw);
    return info;
  }
  BasicBlock block(BasicBlock bb) const {
    return bb.is_valid() ? BasicBlock(first_block + bb.raw) : bb;
  }
  Local fresh(ty::Ty type) {
    LocalDecl decl;
    decl.ty = caller.tables.tys.push(type);
    decl.source = call.source;
    return code.locals.push(decl);
  }
  Statement statement(StatementKind kind, Local l) const {
    Statement s;
    s.kind = kind;
    s.a = l.raw;
    s.source = call.source;
    return s;
  }
  Statement assign(Place to, const Operand &from) const {
    Statement s;
    s.kind = StatementKind::Assign;
    s.place = to;
    s.rvalue.a = from;
    s.source = call.source;
    return s;
  }
  ProjId projection(ProjId id);
  void operand(Operand &op) {
    if (op.is_place())
      op.place = {local(op.place.local), projection(op.place.proj)};
    else
      op.ct = ct(op.ct);
  }
  Place place(Place p) { return {local(p.local), projection(p.proj)}; }
  ListRange operand_rows(ListRange range);
  void rvalue(Rvalue &r);
  void copy_statement(Statement &s);
  void copy_terminator(Terminator &t);
  void unwinding(Terminator &t) const;
  InlineAsm assembly(const InlineAsm &from);
};

ProjId Splicer::projection(ProjId id) {
  if (!id.is_valid() || projections[id].is_valid())
    return id.is_valid() ? projections[id] : id;
  llvm::SmallVector<PlaceElem, 4> list;
  for (PlaceElem elem : callee.code->projection({kReturnPlace, id})) {
    elem.ty = ty(elem.ty);
    if (elem.kind == ProjectionKind::Index)
      elem.a = local(Local(static_cast<uint32_t>(elem.a))).raw;
    list.push_back(elem);
  }
  return projections[id] = code.intern_projection(list);
}

ListRange Splicer::operand_rows(ListRange range) {
  llvm::SmallVector<Operand, 8> list(callee.code->list(range));
  for (Operand &op : list)
    operand(op);
  return code.add_operands(list);
}

void Splicer::rvalue(Rvalue &r) {
  operand(r.a);
  operand(r.b);
  if (r.place.local.is_valid())
    r.place = place(r.place);
  r.ty = ty(r.ty);
  r.ct = ct(r.ct);
  // Monomorphic code knows erased regions only.
  if (r.region.is_valid())
    r.region = caller.tables.regions.push(tcx.common.re_erased);
  r.operands = operand_rows(r.operands);
}

void Splicer::copy_statement(Statement &s) {
  s.source = source(s.source);
  if (is_storage_mark(s))
    s.a = local(s.local()).raw;
  if (s.place.local.is_valid())
    s.place = place(s.place);
  rvalue(s.rvalue);
}

/// What leaves the callee by unwinding goes on as if the call itself had unwound.
void Splicer::unwinding(Terminator &t) const {
  if (t.kind == TerminatorKind::UnwindResume) {
    switch (call.unwind.kind) {
    case UnwindKind::Continue: return;
    case UnwindKind::Unreachable: t.kind = TerminatorKind::Unreachable; return;
    case UnwindKind::Terminate:
      t.kind = TerminatorKind::UnwindTerminate;
      t.reason = call.unwind.reason;
      return;
    case UnwindKind::Cleanup:
      t.kind = TerminatorKind::Goto;
      t.target = call.unwind.cleanup;
      return;
    }
  }
  if (t.unwind.kind == UnwindKind::Cleanup)
    t.unwind.cleanup = block(t.unwind.cleanup);
  else if (t.unwind.kind == UnwindKind::Continue)
    t.unwind = call.unwind;
}

InlineAsm Splicer::assembly(const InlineAsm &from) {
  InlineAsm out = from;
  for (AsmOperand &op : out.operands) {
    if (op.in.is_place() || op.in.ct.is_valid())
      operand(op.in);
    if (op.has_out)
      op.out = place(op.out);
    op.ct = ct(op.ct);
    op.label = block(op.label);
  }
  for (BasicBlock &target : out.targets)
    target = block(target);
  return out;
}

void Splicer::copy_terminator(Terminator &t) {
  t.source = source(t.source);
  t.target = block(t.target);
  t.other = block(t.other);
  operand(t.operand);
  if (t.place.local.is_valid())
    t.place = place(t.place);
  t.operands = operand_rows(t.operands);
  llvm::SmallVector<SwitchCase, 8> cases(callee.code->switch_cases(t));
  for (SwitchCase &c : cases)
    c.target = block(c.target);
  t.cases = code.add_cases(cases);
  if (t.kind == TerminatorKind::InlineAsm) {
    code.asms.push_back(assembly(callee.code->asms[t.asm_row]));
    t.asm_row = static_cast<uint32_t>(code.asms.size() - 1);
  }
  if (t.kind == TerminatorKind::Return) {
    t.kind = returned.is_valid() ? TerminatorKind::Goto : TerminatorKind::Unreachable;
    t.target = returned;
    return;
  }
  unwinding(t);
}

void Splicer::merge_tables(ty::Ty fn_ty) {
  llvm::DenseMap<ty::Ty, TyIdx> known;
  for (TyIdx row : caller.tables.tys.ids())
    known.try_emplace(caller.tables.tys[row], row);
  for (ty::Ty type : callee.tables.tys) {
    auto [it, fresh] = known.try_emplace(type);
    if (fresh)
      it->second = caller.tables.tys.push(type);
    tys.push(it->second);
  }
  first_const = static_cast<uint32_t>(caller.tables.consts.size());
  for (const ConstOperand &row : callee.tables.consts)
    caller.tables.consts.push(row);
  for (ConstIdx required : callee.required_consts)
    caller.required_consts.push_back(ct(required));
  for (TyIdx mentioned : callee.mentioned_tys)
    caller.mentioned_tys.push_back(ty(mentioned));
  auto [it, fresh] = known.try_emplace(fn_ty);
  if (fresh)
    it->second = caller.tables.tys.push(fn_ty);
  projections.resize(callee.code->projections.size(), ProjId());
  add_scopes(it->second);
}

void Splicer::add_scopes(TyIdx fn_ty) {
  first_scope = static_cast<uint32_t>(code.scopes.size());
  for (SourceScope id : callee.code->scopes.ids()) {
    SourceScopeData data = callee.code->scopes[id];
    data.inlined_callee = ty(data.inlined_callee);
    if (id == kOutermostScope) {
      data.parent = call.source.scope;
      data.inlined_callee = fn_ty;
      data.inlined_call_site = call.fn_span;
    } else if (data.parent.is_valid()) {
      data.parent = SourceScope(first_scope + data.parent.raw);
    }
    if (data.inlined_parent.is_valid())
      data.inlined_parent = SourceScope(first_scope + data.inlined_parent.raw);
    code.scopes.push(data);
  }
}

void Splicer::add_locals() {
  // The callee's return place may stand for the variable that the call writes.
  result = call.place.is_local() ? call.place.local : fresh(callee.local_ty(kReturnPlace));
  first_local = static_cast<uint32_t>(code.locals.size());
  for (Local id : callee.code->locals.ids()) {
    if (id == kReturnPlace)
      continue;
    LocalDecl decl = callee.code->locals[id];
    decl.ty = ty(decl.ty);
    decl.source = source(decl.source);
    code.locals.push(decl);
  }
  for (VarDebugInfo var : callee.code->var_debug_info) {
    var.source = source(var.source);
    var.arg_index = 0;
    if (var.is_const)
      var.ct = ct(var.ct);
    else
      var.place = place(var.place);
    code.var_debug_info.push_back(var);
  }
}

/// Closures take the parts of the tuple that the call passes.
void Splicer::pass_arguments(BasicBlockData &from) {
  llvm::SmallVector<Operand, 8> args(code.list(call.operands));
  bool unpacks = callee.instance_kind == ty::InstanceKind::Item &&
                 tcx.def_kind(callee.def_id) == DefKind::Closure && !args.empty();
  if (unpacks) {
    Operand tuple = args.pop_back_val();
    ty::Ty tuple_ty = operand_ty(tcx, caller, tuple);
    Place whole = tuple.place;
    if (!tuple.is_place() || !tuple.place.is_local()) {
      whole = {fresh(tuple_ty), {}};
      from.statements.push_back(assign(whole, tuple));
    }
    ty::TyList elems = tuple_ty.tuple_elems();
    for (uint32_t i = 0; i < elems.size(); ++i) {
      PlaceElem field{ProjectionKind::Field, false, i, 0, caller.tables.tys.push(elems[i])};
      args.push_back({tuple.kind == OperandKind::Copy ? OperandKind::Copy : OperandKind::Move,
                      code.project(whole, field),
                      {}});
    }
  }
  for (uint32_t i = 0; i < args.size() && i < callee.arg_count; ++i) {
    Local param = local(Local(i + 1));
    from.statements.push_back(statement(StatementKind::StorageLive, param));
    from.statements.push_back(assign({param, {}}, args[i]));
  }
}

void Splicer::deliver_result(BasicBlockData &from) {
  returned = call.target;
  if (!call.target.is_valid())
    return;
  BasicBlockData after;
  after.terminator.kind = TerminatorKind::Goto;
  after.terminator.target = call.target;
  after.terminator.source = call.source;
  if (!call.place.is_local()) {
    Place to = call.place;
    bool moves = has_deref(code, to);
    for_each_index_local(code, to, [&](Local) { moves = true; });
    if (moves) {
      // Which place it is was decided before the call.
      ty::Ty pointer = tcx.mk_ptr(callee.local_ty(kReturnPlace), ty::Mutability::Mut);
      Place address{fresh(pointer), {}};
      Statement taken = assign(address, {});
      taken.rvalue.kind = RvalueKind::RawPtr;
      taken.rvalue.op = static_cast<uint8_t>(RawPtrKind::Mut);
      taken.rvalue.place = to;
      from.statements.push_back(taken);
      to = code.project(address, {});
    }
    after.statements.push_back(assign(to, Operand::move({result, {}})));
  }
  for (uint32_t i = 1; i <= callee.arg_count; ++i)
    after.statements.push_back(statement(StatementKind::StorageDead, local(Local(i))));
  returned = code.blocks.push(std::move(after));
}

void Splicer::add_blocks() {
  for (const BasicBlockData &from : callee.code->blocks) {
    BasicBlockData data = from;
    for (Statement &s : data.statements)
      copy_statement(s);
    copy_terminator(data.terminator);
    code.blocks.push(std::move(data));
  }
}

void Splicer::run(BasicBlock at, ty::Ty fn_ty) {
  merge_tables(fn_ty);
  // Parameters are the first of the callee's locals.
  BasicBlockData from = std::move(code.blocks[at]);
  result = call.place.local;
  first_local = 0;
  add_locals();
  deliver_result(from);
  pass_arguments(from);
  first_block = static_cast<uint32_t>(code.blocks.size());
  from.terminator = Terminator();
  from.terminator.kind = TerminatorKind::Goto;
  from.terminator.target = block(kStartBlock);
  from.terminator.source = call.source;
  add_blocks();
  code.blocks[at] = std::move(from);
}

} // namespace

void splice(TyCtxt &tcx, Body &caller, BasicBlock block, const Body &callee, ty::Ty fn_ty) {
  Splicer(tcx, caller, block, callee).run(block, fn_ty);
}

} // namespace ochre::mir::optimize
