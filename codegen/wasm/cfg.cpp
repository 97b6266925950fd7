#include "codegen/wasm/cfg.h"

namespace ochre::wasm {

namespace {

/// A switch over a constant, of which one branch is left.
std::optional<mir::BasicBlock> known_target(FunctionCx &f, const mir::Terminator &term) {
  if (term.kind != mir::TerminatorKind::SwitchInt || term.operand.is_place())
    return std::nullopt;
  Val value = f.in_register(f.operand(term.operand));
  if (!value.lo.is_const() || value.is_wide())
    return std::nullopt;
  for (const mir::SwitchCase &c : f.code.switch_cases(term))
    if (c.lo == value.lo.bits)
      return c.target;
  return term.other;
}

} // namespace

void Cfg::count_predecessors() {
  predecessors_.resize(f_.code.blocks.size(), 0);
  IndexVec<mir::BasicBlock, uint8_t> seen(f_.code.blocks.size());
  std::vector<mir::BasicBlock> work{mir::kStartBlock};
  seen[mir::kStartBlock] = true;
  predecessors_[mir::kStartBlock] = 2; // it is entered from outside
  while (!work.empty()) {
    mir::BasicBlock bb = work.back();
    work.pop_back();
    for (mir::BasicBlock next : successors(f_.code, f_.body[bb].terminator)) {
      ++predecessors_[next];
      if (!seen[next]) {
        seen[next] = true;
        work.push_back(next);
      }
    }
  }
}

void Cfg::translate() {
  count_predecessors();
  nodes_.resize(f_.code.blocks.size(), nullptr);
  std::vector<mir::BasicBlock> work;
  auto add = [&](mir::BasicBlock bb) {
    if (nodes_[bb])
      return;
    nodes_[bb] = &storage_.emplace_back();
    work.push_back(bb);
  };
  add(mir::kStartBlock);
  while (!work.empty() && !f_.cx.failed) {
    mir::BasicBlock bb = work.back();
    work.pop_back();
    order_.push_back(bb);
    node(bb);
    // The branch that is taken by default comes next.
    for (const Edge &edge : nodes_[bb]->edges)
      add(edge.to);
  }
}

/// A block and those that follow it without a choice.
void Cfg::node(mir::BasicBlock head) {
  Node &node = *nodes_[head];
  ir_.code = &node.code;
  mir::BasicBlock bb = head;
  while (!f_.cx.failed) {
    f_.ends_here = false;
    const mir::BasicBlockData &data = f_.body[bb];
    for (const mir::Statement &s : data.statements)
      f_.statement(s);
    const mir::Terminator &term = data.terminator;
    f_.set_location(term.source);
    bool may_land = f_.guarded_terminator(term);
    if (may_land) {
      bool returns = !f_.ends_here && term.target.is_valid();
      f_.end_block();
      node.edges.push_back({term.unwind.cleanup, returns ? ir_.use(f_.landed()) : nullptr, {}});
      if (returns)
        node.edges.push_back({term.target, nullptr, {}});
      return;
    }
    if (f_.ends_here)
      return f_.end_block();
    mir::BasicBlock next = term.target;
    if (term.kind == mir::TerminatorKind::SwitchInt) {
      std::optional<mir::BasicBlock> known = known_target(f_, term);
      if (!known) {
        branches(node, term);
        return f_.end_block();
      }
      next = *known;
    }
    f_.end_block();
    if (!next.is_valid())
      return;
    if (predecessors_[next] != 1) {
      node.edges.push_back({next, nullptr, {}});
      return;
    }
    bb = next;
  }
}

/// Whether control never gets to the block, whatever MIR says.
bool Cfg::is_impossible(mir::BasicBlock bb) const {
  const mir::BasicBlockData &data = f_.body[bb];
  return data.terminator.kind == mir::TerminatorKind::Unreachable &&
         llvm::all_of(data.statements, [](const mir::Statement &s) {
           return s.kind == mir::StatementKind::StorageDead ||
                  s.kind == mir::StatementKind::StorageLive || s.kind == mir::StatementKind::Nop;
         });
}

/// The cases that need a test. Where no value is left for the default the last case takes its
/// place.
Cfg::Choice Cfg::choice(const mir::Terminator &term) const {
  llvm::ArrayRef<mir::SwitchCase> all = f_.code.switch_cases(term);
  Choice out;
  out.otherwise = term.other;
  if (is_impossible(term.other) && !all.empty())
    out.otherwise = all.back().target;
  unsigned bytes = f_.int_bytes(f_.operand_ty(term.operand));
  uint64_t mask = bytes < 8 ? (uint64_t(1) << (bytes * 8)) - 1 : UINT64_MAX;
  for (const mir::SwitchCase &c : all)
    if (c.target != out.otherwise)
      out.cases.push_back({c.lo & mask, c.hi, c.target});
  return out;
}

void Cfg::branches(Node &node, const mir::Terminator &term) {
  Val value = f_.in_register(f_.operand(term.operand));
  Choice choice = this->choice(term);
  if (choice.cases.size() > 1 || value.is_wide())
    value = f_.keep(value);
  if (!dense_switch(node, choice, value))
    compare_chain(node, choice, value, f_.operand_ty(term.operand).is_bool());
}

bool Cfg::dense_switch(Node &node, const Choice &choice, const Val &value) {
  if (choice.cases.size() < 4 || value.is_wide())
    return false;
  uint64_t first = choice.cases[0].lo;
  uint64_t last = first;
  for (const mir::SwitchCase &c : choice.cases) {
    first = std::min(first, c.lo);
    last = std::max(last, c.lo);
  }
  if (last - first > choice.cases.size() * 4 + 16)
    return false;
  llvm::MapVector<mir::BasicBlock, llvm::SmallVector<uint32_t, 4>> targets;
  targets[choice.otherwise];
  for (const mir::SwitchCase &c : choice.cases)
    targets[c.target].push_back(static_cast<uint32_t>(c.lo - first));
  Leaf index = ir_.sub(value.lo, ir_.constant(value.lo.ty, first));
  if (index.ty == ValTy::I64) {
    // What is beyond 32 bits is beyond all cases.
    index = ir_.keep(index);
    index = ir_.select(ir_.binary(IntOp::GtU, index, ir_.i64(UINT32_MAX)), ir_.i32(UINT32_MAX),
                       ir_.wrap(index));
  }
  node.switch_on = ir_.use(index);
  for (auto &[target, indices] : targets)
    node.edges.push_back({target, nullptr, indices});
  return true;
}

void Cfg::compare_chain(Node &node, const Choice &choice, const Val &value, bool is_bool) {
  llvm::MapVector<mir::BasicBlock, Leaf> conditions;
  for (const mir::SwitchCase &c : choice.cases) {
    Leaf hit;
    if (value.is_wide())
      hit = f_.wide_compare(mir::BinOp::Eq, value, {ir_.i64(c.lo), ir_.i64(c.hi)}, false);
    else if (c.lo == 0)
      hit = ir_.eqz(value.lo);
    else
      hit = is_bool ? value.lo : ir_.binary(IntOp::Eq, value.lo, ir_.constant(value.lo.ty, c.lo));
    Leaf &known = conditions[c.target];
    known = known ? ir_.or_(known, hit) : hit;
  }
  for (auto &[target, condition] : conditions)
    node.edges.push_back({target, ir_.use(condition), {}});
  node.edges.push_back({choice.otherwise, nullptr, {}});
}

Expr Cfg::render(std::vector<Expr> &prologue) {
  auto append = [](std::vector<Expr> &list, const std::vector<Expr> &code) {
    for (Expr e : code)
      if (e) // room for giving back a frame that is not there
        list.push_back(e);
  };
  bool returns_value = !f_.decl.sig.results.empty();
  if (order_.size() == 1 && nodes_[order_[0]]->edges.empty()) {
    append(prologue, nodes_[order_[0]]->code);
    return ir_.block_of(prologue);
  }
  const binaryen::Api &api = ir_.api;
  RelooperRef relooper = api.RelooperCreate(ir_.module);
  IndexVec<mir::BasicBlock, RelooperBlockRef> blocks(f_.code.blocks.size());
  for (mir::BasicBlock bb : order_) {
    Node &node = *nodes_[bb];
    std::vector<Expr> list;
    append(list, node.code);
    Expr code = ir_.block_of(list);
    blocks[bb] = node.switch_on ? api.RelooperAddBlockWithSwitch(relooper, code, node.switch_on)
                                : api.RelooperAddBlock(relooper, code);
  }
  for (mir::BasicBlock bb : order_) {
    Node &node = *nodes_[bb];
    for (Edge &edge : node.edges) {
      if (node.switch_on)
        api.RelooperAddBranchForSwitch(blocks[bb], blocks[edge.to], edge.indices.data(),
                                       static_cast<BinaryenIndex>(edge.indices.size()), nullptr);
      else
        api.RelooperAddBranch(blocks[bb], blocks[edge.to], edge.condition, nullptr);
    }
  }
  uint32_t label = ir_.new_local(ValTy::I32);
  Expr body = api.RelooperRenderAndDispose(relooper, blocks[mir::kStartBlock], label);
  prologue.push_back(body);
  if (returns_value)
    prologue.push_back(api.Unreachable(ir_.module));
  return ir_.block_of(prologue);
}

} // namespace ochre::wasm
