// Points of a body as dense numbers: one for each statement and terminator, block by block.
#pragma once

#include "mir/ir/body.h"

namespace ochre::borrowck {

struct PointTag;
using PointIndex = Id<PointTag>;

class PointMap {
public:
  explicit PointMap(const mir::Body &body);
  uint32_t size() const { return static_cast<uint32_t>(block_of_.size()); }
  PointIndex point(mir::Location at) const { return PointIndex(first_[at.block] + at.statement); }
  mir::Location location(PointIndex point) const {
    mir::BasicBlock block = block_of_[point];
    return {block, point.raw - first_[block]};
  }

private:
  IndexVec<mir::BasicBlock, uint32_t> first_;
  IndexVec<PointIndex, mir::BasicBlock> block_of_;
};

} // namespace ochre::borrowck
