// Which blocks every path from the entry to a block goes through.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mir {

class Dominators {
public:
  explicit Dominators(const Code &code);
  bool is_reachable(BasicBlock block) const { return leave_[block] != 0; }
  /// Whether each way from the entry to `b` passes `a`. Unreachable blocks are dominated by all.
  bool dominates(BasicBlock a, BasicBlock b) const {
    if (!is_reachable(b))
      return true;
    return is_reachable(a) && enter_[a] <= enter_[b] && leave_[b] <= leave_[a];
  }
  bool dominates(Location a, Location b) const {
    return a.block == b.block ? a.statement <= b.statement : dominates(a.block, b.block);
  }

  /// The last block before `block` that every way to it passes; invalid for the entry and for
  /// blocks without a way.
  BasicBlock parent(BasicBlock block) const { return parent_[block]; }
  /// Reachable blocks, each after its parent and before what its parent's later children dominate.
  llvm::ArrayRef<BasicBlock> preorder() const { return preorder_; }

private:
  /// First and last visit in a walk of the dominator tree; a block dominates what lies between.
  IndexVec<BasicBlock, uint32_t> enter_;
  IndexVec<BasicBlock, uint32_t> leave_;
  IndexVec<BasicBlock, BasicBlock> parent_;
  std::vector<BasicBlock> preorder_;
};

} // namespace ochre::mir
