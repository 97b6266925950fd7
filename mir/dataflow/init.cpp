#include "mir/dataflow/init.h"

#include <deque>

namespace ochre::mir {

namespace {

void set_state(const MoveData &moves, MovePathIndex path, bool init, InitState &state) {
  moves.for_each_child(path, [&](MovePathIndex child) {
    state.maybe_init[child.raw] = init;
    state.maybe_uninit[child.raw] = !init;
  });
}

/// Whether nothing that `drop` would drop is initialised ahead of it, so that it cannot unwind.
bool drops_nothing(const Body &body, const MoveData &moves, const Terminator &drop,
                   const InitState &before) {
  PathLookup found = moves.lookup(body, drop.place);
  if (!found.is_exact)
    return false;
  bool live = false;
  moves.for_each_child(found.path,
                       [&](MovePathIndex child) { live |= before.maybe_init.test(child.raw); });
  return !live;
}

} // namespace

void apply_init_effect(const MoveData &moves, Location at, InitState &state) {
  for (uint32_t row : moves.moves_at[at.block][at.statement])
    set_state(moves, moves.moves[row].path, false, state);
  for (uint32_t row : moves.inits_at[at.block][at.statement])
    if (moves.inits[row].kind == InitKind::Deep)
      set_state(moves, moves.inits[row].path, true, state);
}

void apply_return_effect(const MoveData &moves, Location at, InitState &state) {
  for (uint32_t row : moves.inits_at[at.block][at.statement])
    if (moves.inits[row].kind == InitKind::NonPanicPathOnly)
      set_state(moves, moves.inits[row].path, true, state);
}

InitResults solve_init(const Body &body, const MoveData &moves) {
  auto size = static_cast<unsigned>(moves.paths.size());
  InitResults results;
  InitState bottom{llvm::BitVector(size), llvm::BitVector(size)};
  results.entry = IndexVec<BasicBlock, InitState>(body.code->blocks.size(), bottom);
  results.reached = IndexVec<BasicBlock, uint8_t>(body.code->blocks.size(), 0);

  InitState &start = results.entry[kStartBlock];
  start.maybe_uninit.set();
  for (const Init &init : moves.inits)
    if (init.is_argument)
      set_state(moves, init.path, true, start);

  std::deque<BasicBlock> work{kStartBlock};
  llvm::BitVector queued(static_cast<unsigned>(body.code->blocks.size()));
  queued.set(kStartBlock.raw);
  results.reached[kStartBlock] = true;
  while (!work.empty()) {
    BasicBlock bb = work.front();
    work.pop_front();
    queued.reset(bb.raw);
    InitState state = results.entry[bb];
    const BasicBlockData &data = body[bb];
    uint32_t end = static_cast<uint32_t>(data.statements.size());
    for (uint32_t i = 0; i < end; ++i)
      apply_init_effect(moves, {bb, i}, state);
    const Terminator &term = data.terminator;
    bool is_dead = term.kind == TerminatorKind::Drop && drops_nothing(body, moves, term, state);
    apply_init_effect(moves, {bb, end}, state);
    auto flow = [&](BasicBlock to, const InitState &out) {
      InitState &entry = results.entry[to];
      bool first = !results.reached[to];
      // BitVector::test(other): whether this has a bit that the other lacks.
      bool grows =
          out.maybe_init.test(entry.maybe_init) || out.maybe_uninit.test(entry.maybe_uninit);
      if (!first && !grows)
        return;
      entry.maybe_init |= out.maybe_init;
      entry.maybe_uninit |= out.maybe_uninit;
      results.reached[to] = true;
      if (!queued.test(to.raw)) {
        queued.set(to.raw);
        work.push_back(to);
      }
    };
    if (is_dead) {
      flow(term.target, state);
      continue;
    }
    if (term.kind == TerminatorKind::Call && term.target.is_valid()) {
      InitState returned = state;
      apply_return_effect(moves, {bb, end}, returned);
      flow(term.target, returned);
      if (term.unwind.kind == UnwindKind::Cleanup)
        flow(term.unwind.cleanup, state);
      continue;
    }
    for (BasicBlock to : successors(*body.code, term))
      flow(to, state);
  }
  return results;
}

} // namespace ochre::mir
