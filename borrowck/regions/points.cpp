#include "borrowck/regions/points.h"

namespace ochre::borrowck {

PointMap::PointMap(const mir::Body &body) {
  for (mir::BasicBlock block : body.code->blocks.ids()) {
    first_.push_back(size());
    size_t count = body[block].statements.size() + 1;
    for (size_t i = 0; i < count; ++i)
      block_of_.push_back(block);
  }
}

} // namespace ochre::borrowck
