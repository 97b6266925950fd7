// Which borrows can be promoted is decided on temporaries that are assigned once: the value of each
// must be built from constants by operations that cannot fail. The code that makes them moves to a
// body of its own.
//
//   _3 = [const 1, const 2];            _4 = const f::promoted[0];
//   _2 = &_3;                     =>    _2 = &(*_4);
//
//   promoted[0]:  _1 = [const 1, const 2];  _0 = &_1;  return
//
// Source: RFC 1414, RFC 3027, rustc-dev-guide "Constant evaluation", "promotion".

#include "mir/transform/promote_consts.h"

#include "mir/ir/alloc_table.h"
#include "mir/transform/promotable.h"
#include "sema/ty/fold.h"

namespace ochre::mir::transform {

namespace {

/// Copies statements from one body to another that has tables of its own.
class Copier {
public:
  Copier(TyCtxt &tcx, const Body &from) : tcx_(tcx), from_(from) {
    out_->code = std::make_shared<Code>();
    out_->def_id = from.def_id;
    out_->span = from.span;
    out_->phase = Phase::Built;
    out_->code->scopes.push({from.span, {}, {}, {}, {}});
    out_->code->blocks.push(BasicBlockData());
  }

  std::shared_ptr<Body> body() { return out_; }
  Local new_local(ty::Ty ty, Span span) {
    LocalDecl decl;
    decl.ty = out_->tables.tys.push(ty);
    decl.source.span = span;
    return out_->code->locals.push(decl);
  }
  void map_local(Local from, Local to) { locals_[from] = to; }
  bool has_local(Local local) const { return locals_.count(local); }

  Place place(Place place) {
    llvm::SmallVector<PlaceElem, 4> elems;
    for (PlaceElem elem : from_.code->projection(place)) {
      if (elem.kind == ProjectionKind::Index)
        elem.a = locals_.lookup(Local(static_cast<uint32_t>(elem.a))).raw;
      if (elem.ty.is_valid())
        elem.ty = out_->tables.tys.push(from_.tables.tys[elem.ty]);
      elems.push_back(elem);
    }
    return {locals_.lookup(place.local), out_->code->intern_projection(elems)};
  }
  Operand operand(Operand op) {
    if (op.is_place())
      op.place = place(op.place);
    else
      op.ct = constant(op.ct);
    return op;
  }
  Rvalue rvalue(Rvalue value) {
    switch (value.kind) {
    case RvalueKind::Use:
    case RvalueKind::Cast:
    case RvalueKind::UnaryOp: value.a = operand(value.a); break;
    case RvalueKind::Repeat:
      value.a = operand(value.a);
      value.ct = constant(value.ct);
      break;
    case RvalueKind::BinaryOp:
      value.a = operand(value.a);
      value.b = operand(value.b);
      break;
    case RvalueKind::Ref:
      value.place = place(value.place);
      value.region = out_->tables.regions.push(tcx_.common.re_erased);
      break;
    case RvalueKind::RawPtr:
    case RvalueKind::Len:
    case RvalueKind::Discriminant:
    case RvalueKind::CopyForDeref: value.place = place(value.place); break;
    case RvalueKind::Aggregate: {
      llvm::SmallVector<Operand, 8> list;
      for (const Operand &op : from_.code->list(value.operands))
        list.push_back(operand(op));
      value.operands = out_->code->add_operands(list);
      break;
    }
    case RvalueKind::ThreadLocalRef:
    case RvalueKind::NullaryOp: break;
    }
    value.user_ty = UserTypeIdx();
    if (value.ty.is_valid())
      value.ty = out_->tables.tys.push(from_.tables.tys[value.ty]);
    return value;
  }
  void assign(Local local, const Rvalue &value, SourceInfo source) {
    Statement s;
    s.kind = StatementKind::Assign;
    s.place = {local, {}};
    s.rvalue = value;
    s.source.span = source.span;
    out_->code->blocks[at_].statements.push_back(s);
  }
  /// A call whose result goes to `local`; what follows stands in a block of its own.
  void call(Local local, Terminator term) {
    term.operand = operand(term.operand);
    llvm::SmallVector<Operand, 4> list;
    for (const Operand &op : from_.code->list(term.operands))
      list.push_back(operand(op));
    term.operands = out_->code->add_operands(list);
    term.place = {local, {}};
    term.unwind = UnwindAction();
    term.source.scope = kOutermostScope;
    BasicBlock next = out_->code->blocks.push(BasicBlockData());
    term.target = next;
    out_->code->blocks[at_].terminator = term;
    at_ = next;
  }
  void finish() { out_->code->blocks[at_].terminator.kind = TerminatorKind::Return; }

private:
  ConstIdx constant(ConstIdx ct) {
    ConstOperand copy = from_.tables.consts[ct];
    copy.user_ty = UserTypeIdx();
    return out_->tables.consts.push(copy);
  }

  TyCtxt &tcx_;
  const Body &from_;
  std::shared_ptr<Body> out_ = std::make_shared<Body>();
  llvm::DenseMap<Local, Local> locals_;
  BasicBlock at_ = kStartBlock; ///< where the next statement goes
};

struct Promoter {
  TyCtxt &tcx;
  Body &body;
  Temps &temps;
  bool keep_original = false;
  /// Statements to put before a location.
  std::vector<std::pair<Location, Statement>> extra{};

  const BasicBlockData &block_of(Location at) const { return body.code->blocks[at.block]; }
  bool is_call(Location at) const { return at.statement == block_of(at).statements.size(); }

  /// The temporaries that an rvalue reads.
  llvm::SmallVector<Local, 4> reads(const Rvalue &value) {
    llvm::SmallVector<Local, 4> out;
    for_each_read(body, value, [&](Place place) {
      out.push_back(place.local);
      for (const PlaceElem &elem : body.code->projection(place))
        if (elem.kind == ProjectionKind::Index)
          out.push_back(Local(static_cast<uint32_t>(elem.a)));
    });
    return out;
  }

  void promote_temp(Copier &to, Local temp) {
    if (to.has_local(temp))
      return;
    TempState &state = temps.states[temp];
    keep_original |= state.uses > 1;
    if (!keep_original)
      state.kind = TempState::PromotedOut;
    SourceInfo source = body.source_info(state.def);
    if (is_call(state.def)) {
      const Terminator term = block_of(state.def).terminator;
      for (const Operand &op : body.code->list(term.operands)) {
        Rvalue argument;
        argument.a = op;
        for (Local local : reads(argument))
          promote_temp(to, local);
      }
      Local copy = to.new_local(body.local_ty(temp), source.span);
      to.map_local(temp, copy);
      to.call(copy, term);
      return;
    }
    const Rvalue value = block_of(state.def).statements[state.def.statement].rvalue;
    for (Local local : reads(value))
      promote_temp(to, local);
    Local copy = to.new_local(body.local_ty(temp), source.span);
    to.map_local(temp, copy);
    to.assign(copy, to.rvalue(value), source);
  }

  void promote(Location at) {
    Statement &statement = body.code->blocks[at.block].statements[at.statement];
    Span span = statement.source.span;
    Rvalue borrow = statement.rvalue;
    if (is_within_temp(body, borrow.place))
      borrow.place = {borrow.place.local, {}};
    ty::Ty pointee = place_ty(tcx, body, borrow.place).ty;
    ty::Mutability mutbl =
        is_mutable(statement.rvalue.borrow_kind()) ? ty::Mutability::Mut : ty::Mutability::Not;
    ty::Ty ref_ty = tcx.mk_ref(tcx.common.re_erased, pointee, mutbl);
    Copier to(tcx, body);
    Local result = to.new_local(ref_ty, span);
    keep_original = false;
    for (Local local : reads(borrow))
      promote_temp(to, local);
    to.assign(result, to.rvalue(borrow), statement.source);
    std::shared_ptr<Body> promoted = to.body();
    to.finish();
    promoted->span = span;
    promoted->promoted = Promoted(static_cast<uint32_t>(body.promoteds.size()));
    body.promoteds.push(promoted);
    redirect(at, ref_ty, promoted->promoted);
  }

  /// `dest = &place` becomes `temp = const promoted; dest = &(*temp)`, with the place's own
  /// projection behind that if the promoted constant is the whole local.
  void redirect(Location at, ty::Ty ref_ty, Promoted promoted) {
    Code &code = *body.code;
    Statement &statement = code.blocks[at.block].statements[at.statement];
    LocalDecl decl;
    decl.ty = body.tables.tys.push(ref_ty);
    decl.info = LocalInfo::ConstRef;
    decl.source = statement.source;
    Local temp = code.locals.push(decl);
    ConstOperand ct;
    ct.kind = ConstOperandKind::Unevaluated;
    ct.ty = ref_ty;
    ct.def_id = body.def_id;
    ct.args = ty::identity_args(tcx, body.def_id);
    ct.promoted = promoted;
    ct.span = statement.source.span;
    Statement load;
    load.kind = StatementKind::Assign;
    load.place = {temp, {}};
    load.rvalue.a = Operand::constant(body.tables.consts.push(ct));
    load.source = statement.source;
    extra.push_back({at, load});
    std::vector<PlaceElem> elems = {{ProjectionKind::Deref, false, 0, 0, {}}};
    if (is_within_temp(body, statement.rvalue.place))
      llvm::append_range(elems, code.projection(statement.rvalue.place));
    statement.rvalue.place = {temp, code.intern_projection(elems)};
  }

  bool is_out(Local local) const {
    return local.index() < temps.states.size() &&
           temps.states[local].kind == TempState::PromotedOut;
  }

  /// Puts the new statements in and takes out those that make what is promoted.
  void finish() {
    llvm::DenseMap<std::pair<uint32_t, uint32_t>, Statement> before;
    for (auto &[at, statement] : extra)
      before[{at.block.raw, at.statement}] = statement;
    for (BasicBlock bb : body.code->blocks.ids()) {
      BasicBlockData &block = body.code->blocks[bb];
      std::vector<Statement> out;
      out.reserve(block.statements.size() + 1);
      for (uint32_t i = 0; i < block.statements.size(); ++i) {
        const Statement &s = block.statements[i];
        bool is_storage =
            s.kind == StatementKind::StorageLive || s.kind == StatementKind::StorageDead;
        if ((is_storage && is_out(s.local())) ||
            (s.kind == StatementKind::Assign && s.place.is_local() && is_out(s.place.local)))
          continue;
        auto it = before.find({bb.raw, i});
        if (it != before.end())
          out.push_back(it->second);
        out.push_back(s);
      }
      block.statements = std::move(out);
      Terminator &term = block.terminator;
      bool is_gone = term.kind == TerminatorKind::Drop || term.kind == TerminatorKind::Call;
      if (is_gone && term.place.is_local() && is_out(term.place.local)) {
        term.kind = TerminatorKind::Goto;
        term.unwind = UnwindAction();
      }
    }
  }
};

} // namespace

void promote_consts(TyCtxt &tcx, Body &body) {
  if (body.tainted_by_errors)
    return;
  std::vector<Location> candidates;
  Temps temps = collect_temps(tcx, body, candidates);
  if (candidates.empty())
    return;
  std::vector<Location> valid;
  for (Location at : candidates)
    if (is_promotable(tcx, body, temps, at))
      valid.push_back(at);
  if (valid.empty())
    return;
  body.edit();
  Promoter promoter{tcx, body, temps};
  // Outer borrows first: they take the inner ones with them.
  for (size_t i = valid.size(); i-- > 0;) {
    const Statement &s = body.code->blocks[valid[i].block].statements[valid[i].statement];
    if (!(s.place.is_local() && promoter.is_out(s.place.local)))
      promoter.promote(valid[i]);
  }
  promoter.finish();
}

} // namespace ochre::mir::transform
