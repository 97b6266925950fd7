#include "mir/ir/visit.h"
#include "mir/optimize/context.h"
#include "mir/optimize/simplify.h"

namespace ochre::mir::optimize {

namespace {

struct Count {
  uint32_t writes = 0;
  uint32_t reads = 0;
  bool is_other = false; ///< by address, or in parts
};

IndexVec<Local, Count> count_uses(const Body &body) {
  const Code &code = *body.code;
  IndexVec<Local, Count> out(code.locals.size());
  for (uint32_t i = 0; i <= body.arg_count; ++i)
    out[Local(i)].is_other = true;
  auto visit = [&](const Place &place, PlaceUse use) {
    for_each_index_local(code, place, [&](Local index) { ++out[index].reads; });
    if (is_storage(use))
      return;
    Count &count = out[place.local];
    if (has_deref(code, place))
      ++count.reads;
    else if (!place.is_local())
      count.is_other = true;
    else if (use == PlaceUse::Store || use == PlaceUse::Return)
      ++count.writes;
    else if (use == PlaceUse::Copy || use == PlaceUse::Move)
      ++count.reads;
    else
      count.is_other = true;
  };
  for (const BasicBlockData &block : code.blocks) {
    for (const Statement &s : block.statements)
      for_each_place(code, s, visit);
    for_each_place(code, block.terminator, visit);
  }
  return out;
}

bool mentions(const Code &code, Place place, Local local) {
  bool found = place.local == local;
  for_each_index_local(code, place, [&](Local index) { found |= index == local; });
  return found;
}

struct Forwarder {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  IndexVec<Local, Count> counts;

  /// The local that `s` moves whole into its place and that has no other use; invalid: none.
  Local moved_temp(const Statement &s) const {
    if (s.kind != StatementKind::Assign || s.rvalue.kind != RvalueKind::Use ||
        !s.rvalue.a.is_place() || !s.rvalue.a.place.is_local())
      return {};
    Local temp = s.rvalue.a.place.local;
    const Count &count = counts[temp];
    bool is_temp = count.writes == 1 && count.reads == 1 && !count.is_other;
    return is_temp && !mentions(code, s.place, temp) ? temp : Local();
  }
  /// Whether the value may be made in `to` itself. What is made part by part must not be read from
  /// where it goes.
  bool fits(const Rvalue &value, Place to, Local temp) const {
    const layout::Layout *layout = layout_of(tcx, body.local_ty(temp));
    if (!layout)
      return false;
    if (layout->is_scalar())
      return true;
    if (has_deref(code, to) || value.kind == RvalueKind::CopyForDeref)
      return false;
    bool apart = true;
    for_each_rvalue_operand(code, value, [&](const Operand &operand) {
      if (operand.is_place())
        apart &= !has_deref(code, operand.place) && !mentions(code, operand.place, to.local);
    });
    if (value.place.local.is_valid())
      apart &= !mentions(code, value.place, to.local);
    return apart;
  }
  bool forward(BasicBlockData &block, size_t at) {
    Local temp = moved_temp(block.statements[at]);
    if (!temp.is_valid())
      return false;
    for (size_t i = at; i-- > 0;) {
      Statement &made = block.statements[i];
      bool is_mark = is_storage_mark(made);
      if (made.kind == StatementKind::Nop ||
          (is_mark && made.local() != block.statements[at].place.local))
        continue;
      if (made.kind != StatementKind::Assign || made.place != Place{temp, {}} ||
          !fits(made.rvalue, block.statements[at].place, temp))
        return false;
      made.place = block.statements[at].place;
      block.statements[at] = Statement();
      counts[temp] = Count();
      return true;
    }
    return false;
  }
  /// The result of a call goes at once where it is moved next.
  void forward_result(BasicBlockData &block,
                      const IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> &preds) {
    Terminator &call = block.terminator;
    if (call.kind != TerminatorKind::Call || !call.target.is_valid() || !call.place.is_local() ||
        preds[call.target].size() != 1)
      return;
    for (Statement &s : code.blocks[call.target].statements) {
      if (s.kind == StatementKind::Nop)
        continue;
      Local to = s.place.local;
      if (moved_temp(s) != call.place.local || !s.place.is_local() || counts[to].is_other)
        return;
      call.place = s.place;
      s = Statement();
      return;
    }
  }
};

} // namespace

void forward_temps(TyCtxt &tcx, Body &body) {
  Code &code = body.edit();
  Forwarder forwarder{tcx, body, code, count_uses(body)};
  auto preds = predecessors(code);
  for (BasicBlockData &block : code.blocks) {
    for (size_t i = 0; i < block.statements.size(); ++i)
      forwarder.forward(block, i);
    forwarder.forward_result(block, preds);
  }
}

} // namespace ochre::mir::optimize
