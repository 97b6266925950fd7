#include "borrowck/regions/points.h"

namespace ochre::borrowck {

PointMap::PointMap(const mir::Body &body) {
  for (mir::BasicBlock block : body.code->blocks.ids()) {
    first_.push(size());
    size_t count = body[block].statements.size() + 1;
    for (size_t i = 0; i < count; ++i)
      block_of_.push(block);
  }
}

} // namespace ochre::borrowck
