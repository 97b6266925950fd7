// Where each loan is in scope: from the borrow on, along all ways on which its region holds the
// point, up to an assignment that makes the borrowed place another one.
//
//   loop { let n = &mut (*p).next; p = n; }   // `p = n` ends the loan of the old `(*p).next`
//
// Source: RFC 2094, "Borrow checker phase 1".
#pragma once

#include "borrowck/loans/borrow_set.h"

namespace ochre::borrowck {

class LoanScopes {
public:
  LoanScopes(const BodyCx &cx, const BorrowSet &set, const RegionResults &regions);

  /// Calls `each` for the loans that are in scope when control reaches `at`, oldest first.
  void for_each_at(Location at, llvm::function_ref<void(LoanIdx)> each) const;

private:
  /// The loan is in scope before each of the statements [begin, end).
  struct Range {
    LoanIdx loan;
    uint32_t begin;
    uint32_t end;
  };
  void walk(const BodyCx &cx, const Loan &loan, LoanIdx id, const RegionResults &regions);
  uint32_t walk_block(const BodyCx &cx, const Loan &loan, BasicBlock block, uint32_t begin,
                      const RegionResults &regions, bool &reaches_end) const;

  IndexVec<BasicBlock, std::vector<Range>> ranges_;
  IndexVec<BasicBlock, uint32_t> last_visitor_;
};

/// Whether what happens at `at` gives the borrowed place another meaning, so that the loan ends.
bool kills_loan(const BodyCx &cx, const Loan &loan, Location at);

} // namespace ochre::borrowck
