#include "borrowck/report/explain.h"

#include "borrowck/moves/local_uses.h"
#include "borrowck/regions/blame.h"
#include "sema/ty/fold.h"
#include "sema/ty/print.h"

#include <deque>

namespace ochre::borrowck {

using mir::LocalInfo;

namespace {

struct RegionFinder {
  TyCtxt &tcx;
  RegionVid wanted;
  uint32_t depth = 0;
  bool visit_ty(ty::Ty ty) { return ty.has_flags(ty::kHasReInfer) && ty::super_visit(*this, ty); }
  bool visit_region(ty::Region r) { return r.is_var() && r.vid() == wanted; }
  bool visit_const(ty::Const ct) { return ty::super_visit(*this, ct); }
};

struct NextUse {
  Location at;
  Local local;
  bool is_drop = false;
};

/// The first use behind `from` of a variable with `region` in its type, as long as the region
/// holds the points on the way.
std::optional<NextUse> find_use(const ReportCx &rx, RegionVid region, Location from) {
  const mir::Body &typed = rx.regions.body();
  llvm::BitVector relevant(static_cast<unsigned>(typed.code->locals.size()));
  for (Local local : typed.code->locals.ids())
    if (RegionFinder finder{rx.cx.tcx, region}; finder.visit_ty(typed.local_ty(local)))
      relevant.set(local.raw);
  std::deque<Location> todo{from};
  llvm::DenseSet<uint32_t> seen;
  while (!todo.empty()) {
    Location at = todo.front();
    todo.pop_front();
    PointIndex point = rx.regions.points().point(at);
    if (!rx.regions.contains(region, point) || !seen.insert(point.raw).second)
      continue;
    std::optional<NextUse> found;
    bool defined = false;
    for_each_local_use_at(rx.cx.body, at, [&](Local local, LocalUse use) {
      if (!relevant.test(local.raw))
        return;
      if ((use == LocalUse::Use || use == LocalUse::Drop) && (!found || found->is_drop))
        found = NextUse{at, local, use == LocalUse::Drop};
      defined |= use == LocalUse::Define;
    });
    if (found)
      return found;
    if (!defined)
      rx.cx.for_each_successor(at, [&](Location next) { todo.push_back(next); });
  }
  return std::nullopt;
}

/// The first region on a path of constraints from the loan's that keeps it in scope: one of a
/// variable that is live, or one of the signature. What outlives the latter is live everywhere
/// for that reason, whatever uses there are.
RegionVid live_sub_region(const ReportCx &rx, RegionVid region, Location at) {
  PointIndex point = rx.regions.points().point(at);
  std::deque<RegionVid> todo{region};
  llvm::DenseSet<uint32_t> seen{region.raw};
  while (!todo.empty()) {
    RegionVid r = todo.front();
    todo.pop_front();
    bool is_universal = rx.regions.is_universal(r);
    if (is_universal ||
        (rx.regions.is_live_at(r, point) && rx.regions.universal_regions_in(r).empty()))
      return r;
    for (uint32_t row : rx.regions.constraints_of()[r]) {
      RegionVid sub = rx.regions.constraints()[row].sub;
      if (seen.insert(sub.raw).second)
        todo.push_back(sub);
    }
  }
  return region;
}

/// Whether control comes from the use back to the borrow before anywhere else.
bool is_later_iteration(const BodyCx &cx, Location borrow, Location use) {
  // The use lies on a loop with the borrow, and before it in the loop's body.
  if (cx.dominators.dominates(borrow, use) && !(borrow == use))
    return false;
  llvm::SmallVector<BasicBlock, 16> todo{use.block};
  llvm::DenseSet<BasicBlock> seen;
  if (borrow.block == use.block && use.statement <= borrow.statement) {
    // Ahead of the borrow in its own block.
    llvm::SmallVector<BasicBlock, 16> from{borrow.block};
    while (!from.empty()) {
      BasicBlock block = from.pop_back_val();
      for (BasicBlock next : mir::successors(*cx.body.code, cx.body[block].terminator)) {
        if (next == use.block)
          return true;
        if (seen.insert(next).second)
          from.push_back(next);
      }
    }
    return false;
  }
  while (!todo.empty()) {
    BasicBlock block = todo.pop_back_val();
    if (block == borrow.block)
      return true;
    for (BasicBlock next : mir::successors(*cx.body.code, cx.body[block].terminator))
      if (seen.insert(next).second)
        todo.push_back(next);
  }
  return false;
}

std::string use_text(const ReportCx &rx, Location at, Local local, const UseSpans &spans) {
  if (spans.is_closure)
    return "borrow later captured here by closure";
  const BodyCx &cx = rx.cx;
  if (const mir::Terminator *term = cx.terminator(at);
      term && term->kind == mir::TerminatorKind::Call)
    return term->call_source == mir::CallSource::Normal ? "borrow later used by call"
                                                        : "borrow later used here";
  const mir::Statement *s = cx.statement(at);
  if (s && s->kind == mir::StatementKind::FakeRead &&
      static_cast<mir::FakeReadCause>(s->sub) == mir::FakeReadCause::ForLet)
    return "borrow later stored here";
  (void)local;
  return "borrow later used here";
}

/// A temporary that is only handed to a call: the call is the use to show.
NextUse follow_temporary(const BodyCx &cx, NextUse use) {
  const mir::Statement *s = cx.statement(use.at);
  bool to_temp = s && s->kind == mir::StatementKind::Assign && s->place.is_local() &&
                 cx.body.local_kind(s->place.local) == mir::LocalKind::Temp &&
                 cx.body[s->place.local].info != LocalInfo::UserVar;
  if (!to_temp)
    return use;
  Local temp = s->place.local;
  const std::vector<mir::Statement> &statements = cx.body[use.at.block].statements;
  const mir::Terminator &term = cx.body[use.at.block].terminator;
  for (uint32_t i = use.at.statement + 1; i < statements.size(); ++i)
    if (statements[i].kind == mir::StatementKind::StorageDead && statements[i].local() == temp)
      return use;
  if (term.kind != mir::TerminatorKind::Call || term.call_source != mir::CallSource::Normal)
    return use;
  for (const mir::Operand &op : cx.body.code->list(term.operands))
    if (op.is_place() && op.place.is_local() && op.place.local == temp)
      return {{use.at.block, static_cast<uint32_t>(statements.size())}, use.local, false};
  return use;
}

Explanation explain_use(const ReportCx &rx, const Loan &loan, Location at, const NextUse &use) {
  Explanation why;
  why.use = use.at;
  if (use.is_drop) {
    why.kind = Explanation::DroppedLater;
    why.dropped = use.local;
    why.span = rx.cx.span(use.at);
    return why;
  }
  UseSpans spans = move_spans(rx.cx, use.at, {use.local, {}});
  bool in_loop = is_later_iteration(rx.cx, at, use.at);
  why.kind = in_loop ? Explanation::UsedLaterInLoop : Explanation::UsedLater;
  NextUse shown = in_loop ? use : follow_temporary(rx.cx, use);
  why.use_text = use_text(rx, shown.at, use.local, spans);
  why.is_closure_capture = spans.is_closure;
  why.span = spans.is_closure ? spans.args : rx.cx.span(use.at);
  (void)loan;
  return why;
}

/// Hidden types are related to the signature by choice, not by a constraint: what made the loan
/// reach the returned value is to blame.
OutlivesConstraint blame_opaque(const ReportCx &rx, const Loan &loan) {
  OutlivesConstraint out;
  out.category = ConstraintCategory::OpaqueType;
  out.span = rx.cx.span(loan.at);
  std::deque<RegionVid> todo{loan.region};
  llvm::DenseSet<uint32_t> seen{loan.region.raw};
  while (!todo.empty()) {
    RegionVid r = todo.front();
    todo.pop_front();
    for (uint32_t row : rx.regions.constraints_of()[r]) {
      const OutlivesConstraint &constraint = rx.regions.constraints()[row];
      if (constraint.category == ConstraintCategory::Return)
        return constraint;
      if (seen.insert(constraint.sub.raw).second)
        todo.push_back(constraint.sub);
    }
  }
  return out;
}

/// The region of the signature that the loan must outlive.
Explanation explain_universal(const ReportCx &rx, const Loan &loan) {
  Explanation why;
  llvm::SmallVector<RegionVid, 4> universal = rx.regions.universal_regions_in(loan.region);
  if (universal.empty())
    return why;
  // The largest of them that has a name.
  RegionVid target = universal.front();
  for (RegionVid r : universal)
    if (rx.regions.value_outlives(r, target))
      target = r;
  why.kind = Explanation::MustBeValidFor;
  why.region = target;
  Blame blame = best_blame(rx.regions, loan.region, target);
  OutlivesConstraint constraint = blame.path.empty() ? blame_opaque(rx, loan) : blame.constraint;
  why.category = constraint.category;
  why.is_from_closure = constraint.is_from_closure;
  why.span = constraint.span;
  return why;
}

} // namespace

Explanation explain_loan(const ReportCx &rx, const Loan &loan, Location at) {
  RegionVid live = live_sub_region(rx, loan.region, at);
  if (!rx.regions.is_universal(live))
    if (std::optional<NextUse> use = find_use(rx, live, at))
      return explain_use(rx, loan, at, *use);
  return explain_universal(rx, loan);
}

void add_explanation(const ReportCx &rx, const Explanation &why, const Loan &loan,
                     DiagBuilder &diag) {
  Span borrow = borrow_spans(rx.cx, loan.at).args_or_use();
  switch (why.kind) {
  case Explanation::Unexplained: return;
  case Explanation::UsedLater:
    if (!(why.span == borrow))
      diag.label(why.span, why.use_text);
    return;
  case Explanation::UsedLaterInLoop:
    diag.label(why.span, why.span == borrow ? "borrow later used here, in later iteration of loop"
                                            : why.use_text + ", in later iteration of loop");
    return;
  case Explanation::DroppedLater: {
    const mir::LocalDecl &decl = rx.cx.body[why.dropped];
    std::string ty = ty::to_string(rx.cx.tcx, rx.cx.body.local_ty(why.dropped));
    if (decl.name.is_valid()) {
      diag.label(why.span, "borrow might be used here, when `" + rx.cx.tcx.str(decl.name).str() +
                               "` is dropped and runs the destructor for type `" + ty + "`");
    } else {
      diag.label(decl.source.span, "a temporary with access to the borrow is created here ...");
      diag.label(why.span, "... and the borrow might be used here, when that temporary is dropped "
                           "and runs the destructor for type `" +
                               ty + "`");
    }
    return;
  }
  case Explanation::MustBeValidFor: {
    ty::Region name = rx.regions.external_name(why.region);
    std::string text = name ? ty::to_string(rx.cx.tcx, name) : "'_";
    if (why.category == ConstraintCategory::Return)
      diag.label(why.span, "returning this value requires that " +
                               rx.describe_or(loan.borrowed, "value") + " is borrowed for `" +
                               text + "`");
    else if (!why.span.is_dummy())
      diag.label(why.span, "this requires that " + rx.describe_or(loan.borrowed, "value") +
                               " is borrowed for `" + text + "`");
    return;
  }
  }
}

} // namespace ochre::borrowck
