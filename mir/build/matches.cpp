// `match`, `if let`, `let`: the decision tree joined with bindings, guards and arms.

#include "mir/build/match_tree.h"

namespace ochre::mir::build {

Local Builder::var_local(hir::PatId var, bool for_guard) {
  const VarLocals &locals = vars[var];
  return for_guard ? locals.for_guard : locals.for_body;
}

namespace {

Local declare_var(Builder &b, hir::PatId var, Span span) {
  const hir::Pat &pat = b.nodes.pats[var];
  auto known = b.results.local_tys.find(var);
  ty::Ty ty = known == b.results.local_tys.end() ? b.results.pat_ty(var) : known->second;
  LocalDecl decl;
  decl.ty = b.ty_idx(ty ? ty : b.tcx.common.error);
  BindingMode mode = b.results.binding_mode(var);
  decl.mutbl = mode.mutbl == hir::Mutability::Mut ? ty::Mutability::Mut : ty::Mutability::Not;
  decl.info = LocalInfo::UserVar;
  decl.by_ref = mode.by_ref;
  decl.binding = var;
  decl.name = pat.ident.name;
  decl.pat_span = span;
  decl.source = b.source(pat.ident.span);
  Local local = b.code.locals.push(decl);
  VarDebugInfo debug;
  debug.name = pat.ident.name;
  debug.source = b.source(pat.ident.span);
  debug.place = {local, {}};
  b.code.var_debug_info.push_back(debug);
  return local;
}

/// Every variable of the pattern, each once.
void for_each_binding(Builder &b, hir::PatId id, llvm::function_ref<void(hir::PatId)> each) {
  const hir::Pat &pat = b.nodes.pats[id];
  switch (pat.kind) {
  case hir::PatKind::Binding:
    each(pat.binding);
    if (pat.sub.is_valid())
      for_each_binding(b, pat.sub, each);
    return;
  case hir::PatKind::Struct:
    for (hir::FieldPatId f : b.nodes.list(pat.fields))
      for_each_binding(b, b.nodes.field_pats[f].pat, each);
    return;
  case hir::PatKind::TupleStruct:
  case hir::PatKind::Tuple:
  case hir::PatKind::Or:
  case hir::PatKind::Slice:
    for (hir::PatId p : b.nodes.list(pat.elems))
      for_each_binding(b, p, each);
    if (pat.slice_rest.is_valid())
      for_each_binding(b, pat.slice_rest, each);
    return;
  case hir::PatKind::Ref: return for_each_binding(b, pat.sub, each);
  case hir::PatKind::Err:
  case hir::PatKind::Wild:
  case hir::PatKind::Path:
  case hir::PatKind::Lit:
  case hir::PatKind::ConstBlock:
  case hir::PatKind::Range:
  case hir::PatKind::Never: return;
  }
}

} // namespace

void Builder::declare_bindings(PatCursor pat, Span visibility, bool for_guard, Span scrutinee) {
  for_each_binding(*this, pat.pat, [&](hir::PatId var) {
    if (vars.count(var))
      return;
    VarLocals locals;
    locals.for_body = declare_var(*this, var, nodes.pats[pat.pat].span);
    code.locals[locals.for_body].opt_match_place_span = scrutinee;
    if (for_guard) {
      ty::Ty ty = body->local_ty(locals.for_body);
      ty::Ty ref = tcx.mk_ref(tcx.common.re_erased, ty, ty::Mutability::Not);
      locals.for_guard = new_temp(ref, visibility, LocalInfo::RefForGuard);
      code.locals[locals.for_guard].name = nodes.pats[var].ident.name;
    }
    vars[var] = locals;
  });
}

void Builder::storage_live_bindings(BasicBlock block, hir::PatId pat) {
  for_each_binding(*this, pat, [&](hir::PatId var) {
    storage_live_binding(block, var, nodes.pats[pat].span, true);
  });
}

void Builder::storage_live_binding(BasicBlock block, hir::PatId var, Span span, bool schedule) {
  Local local = var_local(var, false);
  Statement live;
  live.kind = StatementKind::StorageLive;
  live.a = local.raw;
  live.source = source(span);
  push(block, live);
  if (schedule) {
    ScopeKey key = var_scope.is_valid() ? var_scope : innermost_scope();
    schedule_drop_storage_and_value(key, local);
  }
}

namespace {

Rvalue binding_rvalue(Builder &b, const CandidateBinding &binding) {
  Place place = b.to_place(binding.place);
  Rvalue value;
  if (binding.mode.by_ref == hir::ByRef::No) {
    value.kind = RvalueKind::Use;
    value.a = b.consume(place, b.place_ty(place));
    return value;
  }
  value.kind = RvalueKind::Ref;
  value.region = b.erased_region();
  value.place = place;
  value.op = static_cast<uint8_t>(binding.mode.by_ref == hir::ByRef::RefMut ? BorrowKind::Mut
                                                                            : BorrowKind::Shared);
  return value;
}

void ascribe_types(Builder &b, BasicBlock block, const Candidate &c) {
  // A place that is only looked at need not be captured.
  for (const CandidateType &type : c.types)
    if (std::optional<Place> place = b.try_to_place(type.place))
      b.ascribe(block, *place, type.row, type.variance);
}

/// `let (x, ref y): (A, B) = e`: the variables have the types that are written. What is left out in
/// them need not be the same as for the place, parts of which no variable may name.
void ascribe_bindings(Builder &b, BasicBlock block, const Candidate &c, const WrittenType &type) {
  if (!type.row.is_valid())
    return;
  for (const CandidateBinding &binding : c.bindings) {
    PlaceBuilder var = PlaceBuilder::of(b.var_local(binding.var, false));
    if (binding.mode.by_ref != hir::ByRef::No)
      var = var.deref();
    auto inside = llvm::ArrayRef(binding.place.elems).drop_front(type.depth);
    b.ascribe(block, b.to_place(var), type.row, ty::Variance::Invariant, inside);
  }
}

void bind_for_body(Builder &b, BasicBlock block, const Candidate &c, bool schedule) {
  ascribe_types(b, block, c);
  for (const CandidateBinding &binding : c.bindings) {
    b.storage_live_binding(block, binding.var, binding.span, schedule);
    b.assign(block, b.source(binding.span), {b.var_local(binding.var, false), {}},
             binding_rvalue(b, binding));
  }
}

/// In a guard a by-value variable is seen through a shared reference to the matched place.
void bind_for_guard(Builder &b, BasicBlock block, const Candidate &c) {
  ascribe_types(b, block, c);
  for (const CandidateBinding &binding : c.bindings) {
    Local ref = b.var_local(binding.var, true);
    Rvalue borrow;
    borrow.kind = RvalueKind::Ref;
    borrow.region = b.erased_region();
    borrow.op = static_cast<uint8_t>(BorrowKind::Shared);
    if (binding.mode.by_ref == hir::ByRef::No) {
      borrow.place = b.to_place(binding.place);
    } else {
      Local body = b.var_local(binding.var, false);
      b.storage_live_binding(block, binding.var, binding.span, false);
      b.assign(block, b.source(binding.span), {body, {}}, binding_rvalue(b, binding));
      borrow.place = {body, {}};
    }
    b.assign(block, b.source(binding.span), {ref, {}}, borrow);
  }
}

void false_edge(Builder &b, BasicBlock from, BasicBlock to, BasicBlock imaginary, Span span) {
  Terminator term;
  term.kind = imaginary.is_valid() ? TerminatorKind::FalseEdge : TerminatorKind::Goto;
  term.target = to;
  term.other = imaginary;
  b.terminate(from, b.source(span), term);
}

/// What the arms of one match share.
struct MatchCx {
  Place dest;
  Span scrutinee;
  std::vector<FakeBorrow> fake_borrows;
  std::vector<Candidate> leaves; ///< in the order of the arms
  BasicBlock join;

  /// For borrow checking the tests are made in the order of the arms: from where one pattern has
  /// matched control may go on to the next, whatever was really tested.
  BasicBlock imaginary(const Candidate &leaf) const {
    size_t next = static_cast<size_t>(&leaf - leaves.data()) + 1;
    return next < leaves.size() ? leaves[next].pre_binding : leaf.otherwise;
  }
};

/// Bindings and guard of one leaf; gives the block where the arm's body may start.
BasicBlock bind_and_guard(Builder &b, const MatchCx &match, const Candidate &leaf,
                          const hir::Arm &arm, bool schedule) {
  // The tree left `pre_binding` open.
  BasicBlock block = b.new_block();
  false_edge(b, leaf.pre_binding, block, match.imaginary(leaf), arm.span);
  if (!leaf.has_guard) {
    bind_for_body(b, block, leaf, schedule);
    return block;
  }
  bind_for_guard(b, block, leaf);
  begin_fake_borrows(b, block, match.fake_borrows, match.scrutinee);
  BasicBlock passed;
  Span span = b.nodes.exprs[arm.guard].span;
  BasicBlock failed = b.in_if_then_scope(
      b.innermost_scope(), span,
      [&] {
        BasicBlock at = block;
        ScopeKey key = b.push_scope(span, true);
        bool outer = b.in_guard;
        b.in_guard = true;
        b.then_else_break(at, arm.guard, false);
        b.in_guard = outer;
        b.pop_scope(key, at);
        return at;
      },
      passed);
  false_edge(b, failed, leaf.otherwise, match.imaginary(leaf), span);
  end_fake_borrows(b, passed, match.fake_borrows, span);
  for (const CandidateBinding &binding : leaf.bindings)
    if (binding.mode.by_ref == hir::ByRef::No)
      b.fake_read(passed, b.source(span.shrink_to_hi()), FakeReadCause::ForGuardBinding,
                  {b.var_local(binding.var, true), {}});
  for (const CandidateBinding &binding : leaf.bindings) {
    Local local = b.var_local(binding.var, false);
    if (binding.mode.by_ref == hir::ByRef::No) {
      b.storage_live_binding(passed, binding.var, binding.span, schedule);
      b.assign(passed, b.source(binding.span), {local, {}}, binding_rvalue(b, binding));
    } else if (schedule) {
      b.schedule_drop_storage_and_value(b.innermost_scope(), local);
    }
  }
  return passed;
}

void arm_into(Builder &b, const MatchCx &match, const hir::Arm &arm,
              llvm::ArrayRef<const Candidate *> leaves) {
  if (leaves.empty())
    return; // can never match
  Span span = arm.span;
  ScopeKey key = b.push_scope(span, true);
  ScopeKey outer_vars = b.var_scope;
  b.var_scope = key;
  SourceScope outer = b.source_scope;
  b.source_scope = b.code.scopes.push({span, outer, {}, {}, {}});
  b.declare_bindings({arm.pat, 0}, span, arm.guard.is_valid(), match.scrutinee);
  BasicBlock block;
  if (leaves.size() == 1) {
    block = bind_and_guard(b, match, *leaves[0], arm, true);
  } else {
    block = b.new_block();
    for (const Candidate *leaf : leaves)
      b.go_to(bind_and_guard(b, match, *leaf, arm, leaf == leaves.back()), block, b.source(span));
  }
  b.var_scope = outer_vars;
  b.into(match.dest, block, b.mirror(arm.body));
  b.pop_scope(key, block);
  b.source_scope = outer;
  b.go_to(block, match.join, b.source(span));
}

} // namespace

void Builder::match_expr(Place dest, BasicBlock &block, ExprCursor e) {
  const hir::Expr &expr = nodes.exprs[e.expr];
  Span span = expr.span;
  ExprCursor scrutinee = mirror(expr.lhs());
  PlaceBuilder place = as_place(block, scrutinee);
  if (std::optional<Place> read = try_to_place(place))
    fake_read(block, source(span_of(scrutinee)), FakeReadCause::ForMatchedPlace, *read);
  llvm::ArrayRef<hir::ArmId> arms = nodes.list(expr.arms());
  std::vector<Candidate> candidates;
  for (uint32_t i = 0; i < arms.size(); ++i) {
    Candidate c;
    c.arm = i;
    c.has_guard = nodes.arms[arms[i]].guard.is_valid();
    c.pairs.push_back({place, {nodes.arms[arms[i]].pat, 0}, {}});
    candidates.push_back(std::move(c));
  }
  MatchCx match{dest, span_of(scrutinee), {}, {}, {}};
  match.fake_borrows = collect_fake_borrows(*this, candidates, match.scrutinee);
  BasicBlock none = lower_candidates(*this, std::move(candidates), block, span, match.leaves);
  terminate(none, source(span), Terminator());
  match.join = new_block();
  size_t at = 0;
  for (uint32_t i = 0; i < arms.size() && !failed; ++i) {
    llvm::SmallVector<const Candidate *, 4> own;
    while (at < match.leaves.size() && match.leaves[at].arm == i)
      own.push_back(&match.leaves[at++]);
    arm_into(*this, match, nodes.arms[arms[i]], own);
  }
  block = match.join;
}

void Builder::irrefutable_pat(BasicBlock &block, PatCursor pat, const PlaceBuilder &init, Span span,
                              FakeReadCause cause, WrittenType type) {
  if (std::optional<Place> read = try_to_place(init))
    fake_read(block, source(span), cause, *read);
  std::vector<Candidate> leaves;
  Candidate c;
  c.pairs.push_back({init, pat, {}});
  BasicBlock none = lower_candidates(*this, {c}, block, span, leaves);
  if (leaves.empty()) {
    terminate(none, source(span), Terminator());
    block = new_block();
    return;
  }
  terminate(none, source(span), Terminator());
  BasicBlock next = new_block();
  for (const Candidate &leaf : leaves) {
    bind_for_body(*this, leaf.pre_binding, leaf, &leaf == &leaves.back());
    ascribe_bindings(*this, leaf.pre_binding, leaf, type);
    go_to(leaf.pre_binding, next, source(span));
  }
  block = next;
}

void Builder::irrefutable_expr(BasicBlock &block, hir::PatId pat_id, ExprCursor init,
                               hir::TyId written) {
  const hir::Pat &pat = nodes.pats[pat_id];
  // `let x = e`: straight into the variable.
  if (pat.kind == hir::PatKind::Binding && pat.by_ref == hir::ByRef::No && !pat.sub.is_valid() &&
      results.pat_derefs(pat_id).empty()) {
    Local local = var_local(pat.binding, false);
    Statement live;
    live.kind = StatementKind::StorageLive;
    live.a = local.raw;
    live.source = source(pat.span);
    push(block, live);
    schedule_drop(var_scope, local, DropKind::Storage);
    into({local, {}}, block, init);
    schedule_drop(var_scope, local, DropKind::Value);
    fake_read(block, source(pat.span), FakeReadCause::ForLet, {local, {}});
    declare_type(local, written);
    ascribe(block, {local, {}}, written_type(written, body->local_ty(local)),
            ty::Variance::Invariant);
    return;
  }
  bool is_wild = pat.kind == hir::PatKind::Wild;
  PlaceBuilder place = as_place(block, init);
  WrittenType type{written_type(written, ty_of(init)), place.elems.size()};
  if (std::optional<Place> annotated = try_to_place(place))
    ascribe(block, *annotated, written_type(written, ty_of(init)), ty::Variance::Covariant);
  if (is_wild) {
    if (std::optional<Place> mentioned = try_to_place(place)) {
      Statement s;
      s.kind = StatementKind::PlaceMention;
      s.place = *mentioned;
      s.source = source(pat.span);
      push(block, s);
    }
    return;
  }
  irrefutable_pat(block, {pat_id, 0}, place, pat.span, FakeReadCause::ForLet, type);
}

void Builder::let_condition(BasicBlock &block, hir::PatId pat, ExprCursor init, Span span,
                            hir::TyId written) {
  PlaceBuilder place = as_place(block, init);
  WrittenType type{written_type(written, ty_of(init)), place.elems.size()};
  if (std::optional<Place> read = try_to_place(place)) {
    ascribe(block, *read, written_type(written, ty_of(init)), ty::Variance::Covariant);
    fake_read(block, source(span), FakeReadCause::ForMatchedPlace, *read);
  }
  std::vector<Candidate> leaves;
  Candidate c;
  c.pairs.push_back({place, {pat, 0}, {}});
  BasicBlock none = lower_candidates(*this, {c}, block, span, leaves);
  exit_if_then(none, source(span));
  if (leaves.empty()) {
    block = new_block();
    terminate(block, source(span), Terminator());
    block = new_block();
    return;
  }
  BasicBlock next = new_block();
  for (const Candidate &leaf : leaves) {
    BasicBlock bound = new_block();
    false_edge(*this, leaf.pre_binding, bound, leaf.otherwise, span);
    bind_for_body(*this, bound, leaf, &leaf == &leaves.back());
    ascribe_bindings(*this, bound, leaf, type);
    go_to(bound, next, source(span));
  }
  block = next;
}

void Builder::then_else_break(BasicBlock &block, hir::ExprId cond, bool binds) {
  if (failed)
    return;
  const hir::Expr &expr = nodes.exprs[cond];
  Span span = expr.span;
  bool adjusted_cond = !results.expr_adjustments(cond).empty();
  if (!adjusted_cond && expr.kind == hir::ExprKind::Binary && expr.bin_op() == hir::BinOp::And) {
    then_else_break(block, expr.lhs(), binds);
    return then_else_break(block, expr.rhs(), binds);
  }
  if (!adjusted_cond && expr.kind == hir::ExprKind::DropTemps) {
    hir::ExprKind inner = nodes.exprs[expr.lhs()].kind;
    if (inner == hir::ExprKind::Binary || inner == hir::ExprKind::Unary)
      return then_else_break(block, expr.lhs(), binds);
  }
  bool is_or = expr.kind == hir::ExprKind::Binary && expr.bin_op() == hir::BinOp::Or;
  bool is_not = expr.kind == hir::ExprKind::Unary && expr.un_op() == hir::UnOp::Not &&
                !results.callee(cond) && results.expr_ty(cond).is_bool();
  if (!adjusted_cond && (is_or || is_not)) {
    BasicBlock yes;
    BasicBlock no = in_if_then_scope(
        innermost_scope(), span,
        [&] {
          BasicBlock at = block;
          then_else_break(at, expr.lhs(), false);
          return at;
        },
        yes);
    if (is_not) {
      exit_if_then(yes, source(span));
      block = no;
      return;
    }
    then_else_break(no, expr.rhs(), false);
    block = new_block();
    go_to(yes, block, source(span));
    go_to(no, block, source(span));
    return;
  }
  if (!adjusted_cond && expr.kind == hir::ExprKind::Let) {
    ScopeKey outer = var_scope;
    var_scope = innermost_scope();
    declare_bindings({hir::PatId(expr.a), 0}, span, false, nodes.exprs[expr.rhs()].span);
    let_condition(block, hir::PatId(expr.a), mirror(expr.rhs()), span);
    var_scope = outer;
    return;
  }
  // Temporaries of a plain condition end with it.
  bool is_drop_temps = !adjusted_cond && expr.kind == hir::ExprKind::DropTemps;
  Local temp = new_temp(tcx.common.bool_, span);
  Place place{temp, {}};
  ScopeKey key = push_scope(span, true);
  into(place, block, mirror(is_drop_temps ? expr.lhs() : cond));
  pop_scope(key, block);
  BasicBlock yes = new_block();
  BasicBlock no = new_block();
  Terminator term;
  term.kind = TerminatorKind::SwitchInt;
  term.operand = Operand::move(place);
  SwitchCase zero{0, 0, no};
  term.cases = code.add_cases(zero);
  term.other = yes;
  terminate(block, source(span), term);
  exit_if_then(no, source(span));
  block = yes;
}

} // namespace ochre::mir::build
