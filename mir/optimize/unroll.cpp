#include "mir/optimize/unroll.h"

#include "mir/dataflow/dominators.h"
#include "mir/interpret/fold.h"
#include "mir/ir/visit.h"
#include "mir/optimize/context.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

constexpr unsigned kMaxRounds = 8;
constexpr size_t kMaxBlocks = 16;
/// Statements and terminators of all copies together.
constexpr size_t kMaxSize = 160;
/// Blocks before a loop that are searched for what its variables start with.
constexpr unsigned kMaxBefore = 8;

using Preds = IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>>;

/// The whole of a local, or a field of the pair in it.
struct Known {
  enum Part : uint8_t { Whole, First, Second };
  static uint64_t key(Local local, Part part) { return uint64_t(local.raw) * 4 + part; }
};
using Env = llvm::SmallDenseMap<uint64_t, Scalar, 8>;

/// Copies blocks, with other names for some locals.
struct RoundCopy {
  Code &code;
  llvm::DenseMap<Local, Local> names{};
  llvm::DenseMap<ProjId, ProjId> projections{};

  Local name(Local local) const {
    auto it = names.find(local);
    return it == names.end() ? local : it->second;
  }
  void place(Place &place) {
    place.local = name(place.local);
    if (!place.proj.is_valid())
      return;
    auto [it, fresh] = projections.try_emplace(place.proj);
    if (fresh) {
      llvm::SmallVector<PlaceElem, 4> list(code.projection(place));
      for (PlaceElem &elem : list)
        if (elem.kind == ProjectionKind::Index)
          elem.a = name(Local(static_cast<uint32_t>(elem.a))).raw;
      it->second = code.intern_projection(list);
    }
    place.proj = it->second;
  }
  BasicBlockData copy(const BasicBlockData &from) {
    BasicBlockData out = from;
    auto rename = [&](Place &p, PlaceUse) { place(p); };
    auto own_rows = [&](ListRange range) {
      llvm::SmallVector<Operand, 8> list(code.list(range));
      return code.add_operands(list);
    };
    for (Statement &s : out.statements) {
      s.rvalue.operands = own_rows(s.rvalue.operands);
      for_each_place(code, s, rename);
    }
    out.terminator.operands = own_rows(out.terminator.operands);
    llvm::SmallVector<SwitchCase, 8> cases(code.switch_cases(out.terminator));
    out.terminator.cases = code.add_cases(cases);
    for_each_place(code, out.terminator, rename);
    return out;
  }
};

struct Unroller {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  Preds preds;
  llvm::BitVector escapes;

  // The current loop.
  BasicBlock header{};
  std::vector<BasicBlock> blocks{}; ///< in an order in which each comes after what leads to it
  llvm::DenseMap<BasicBlock, uint32_t> position{};
  /// Per round and block: which block a branch with a known outcome leads to; none: not reached.
  struct Visit {
    bool is_reached = false;
    BasicBlock only_target{};
  };
  std::vector<std::vector<Visit>> rounds{};

  bool find_loop(BasicBlock at, const Dominators &dominators);
  bool order_blocks();
  // Counting.
  Env start() const;
  bool starts_with(Local local, Scalar &value) const;
  std::optional<Scalar> value_of(const Operand &op, const Env &env) const;
  void run_statement(const Statement &s, Env &env) const;
  BasicBlock known_target(const Terminator &t, const Env &env) const;
  bool run_round(Env &env, bool &goes_on);
  bool count_rounds();
  // Copying.
  llvm::BitVector own_locals() const;
  BasicBlockData copy_block(RoundCopy &copier, size_t round, uint32_t i);
  void copy_rounds();
};

/// The blocks of the loop with that header; false: there is none that can be unrolled.
bool Unroller::find_loop(BasicBlock at, const Dominators &dominators) {
  header = at;
  blocks.clear();
  position.clear();
  llvm::SmallVector<BasicBlock, 8> work;
  for (BasicBlock pred : preds[at])
    if (dominators.is_reachable(pred) && dominators.dominates(at, pred))
      work.push_back(pred);
  if (work.empty() || at == kStartBlock || code.blocks[at].is_cleanup)
    return false;
  position[at] = 0;
  blocks.push_back(at);
  while (!work.empty()) {
    BasicBlock bb = work.pop_back_val();
    if (!position.try_emplace(bb, 0).second)
      continue;
    blocks.push_back(bb);
    if (blocks.size() > kMaxBlocks)
      return false;
    for (BasicBlock pred : preds[bb])
      if (dominators.is_reachable(pred))
        work.push_back(pred);
  }
  return order_blocks();
}

/// Sorts the blocks; false: there is a loop inside, or assembly.
bool Unroller::order_blocks() {
  llvm::DenseMap<BasicBlock, unsigned> waits;
  for (BasicBlock bb : blocks)
    for (BasicBlock to : successors(code, code.blocks[bb].terminator))
      if (to != header && position.contains(to))
        ++waits[to];
  std::vector<BasicBlock> order{header};
  for (size_t i = 0; i < order.size(); ++i)
    for (BasicBlock to : successors(code, code.blocks[order[i]].terminator))
      if (to != header && position.contains(to) && --waits[to] == 0)
        order.push_back(to);
  if (order.size() != blocks.size())
    return false;
  blocks = std::move(order);
  for (uint32_t i = 0; i < blocks.size(); ++i)
    position[blocks[i]] = i;
  return llvm::none_of(blocks, [&](BasicBlock bb) {
    return code.blocks[bb].terminator.kind == TerminatorKind::InlineAsm;
  });
}

/// Whether the local holds that constant when the loop is entered.
bool Unroller::starts_with(Local local, Scalar &value) const {
  BasicBlock at = header;
  for (unsigned steps = 0; steps < kMaxBefore; ++steps) {
    BasicBlock before;
    for (BasicBlock pred : preds[at])
      if (at != header || !position.contains(pred)) {
        if (before.is_valid())
          return false;
        before = pred;
      }
    if (!before.is_valid())
      return false;
    at = before;
    const Terminator &t = code.blocks[at].terminator;
    bool is_written = false;
    auto look = [&](const Place &place, PlaceUse use) {
      is_written |= place.local == local && (is_write(use) || is_storage(use));
    };
    for_each_place(std::as_const(code), t, look);
    if (is_written)
      return false;
    for (const Statement &s : llvm::reverse(code.blocks[at].statements)) {
      for_each_place(std::as_const(code), s, look);
      if (!is_written)
        continue;
      if (s.kind != StatementKind::Assign || s.rvalue.kind != RvalueKind::Use ||
          !s.place.is_local())
        return false;
      std::optional<Scalar> found = int_value(tcx, body, s.rvalue.a);
      if (found)
        value = *found;
      return found.has_value();
    }
  }
  return false;
}

/// What is known of the locals that the header reads.
Env Unroller::start() const {
  Env env;
  llvm::SmallVector<Local, 8> seen;
  auto look = [&](const Place &place, PlaceUse use) {
    ty::Ty ty = body.local_ty(place.local);
    if (use == PlaceUse::Store || !place.is_local() || escapes.test(place.local.raw) ||
        !ty.is_integral() || llvm::is_contained(seen, place.local))
      return;
    seen.push_back(place.local);
    Scalar value;
    if (starts_with(place.local, value))
      env[Known::key(place.local, Known::Whole)] = value;
  };
  for (const Statement &s : code.blocks[header].statements)
    for_each_place(std::as_const(code), s, look);
  for_each_place(std::as_const(code), code.blocks[header].terminator, look);
  return env;
}

std::optional<Scalar> Unroller::value_of(const Operand &op, const Env &env) const {
  if (!op.is_place())
    return int_value(tcx, body, op);
  Known::Part part = Known::Whole;
  llvm::ArrayRef<PlaceElem> elems = code.projection(op.place);
  if (elems.size() == 1 && elems[0].kind == ProjectionKind::Field && elems[0].a < 2)
    part = elems[0].a == 0 ? Known::First : Known::Second;
  else if (!elems.empty())
    return std::nullopt;
  auto it = env.find(Known::key(op.place.local, part));
  return it == env.end() ? std::nullopt : std::optional<Scalar>(it->second);
}

void Unroller::run_statement(const Statement &s, Env &env) const {
  auto forget = [&](const Place &place, PlaceUse use) {
    if ((is_write(use) || is_storage(use)) && !has_deref(code, place))
      for (Known::Part part : {Known::Whole, Known::First, Known::Second})
        env.erase(Known::key(place.local, part));
  };
  std::optional<Scalar> whole, second;
  const Rvalue &r = s.rvalue;
  bool is_tracked =
      s.kind == StatementKind::Assign && s.place.is_local() && !escapes.test(s.place.local.raw);
  if (is_tracked && r.kind == RvalueKind::Use)
    whole = value_of(r.a, env);
  if (is_tracked && r.kind == RvalueKind::Cast && r.cast_kind() == CastKind::IntToInt)
    if (std::optional<Scalar> from = value_of(r.a, env))
      whole = interpret::fold_int_cast(tcx, *from, operand_ty(tcx, body, r.a),
                                       body.local_ty(s.place.local));
  if (is_tracked && r.kind == RvalueKind::UnaryOp && r.un_op() != UnOp::PtrMetadata)
    if (std::optional<Scalar> from = value_of(r.a, env))
      whole = interpret::fold_unary(tcx, r.un_op(), *from, operand_ty(tcx, body, r.a));
  bool is_pair = false;
  if (is_tracked && r.kind == RvalueKind::BinaryOp) {
    std::optional<Scalar> a = value_of(r.a, env), b = value_of(r.b, env);
    is_pair = body.local_ty(s.place.local).is(ty::TyKind::Tuple);
    if (a && b)
      if (std::optional<interpret::Folded> found = interpret::fold_binary(
              tcx, r.bin_op(), *a, operand_ty(tcx, body, r.a), *b, operand_ty(tcx, body, r.b))) {
        whole = found->value;
        second = Scalar::from_uint(found->overflow, 1);
      }
  }
  for_each_place(std::as_const(code), s, forget);
  if (!whole)
    return;
  env[Known::key(s.place.local, is_pair ? Known::First : Known::Whole)] = *whole;
  if (is_pair)
    env[Known::key(s.place.local, Known::Second)] = *second;
}

BasicBlock Unroller::known_target(const Terminator &t, const Env &env) const {
  if (t.kind != TerminatorKind::SwitchInt && t.kind != TerminatorKind::Assert)
    return {};
  std::optional<Scalar> value = value_of(t.operand, env);
  if (!value)
    return {};
  if (t.kind == TerminatorKind::Assert)
    return (value->lo != 0) == t.flag ? t.target : BasicBlock();
  for (const SwitchCase &c : code.switch_cases(t))
    if (c.lo == value->lo && c.hi == value->hi)
      return c.target;
  return t.other;
}

/// One round from `env`, which becomes what is known at its end. False: no exit was decided.
bool Unroller::run_round(Env &env, bool &goes_on) {
  std::vector<std::optional<Env>> at(blocks.size());
  std::optional<Env> next;
  std::vector<Visit> visits(blocks.size());
  at[0] = env;
  bool decided = false;
  auto reach = [](std::optional<Env> &to, const Env &from) {
    if (!to) {
      to = from;
      return;
    }
    Env both;
    for (const auto &[key, value] : *to)
      if (auto it = from.find(key); it != from.end() && it->second == value)
        both[key] = value;
    to = std::move(both);
  };
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    if (!at[i])
      continue;
    Env here = *at[i];
    const BasicBlockData &data = code.blocks[blocks[i]];
    for (const Statement &s : data.statements)
      run_statement(s, here);
    visits[i].is_reached = true;
    BasicBlock only = known_target(data.terminator, here);
    visits[i].only_target = only;
    for_each_place(std::as_const(code), data.terminator, [&](const Place &place, PlaceUse use) {
      if (is_write(use) && !has_deref(code, place))
        for (Known::Part part : {Known::Whole, Known::First, Known::Second})
          here.erase(Known::key(place.local, part));
    });
    for (BasicBlock to : successors(code, data.terminator)) {
      bool is_inside = position.contains(to);
      if (only.is_valid() && to != only) {
        decided |= is_inside != position.contains(only);
        continue;
      }
      if (is_inside)
        reach(to == header ? next : at[position[to]], here);
    }
  }
  goes_on = next.has_value();
  if (next)
    env = std::move(*next);
  rounds.push_back(std::move(visits));
  return decided;
}

/// Runs the loop as far as it is known; false: its end is not, or too far.
bool Unroller::count_rounds() {
  size_t size = 0;
  for (BasicBlock bb : blocks)
    size += code.blocks[bb].statements.size() + 1;
  if (size * 2 > kMaxSize)
    return false;
  rounds.clear();
  Env env = start();
  if (env.empty())
    return false;
  for (bool goes_on = true; goes_on;) {
    if (rounds.size() > kMaxRounds || rounds.size() * size > kMaxSize)
      return false;
    if (!run_round(env, goes_on))
      return false;
  }
  return true;
}

/// Locals that each round sets before it looks at them, and that nothing outside mentions. The
/// address of one ends with its storage.
llvm::BitVector Unroller::own_locals() const {
  auto count = static_cast<unsigned>(code.locals.size());
  llvm::BitVector inside(count), other(count);
  other.set(0, body.arg_count + 1);
  auto walk = [&](const BasicBlockData &block, auto &&look) {
    for (const Statement &s : block.statements)
      for_each_place(std::as_const(code), s, look);
    for_each_place(std::as_const(code), block.terminator, look);
  };
  for (BasicBlock bb : code.blocks.ids()) {
    llvm::BitVector &mentioned = position.contains(bb) ? inside : other;
    walk(code.blocks[bb], [&](const Place &place, PlaceUse) {
      mentioned.set(place.local.raw);
      for_each_index_local(code, place, [&](Local index) { mentioned.set(index.raw); });
    });
  }
  std::vector<llvm::BitVector> before(blocks.size());
  before[0].resize(count);
  for (uint32_t i = 0; i < blocks.size(); ++i) {
    llvm::BitVector set = before[i];
    walk(code.blocks[blocks[i]], [&](const Place &place, PlaceUse use) {
      for_each_index_local(code, place, [&](Local index) {
        if (!set.test(index.raw))
          other.set(index.raw);
      });
      bool is_whole = (use == PlaceUse::Store || use == PlaceUse::Return) && place.is_local() &&
                      !escapes.test(place.local.raw);
      if (use == PlaceUse::StorageLive || is_whole)
        set.set(place.local.raw);
      else if (use != PlaceUse::StorageDead && !set.test(place.local.raw))
        other.set(place.local.raw);
    });
    for (BasicBlock to : successors(code, code.blocks[blocks[i]].terminator))
      if (auto it = position.find(to); it != position.end() && to != header) {
        llvm::BitVector &there = before[it->second];
        if (there.empty())
          there = set;
        else
          there &= set;
      }
  }
  return inside.reset(other);
}

/// The copy of one block in one round, without a branch whose outcome is known.
BasicBlockData Unroller::copy_block(RoundCopy &copier, size_t round, uint32_t i) {
  const BasicBlockData &from = code.blocks[blocks[i]];
  BasicBlockData data = round > 0 ? copier.copy(from) : from;
  if (BasicBlock only = rounds[round][i].only_target; only.is_valid()) {
    Terminator jump;
    jump.kind = TerminatorKind::Goto;
    jump.target = only;
    jump.source = data.terminator.source;
    data.terminator = jump;
  }
  return data;
}

void Unroller::copy_rounds() {
  llvm::BitVector own = own_locals();
  llvm::erase_if(code.var_debug_info, [&](const VarDebugInfo &var) {
    return !var.is_const && own.test(var.place.local.raw);
  });
  // The blocks themselves become the first round, once all others are copied from them.
  std::vector<std::vector<BasicBlock>> made(rounds.size(), blocks);
  for (size_t r = 1; r < rounds.size(); ++r)
    for (uint32_t i = 0; i < blocks.size(); ++i)
      made[r][i] = rounds[r][i].is_reached ? code.blocks.push(BasicBlockData()) : BasicBlock();
  for (size_t r = rounds.size(); r-- > 0;) {
    RoundCopy copier{code};
    if (r > 0)
      for (unsigned local : own.set_bits()) {
        LocalDecl decl = code.locals[Local(local)];
        copier.names[Local(local)] = code.locals.push(std::move(decl));
      }
    for (uint32_t i = 0; i < blocks.size(); ++i) {
      if (!made[r][i].is_valid())
        continue;
      BasicBlockData data = copy_block(copier, r, i);
      map_successors(code, data.terminator, [&](BasicBlock to) {
        auto it = position.find(to);
        if (it == position.end())
          return to;
        if (to == header)
          return r + 1 < rounds.size() ? made[r + 1][0] : to;
        return made[r][it->second].is_valid() ? made[r][it->second] : to;
      });
      code.blocks[made[r][i]] = std::move(data);
    }
  }
}

bool unroll_one(TyCtxt &tcx, Body &body) {
  Code &code = body.edit();
  Dominators dominators(code);
  Unroller unroller{tcx, body, code, predecessors(code), address_taken(code)};
  for (BasicBlock bb : code.blocks.ids())
    if (dominators.is_reachable(bb) && unroller.find_loop(bb, dominators) &&
        unroller.count_rounds()) {
      unroller.copy_rounds();
      return true;
    }
  return false;
}

} // namespace

bool unroll_loops(TyCtxt &tcx, Body &body) {
  // No loop without an edge to where control came from, in whatever order.
  const Code &code = *body.code;
  bool goes_back = false;
  for (BasicBlock bb : code.blocks.ids())
    for (BasicBlock to : successors(code, code.blocks[bb].terminator))
      goes_back |= to.raw <= bb.raw;
  if (!goes_back)
    return false;
  bool changed = false;
  while (unroll_one(tcx, body))
    changed = true;
  return changed;
}

} // namespace ochre::mir::optimize
