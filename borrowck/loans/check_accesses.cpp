#include "borrowck/loans/check_accesses.h"

#include "borrowck/loans/places_conflict.h"

namespace ochre::borrowck {

using mir::BorrowKind;

namespace {

bool is_fake(BorrowKind kind) {
  return kind == BorrowKind::FakeShallow || kind == BorrowKind::FakeDeep;
}

class AccessChecker {
public:
  AccessChecker(const BodyCx &cx, const BorrowSet &set, const LoanScopes &scopes)
      : cx_(cx), set_(set), scopes_(scopes), permissions_(cx), moves_(cx) {}

  AccessErrors run() {
    for (BasicBlock block : mir::reverse_postorder(*cx_.body.code))
      check_block(block);
    errors_.moves = moves_.take_errors();
    errors_.used_mut = std::move(permissions_.used_mut);
    errors_.used_mut.insert(moves_.partially_assigned.begin(), moves_.partially_assigned.end());
    errors_.used_mut_upvars = std::move(permissions_.used_mut_upvars);
    return std::move(errors_);
  }

private:
  void check_block(BasicBlock block);
  void check_activations(Location at, const mir::InitState &state);
  void check_closure(Location at, const mir::InitState &state);
  void check_exit(Location at);
  void access_place(const Access &access, Location at, const mir::InitState &state,
                    std::optional<LoanIdx> activated);
  bool check_loans(const Access &access, Location at, std::optional<LoanIdx> activated);
  bool is_allowed(const Access &access, Location at, const Loan &loan, bool is_reservation) const;

  const BodyCx &cx_;
  const BorrowSet &set_;
  const LoanScopes &scopes_;
  Permissions permissions_;
  MoveChecker moves_;
  AccessErrors errors_;
  /// What was reported already: the same place at the same span stays silent.
  llvm::DenseSet<std::pair<std::pair<uint32_t, uint32_t>, uint64_t>> reported_;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> reported_reservations_;
};

std::pair<uint32_t, uint32_t> place_key(Place place) { return {place.local.raw, place.proj.raw}; }
uint64_t span_key(Span span) { return uint64_t(span.lo) << 32 | span.hi; }

void AccessChecker::check_block(BasicBlock block) {
  mir::InitState state = cx_.inits.entry[block];
  auto size = static_cast<uint32_t>(cx_.body[block].statements.size());
  for (uint32_t i = 0; i <= size; ++i) {
    Location at{block, i};
    check_activations(at, state);
    check_closure(at, state);
    for_each_access(cx_.body, at, [&](const Access &access) {
      if (access.touches_place)
        access_place(access, at, state, std::nullopt);
      moves_.check(access, at, state);
    });
    if (i == size)
      check_exit(at);
    mir::apply_init_effect(cx_.moves, at, state);
  }
}

void AccessChecker::check_activations(Location at, const mir::InitState &state) {
  for (LoanIdx id : set_.activated_at(at)) {
    const Loan &loan = set_.loans[id];
    Access access{loan.borrowed, cx_.span(at), AccessDepth::Deep, AccessKind::MutableBorrow};
    access.borrow = loan.kind;
    if (!reported_reservations_.contains(place_key(loan.borrowed)))
      access_place(access, at, state, id);
  }
}

/// What a closure changes of its captures needs the `mut` of the captured variables.
void AccessChecker::check_closure(Location at, const mir::InitState &state) {
  const mir::Statement *s = cx_.statement(at);
  if (!s || s->kind != mir::StatementKind::Assign || s->rvalue.kind != mir::RvalueKind::Aggregate ||
      !mir::is_closure_like(s->rvalue.aggregate_kind()))
    return;
  ty::Ty ty = cx_.body.tables.tys[s->rvalue.ty];
  if (!cx_.tcx.is_local(ty.def_id()))
    return;
  LocalDefId root = cx_.tcx.defs.expect_local(ty.def_id());
  const BorrowckResults *inner = cx_.tcx.mir_borrowck(root);
  if (!inner)
    return;
  llvm::ArrayRef<mir::Operand> operands = cx_.body.code->list(s->rvalue.operands);
  for (uint32_t field : inner->used_mut_upvars)
    if (field < operands.size())
      permissions_.propagate_closure_upvar(operands[field], at, state);
}

/// Where the body is left its locals end: a loan of one must have ended before.
void AccessChecker::check_exit(Location at) {
  const mir::Terminator &term = cx_.body[at.block].terminator;
  bool is_exit = term.kind == mir::TerminatorKind::Return ||
                 term.kind == mir::TerminatorKind::UnwindResume ||
                 term.kind == mir::TerminatorKind::CoroutineDrop;
  if (!is_exit)
    return;
  bool all_end = locals_end_with_body(cx_);
  scopes_.for_each_at(at, [&](LoanIdx id) {
    const Loan &loan = set_.loans[id];
    PlaceRef borrowed = cx_.ref(loan.borrowed);
    bool is_thread_local = cx_.thread_local_refs.test(borrowed.local.raw);
    if (!is_thread_local && !all_end)
      return;
    PlaceRef root = borrowed.prefix(is_thread_local ? 1 : 0);
    AccessDepth depth = is_thread_local ? AccessDepth::Deep : AccessDepth::Shallow;
    if (!places_conflict(cx_, borrowed, loan.kind, root, depth))
      return;
    Access access{{borrowed.local, {}}, cx_.span(at), depth, AccessKind::StorageDeadOrDrop};
    access.span = access.span.shrink_to_hi();
    errors_.conflicts.push_back({access, at, id, true});
  });
}

void AccessChecker::access_place(const Access &access, Location at, const mir::InitState &state,
                                 std::optional<LoanIdx> activated) {
  auto key = std::pair(place_key(access.place), span_key(access.span));
  if (reported_.contains(key))
    return;
  bool failed = false;
  if (!activated) {
    if (std::optional<PermissionError> error = permissions_.check(access, at, state)) {
      errors_.permissions.push_back(*error);
      failed = true;
    }
  }
  failed |= check_loans(access, at, activated);
  if (failed)
    reported_.insert(key);
}

bool AccessChecker::is_allowed(const Access &access, Location at, const Loan &loan,
                               bool is_reservation) const {
  bool is_shared = loan.kind == BorrowKind::Shared || is_fake(loan.kind);
  if (is_read(access.kind)) {
    if (is_shared)
      return true;
    if (access.kind == AccessKind::Borrow && access.borrow == BorrowKind::FakeShallow)
      return true;
    return !is_active(cx_, loan, at); // a mere reservation may be read past
  }
  if (is_reservation && is_shared)
    return true;
  // Whether the place matched on is still there is for the initialisation checks.
  return access.kind == AccessKind::Move && loan.kind == BorrowKind::FakeShallow;
}

/// The first loan that forbids the access is recorded.
bool AccessChecker::check_loans(const Access &access, Location at,
                                std::optional<LoanIdx> activated) {
  bool is_reservation = false;
  if (access.is_reservation) {
    std::optional<LoanIdx> made = set_.made_at(at);
    is_reservation = made && set_.loans[*made].is_two_phase;
  }
  std::optional<LoanIdx> found;
  PlaceRef place = cx_.ref(access.place);
  scopes_.for_each_at(at, [&](LoanIdx id) {
    const Loan &loan = set_.loans[id];
    if (found || !(loan.borrowed.local == place.local) || activated == id ||
        is_allowed(access, at, loan, is_reservation))
      return;
    if (places_conflict(cx_, cx_.ref(loan.borrowed), loan.kind, place, access.depth))
      found = id;
  });
  if (!found)
    return false;
  if (is_reservation)
    reported_reservations_.insert(place_key(access.place));
  errors_.conflicts.push_back({access, at, *found});
  return true;
}

} // namespace

AccessErrors check_accesses(const BodyCx &cx, const BorrowSet &set, const LoanScopes &scopes) {
  return AccessChecker(cx, set, scopes).run();
}

} // namespace ochre::borrowck
