// Explaining what the checks found. One file per family of errors.
#pragma once

#include "borrowck/loans/check_accesses.h"
#include "borrowck/report/diags.h"

namespace ochre::borrowck {

struct ReportCx {
  const BodyCx &cx;
  const BorrowSet &loans;
  const RegionResults &regions;

  Session &sess() const { return cx.tcx.sess; }
  std::string describe(Place place) const {
    return borrowck::describe(cx.tcx, cx.body, cx.ref(place));
  }
  /// In backticks, or `fallback`.
  std::string describe_or(Place place, llvm::StringRef fallback) const {
    return borrowck::describe_or(cx.tcx, cx.body, cx.ref(place), fallback);
  }
};

void report_moved_use(const ReportCx &rx, const MovedUse &error);         // moved_uses.cpp
void report_illegal_moves(const ReportCx &rx);                            // illegal_moves.cpp
void report_permission(const ReportCx &rx, const PermissionError &error); // permissions.cpp
void report_conflict(const ReportCx &rx, const LoanConflict &conflict);   // conflicts.cpp
void report_ended_while_borrowed(const ReportCx &rx, const LoanConflict &conflict); // lifetimes.cpp

// --- Where a use is shown (use_spans.cpp)

/// A borrow or move for a closure is shown at the closure's head, and inside it.
struct UseSpans {
  bool is_closure = false;
  bool is_async = false; ///< closure: an async block
  Span use;              ///< no closure: the expression
  Span args;             ///< closure: `|a, b|`
  Span var;              ///< closure: the use of the captured variable in it
  Span args_or_use() const { return is_closure ? args : use; }
  Span var_or_use() const { return is_closure && !var.is_dummy() ? var : args_or_use(); }
};
/// The statement at `at` borrows something; perhaps for a closure that is made next.
UseSpans borrow_spans(const BodyCx &cx, Location at);
/// The statement at `at` moves or uses `place`; perhaps into a closure.
UseSpans move_spans(const BodyCx &cx, Location at, Place place);

} // namespace ochre::borrowck
