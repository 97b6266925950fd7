// Every access of a body against what is initialised, what is mutable, and what is borrowed.
//
// Finds violations only; borrowck/report explains them.
// Source: RFC 2094, "Borrow checker phase 2: reporting errors".
#pragma once

#include "borrowck/loans/loan_scopes.h"
#include "borrowck/moves/check_moves.h"
#include "borrowck/moves/permissions.h"

namespace ochre::borrowck {

/// An access that a loan in scope forbids.
struct LoanConflict {
  Access access;
  Location at;
  LoanIdx loan;
  bool at_exit = false; ///< the loan outlives the body's locals
};

struct AccessErrors {
  std::vector<MovedUse> moves;
  std::vector<PermissionError> permissions;
  std::vector<LoanConflict> conflicts;
  llvm::SetVector<Local> used_mut;
  llvm::SetVector<uint32_t> used_mut_upvars;
};

AccessErrors check_accesses(const BodyCx &cx, const BorrowSet &set, const LoanScopes &scopes);

} // namespace ochre::borrowck
