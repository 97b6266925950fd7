// Move paths: the places that are moved in and out of as a whole, as a tree.
//
//   let p = (a, b); drop(p.0);      // paths: p, p.0 — p.1 shares p's state
//
// A path is a local or a field, downcast, constant index or Box-deref of one. What lies behind a
// reference, a raw pointer or a variable index has no path: nothing can be moved out of it.
// Source: rustc-dev-guide, "Move paths".
#pragma once

#include "mir/ir/body.h"

#include <optional>

namespace ochre::mir {

struct MovePathTag;
using MovePathIndex = Id<MovePathTag>;

struct MovePath {
  Place place;
  MovePathIndex parent; ///< invalid for locals
  MovePathIndex first_child;
  MovePathIndex next_sibling;
};

/// `path` is moved out of at `at`.
struct MoveOut {
  MovePathIndex path;
  Location at;
  bool is_storage_dead = false; ///< the end of storage, no move in the source
  bool is_drop = false;
};

enum class InitKind : uint8_t {
  Deep,             ///< path and all below
  NonPanicPathOnly, ///< the destination of a call: on return only
};
struct Init {
  MovePathIndex path;
  Location at;
  bool is_argument = false; ///< `at` means nothing
  InitKind kind = InitKind::Deep;
};

enum class IllegalMoveKind : uint8_t {
  BorrowedContent, ///< E0507: behind a reference or raw pointer
  InteriorOfDrop,  ///< E0509: out of a type that implements Drop
  InteriorOfSlice, ///< E0508: out of an array or slice by a variable index
};
struct IllegalMove {
  IllegalMoveKind kind = IllegalMoveKind::BorrowedContent;
  Place place;  ///< what was to be moved
  Place target; ///< the offending prefix
  ty::Ty container;
  Location at;
};

/// Whether a place has a path of its own, or only its nearest prefix.
struct PathLookup {
  bool is_exact = false;
  MovePathIndex path; ///< invalid: no prefix has a path
};

struct MoveData {
  IndexVec<MovePathIndex, MovePath> paths;
  std::vector<MoveOut> moves;
  std::vector<Init> inits;
  std::vector<IllegalMove> illegal;
  IndexVec<Local, MovePathIndex> of_local;
  llvm::DenseMap<std::pair<MovePathIndex, uint64_t>, MovePathIndex> projections;
  /// Rows of `moves` and `inits` by block and statement.
  IndexVec<BasicBlock, std::vector<llvm::SmallVector<uint32_t, 1>>> moves_at;
  IndexVec<BasicBlock, std::vector<llvm::SmallVector<uint32_t, 1>>> inits_at;

  PathLookup lookup(const Body &body, Place place) const;
  /// The path of `path` projected by `elem`; invalid: it has none of its own.
  MovePathIndex child(MovePathIndex path, const PlaceElem &elem) const;
  /// The path of exactly this place.
  std::optional<MovePathIndex> exact(Local local, llvm::ArrayRef<PlaceElem> elems) const;
  /// Calls `each` for the path and all below it, parents first.
  void for_each_child(MovePathIndex path, llvm::function_ref<void(MovePathIndex)> each) const;
  bool is_ancestor(MovePathIndex ancestor, MovePathIndex path) const;
};

/// Gathers paths, moves and initialisations of a body.
MoveData gather_moves(TyCtxt &tcx, ty::TypingEnv env, const Body &body);

} // namespace ochre::mir
