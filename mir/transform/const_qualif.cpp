#include "mir/transform/const_qualif.h"

#include "sema/ty/fold.h"

namespace ochre::mir::transform {

bool QualifAnalysis::State::join(const State &other) {
  bool changed = other.holds.test(holds) || other.borrowed.test(borrowed);
  holds |= other.holds;
  borrowed |= other.borrowed;
  return changed;
}

QualifAnalysis::QualifAnalysis(TyCtxt &tcx, const Body &body, Qualif qualif)
    : tcx_(tcx), body_(body), qualif_(qualif),
      env_{tcx.param_env(body.def_id), ty::TypingMode::Analysis} {}

namespace {

bool type_holds(TyCtxt &tcx, ty::TypingEnv env, ty::Ty ty, Qualif qualif) {
  if (!ty || ty.references_error())
    return false;
  switch (qualif) {
  case Qualif::HasMutInterior: return !tcx.is_freeze({env, ty::erase_regions(tcx, ty)});
  case Qualif::NeedsDrop: return tcx.needs_drop({env, ty::erase_regions(tcx, ty)});
  }
  return true;
}

} // namespace

bool constant_holds(TyCtxt &tcx, ty::TypingEnv env, const ConstOperand &ct, Qualif qualif) {
  if (!type_holds(tcx, env, ct.ty, qualif))
    return false;
  if (ct.kind != ConstOperandKind::Unevaluated || ct.promoted.is_valid())
    return true;
  DefKind kind = tcx.def_kind(ct.def_id);
  bool of_trait =
      kind == DefKind::AssocConst && tcx.def_kind(tcx.parent(ct.def_id)) == DefKind::Trait;
  bool is_const = kind == DefKind::Const || kind == DefKind::AssocConst;
  if (!is_const || of_trait)
    return true;
  ty::ConstQualif value = tcx.const_qualif(ct.def_id);
  return qualif == Qualif::HasMutInterior ? value.has_mut_interior : value.needs_drop;
}

bool QualifAnalysis::by_type(ty::Ty ty) const { return type_holds(tcx_, env_, ty, qualif_); }

bool QualifAnalysis::by_adt(DefId adt) const {
  switch (qualif_) {
  case Qualif::HasMutInterior: return tcx_.adt_def(adt)->is_unsafe_cell;
  case Qualif::NeedsDrop: return tcx_.adt_destructor(adt).is_valid();
  }
  return true;
}

bool QualifAnalysis::in_place(const State &state, Place place) const {
  llvm::ArrayRef<PlaceElem> elems = body_.code->projection(place);
  llvm::SmallVector<PlaceTy, 8> tys{{body_.local_ty(place.local), {}}};
  for (const PlaceElem &elem : elems)
    tys.push_back(project_ty(tcx_, body_, tys.back(), elem));
  for (size_t i = elems.size(); i-- > 0;) {
    if (elems[i].kind == ProjectionKind::Index && state.holds.test(elems[i].a))
      return true;
    if (!by_type(tys[i + 1].ty))
      return false;
    // What a pointer leads to is not seen.
    if (elems[i].kind == ProjectionKind::Deref)
      return true;
  }
  return state.holds.test(place.local.raw);
}

bool QualifAnalysis::in_operand(const State &state, const Operand &operand) const {
  if (operand.is_place())
    return in_place(state, operand.place);
  return constant_holds(tcx_, env_, body_.tables.consts[operand.ct], qualif_);
}

std::optional<Place> reborrowed_base(TyCtxt &tcx, const Body &body, Place place) {
  llvm::ArrayRef<PlaceElem> elems = body.code->projection(place);
  if (elems.empty() || elems.back().kind != ProjectionKind::Deref)
    return std::nullopt;
  PlaceTy at{body.local_ty(place.local), {}};
  for (const PlaceElem &elem : elems.drop_back())
    at = project_ty(tcx, body, at, elem);
  if (!at.ty.is_ref())
    return std::nullopt;
  // The shorter projection is interned already only by chance, so look it up by its elements.
  Place base{place.local, {}};
  if (elems.size() == 1)
    return base;
  for (ProjId id : body.code->projections.ids()) {
    ListRange range = body.code->projections[id];
    if (range.count + 1 == elems.size() &&
        std::equal(elems.begin(), elems.end() - 1, body.code->elems.begin() + range.begin))
      return Place{place.local, id};
  }
  return std::nullopt;
}

bool QualifAnalysis::in_rvalue(const State &state, const Rvalue &rvalue) const {
  switch (rvalue.kind) {
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::NullaryOp:
  case RvalueKind::Len: return by_type(rvalue_ty(tcx_, body_, rvalue));
  case RvalueKind::Discriminant:
  case RvalueKind::CopyForDeref: return in_place(state, rvalue.place);
  case RvalueKind::Use:
  case RvalueKind::Repeat:
  case RvalueKind::Cast:
  case RvalueKind::UnaryOp: return in_operand(state, rvalue.a);
  case RvalueKind::BinaryOp: return in_operand(state, rvalue.a) || in_operand(state, rvalue.b);
  case RvalueKind::Ref:
  case RvalueKind::RawPtr:
    if (std::optional<Place> base = reborrowed_base(tcx_, body_, rvalue.place))
      return in_place(state, *base);
    return in_place(state, rvalue.place);
  case RvalueKind::Aggregate: {
    ty::Ty ty = body_.tables.tys[rvalue.ty];
    if (rvalue.aggregate_kind() == AggregateKind::Adt && ty.is_adt()) {
      if (tcx_.adt_def(ty.def_id())->is_union())
        return by_type(ty);
      if (by_adt(ty.def_id()))
        return true;
    }
    return llvm::any_of(body_.code->list(rvalue.operands),
                        [&](const Operand &op) { return in_operand(state, op); });
  }
  }
  return true;
}

void QualifAnalysis::assign(State &state, Place place, bool value) const {
  // Overwriting the whole clears nothing: field by field it would not either.
  if (value)
    state.holds.set(place.local.raw);
}

void QualifAnalysis::move_out(State &state, const Operand &operand) const {
  bool whole = operand.kind == OperandKind::Move && operand.place.is_local();
  if (whole && !state.borrowed.test(operand.place.local.raw))
    state.holds.reset(operand.place.local.raw);
}

/// After a mutable borrow anything of the type may be written.
void QualifAnalysis::borrow(State &state, const Rvalue &rvalue) const {
  bool is_mut = rvalue.kind == RvalueKind::Ref      ? is_mutable(rvalue.borrow_kind())
                : rvalue.kind == RvalueKind::RawPtr ? rvalue.raw_kind() == RawPtrKind::Mut
                                                    : false;
  bool is_borrow = rvalue.kind == RvalueKind::Ref || rvalue.kind == RvalueKind::RawPtr;
  if (!is_borrow)
    return;
  for (const PlaceElem &elem : body_.code->projection(rvalue.place))
    if (elem.kind == ProjectionKind::Deref)
      return;
  ty::Ty ty = place_ty(tcx_, body_, rvalue.place).ty;
  bool may_change = is_mut || !tcx_.is_freeze({env_, ty::erase_regions(tcx_, ty)});
  if (!may_change || !by_type(ty))
    return;
  state.holds.set(rvalue.place.local.raw);
  state.borrowed.set(rvalue.place.local.raw);
}

void QualifAnalysis::apply(State &state, const Statement &statement) const {
  if (statement.kind == StatementKind::StorageDead) {
    state.holds.reset(statement.local().raw);
    state.borrowed.reset(statement.local().raw);
  }
  if (statement.kind != StatementKind::Assign)
    return;
  const Rvalue &rvalue = statement.rvalue;
  bool value = in_rvalue(state, rvalue);
  borrow(state, rvalue);
  move_out(state, rvalue.a);
  if (rvalue.kind == RvalueKind::BinaryOp)
    move_out(state, rvalue.b);
  if (rvalue.kind == RvalueKind::Aggregate)
    for (const Operand &op : body_.code->list(rvalue.operands))
      move_out(state, op);
  assign(state, statement.place, value);
}

void QualifAnalysis::apply_call(State &state, const Terminator &term) const {
  if (term.kind != TerminatorKind::Call)
    return;
  for (const Operand &op : body_.code->list(term.operands))
    move_out(state, op);
  assign(state, term.place, by_type(place_ty(tcx_, body_, term.place).ty));
}

void QualifAnalysis::solve() {
  if (solved_)
    return;
  solved_ = true;
  auto locals = static_cast<unsigned>(body_.code->locals.size());
  State empty{llvm::SmallBitVector(locals), llvm::SmallBitVector(locals)};
  for (size_t i = 0; i < body_.code->blocks.size(); ++i)
    entry_.push(empty);
  for (uint32_t arg = 1; arg <= body_.arg_count; ++arg)
    if (by_type(body_.local_ty(Local(arg))))
      entry_[kStartBlock].holds.set(arg);
  std::vector<BasicBlock> order = reverse_postorder(*body_.code);
  llvm::SmallBitVector dirty(static_cast<unsigned>(body_.code->blocks.size()));
  for (BasicBlock bb : order)
    dirty.set(bb.raw);
  while (dirty.any())
    for (BasicBlock bb : order) {
      if (!dirty.test(bb.raw))
        continue;
      dirty.reset(bb.raw);
      State state = entry_[bb];
      for (const Statement &statement : body_[bb].statements)
        apply(state, statement);
      apply_call(state, body_[bb].terminator);
      for (BasicBlock next : successors(*body_.code, body_[bb].terminator))
        if (entry_[next].join(state))
          dirty.set(next.raw);
    }
}

QualifAnalysis::State QualifAnalysis::state_at(Location at) {
  solve();
  State state = entry_[at.block];
  for (uint32_t i = 0; i < at.statement; ++i)
    apply(state, body_[at.block].statements[i]);
  return state;
}

bool QualifAnalysis::holds(Place place, Location at) {
  // By type is cheap, and mostly enough.
  if (!by_type(place_ty(tcx_, body_, place).ty))
    return false;
  return in_place(state_at(at), place);
}

bool QualifAnalysis::return_holds() {
  if (!by_type(body_.local_ty(kReturnPlace)))
    return false;
  bool returns = false;
  for (BasicBlock bb : body_.code->blocks.ids()) {
    if (body_[bb].terminator.kind != TerminatorKind::Return)
      continue;
    returns = true;
    auto end = static_cast<uint32_t>(body_[bb].statements.size());
    if (state_at({bb, end}).holds.test(kReturnPlace.raw))
      return true;
  }
  return !returns;
}

} // namespace ochre::mir::transform
