#include "mir/transform/cleanup.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::transform {

namespace {

/// Where a chain of empty gotos ends; a cycle of them stays.
BasicBlock goto_target(const Code &code, BasicBlock from) {
  BasicBlock at = from;
  for (unsigned steps = 0; steps < 64; ++steps) {
    const BasicBlockData &data = code.blocks[at];
    if (data.terminator.kind != TerminatorKind::Goto || !data.statements.empty())
      return at;
    at = data.terminator.target;
  }
  return from;
}

void remove_nops(Code &code) {
  for (BasicBlockData &block : code.blocks)
    llvm::erase_if(block.statements,
                   [](const Statement &s) { return s.kind == StatementKind::Nop; });
}

void thread_gotos(Code &code) {
  for (BasicBlock bb : code.blocks.ids()) {
    Terminator term = code.blocks[bb].terminator;
    map_successors(code, term, [&](BasicBlock to) { return goto_target(code, to); });
    code.blocks[bb].terminator = term;
  }
}

/// A block whose only way in is a goto becomes the end of where that stands.
void merge_chains(Code &code) {
  IndexVec<BasicBlock, uint32_t> entries(code.blocks.size(), 0);
  entries[kStartBlock] = 1;
  llvm::BitVector reached(static_cast<unsigned>(code.blocks.size()));
  std::vector<BasicBlock> order = reverse_postorder(code);
  for (BasicBlock bb : order) {
    reached.set(bb.raw);
    for (BasicBlock to : successors(code, code.blocks[bb].terminator))
      ++entries[to];
  }
  for (BasicBlock bb : order) {
    if (!reached.test(bb.raw))
      continue;
    while (code.blocks[bb].terminator.kind == TerminatorKind::Goto) {
      BasicBlock next = code.blocks[bb].terminator.target;
      if (entries[next] != 1 || next == bb || next == kStartBlock)
        break;
      BasicBlockData taken = std::move(code.blocks[next]);
      code.blocks[next] = BasicBlockData();
      reached.reset(next.raw);
      BasicBlockData &into = code.blocks[bb];
      into.statements.insert(into.statements.end(),
                             std::make_move_iterator(taken.statements.begin()),
                             std::make_move_iterator(taken.statements.end()));
      into.terminator = taken.terminator;
    }
  }
}

void remove_unreachable(Code &code) {
  std::vector<BasicBlock> order = reverse_postorder(code);
  llvm::BitVector reached(static_cast<unsigned>(code.blocks.size()));
  for (BasicBlock bb : order)
    reached.set(bb.raw);
  IndexVec<BasicBlock, BasicBlock> renamed(code.blocks.size());
  IndexVec<BasicBlock, BasicBlockData> kept;
  for (BasicBlock bb : code.blocks.ids())
    if (reached.test(bb.raw))
      renamed[bb] = kept.push(std::move(code.blocks[bb]));
  code.blocks = std::move(kept);
  for (BasicBlock bb : code.blocks.ids()) {
    Terminator term = code.blocks[bb].terminator;
    map_successors(code, term, [&](BasicBlock to) { return renamed[to]; });
    code.blocks[bb].terminator = term;
  }
}

} // namespace

void simplify_cfg(TyCtxt &, Body &body) {
  Code &code = body.edit();
  remove_nops(code);
  thread_gotos(code);
  merge_chains(code);
  remove_unreachable(code);
}

} // namespace ochre::mir::transform
