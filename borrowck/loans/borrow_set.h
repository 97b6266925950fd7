// The loans of a body: each `&place` that must be watched.
#pragma once

#include "borrowck/moves/body_cx.h"
#include "borrowck/regions/regions.h"

namespace ochre::borrowck {

struct LoanTag;
using LoanIdx = Id<LoanTag>;

struct Loan {
  Location at; ///< the borrow: the loan begins behind it
  mir::BorrowKind kind = mir::BorrowKind::Shared;
  RegionVid region; ///< how long it lasts
  Place borrowed;
  Place assigned; ///< where the reference goes
  /// Two-phase: `assigned` is a temporary whose only use makes the borrow a mutable one.
  bool is_two_phase = false;
  std::optional<Location> activation; ///< two-phase; none: never used
};

struct BorrowSet {
  IndexVec<LoanIdx, Loan> loans;
  llvm::DenseMap<Local, llvm::SmallVector<LoanIdx, 2>> of_local; ///< by local of `borrowed`
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, llvm::SmallVector<LoanIdx, 1>> activations;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, LoanIdx> by_location;

  llvm::ArrayRef<LoanIdx> activated_at(Location at) const {
    auto it = activations.find({at.block.raw, at.statement});
    return it == activations.end() ? llvm::ArrayRef<LoanIdx>() : llvm::ArrayRef(it->second);
  }
  std::optional<LoanIdx> made_at(Location at) const {
    auto it = by_location.find({at.block.raw, at.statement});
    return it == by_location.end() ? std::nullopt : std::optional(it->second);
  }
};

/// Whether locals of the body end with it: not those of a constant or static.
bool locals_end_with_body(const BodyCx &cx);

BorrowSet gather_loans(const BodyCx &cx, const RegionResults &regions);

/// Whether the loan is a mutable one at `at`, being no two-phase borrow that is still reserved.
bool is_active(const BodyCx &cx, const Loan &loan, Location at);

} // namespace ochre::borrowck
