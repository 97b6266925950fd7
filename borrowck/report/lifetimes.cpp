// E0597, E0716, E0515, E0712, E0713, E0373: what is borrowed ends before the loan does.

#include "borrowck/report/explain.h"
#include "borrowck/report/report.h"

#include "sema/ty/print.h"

namespace ochre::borrowck {

using mir::LocalInfo;
using mir::LocalKind;

namespace {

/// The type with a destructor that the borrowed place lies in, if what ends is a part around it.
std::optional<ty::Ty> destructor_around(const ReportCx &rx, const Loan &loan,
                                        const LoanConflict &conflict) {
  PlaceRef borrowed = rx.cx.ref(loan.borrowed);
  PlaceRef ended = rx.cx.ref(conflict.access.place);
  if (borrowed.is_prefix_of(ended))
    return std::nullopt;
  std::optional<ty::Ty> found;
  for (size_t i = 0; i < borrowed.elems.size(); ++i) {
    ty::Ty base = rx.cx.type_of(borrowed.prefix(i));
    bool is_box = base.is_adt() && rx.cx.tcx.adt_def(base.def_id())->is_box;
    if (borrowed.elems[i].kind == ProjectionKind::Field && base.is_adt() && !is_box && !found &&
        rx.cx.tcx.adt_destructor(base.def_id()).is_valid())
      found = base;
  }
  return found;
}

struct Ended {
  const ReportCx &rx;
  const LoanConflict &conflict;
  const Loan &loan;
  UseSpans spans;
  Explanation why;
  std::string name; ///< empty: a temporary

  Span drop_span() const { return conflict.access.span; }
  const mir::LocalDecl &decl() const { return rx.cx.body[loan.borrowed.local]; }

  void thread_local_value() const;
  void in_destructor(ty::Ty dropped) const;
  bool returned() const;
  bool escaping_closure() const;
  void named() const;
  void temporary() const;
  bool must_be_valid(ConstraintCategory category) const {
    return why.kind == Explanation::MustBeValidFor && why.category == category;
  }
};

void Ended::thread_local_value() const {
  Span span = spans.var_or_use();
  DiagBuilder diag = error(rx.sess(), span, diag::ThreadLocalEnds);
  diag.primary_label("thread-local variables cannot be borrowed beyond the end of the function");
  diag.label(drop_span(), "end of enclosing function is here");
  diag.emit();
}

void Ended::in_destructor(ty::Ty dropped) const {
  DiagBuilder diag = error(rx.sess(), spans.var_or_use(), diag::BorrowInDestructor);
  std::string ty = ty::to_string(rx.cx.tcx, dropped);
  std::string what = rx.describe_or({conflict.access.place.local, {}}, "value");
  diag.label(drop_span(), "here, drop of " + what + " needs exclusive access to " +
                              rx.describe_or(loan.borrowed, "the borrowed content") +
                              ", because the type `" + ty + "` implements the `Drop` trait");
  add_explanation(rx, why, loan, diag);
  diag.emit();
}

/// `fn f() -> &T { &local }`
bool Ended::returned() const {
  bool is_yield = must_be_valid(ConstraintCategory::Yield);
  if ((!must_be_valid(ConstraintCategory::Return) && !is_yield) || why.is_from_closure)
    return false;
  bool is_same = why.span == rx.cx.span(loan.at);
  LocalKind kind = rx.cx.body.local_kind(loan.borrowed.local);
  bool is_var = decl().info == LocalInfo::UserVar;
  std::string what;
  std::string note;
  if (!name.empty()) {
    std::string sort = "local data ";
    if (loan.borrowed.is_local()) {
      bool is_env =
          kind == LocalKind::Arg && loan.borrowed.local.raw == 1 && !rx.cx.body.upvars.empty();
      sort = is_env                   ? "variable captured by `move` "
             : kind == LocalKind::Arg ? "function parameter "
                                      : "local variable ";
    }
    what = sort + "`" + name + "`";
    note = "`" + name + "` is borrowed here";
  } else if (kind == LocalKind::Arg) {
    what = "function parameter";
    note = "function parameter borrowed here";
  } else if (is_var) {
    what = "local binding";
    note = "local binding introduced here";
  } else {
    what = "temporary value";
    note = "temporary value created here";
  }
  DiagBuilder diag =
      error(rx.sess(), why.span, diag::ReturnsReference, is_yield ? "yield" : "return",
            is_same ? "reference to" : "value referencing", what);
  diag.primary_label(is_same ? "returns a reference to data owned by the current function"
                             : "returns a value referencing data owned by the current function");
  Span borrowed = name.empty() ? decl().source.span : spans.var_or_use();
  if (!(borrowed == why.span))
    diag.label(borrowed, note);
  diag.emit();
  return true;
}

/// A closure that borrows what it should own.
bool Ended::escaping_closure() const {
  if (!spans.is_closure || name.empty())
    return false;
  bool later_capture = why.kind == Explanation::UsedLater && why.is_closure_capture;
  bool escapes = must_be_valid(ConstraintCategory::Return) ||
                 must_be_valid(ConstraintCategory::CallArgument) ||
                 must_be_valid(ConstraintCategory::OpaqueType);
  if (!later_capture && !escapes)
    return false;
  std::string quoted = "`" + name + "`";
  std::string what = spans.is_async ? "async block" : "closure";
  DiagBuilder diag = error(rx.sess(), spans.args, diag::ClosureOutlives, what,
                           later_capture ? "block" : "function", quoted);
  diag.primary_label("may outlive borrowed value " + quoted);
  if (!spans.var.is_dummy())
    diag.label(spans.var, quoted + " is borrowed here");
  if (must_be_valid(ConstraintCategory::Return) || must_be_valid(ConstraintCategory::OpaqueType))
    diag.note_at(why.span, what + " is returned here");
  diag.suggest(spans.args.shrink_to_lo(), "move ",
               "to force the " + what + " to take ownership of " + quoted +
                   " (and any other referenced variables), use the `move` keyword");
  diag.emit();
  return true;
}

void Ended::named() const {
  Span span = spans.var_or_use();
  std::string quoted = "`" + name + "`";
  DiagBuilder diag = error(rx.sess(), span, diag::NotLongEnough, quoted);
  diag.primary_label("borrowed value does not live long enough");
  diag.label(drop_span(), quoted + " dropped here while still borrowed");
  if (decl().info == LocalInfo::UserVar && !decl().source.span.is_dummy())
    diag.label(decl().source.span, "binding " + quoted + " declared here");
  if (spans.is_closure)
    diag.label(spans.args, "value captured here");
  add_explanation(rx, why, loan, diag);
  diag.emit();
}

void Ended::temporary() const {
  Span span = decl().source.span;
  DiagBuilder diag = error(rx.sess(), span, diag::TemporaryDropped);
  diag.primary_label("creates a temporary value which is freed while still in use");
  diag.label(drop_span(), "temporary value is freed at the end of this statement");
  add_explanation(rx, why, loan, diag);
  diag.note("consider using a `let` binding to create a longer lived value");
  diag.emit();
}

} // namespace

void report_ended_while_borrowed(const ReportCx &rx, const LoanConflict &conflict) {
  const Loan &loan = rx.loans.loans[conflict.loan];
  Ended ended{rx,
              conflict,
              loan,
              borrow_spans(rx.cx, loan.at),
              explain_loan(rx, loan, conflict.at),
              rx.describe(loan.borrowed)};
  if (rx.cx.thread_local_refs.test(loan.borrowed.local.raw))
    return ended.thread_local_value();
  if (std::optional<ty::Ty> dropped = destructor_around(rx, loan, conflict))
    return ended.in_destructor(*dropped);
  if (ended.escaping_closure() || ended.returned())
    return;
  if (ended.name.empty())
    return ended.temporary();
  ended.named();
}

} // namespace ochre::borrowck
