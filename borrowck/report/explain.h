// Why a loan is still in scope where it disturbs.
//
// From the loan's region a path of constraints leads to a region that is live there: of a variable
// that is used or dropped later, or one of the signature, which lives to the end.
// Source: rustc-dev-guide, "MIR borrow check"; RFC 2094, "Error messages: three points".
#pragma once

#include "borrowck/report/report.h"

namespace ochre::borrowck {

struct Explanation {
  enum Kind : uint8_t {
    Unexplained,
    UsedLater,
    UsedLaterInLoop, ///< in a later iteration
    DroppedLater,    ///< the end of `dropped`, whose type has a destructor
    MustBeValidFor,  ///< a region of the signature
  } kind = Unexplained;
  Location use;
  Local dropped;
  Span span;            ///< UsedLater…: the use; MustBeValidFor: the constraint to blame
  std::string use_text; ///< UsedLater: "borrow later used here"…
  bool is_closure_capture = false;
  ConstraintCategory category = ConstraintCategory::Boring; ///< MustBeValidFor
  bool is_from_closure = false;
  RegionVid region;
};

/// `at`: where the loan disturbs.
Explanation explain_loan(const ReportCx &rx, const Loan &loan, Location at);
void add_explanation(const ReportCx &rx, const Explanation &why, const Loan &loan,
                     DiagBuilder &diag);

} // namespace ochre::borrowck
