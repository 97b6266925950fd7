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

private:
  /// First and last visit in a walk of the dominator tree; a block dominates what lies between.
  IndexVec<BasicBlock, uint32_t> enter_;
  IndexVec<BasicBlock, uint32_t> leave_;
};

} // namespace ochre::mir
