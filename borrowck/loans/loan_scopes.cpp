#include "borrowck/loans/loan_scopes.h"

#include "borrowck/loans/places_conflict.h"

namespace ochre::borrowck {

namespace {

bool assignment_kills(const BodyCx &cx, const Loan &loan, Place assigned) {
  if (!(assigned.local == loan.borrowed.local))
    return false;
  if (assigned.is_local())
    return cx.body[assigned.local].info != mir::LocalInfo::StaticRef;
  // Only places that are surely the same: two indices are taken to differ.
  return places_conflict(cx, cx.ref(loan.borrowed), mir::BorrowKind::Mut, cx.ref(assigned),
                         AccessDepth::Deep, ConflictBias::NoOverlap) &&
         cx.ref(assigned).elems.size() <= cx.ref(loan.borrowed).elems.size();
}

} // namespace

bool kills_loan(const BodyCx &cx, const Loan &loan, Location at) {
  if (const mir::Statement *s = cx.statement(at)) {
    if (s->kind == mir::StatementKind::Assign)
      return assignment_kills(cx, loan, s->place);
    return s->kind == mir::StatementKind::StorageDead && s->local() == loan.borrowed.local;
  }
  const mir::Terminator &term = cx.body[at.block].terminator;
  if (term.kind != mir::TerminatorKind::InlineAsm)
    return false;
  for (const mir::AsmOperand &op : cx.body.code->asms[term.asm_row].operands)
    if (op.has_out && assignment_kills(cx, loan, op.out))
      return true;
  return false;
}

LoanScopes::LoanScopes(const BodyCx &cx, const BorrowSet &set, const RegionResults &regions)
    : ranges_(cx.body.code->blocks.size()), last_visitor_(cx.body.code->blocks.size(), UINT32_MAX) {
  for (LoanIdx id : set.loans.ids())
    walk(cx, set.loans[id], id, regions);
}

/// How far from `begin` on the loan stays in scope within the block.
uint32_t LoanScopes::walk_block(const BodyCx &cx, const Loan &loan, BasicBlock block,
                                uint32_t begin, const RegionResults &regions,
                                bool &reaches_end) const {
  auto size = static_cast<uint32_t>(cx.body[block].statements.size());
  reaches_end = false;
  for (uint32_t i = begin; i <= size; ++i) {
    if (!regions.contains(loan.region, regions.points().point({block, i})))
      return i;
    if (kills_loan(cx, loan, {block, i}))
      return i + 1;
  }
  reaches_end = true;
  return size + 1;
}

void LoanScopes::walk(const BodyCx &cx, const Loan &loan, LoanIdx id,
                      const RegionResults &regions) {
  if (kills_loan(cx, loan, loan.at))
    return; // `p = &mut (*p).next`: the borrowed place is behind the old `p`
  llvm::SmallVector<BasicBlock, 16> todo;
  auto visit = [&](BasicBlock block, uint32_t begin) {
    bool reaches_end = false;
    uint32_t end = walk_block(cx, loan, block, begin, regions, reaches_end);
    if (end > begin)
      ranges_[block].push_back({id, begin, end});
    if (!reaches_end)
      return;
    for (BasicBlock next : mir::successors(*cx.body.code, cx.body[block].terminator)) {
      if (last_visitor_[next] == id.raw)
        continue;
      last_visitor_[next] = id.raw;
      todo.push_back(next);
    }
  };
  visit(loan.at.block, loan.at.statement + 1);
  while (!todo.empty())
    visit(todo.pop_back_val(), 0);
}

void LoanScopes::for_each_at(Location at, llvm::function_ref<void(LoanIdx)> each) const {
  LoanIdx last;
  for (const Range &range : ranges_[at.block]) {
    if (at.statement < range.begin || at.statement >= range.end || range.loan == last)
      continue;
    last = range.loan; // a loop may cover a point twice
    each(range.loan);
  }
}

} // namespace ochre::borrowck
