#include "borrowck/moves/earlier_inits.h"

namespace ochre::borrowck {

void EarlierInits::index_events() {
  llvm::DenseMap<mir::MovePathIndex, Local> local_of;
  for (Local local : cx_.moves.of_local.ids())
    local_of[cx_.moves.of_local[local]] = local;
  for (BasicBlock block : cx_.body.code->blocks.ids()) {
    const auto size = static_cast<uint32_t>(cx_.body[block].statements.size());
    for (uint32_t i = 0; i <= size; ++i) {
      Location at{block, i};
      for (uint32_t row : cx_.moves.inits_at[block][i])
        if (auto it = local_of.find(cx_.moves.inits[row].path); it != local_of.end())
          flows_[it->second].events.push_back({at, true});
      const mir::Statement *s = cx_.statement(at);
      if (s && (s->kind == mir::StatementKind::StorageDead ||
                s->kind == mir::StatementKind::StorageLive))
        flows_[s->local()].events.push_back({at, false});
    }
  }
}

EarlierInits::Flow &EarlierInits::flow_of(Local local) {
  if (!std::exchange(is_indexed_, true))
    index_events();
  Flow &flow = flows_[local];
  if (!flow.at_entry.empty())
    return flow;
  flow.at_entry.resize(static_cast<unsigned>(cx_.body.code->blocks.size()));
  // What holds at the end of blocks in which something happens.
  llvm::DenseMap<BasicBlock, bool> at_end;
  for (const Event &event : flow.events)
    at_end[event.at.block] = event.is_init;
  std::vector<BasicBlock> todo;
  auto leave = [&](BasicBlock block) {
    for (BasicBlock next : mir::successors(*cx_.body.code, cx_.body[block].terminator)) {
      if (flow.at_entry.test(next.raw))
        continue;
      flow.at_entry.set(next.raw);
      if (!at_end.contains(next))
        todo.push_back(next);
    }
  };
  if (local.raw >= 1 && local.raw <= cx_.body.arg_count) {
    flow.at_entry.set(mir::kStartBlock.raw);
    if (!at_end.contains(mir::kStartBlock))
      todo.push_back(mir::kStartBlock);
  }
  for (const Event &event : flow.events)
    if (at_end[event.at.block])
      leave(event.at.block);
  while (!todo.empty()) {
    BasicBlock block = todo.back();
    todo.pop_back();
    leave(block);
  }
  return flow;
}

bool EarlierInits::any_before(Local local, Location at) {
  const Flow &flow = flow_of(local);
  bool before = flow.at_entry.test(at.block.raw);
  auto first = llvm::partition_point(
      flow.events, [&](const Event &event) { return event.at.block.raw < at.block.raw; });
  for (auto it = first; it != flow.events.end(); ++it) {
    if (it->at.block != at.block || it->at.statement >= at.statement)
      break;
    before = it->is_init;
  }
  return before;
}

} // namespace ochre::borrowck
