// Is what is used initialised? Finds uses of what may be uninitialised or moved out of.
//
//   let a = s.name; use(s);      // `s` is partially moved: E0382
//   let x; if c { x = 1; } x     // E0381
//
// For each use the moves (or missing initialisations) that reach it are found by walking back.
// Source: rustc-dev-guide, "Tracking moves and initialization".
#pragma once

#include "borrowck/moves/accesses.h"
#include "borrowck/moves/body_cx.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"

#include <map>

namespace ochre::borrowck {

/// A move that reaches a use.
struct MoveSite {
  uint32_t row = 0; ///< of MoveData::moves
  bool in_earlier_iteration = false;
};

struct MovedUse {
  Location at;
  Span span;
  InitAction action = InitAction::Use;
  Place used;  ///< what is used
  Place moved; ///< what of it, or around it, is not initialised
  mir::MovePathIndex path;
  std::vector<MoveSite> sites; ///< empty: it was never initialised
};

class MoveChecker {
public:
  explicit MoveChecker(const BodyCx &cx) : cx_(cx) {}

  void check(const Access &access, Location at, const mir::InitState &state);
  /// Uses to report: one per set of moves, one per variable that was never initialised. `at` order.
  std::vector<MovedUse> take_errors();

  /// Locals assigned in part before they are whole: their `mut` is not called unused.
  llvm::SetVector<Local> partially_assigned;

private:
  struct Use {
    Location at;
    Span span;
    InitAction action;
    Place place;
  };
  void check_path(const Use &use, PlaceRef place, const mir::InitState &state);
  void check_path_and_subpaths(const Use &use, PlaceRef place, const mir::InitState &state);
  void check_assigned(const Use &use, const mir::InitState &state);
  bool check_parent_of_field(const Use &use, PlaceRef base, const mir::InitState &state);
  void report(const Use &use, mir::MovePathIndex path, Place shown);

  const BodyCx &cx_;
  std::vector<MovedUse> uninitialised_;
  std::map<std::vector<uint32_t>, MovedUse> moved_;
  llvm::DenseSet<Local> reported_locals_;
};

/// The moves of `path`, or of what it is a part of, that may reach `at`.
std::vector<MoveSite> find_moves(const BodyCx &cx, Location at, mir::MovePathIndex path);

} // namespace ochre::borrowck
