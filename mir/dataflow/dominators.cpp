// Immediate dominators by iteration over the reverse post-order until nothing changes; the tree is
// then numbered so that a query compares two intervals.
// Source: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm".

#include "mir/dataflow/dominators.h"

namespace ochre::mir {

namespace {

constexpr uint32_t kNone = UINT32_MAX;

/// Immediate dominators by position in `order`; the entry's is itself.
std::vector<uint32_t> immediate_dominators(const Code &code, llvm::ArrayRef<BasicBlock> order) {
  IndexVec<BasicBlock, uint32_t> position(code.blocks.size(), kNone);
  for (uint32_t i = 0; i < order.size(); ++i)
    position[order[i]] = i;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> preds = predecessors(code);
  std::vector<uint32_t> idom(order.size(), kNone);
  idom[0] = 0;
  auto meet = [&](uint32_t a, uint32_t b) {
    while (a != b) {
      while (a > b)
        a = idom[a];
      while (b > a)
        b = idom[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 1; i < order.size(); ++i) {
      uint32_t found = kNone;
      for (BasicBlock pred : preds[order[i]]) {
        uint32_t p = position[pred];
        if (p != kNone && idom[p] != kNone)
          found = found == kNone ? p : meet(found, p);
      }
      changed |= idom[i] != found;
      idom[i] = found;
    }
  }
  return idom;
}

} // namespace

Dominators::Dominators(const Code &code)
    : enter_(code.blocks.size(), 0), leave_(code.blocks.size(), 0),
      parent_(code.blocks.size(), BasicBlock()) {
  std::vector<BasicBlock> order = reverse_postorder(code);
  std::vector<uint32_t> idom = immediate_dominators(code, order);
  // Children as chains: first child and next sibling, by position.
  std::vector<uint32_t> child(order.size(), kNone), sibling(order.size(), kNone);
  for (uint32_t i = static_cast<uint32_t>(order.size()); i-- > 1;) {
    parent_[order[i]] = order[idom[i]];
    sibling[i] = child[idom[i]];
    child[idom[i]] = i;
  }
  uint32_t clock = 0;
  llvm::SmallVector<uint32_t, 32> open{0};
  enter_[order[0]] = ++clock;
  preorder_.push_back(order[0]);
  while (!open.empty()) {
    uint32_t at = open.back();
    if (child[at] == kNone) {
      leave_[order[at]] = ++clock;
      open.pop_back();
      continue;
    }
    uint32_t next = child[at];
    child[at] = sibling[next];
    enter_[order[next]] = ++clock;
    preorder_.push_back(order[next]);
    open.push_back(next);
  }
}

} // namespace ochre::mir
