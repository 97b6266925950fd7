// E0499 to E0506, E0510, E0524: accesses to what is borrowed.

#include "borrowck/report/explain.h"
#include "borrowck/report/report.h"

namespace ochre::borrowck {

using mir::BorrowKind;

namespace {

bool is_fake(BorrowKind kind) {
  return kind == BorrowKind::FakeShallow || kind == BorrowKind::FakeDeep;
}

/// The borrow was made for a guard: nothing that it looked at may change meanwhile.
bool is_guard_borrow(const ReportCx &rx, const Loan &loan) {
  return is_fake(loan.kind) && rx.cx.body[loan.assigned.local].info == mir::LocalInfo::FakeBorrow;
}

/// Where the value must stay as it is: "match guard", "indexing expression".
llvm::StringRef section(const ReportCx &rx, const Loan &loan) {
  for (const mir::BasicBlockData &data : rx.cx.body.code->blocks)
    for (const mir::Statement &s : data.statements)
      if (s.kind == mir::StatementKind::FakeRead && s.place == loan.assigned &&
          static_cast<mir::FakeReadCause>(s.sub) == mir::FakeReadCause::ForIndex)
        return "indexing expression";
  return "match guard";
}

std::string place_text(const ReportCx &rx, Place place) { return rx.describe_or(place, "value"); }

/// The borrowed place where it is another than what is accessed now.
std::string first_borrow_text(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan,
                              llvm::StringRef kind) {
  bool same = loan.borrowed == conflict.access.place;
  std::string what = same ? "" : " of " + place_text(rx, loan.borrowed);
  return (kind + " borrow" + what + " occurs here").str();
}

DiagBuilder conflicting_borrow(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan,
                               const UseSpans &spans, const UseSpans &issued) {
  Session &sess = rx.sess();
  Span span = spans.args_or_use();
  Span first = issued.args_or_use();
  std::string name = place_text(rx, conflict.access.place);
  BorrowKind kind = conflict.access.borrow;
  bool is_mut = mir::is_mutable(kind);
  bool was_mut = mir::is_mutable(loan.kind);
  if (is_mut && is_guard_borrow(rx, loan)) {
    DiagBuilder diag = error(sess, span, diag::MutateInGuard, "mutably borrow",
                             place_text(rx, conflict.access.place), section(rx, loan));
    diag.primary_label("cannot mutably borrow");
    diag.label(first, ("value is immutable in " + section(rx, loan)).str());
    return diag;
  }
  if (kind == BorrowKind::MutClosure && loan.kind == BorrowKind::MutClosure) {
    DiagBuilder diag = error(sess, span, diag::TwoClosuresUnique, name);
    diag.primary_label("second closure is constructed here");
    if (!(span == first))
      diag.label(first, "first closure is constructed here");
    return diag;
  }
  if (kind == BorrowKind::MutClosure) {
    DiagBuilder diag = error(sess, span, diag::ClosureNeedsUnique, name);
    diag.primary_label("closure construction occurs here");
    diag.label(first, "borrow occurs here");
    return diag;
  }
  if (loan.kind == BorrowKind::MutClosure) {
    DiagBuilder diag =
        error(sess, span, diag::ReborrowOfUnique, name, is_mut ? "mutable" : "immutable");
    diag.primary_label("borrow occurs here");
    diag.label(first, "closure construction occurs here");
    return diag;
  }
  if (is_mut && was_mut) {
    DiagBuilder diag = error(sess, span, diag::MutableMoreThanOnce, name);
    if (span == first) {
      diag.primary_label(name + " was mutably borrowed here in the previous iteration of the loop");
    } else {
      diag.primary_label("second mutable borrow occurs here");
      diag.label(first, first_borrow_text(rx, conflict, loan, "first mutable"));
    }
    return diag;
  }
  llvm::StringRef now = is_mut ? "mutable" : "immutable";
  llvm::StringRef before = was_mut ? "mutable" : "immutable";
  DiagBuilder diag = error(sess, span, diag::ConflictingBorrow, name, now, before);
  diag.primary_label((now + " borrow occurs here").str());
  if (!(span == first))
    diag.label(first, first_borrow_text(rx, conflict, loan, before));
  return diag;
}

DiagBuilder assignment(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan,
                       Span first) {
  std::string name = place_text(rx, conflict.access.place);
  Span span = conflict.access.span;
  if (is_guard_borrow(rx, loan)) {
    DiagBuilder diag =
        error(rx.sess(), span, diag::MutateInGuard, "assign", name, section(rx, loan));
    diag.primary_label("cannot assign");
    diag.label(first, ("value is immutable in " + section(rx, loan)).str());
    return diag;
  }
  DiagBuilder diag = error(rx.sess(), span, diag::AssignBorrowed, name);
  diag.primary_label(name + " is assigned to here but it was already borrowed");
  diag.label(first, place_text(rx, loan.borrowed) + " is borrowed here");
  return diag;
}

DiagBuilder move_out(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan,
                     const UseSpans &spans, Span first) {
  std::string name = place_text(rx, conflict.access.place);
  Span span = spans.args_or_use();
  DiagBuilder diag = error(rx.sess(), span, diag::MoveWhileBorrowed, name);
  diag.primary_label("move out of " + name + " occurs here");
  diag.label(first, "borrow of " + place_text(rx, loan.borrowed) + " occurs here");
  return diag;
}

DiagBuilder use_of_borrowed(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan,
                            const UseSpans &spans, Span first) {
  DiagBuilder diag = error(rx.sess(), spans.var_or_use(), diag::UseWhileBorrowed,
                           place_text(rx, conflict.access.place));
  diag.primary_label("use of borrowed " + place_text(rx, loan.borrowed));
  diag.label(first, place_text(rx, loan.borrowed) + " is borrowed here");
  return diag;
}

DiagBuilder make_error(const ReportCx &rx, const LoanConflict &conflict, const Loan &loan) {
  const Access &access = conflict.access;
  UseSpans issued = borrow_spans(rx.cx, loan.at);
  Span first = issued.args_or_use();
  switch (access.kind) {
  case AccessKind::Copy:
    return use_of_borrowed(rx, conflict, loan, move_spans(rx.cx, conflict.at, access.place), first);
  case AccessKind::Borrow:
  case AccessKind::MutableBorrow:
    return conflicting_borrow(rx, conflict, loan, borrow_spans(rx.cx, conflict.at), issued);
  case AccessKind::Move:
    return move_out(rx, conflict, loan, move_spans(rx.cx, conflict.at, access.place), first);
  case AccessKind::Mutate:
  case AccessKind::Replace:
  case AccessKind::StorageDeadOrDrop: break;
  }
  return assignment(rx, conflict, loan, first);
}

} // namespace

void report_conflict(const ReportCx &rx, const LoanConflict &conflict) {
  if (conflict.at_exit || conflict.access.kind == AccessKind::StorageDeadOrDrop)
    return report_ended_while_borrowed(rx, conflict);
  const Loan &loan = rx.loans.loans[conflict.loan];
  DiagBuilder diag = make_error(rx, conflict, loan);
  if (!is_guard_borrow(rx, loan))
    add_explanation(rx, explain_loan(rx, loan, conflict.at), loan, diag);
  diag.emit();
}

} // namespace ochre::borrowck
