// Which move paths may be initialised, and which may not, at each point.
//
// Forward analyses over bit sets; a path moved out of somewhere above is "maybe uninitialised".
// Both follow unwind edges, but not those of drops that find nothing to drop. Source:
// rustc-dev-guide, "Drop elaboration".
#pragma once

#include "mir/dataflow/move_paths.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir {

/// States at the start of each block; `seek` walks on from there.
struct InitState {
  llvm::BitVector maybe_init;
  llvm::BitVector maybe_uninit;
};
struct InitResults {
  IndexVec<BasicBlock, InitState> entry;
  IndexVec<BasicBlock, uint8_t> reached;
};

InitResults solve_init(const Body &body, const MoveData &moves);
/// Applies the statement at `at`, or what a terminator does before it branches.
void apply_init_effect(const MoveData &moves, Location at, InitState &state);
/// Applies what holds only where a call returns normally.
void apply_return_effect(const MoveData &moves, Location at, InitState &state);

} // namespace ochre::mir
