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

/// The node of a block, which is translated once some edge leads there.
Cfg::Node *Cfg::target(mir::BasicBlock bb) {
  Node *&node = nodes_[bb];
  if (!node) {
    node = &storage_.emplace_back();
    work_.push_back(bb);
  }
  return node;
}

void Cfg::translate() {
  count_predecessors();
  nodes_.resize(f_.code.blocks.size(), nullptr);
  target(mir::kStartBlock);
  while (!work_.empty() && !f_.cx.failed) {
    // The branch that is taken by default comes next: it was added last.
    mir::BasicBlock bb = work_.back();
    work_.pop_back();
    order_.push_back(nodes_[bb]);
    node(bb);
  }
}

/// A check whose failure leads to cleanup is a branch to where it panics. False: it is none.
bool Cfg::assertion(Node &node, const mir::Terminator &term) {
  if (term.kind != mir::TerminatorKind::Assert || term.unwind.kind != mir::UnwindKind::Cleanup)
    return false;
  Leaf failed = f_.assert_failed(term);
  if (!failed)
    return false;
  node.edges.push_back({&storage_.emplace_back(), ir_.use(failed), {}});
  f_.end_block();
  Node &failure = *node.edges.back().to;
  order_.push_back(&failure);
  node.edges.push_back({target(term.target), nullptr, {}});
  ir_.code = &failure.code;
  f_.ends_here = false;
  if (f_.guarded(term, [&] { f_.assert_failure(term); }))
    failure.edges.push_back({target(term.unwind.cleanup), nullptr, {}});
  f_.end_block();
  return true;
}

/// The terminator, if it is one that the node ends with.
bool Cfg::leave(Node &node, const mir::Terminator &term) {
  if (assertion(node, term))
    return true;
  if (f_.guarded(term, [&] { f_.terminator(term); })) {
    bool returns = !f_.ends_here && term.target.is_valid();
    f_.end_block();
    Expr landed = returns ? ir_.use(f_.landed()) : nullptr;
    node.edges.push_back({target(term.unwind.cleanup), landed, {}});
    if (returns)
      node.edges.push_back({target(term.target), nullptr, {}});
    return true;
  }
  if (f_.ends_here)
    f_.end_block();
  return f_.ends_here;
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
    if (leave(node, term))
      return;
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
      node.edges.push_back({target(next), nullptr, {}});
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
  for (auto &[to, indices] : targets)
    node.edges.push_back({target(to), nullptr, indices});
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
  for (auto &[to, condition] : conditions)
    node.edges.push_back({target(to), ir_.use(condition), {}});
  node.edges.push_back({target(choice.otherwise), nullptr, {}});
}

Expr Cfg::render(std::vector<Expr> &prologue) {
  auto append = [](std::vector<Expr> &list, const std::vector<Expr> &code) {
    for (Expr e : code)
      if (e) // room for giving back a frame that is not there
        list.push_back(e);
  };
  bool returns_value = !f_.decl.sig.results.empty();
  if (order_.size() == 1 && order_[0]->edges.empty()) {
    append(prologue, order_[0]->code);
    return ir_.block_of(prologue);
  }
  const binaryen::Api &api = ir_.api;
  RelooperRef relooper = api.RelooperCreate(ir_.module);
  for (Node *node : order_) {
    std::vector<Expr> list;
    append(list, node->code);
    Expr code = ir_.block_of(list);
    node->block = node->switch_on ? api.RelooperAddBlockWithSwitch(relooper, code, node->switch_on)
                                  : api.RelooperAddBlock(relooper, code);
  }
  for (Node *node : order_) {
    for (Edge &edge : node->edges) {
      if (node->switch_on)
        api.RelooperAddBranchForSwitch(node->block, edge.to->block, edge.indices.data(),
                                       static_cast<BinaryenIndex>(edge.indices.size()), nullptr);
      else
        api.RelooperAddBranch(node->block, edge.to->block, edge.condition, nullptr);
    }
  }
  uint32_t label = ir_.new_local(ValTy::I32);
  Expr body = api.RelooperRenderAndDispose(relooper, order_[0]->block, label);
  prologue.push_back(body);
  if (returns_value)
    prologue.push_back(api.Unreachable(ir_.module));
  return ir_.block_of(prologue);
}

} // namespace ochre::wasm
