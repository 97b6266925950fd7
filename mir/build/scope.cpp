// Scopes, scheduled drops and the ways out of them.
//
// Each scope lists what must be dropped at its end, innermost last. Falling out of a scope emits
// its drops in place. Leaving several scopes at once (break, continue, return, a failed condition)
// and unwinding go through drop trees: chains of drops that share their tails, turned into blocks
// when the target is known. Source: rustc-dev-guide, "Drop elaboration" and "MIR construction".

#include "mir/build/builder.h"

namespace ochre::mir::build {

DropIdx DropTree::add(const DropEntry &drop, DropIdx next) {
  auto key = std::pair{next, std::pair{drop.local.raw, static_cast<unsigned>(drop.kind)}};
  auto [it, fresh] = index.try_emplace(key);
  if (fresh)
    it->second = nodes.push({drop, next});
  return it->second;
}

ScopeKey Builder::push_scope(Span span, bool is_terminating) {
  ScopeKey key(next_scope_key++);
  Scope scope;
  scope.key = key;
  scope.is_terminating = is_terminating;
  scope.source_scope = source_scope;
  scope.span = span;
  scopes.push_back(std::move(scope));
  return key;
}

namespace {

/// In a coroutine storage ends on unwinding too: locals that never live together share their room.
bool is_done_on_unwind(const Builder &b, DropKind kind) {
  return kind == DropKind::Value || b.body->coroutine;
}

/// The chain of unwind drops for the scopes [0, end), made once per scope.
DropIdx diverge_to(Builder &b, size_t end) {
  DropIdx at = kDropRoot;
  size_t from = 0;
  for (size_t i = end; i-- > 0;) {
    if (b.scopes[i].cached_unwind) {
      at = *b.scopes[i].cached_unwind;
      from = i + 1;
      break;
    }
  }
  for (size_t i = from; i < end; ++i) {
    for (const DropEntry &drop : b.scopes[i].drops)
      if (is_done_on_unwind(b, drop.kind))
        at = b.unwind_drops.add(drop, at);
    b.scopes[i].cached_unwind = at;
  }
  return at;
}

void emit_drop(Builder &b, BasicBlock &block, const DropEntry &drop, DropIdx unwind_to) {
  if (drop.kind == DropKind::Storage) {
    Statement s;
    s.kind = StatementKind::StorageDead;
    s.a = drop.local.raw;
    s.source = drop.source;
    b.push(block, s);
    return;
  }
  Terminator term;
  term.kind = TerminatorKind::Drop;
  term.place = {drop.local, {}};
  term.target = b.new_block();
  b.terminate(block, drop.source, term);
  b.unwind_drops.entries.push_back({unwind_to, block});
  block = term.target;
}

} // namespace

void Builder::pop_scope(ScopeKey key, BasicBlock &block) {
  assert(scopes.back().key == key && "scopes nest");
  (void)key;
  size_t index = scopes.size() - 1;
  // While a drop runs, the ones before it are still to be done if it unwinds.
  DropIdx unwind = diverge_to(*this, index);
  llvm::SmallVector<DropIdx, 8> after;
  for (const DropEntry &drop : scopes[index].drops) {
    after.push_back(unwind);
    if (is_done_on_unwind(*this, drop.kind))
      unwind = unwind_drops.add(drop, unwind);
  }
  for (size_t i = scopes[index].drops.size(); i-- > 0;)
    emit_drop(*this, block, scopes[index].drops[i], after[i]);
  scopes.pop_back();
}

void Builder::schedule_drop(ScopeKey key, Local local, DropKind kind) {
  if (!key.is_valid()) // lives for ever
    return;
  if (kind == DropKind::Value && !needs_drop(body->local_ty(local)))
    return;
  if (kind == DropKind::Storage && local.raw <= body->arg_count)
    return;
  bool found = false;
  for (size_t i = scopes.size(); i-- > 0 && !found;) {
    Scope &scope = scopes[i];
    // Chains of inner scopes run through this one.
    scope.cached_unwind.reset();
    if (scope.key == key) {
      // Shown at the last character of the scope: the `}` or `;`.
      Span end = scope.span.shrink_to_hi();
      end.lo -= scope.span.lo < scope.span.hi ? 1 : 0;
      scope.drops.push_back({kind, local, source(end)});
      found = true;
    }
  }
  assert(found && "the scope is closed");
}

void Builder::schedule_drop_storage_and_value(ScopeKey key, Local local) {
  schedule_drop(key, local, DropKind::Storage);
  schedule_drop(key, local, DropKind::Value);
}

ScopeKey Builder::temp_scope(hir::ExprId expr) const {
  if (expr.is_valid())
    if (auto it = extended_temps.find(expr); it != extended_temps.end())
      return it->second;
  for (size_t i = scopes.size(); i-- > 0;)
    if (scopes[i].is_terminating)
      return scopes[i].key;
  return scopes.front().key;
}

void Builder::record_unwind(BasicBlock block) {
  DropIdx to = diverge_to(*this, scopes.size());
  unwind_drops.entries.push_back({to, block});
}

namespace {

/// Adds the drops of all scopes inside `outer` (exclusive) to a tree; the block enters at the end.
void exit_scopes(Builder &b, DropTree &tree, ScopeKey outer, BasicBlock block) {
  size_t target = 0;
  for (size_t i = b.scopes.size(); i-- > 0;)
    if (b.scopes[i].key == outer) {
      target = i;
      break;
    }
  DropIdx at = kDropRoot;
  for (size_t i = target + 1; i < b.scopes.size(); ++i)
    for (const DropEntry &drop : b.scopes[i].drops)
      at = tree.add(drop, at);
  tree.entries.push_back({at, block});
}

} // namespace

void Builder::exit_to_break(BasicBlock block, SourceInfo source, hir::ExprId target,
                            hir::ExprId value) {
  size_t i = breakables.size();
  while (i-- > 0)
    if (breakables[i].target == target)
      break;
  if (i >= breakables.size()) { // an error was reported
    failed = true;
    return;
  }
  Place dest = breakables[i].break_dest;
  if (value.is_valid())
    into(dest, block, mirror(value));
  else
    assign_unit(block, source, dest);
  terminate(block, source, Terminator());
  exit_scopes(*this, breakables[i].break_drops, breakables[i].scope, block);
}

void Builder::exit_to_continue(BasicBlock block, SourceInfo source, hir::ExprId target) {
  for (size_t i = breakables.size(); i-- > 0;) {
    if (!(breakables[i].target == target) || !breakables[i].continue_drops)
      continue;
    terminate(block, source, Terminator());
    exit_scopes(*this, *breakables[i].continue_drops, breakables[i].scope, block);
    return;
  }
  failed = true;
}

void Builder::exit_return(BasicBlock block, SourceInfo source) {
  terminate(block, source, Terminator());
  exit_scopes(*this, return_drops, scopes.front().key, block);
}

BasicBlock Builder::yield(BasicBlock block, SourceInfo source, Operand value, Place resumed) {
  Terminator term;
  term.kind = TerminatorKind::Yield;
  term.operand = value;
  term.place = resumed;
  term.target = new_block();
  terminate(block, source, term);
  exit_scopes(*this, coroutine_drops, scopes.front().key, block);
  return term.target;
}

void Builder::exit_if_then(BasicBlock block, SourceInfo source) {
  terminate(block, source, Terminator());
  exit_scopes(*this, if_thens.back().else_drops, if_thens.back().scope, block);
}

namespace {

/// Turns a tree into blocks that end in `root`; gives the block of every node that is entered.
struct TreeBlocks {
  Builder &b;
  DropTree &tree;
  IndexVec<DropIdx, BasicBlock> blocks;

  BasicBlock block_of(DropIdx node) {
    BasicBlock &block = blocks[node];
    if (!block.is_valid())
      block = b.new_block();
    return block;
  }
};

void set_target(Terminator &term, BasicBlock target, SourceInfo source) {
  if (term.kind == TerminatorKind::Unreachable) {
    term = Terminator();
    term.kind = TerminatorKind::Goto;
    term.source = source;
  }
  term.target = target;
}

} // namespace

BasicBlock Builder::build_exit_tree(DropTree &tree, ScopeKey outer, Span span) {
  if (tree.entries.empty())
    return BasicBlock();
  TreeBlocks t{*this, tree, IndexVec<DropIdx, BasicBlock>(tree.nodes.size())};
  BasicBlock root = t.block_of(kDropRoot);
  for (auto [node, from] : tree.entries) {
    BasicBlock target = t.block_of(node); // may move the blocks
    Terminator &term = code.blocks[from].terminator;
    if (term.kind == TerminatorKind::Yield)
      term.other = target;
    else
      set_target(term, target, term.source);
  }
  // What a drop on the way unwinds to: the same drops, one further out.
  size_t outer_index = 0;
  for (size_t i = 0; i < scopes.size(); ++i)
    if (scopes[i].key == outer)
      outer_index = i;
  IndexVec<DropIdx, DropIdx> unwind(tree.nodes.size());
  unwind[kDropRoot] = diverge_to(*this, outer_index + 1);
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    DropIdx node(i);
    DropIdx next = tree.nodes[node].next;
    unwind[node] = is_done_on_unwind(*this, tree.nodes[node].drop.kind)
                       ? unwind_drops.add(tree.nodes[node].drop, unwind[next])
                       : unwind[next];
  }
  // Children come behind their parents, so one walk backwards sees every entered node first.
  for (uint32_t i = static_cast<uint32_t>(tree.nodes.size()); i-- > 1;) {
    DropIdx node(i);
    BasicBlock block = t.blocks[node];
    if (!block.is_valid())
      continue;
    DropIdx next = tree.nodes[node].next;
    BasicBlock at = block;
    emit_drop(*this, at, tree.nodes[node].drop, unwind[next]);
    SourceInfo source = tree.nodes[node].drop.source;
    go_to(at, t.block_of(next), source);
  }
  (void)span;
  return root;
}

void Builder::finish_unwind_tree() {
  if (unwind_drops.entries.empty() && cleanup_entries.empty())
    return;
  TreeBlocks t{*this, unwind_drops, IndexVec<DropIdx, BasicBlock>(unwind_drops.nodes.size())};
  for (auto [node, from] : unwind_drops.entries) {
    if (node == kDropRoot)
      continue; // nothing to do: unwinding continues
    code.blocks[from].terminator.unwind = UnwindAction::to(t.block_of(node));
  }
  for (auto [node, from] : cleanup_entries)
    code.blocks[from].terminator.target = t.block_of(node);
  for (uint32_t i = static_cast<uint32_t>(unwind_drops.nodes.size()); i-- > 1;) {
    DropIdx node(i);
    BasicBlock block = t.blocks[node];
    if (!block.is_valid())
      continue;
    const DropTree::Node &n = unwind_drops.nodes[node];
    code.blocks[block].is_cleanup = true;
    if (n.drop.kind == DropKind::Storage) {
      emit_drop(*this, block, n.drop, kDropRoot);
      go_to(block, t.block_of(n.next), n.drop.source);
      continue;
    }
    Terminator term;
    term.kind = TerminatorKind::Drop;
    term.place = {n.drop.local, {}};
    term.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    term.target = t.block_of(n.next);
    terminate(block, n.drop.source, term);
  }
  BasicBlock resume = t.blocks[kDropRoot];
  if (resume.is_valid()) {
    Terminator term;
    term.kind = TerminatorKind::UnwindResume;
    code.blocks[resume].is_cleanup = true;
    terminate(resume, {body->span, kOutermostScope}, term);
  }
}

void Builder::drop_and_replace(BasicBlock &block, SourceInfo source, Place place, Operand value) {
  // The value is assigned on both ways out; elaboration splits the drop by what is initialised.
  BasicBlock assigned = new_block();
  Terminator term;
  term.kind = TerminatorKind::Drop;
  term.place = place;
  term.flag = true;
  term.target = assigned;
  BasicBlock cleanup = new_block();
  code.blocks[cleanup].is_cleanup = true;
  assign_operand(cleanup, source, place, value);
  assign_operand(assigned, source, place, value);
  DropIdx unwind = diverge_to(*this, scopes.size());
  Terminator after;
  after.kind = TerminatorKind::Goto;
  terminate(cleanup, source, after);
  cleanup_entries.push_back({unwind, cleanup});
  term.unwind = UnwindAction::to(cleanup);
  terminate(block, source, term);
  block = assigned;
}

BasicBlock Builder::in_if_then_scope(ScopeKey scope, Span span,
                                     llvm::function_ref<BasicBlock()> make_then,
                                     BasicBlock &then_block) {
  if_thens.push_back({scope, DropTree()});
  then_block = make_then();
  IfThenScope done = std::move(if_thens.back());
  if_thens.pop_back();
  BasicBlock root = build_exit_tree(done.else_drops, scope, span);
  return root.is_valid() ? root : new_block();
}

void Builder::in_breakable_scope(hir::ExprId target, bool is_loop, Place dest, Span span,
                                 BasicBlock loop_head, BasicBlock &block,
                                 llvm::function_ref<void(BasicBlock &)> make) {
  ScopeKey outer = scopes.back().key;
  BreakableScope entry;
  entry.target = target;
  entry.scope = outer;
  entry.break_dest = dest;
  if (is_loop)
    entry.continue_drops.emplace();
  breakables.push_back(std::move(entry));
  make(block);
  BreakableScope done = std::move(breakables.back());
  breakables.pop_back();
  BasicBlock exit = build_exit_tree(done.break_drops, outer, span);
  if (is_loop) {
    BasicBlock again = build_exit_tree(*done.continue_drops, outer, span);
    if (again.is_valid())
      go_to(again, loop_head, source(span));
    block = exit.is_valid() ? exit : new_block();
    return;
  }
  if (!exit.is_valid())
    return;
  // Falling out of a labelled block joins its breaks.
  BasicBlock join = new_block();
  go_to(block, join, source(span));
  go_to(exit, join, source(span));
  block = join;
}

} // namespace ochre::mir::build
