// The order of borrow checking:
//
//   closures made here → move paths and initialisation → regions → loans in scope → accesses
//
// The reports of one body are made in the order of its blocks; the engine shows them by span.

#include "borrowck/report/check.h"

#include "borrowck/moves/unused_mut.h"
#include "borrowck/report/region_errors.h"
#include "borrowck/report/report.h"

namespace ochre::borrowck {

namespace {

bool check_closures(TyCtxt &tcx, const mir::Body &body) {
  bool ok = true;
  for (const mir::BasicBlockData &data : body.code->blocks)
    for (const mir::Statement &s : data.statements) {
      if (s.kind != mir::StatementKind::Assign || s.rvalue.kind != mir::RvalueKind::Aggregate ||
          !mir::is_closure_like(s.rvalue.aggregate_kind()))
        continue;
      DefId closure = body.tables.tys[s.rvalue.ty].def_id();
      const BorrowckResults *inner =
          tcx.is_local(closure) ? tcx.mir_borrowck(tcx.defs.expect_local(closure)) : nullptr;
      ok &= inner && !inner->tainted_by_errors;
    }
  return ok;
}

void report_all(const ReportCx &rx, const AccessErrors &errors) {
  report_illegal_moves(rx);
  for (const MovedUse &error : errors.moves)
    report_moved_use(rx, error);
  for (const PermissionError &error : errors.permissions)
    report_permission(rx, error);
  for (const LoanConflict &conflict : errors.conflicts)
    report_conflict(rx, conflict);
}

/// What was promoted is a constant; it may not move out of borrowed places either.
void check_promoteds(const ReportCx &rx, ty::TypingEnv env) {
  TyCtxt &tcx = rx.cx.tcx;
  for (const std::shared_ptr<mir::Body> &promoted : rx.cx.body.promoteds) {
    mir::MoveData moves = mir::gather_moves(tcx, env, *promoted);
    if (moves.illegal.empty())
      continue;
    mir::InitResults inits = mir::solve_init(*promoted, moves);
    BodyCx cx(tcx, *promoted, moves, inits);
    report_illegal_moves({cx, rx.loans, rx.regions});
  }
}

} // namespace

const BorrowckResults *check_body(TyCtxt &tcx, LocalDefId def) {
  const mir::Body *body = tcx.mir_promoted(def);
  if (!body)
    return nullptr;
  BorrowckResults results;
  results.tainted_by_errors = !check_closures(tcx, *body);
  unsigned errors_before = tcx.sess.diags.error_count();

  ty::TypingEnv env{tcx.param_env(body->def_id), ty::TypingMode::Analysis};
  mir::MoveData moves = mir::gather_moves(tcx, env, *body);
  mir::InitResults inits = mir::solve_init(*body, moves);
  BodyCx cx(tcx, *body, moves, inits);
  std::unique_ptr<RegionResults> regions = infer_regions(tcx, *body, moves, inits);
  BorrowSet loans = gather_loans(cx, *regions);
  LoanScopes scopes(cx, loans, *regions);
  AccessErrors errors = check_accesses(cx, loans, scopes);
  ReportCx rx{cx, loans, *regions};
  report_all(rx, errors);
  check_promoteds(rx, env);
  report_region_errors(tcx, *regions);
  results.used_mut_upvars.assign(errors.used_mut_upvars.begin(), errors.used_mut_upvars.end());
  results.unused_mut = find_unused_mut(cx, errors.used_mut);
  results.num_external_regions = regions->num_external_regions();
  results.closure_requirements = regions->closure_requirements().vec();
  results.hidden_types = regions->hidden_types();
  results.tainted_by_errors |= tcx.sess.diags.error_count() != errors_before;
  return tcx.own<BorrowckResults>(std::move(results));
}

namespace {

const BorrowckResults *mir_borrowck(TyCtxt &tcx, LocalDefId def) {
  if (tcx.sess.opts.skip_borrowck)
    return tcx.own<BorrowckResults>();
  return check_body(tcx, def);
}

} // namespace

void provide(ty::Providers &providers) { providers.mir_borrowck = mir_borrowck; }

} // namespace ochre::borrowck
