#include "borrowck/loans/borrow_set.h"

#include "borrowck/moves/local_uses.h"

namespace ochre::borrowck {

using mir::BorrowKind;

bool locals_end_with_body(const BodyCx &cx) {
  DefKind kind = cx.tcx.def_kind(cx.body.def_id);
  return kind == DefKind::Fn || kind == DefKind::AssocFn || kind == DefKind::Closure;
}

namespace {

/// What lies behind a shared reference or raw pointer outlives any loan of it.
bool needs_no_loan(const BodyCx &cx, PlaceRef place) {
  mir::PlaceTy ty{cx.body.local_ty(place.local), {}};
  for (size_t i = 0; i < place.elems.size(); ++i) {
    bool is_deref = place.elems[i].kind == ProjectionKind::Deref;
    bool is_thread_local = i == 0 && cx.thread_local_refs.test(place.local.raw);
    if (is_deref && ty.ty.is_raw_ptr() && !is_thread_local)
      return true;
    if (is_deref && ty.ty.is_ref() && ty.ty.mutbl() == ty::Mutability::Not && !is_thread_local)
      return true;
    ty = mir::project_ty(cx.tcx, cx.body, ty, place.elems[i]);
  }
  return false;
}

/// In a constant, locals without storage end are as good as static.
llvm::BitVector locals_that_end(const BodyCx &cx) {
  llvm::BitVector out(static_cast<unsigned>(cx.body.code->locals.size()));
  for (const mir::MoveOut &move : cx.moves.moves)
    out.set(cx.moves.paths[move.path].place.local.raw);
  return out;
}

void find_activations(const BodyCx &cx, BorrowSet &set) {
  llvm::DenseMap<Local, LoanIdx> pending;
  for (LoanIdx id : set.loans.ids())
    if (set.loans[id].kind == BorrowKind::MutTwoPhase && set.loans[id].assigned.is_local())
      pending[set.loans[id].assigned.local] = id;
  if (pending.empty())
    return;
  llvm::DenseSet<Local> ambiguous;
  for_each_local_use(cx.body, [&](Local local, LocalUse use, Location at) {
    auto it = pending.find(local);
    if (it == pending.end() || use == LocalUse::Storage)
      return;
    Loan &loan = set.loans[it->second];
    if (use == LocalUse::Define) {
      if (at != loan.at)
        ambiguous.insert(local);
      return;
    }
    if (loan.activation && *loan.activation != at)
      ambiguous.insert(local);
    loan.activation = at;
  });
  for (auto &[local, id] : pending) {
    Loan &loan = set.loans[id];
    loan.is_two_phase = !ambiguous.contains(local);
    if (!loan.is_two_phase)
      loan.activation.reset();
  }
  for (LoanIdx id : set.loans.ids())
    if (std::optional<Location> at = set.loans[id].activation)
      set.activations[{at->block.raw, at->statement}].push_back(id);
}

} // namespace

BorrowSet gather_loans(const BodyCx &cx, const RegionResults &regions) {
  BorrowSet set;
  bool all_end = locals_end_with_body(cx);
  llvm::BitVector ending;
  if (!all_end)
    ending = locals_that_end(cx);
  for (BasicBlock bb : cx.body.code->blocks.ids()) {
    if (!cx.dominators.is_reachable(bb))
      continue;
    const mir::BasicBlockData &data = cx.body[bb];
    for (uint32_t i = 0; i < data.statements.size(); ++i) {
      const mir::Statement &s = data.statements[i];
      if (s.kind != mir::StatementKind::Assign || s.rvalue.kind != mir::RvalueKind::Ref)
        continue;
      PlaceRef place = cx.ref(s.rvalue.place);
      bool lasts = !all_end && !ending.test(place.local.raw) &&
                   cx.body[place.local].mutbl == ty::Mutability::Not;
      if (lasts || needs_no_loan(cx, place))
        continue;
      Loan loan;
      loan.at = {bb, i};
      loan.kind = s.rvalue.borrow_kind();
      loan.borrowed = s.rvalue.place;
      loan.assigned = s.place;
      const mir::Body &typed = regions.body();
      loan.region = typed.tables.regions[typed[bb].statements[i].rvalue.region].vid();
      LoanIdx id = set.loans.push(loan);
      set.of_local[place.local].push_back(id);
      set.by_location[{bb.raw, i}] = id;
    }
  }
  find_activations(cx, set);
  return set;
}

bool is_active(const BodyCx &cx, const Loan &loan, Location at) {
  if (!loan.is_two_phase)
    return true;
  if (!loan.activation)
    return false;
  if (cx.dominators.dominates(*loan.activation, at))
    return true;
  // Between reservation and activation it is not. Elsewhere (another turn of a loop) it is.
  Location reserved{loan.at.block, loan.at.statement + 1};
  return !cx.dominators.dominates(reserved, at);
}

} // namespace ochre::borrowck
