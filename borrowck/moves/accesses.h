// What a statement or terminator does to places, in the order in which it does it.
//
// Every check of the borrow checker asks the same question of each access (may this be read,
// written, moved here?), so the walk over MIR is written once, here.
// Source: rustc-dev-guide, "MIR borrow check"; RFC 2094, "Borrow checker phase 2".
#pragma once

#include "mir/ir/body.h"

namespace ochre::borrowck {

using mir::Local;
using mir::Location;
using mir::Place;

/// How much of what is reachable from the place is touched.
enum class AccessDepth : uint8_t {
  Shallow,     ///< the place itself, nothing behind pointers
  ArrayLength, ///< only the length of a slice
  FakeBorrow,  ///< only what a test of a pattern depends on
  Deep,        ///< whatever is reachable through it
  Drop,        ///< what a destructor may reach
};

enum class AccessKind : uint8_t {
  Copy,              ///< read
  Borrow,            ///< read: shared or fake borrow
  MutableBorrow,     ///< write; with `is_reservation`, a two-phase borrow before its activation
  Mutate,            ///< write: assignment
  Move,              ///< write: leaves the place uninitialised
  StorageDeadOrDrop, ///< write: the place ends
  Replace,           ///< write: drop of the old value before an assignment
};
inline bool is_read(AccessKind kind) { return kind <= AccessKind::Borrow; }

/// Whether a write needs the place to be declared mutable.
enum class LocalMutation : uint8_t { Forbidden, Allowed };

/// What must be initialised for the access.
enum class InitCheck : uint8_t {
  None,
  Path,            ///< the place, but not what was moved out of it
  PathAndSubpaths, ///< the place, and whatever was moved out of it
  Assigned,        ///< only what an assignment goes through: `*p` of `*p = v`
};
/// Why it must be: the verb of messages.
enum class InitAction : uint8_t { Borrow, MatchOn, Use, Assignment, PartialAssignment };

struct Access {
  Place place;
  Span span;
  AccessDepth depth = AccessDepth::Deep;
  AccessKind kind = AccessKind::Copy;
  bool touches_place = true; ///< false: only the initialisation check applies
  bool is_reservation = false;
  mir::BorrowKind borrow = mir::BorrowKind::Shared; ///< Borrow, MutableBorrow
  LocalMutation mutation = LocalMutation::Forbidden;
  InitCheck init = InitCheck::None;
  InitAction action = InitAction::Use;
};

/// Calls `each` for the accesses at `at`, in order of evaluation.
void for_each_access(const mir::Body &body, Location at,
                     llvm::function_ref<void(const Access &)> each);

} // namespace ochre::borrowck
