#include "mir/optimize/jump_threading.h"

#include "mir/dataflow/dominators.h"
#include "mir/ir/visit.h"
#include "mir/optimize/context.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

/// Statements that may be copied for one path.
constexpr size_t kMaxCopied = 12;
constexpr size_t kMaxPath = 5;

/// What decides: a value of `local`, or the variant of the enum in it, perhaps compared or negated.
struct Wanted {
  Place place;
  bool is_variant = false;
  bool is_negated = false;
  std::optional<Scalar> compared; ///< the question is whether the value is this
};

struct Threading {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  llvm::BitVector escapes{};
  llvm::BitVector loop_headers{};
  bool changed = false;

  void prepare();
  enum class Answer : uint8_t { Unknown, Above, Known };
  Answer look_at(const Statement &s, Wanted &wanted, Scalar &value) const;
  Answer assigned(const Rvalue &r, Wanted &wanted, Scalar &value) const;
  Answer at_edge(const Terminator &t, BasicBlock to, Wanted &wanted, Scalar &value) const;
  Answer constant(const Operand &op, Wanted &wanted, Scalar &value) const;
  Answer known(Scalar found, const Wanted &wanted, Scalar &value) const;
  Answer scan(llvm::ArrayRef<Statement> statements, Wanted &wanted, Scalar &value) const;
  bool try_paths(BasicBlock at, Wanted wanted, llvm::SmallVectorImpl<BasicBlock> &path,
                 size_t copied,
                 const IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> &preds);
  void thread(BasicBlock from, llvm::ArrayRef<BasicBlock> path, Scalar value);
  ListRange copy_rows(ListRange range) {
    llvm::SmallVector<Operand, 8> list(code.list(range));
    return code.add_operands(list);
  }
};

void Threading::prepare() {
  escapes = address_taken(code);
  Dominators dominators(code);
  loop_headers.resize(static_cast<unsigned>(code.blocks.size()));
  for (BasicBlock bb : code.blocks.ids())
    for (BasicBlock to : successors(code, code.blocks[bb].terminator))
      if (dominators.is_reachable(bb) && dominators.dominates(to, bb))
        loop_headers.set(to.raw);
}

Threading::Answer Threading::known(Scalar found, const Wanted &wanted, Scalar &value) const {
  bool is_flag = wanted.compared.has_value();
  bool flag =
      is_flag ? found.lo == wanted.compared->lo && found.hi == wanted.compared->hi : found.lo != 0;
  if (wanted.is_negated)
    found = Scalar::from_uint(!flag, 1);
  else if (is_flag)
    found = Scalar::from_uint(flag, 1);
  value = found;
  return Answer::Known;
}

Threading::Answer Threading::constant(const Operand &op, Wanted &wanted, Scalar &value) const {
  std::optional<Scalar> found = int_value(tcx, body, op);
  if (!found || wanted.is_variant)
    return Answer::Unknown;
  return known(*found, wanted, value);
}

/// The wanted place was assigned `r`.
Threading::Answer Threading::assigned(const Rvalue &r, Wanted &wanted, Scalar &value) const {
  switch (r.kind) {
  case RvalueKind::Use:
    if (!r.a.is_place())
      return constant(r.a, wanted, value);
    if (has_deref(code, r.a.place))
      return Answer::Unknown;
    wanted.place = r.a.place;
    return Answer::Above;
  case RvalueKind::Discriminant:
    if (wanted.is_variant || has_deref(code, r.place))
      return Answer::Unknown;
    wanted.place = r.place;
    wanted.is_variant = true;
    return Answer::Above;
  case RvalueKind::Aggregate: {
    if (!wanted.is_variant || r.aggregate_kind() != AggregateKind::Adt)
      return Answer::Unknown;
    std::optional<Scalar> found = discriminant_of(tcx, body.tables.tys[r.ty], r.variant);
    return found ? known(*found, wanted, value) : Answer::Unknown;
  }
  case RvalueKind::UnaryOp:
    if (wanted.is_variant || wanted.compared || r.un_op() != UnOp::Not || !r.a.is_place() ||
        has_deref(code, r.a.place) || !operand_ty(tcx, body, r.a).is_bool())
      return Answer::Unknown;
    wanted.is_negated = !wanted.is_negated;
    wanted.place = r.a.place;
    return Answer::Above;
  case RvalueKind::BinaryOp: {
    if (wanted.is_variant || wanted.compared ||
        (r.bin_op() != BinOp::Eq && r.bin_op() != BinOp::Ne) || !r.a.is_place() ||
        has_deref(code, r.a.place))
      return Answer::Unknown;
    std::optional<Scalar> other = int_value(tcx, body, r.b);
    ty::Ty ty = operand_ty(tcx, body, r.a);
    if (!other || ty.is_floating_point())
      return Answer::Unknown;
    wanted.is_negated ^= r.bin_op() == BinOp::Ne;
    wanted.compared = other;
    wanted.place = r.a.place;
    return Answer::Above;
  }
  case RvalueKind::Repeat:
  case RvalueKind::Ref:
  case RvalueKind::RawPtr:
  case RvalueKind::ThreadLocalRef:
  case RvalueKind::Len:
  case RvalueKind::Cast:
  case RvalueKind::CopyForDeref:
  case RvalueKind::NullaryOp: return Answer::Unknown; // computed at run time
  }
  return Answer::Unknown;
}

Threading::Answer Threading::look_at(const Statement &s, Wanted &wanted, Scalar &value) const {
  switch (s.kind) {
  case StatementKind::Assign:
    if (has_deref(code, s.place))
      return escapes.test(wanted.place.local.raw) ? Answer::Unknown : Answer::Above;
    if (s.place == wanted.place)
      return assigned(s.rvalue, wanted, value);
    return s.place.local == wanted.place.local ? Answer::Unknown : Answer::Above;
  case StatementKind::SetDiscriminant: {
    if (has_deref(code, s.place))
      return escapes.test(wanted.place.local.raw) ? Answer::Unknown : Answer::Above;
    if (s.place.local != wanted.place.local)
      return Answer::Above;
    if (s.place != wanted.place || !wanted.is_variant)
      return Answer::Unknown;
    std::optional<Scalar> found = discriminant_of(tcx, place_ty(tcx, body, s.place).ty, s.a);
    return found ? known(*found, wanted, value) : Answer::Unknown;
  }
  case StatementKind::StorageLive:
  case StatementKind::StorageDead:
    return s.local() == wanted.place.local ? Answer::Unknown : Answer::Above;
  case StatementKind::CopyNonOverlapping:
    return escapes.test(wanted.place.local.raw) ? Answer::Unknown : Answer::Above;
  case StatementKind::FakeRead:
  case StatementKind::PlaceMention:
  case StatementKind::AscribeUserType:
  case StatementKind::Assume:
  case StatementKind::Nop: return Answer::Above;
  }
  return Answer::Unknown;
}

/// What the edge from `t` to `to` says.
Threading::Answer Threading::at_edge(const Terminator &t, BasicBlock to, Wanted &wanted,
                                     Scalar &value) const {
  switch (t.kind) {
  case TerminatorKind::Goto:
  case TerminatorKind::Assert: return Answer::Above;
  case TerminatorKind::SwitchInt: {
    if (wanted.is_variant || !t.operand.is_place() || t.operand.place != wanted.place)
      return Answer::Above;
    const SwitchCase *only = nullptr;
    for (const SwitchCase &c : code.switch_cases(t))
      if (c.target == to) {
        if (only)
          return Answer::Unknown;
        only = &c;
      }
    if (t.other == to || !only)
      return Answer::Unknown;
    const layout::Layout *layout = layout_of(tcx, operand_ty(tcx, body, t.operand));
    return known(Scalar::from_uint(only->lo, static_cast<uint8_t>(layout->size), only->hi), wanted,
                 value);
  }
  case TerminatorKind::UnwindResume:
  case TerminatorKind::UnwindTerminate:
  case TerminatorKind::Return:
  case TerminatorKind::Unreachable:
  case TerminatorKind::Drop:
  case TerminatorKind::Call:
  case TerminatorKind::Yield:
  case TerminatorKind::CoroutineDrop:
  case TerminatorKind::FalseEdge:
  case TerminatorKind::FalseUnwind:
  case TerminatorKind::InlineAsm: return Answer::Unknown; // runs other code
  }
  return Answer::Unknown;
}

Threading::Answer Threading::scan(llvm::ArrayRef<Statement> statements, Wanted &wanted,
                                  Scalar &value) const {
  for (const Statement &s : llvm::reverse(statements))
    if (Answer answer = look_at(s, wanted, value); answer != Answer::Above)
      return answer;
  return Answer::Above;
}

/// Gives the path its own copy, which ends where the branch leads with `value`.
void Threading::thread(BasicBlock from, llvm::ArrayRef<BasicBlock> path, Scalar value) {
  BasicBlockData made;
  for (BasicBlock bb : llvm::reverse(path))
    for (const Statement &s : code.blocks[bb].statements) {
      made.statements.push_back(s);
      made.statements.back().rvalue.operands = copy_rows(s.rvalue.operands);
    }
  const Terminator &branch = code.blocks[path.front()].terminator;
  made.is_cleanup = code.blocks[path.front()].is_cleanup;
  made.terminator.kind = TerminatorKind::Goto;
  made.terminator.source = branch.source;
  made.terminator.target = branch.other;
  for (const SwitchCase &c : code.switch_cases(branch))
    if (c.lo == value.lo && c.hi == value.hi)
      made.terminator.target = c.target;
  BasicBlock copy = code.blocks.push(std::move(made));
  Terminator t = code.blocks[from].terminator;
  map_successors(code, t, [&](BasicBlock to) { return to == path.back() ? copy : to; });
  code.blocks[from].terminator = t;
  changed = true;
}

/// `wanted` is asked at the start of `at`, the last of `path`; the branch ends the first.
bool Threading::try_paths(BasicBlock at, Wanted wanted, llvm::SmallVectorImpl<BasicBlock> &path,
                          size_t copied,
                          const IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> &preds) {
  bool threaded = false;
  for (BasicBlock pred : preds[at]) {
    if (llvm::is_contained(path, pred) ||
        code.blocks[pred].is_cleanup != code.blocks[at].is_cleanup)
      continue;
    // It may lead elsewhere by now.
    if (!llvm::is_contained(successors(code, code.blocks[pred].terminator), at))
      continue;
    Wanted here = wanted;
    Scalar value;
    Answer answer = at_edge(code.blocks[pred].terminator, at, here, value);
    if (answer == Answer::Above)
      answer = scan(code.blocks[pred].statements, here, value);
    if (answer == Answer::Known) {
      thread(pred, path, value);
      threaded = true;
      continue;
    }
    size_t cost = copied + code.blocks[pred].statements.size();
    bool goes_on = answer == Answer::Above && path.size() < kMaxPath && cost <= kMaxCopied &&
                   pred != kStartBlock && !loop_headers.test(pred.raw) &&
                   code.blocks[pred].terminator.kind == TerminatorKind::Goto;
    if (!goes_on)
      continue;
    path.push_back(pred);
    threaded |= try_paths(pred, here, path, cost, preds);
    path.pop_back();
  }
  return threaded;
}

} // namespace

bool thread_jumps(TyCtxt &tcx, Body &body) {
  Code &code = body.edit();
  Threading threading{tcx, body, code};
  threading.prepare();
  auto preds = predecessors(code);
  uint32_t count = static_cast<uint32_t>(code.blocks.size());
  for (uint32_t i = 1; i < count; ++i) {
    BasicBlock bb(i);
    const Terminator &t = code.blocks[bb].terminator;
    if (t.kind != TerminatorKind::SwitchInt || !t.operand.is_place() ||
        threading.loop_headers.test(i) || has_deref(code, t.operand.place) ||
        code.blocks[bb].statements.size() > kMaxCopied)
      continue;
    Wanted wanted{t.operand.place, false, false, std::nullopt};
    Scalar value;
    if (threading.scan(code.blocks[bb].statements, wanted, value) != Threading::Answer::Above)
      continue;
    llvm::SmallVector<BasicBlock, 8> path{bb};
    threading.try_paths(bb, wanted, path, code.blocks[bb].statements.size(), preds);
  }
  return threading.changed;
}

} // namespace ochre::mir::optimize
