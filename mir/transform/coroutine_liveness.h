// Which locals of a coroutine hold a value while it is suspended, and which of these may do so at
// the same time.
#pragma once

#include "mir/ir/body.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::transform {

struct SuspensionPoint {
  BasicBlock block;             ///< ends in the Yield
  llvm::BitVector storage_live; ///< locals whose storage is live there
  llvm::BitVector saved;        ///< locals whose values must be kept
};

struct CoroutineLiveness {
  llvm::BitVector always_live; ///< locals without storage statements
  std::vector<SuspensionPoint> points;
  std::vector<Local> saved;       ///< at any point; ascending
  std::vector<uint8_t> conflicts; ///< saved × saved: both may need storage at once
};

/// `is_movable`: nothing borrowed may live across a suspension, else what is borrowed is kept.
CoroutineLiveness coroutine_liveness(Body &body, bool is_movable);

} // namespace ochre::mir::transform
