// The decision tree.
//
//   match (x, y) { (Some(1), _) => A, (None, 2) => B, _ => C }
//
// tests the discriminant of x first: Some → { (x.0 is 1) A, C }, None → { (y is 2) B, C }. A
// candidate that does not test the place goes no further than the first outcome that it cannot be
// sorted to: it and all behind it are tried where the outcomes' own candidates fail.

#include "mir/build/match_tree.h"

namespace ochre::mir::build {

namespace {

bool same_place(const PlaceBuilder &a, const PlaceBuilder &b) {
  return a.is_upvar == b.is_upvar && a.local == b.local && a.upvar == b.upvar && a.elems == b.elems;
}

bool is_switchable(ty::Ty ty) { return ty.is_integral() || ty.is_char() || ty.is_bool(); }

enum class Simplified : uint8_t { Keep, Done };

bool is_irrefutable_slice(const PatStep &s) {
  return s.ty.is(ty::TyKind::Array) || (s.has_rest && slice_len(s) == 0);
}

/// What the pattern's path says of lifetimes is for the borrow checker. A pair is looked at again
/// while it is kept.
void add_written_type(Builder &b, Candidate &c, const MatchPair &pair, const PatStep &s) {
  hir::QPathId path = b.nodes.pats[pair.pat.pat].path;
  if (pair.value || !path.is_valid())
    return;
  bool names_type = s.kind == PatStepKind::Leaf || s.kind == PatStepKind::Variant;
  bool names_const = b.nodes.pats[pair.pat.pat].kind == hir::PatKind::Path && s.value;
  if (!names_const && !(names_type && s.ty.is_adt()))
    return;
  auto user = b.results.user_args.find(path);
  bool is_known =
      llvm::any_of(c.types, [&](const CandidateType &known) { return known.pat == pair.pat.pat; });
  if (user == b.results.user_args.end() || user->second.kind != ochre::UserType::TypeOf || is_known)
    return;
  ochre::UserType written = user->second;
  if (!names_const)
    written.def_id = s.ty.def_id(); // a constructor stands for its type
  c.types.push_back({pair.pat.pat, pair.place,
                     b.user_type(written, s.ty, b.nodes.qpaths[path].span),
                     names_const ? ty::Variance::Contravariant : ty::Variance::Covariant});
}

/// One pair; pushes what it is made of to `out`.
Simplified simplify_pair(Builder &b, Candidate &c, const MatchPair &pair,
                         llvm::SmallVectorImpl<MatchPair> &out) {
  PatStep s = step_of(b, pair);
  add_written_type(b, c, pair, s);
  switch (s.kind) {
  case PatStepKind::Err:
    b.failed = true;
    c.never_matches = true;
    return Simplified::Done;
  case PatStepKind::Wild: return Simplified::Done;
  case PatStepKind::Never: c.never_matches = true; return Simplified::Done;
  case PatStepKind::Binding:
    c.bindings.push_back({s.local, s.mode, pair.place, b.nodes.pats[pair.pat.pat].span});
    if (s.sub.pat.is_valid())
      out.push_back({pair.place, s.sub, {}});
    return Simplified::Done;
  case PatStepKind::Deref: push_deref(b, pair.place, s, out); return Simplified::Done;
  case PatStepKind::Leaf: push_fields(b, pair.place, s, out); return Simplified::Done;
  case PatStepKind::Variant: {
    const ty::AdtDef *adt = b.tcx.adt_def(s.ty.def_id());
    if (adt->variants.size() != 1 || adt->is_non_exhaustive)
      return Simplified::Keep;
    push_fields(b, pair.place.downcast(s.variant.raw), s, out);
    return Simplified::Done;
  }
  case PatStepKind::Slice:
    if (!is_irrefutable_slice(s))
      return Simplified::Keep;
    push_slice(b, pair.place, s, out);
    return Simplified::Done;
  case PatStepKind::Range: return !s.lo && !s.hi ? Simplified::Done : Simplified::Keep;
  case PatStepKind::Const:
  case PatStepKind::Or: return Simplified::Keep;
  }
  return Simplified::Keep;
}

} // namespace

void simplify(Builder &b, Candidate &candidate) {
  llvm::SmallVector<MatchPair, 8> todo(candidate.pairs.rbegin(), candidate.pairs.rend());
  candidate.pairs.clear();
  while (!todo.empty()) {
    MatchPair pair = todo.pop_back_val();
    llvm::SmallVector<MatchPair, 4> parts;
    if (simplify_pair(b, candidate, pair, parts) == Simplified::Keep)
      candidate.pairs.push_back(pair);
    else
      todo.append(parts.rbegin(), parts.rend());
  }
}

namespace {

enum class TestKind : uint8_t { Variant, Switch, Eq, Range, Len };
struct Test {
  TestKind kind = TestKind::Eq;
  PlaceBuilder place;
  PatStep step;        ///< of the pattern that asked for it
  bool len_ge = false; ///< Len: at least, else exactly
  uint64_t len = 0;
};

Test make_test(const MatchPair &pair, PatStep s) {
  Test t;
  t.place = pair.place;
  switch (s.kind) {
  case PatStepKind::Variant: t.kind = TestKind::Variant; break;
  case PatStepKind::Const:
    t.kind =
        is_switchable(s.ty) && s.value.is(ty::ConstKind::Value) ? TestKind::Switch : TestKind::Eq;
    break;
  case PatStepKind::Range: t.kind = TestKind::Range; break;
  case PatStepKind::Slice:
    t.kind = TestKind::Len;
    t.len = slice_len(s);
    t.len_ge = s.has_rest;
    break;
  default: bug("mir/build: a pattern that needs no test");
  }
  t.step = std::move(s);
  return t;
}

/// Ordering of two constants of an integer or char type.
int compare(ty::Ty ty, ty::Const a, ty::Const b) {
  using I128 = __int128;
  auto bits = [&](ty::Const c) {
    return static_cast<unsigned __int128>(c.valtree()->hi) << 64 | c.valtree()->lo;
  };
  unsigned __int128 x = bits(a);
  unsigned __int128 y = bits(b);
  if (ty.is(ty::TyKind::Int)) {
    unsigned shift = 128 - 8 * a.valtree()->size;
    I128 sx = static_cast<I128>(x << shift) >> shift;
    I128 sy = static_cast<I128>(y << shift) >> shift;
    return sx < sy ? -1 : sx > sy ? 1 : 0;
  }
  return x < y ? -1 : x > y ? 1 : 0;
}

bool range_contains(ty::Ty ty, const PatStep &range, ty::Const value) {
  if (range.lo && compare(ty, value, range.lo) < 0)
    return false;
  if (!range.hi)
    return true;
  int c = compare(ty, value, range.hi);
  return c < 0 || (c == 0 && range.end == hir::RangeEnd::Included);
}

bool ranges_disjoint(ty::Ty ty, const PatStep &a, const PatStep &b) {
  auto below = [&](const PatStep &x, const PatStep &y) {
    if (!x.hi || !y.lo)
      return false;
    int c = compare(ty, x.hi, y.lo);
    return c < 0 || (c == 0 && x.end == hir::RangeEnd::Excluded);
  };
  return below(a, b) || below(b, a);
}

constexpr uint32_t kSuccess = 0;
constexpr uint32_t kFailure = 1;

/// Outcomes: Variant: index; Switch: row in `values`; others success and failure.
struct Outcomes {
  llvm::SmallVector<ty::Const, 8> values;
  llvm::MapVector<uint32_t, std::vector<Candidate>> branches;

  uint32_t value_row(ty::Const value) {
    for (uint32_t i = 0; i < values.size(); ++i)
      if (values[i] == value)
        return i;
    values.push_back(value);
    return static_cast<uint32_t>(values.size() - 1);
  }
};

/// The outcome that the candidate belongs to, or none: then it must be tried after all outcomes.
/// The pair that the outcome decides is removed, or replaced by what is left of it.
std::optional<uint32_t> sort_candidate(Builder &b, const Test &test, Outcomes &outcomes,
                                       Candidate &c) {
  size_t at = 0;
  while (at < c.pairs.size() && !same_place(c.pairs[at].place, test.place))
    ++at;
  if (at == c.pairs.size())
    return std::nullopt;
  MatchPair pair = c.pairs[at];
  PatStep s = step_of(b, pair);
  auto decided = [&](llvm::ArrayRef<MatchPair> parts) {
    c.pairs.erase(c.pairs.begin() + at);
    c.pairs.append(parts.begin(), parts.end());
    simplify(b, c);
  };
  switch (test.kind) {
  case TestKind::Variant: {
    if (s.kind != PatStepKind::Variant)
      return std::nullopt;
    llvm::SmallVector<MatchPair, 4> parts;
    push_fields(b, pair.place.downcast(s.variant.raw), s, parts);
    decided(parts);
    return s.variant.raw;
  }
  case TestKind::Switch:
    if (s.kind == PatStepKind::Const && s.value.is(ty::ConstKind::Value)) {
      decided({});
      return outcomes.value_row(s.value);
    }
    return std::nullopt;
  case TestKind::Eq:
    if (s.kind != PatStepKind::Const || !(s.value == test.step.value))
      return std::nullopt;
    decided({});
    return kSuccess;
  case TestKind::Range:
    if (s.kind == PatStepKind::Range) {
      if (s.lo == test.step.lo && s.hi == test.step.hi && s.end == test.step.end) {
        decided({});
        return kSuccess;
      }
      return is_switchable(s.ty) && ranges_disjoint(s.ty, s, test.step) ? std::optional(kFailure)
                                                                        : std::nullopt;
    }
    if (s.kind == PatStepKind::Const && is_switchable(s.ty) && s.value.is(ty::ConstKind::Value) &&
        !range_contains(s.ty, test.step, s.value))
      return kFailure;
    return std::nullopt;
  case TestKind::Len: {
    if (s.kind != PatStepKind::Slice)
      return std::nullopt;
    uint64_t len = slice_len(s);
    bool same = s.has_rest == test.len_ge && len == test.len;
    if (same) {
      llvm::SmallVector<MatchPair, 4> parts;
      push_slice(b, pair.place, s, parts);
      decided(parts);
      return kSuccess;
    }
    if (!test.len_ge) { // len == n: the others need another length, or at least more than n
      bool excluded = s.has_rest ? len > test.len : true;
      return excluded ? std::optional(kFailure) : std::nullopt;
    }
    // len >= n: shorter exact lengths fail; longer ones (exact or not) succeed, to be tested again.
    if (!s.has_rest && len < test.len)
      return kFailure;
    return len >= test.len ? std::optional(kSuccess) : std::nullopt;
  }
  }
  return std::nullopt;
}

// --- Emitting a test
// -------------------------------------------------------------------------------

Operand type_const(Builder &b, ty::Const value, ty::Ty ty, Span span) {
  ConstOperand ct;
  ct.kind = ConstOperandKind::Ty;
  ct.ty = ty;
  ct.ct = value;
  ct.span = span;
  return b.const_operand(ct);
}

void branch_on_bool(Builder &b, BasicBlock block, Operand cond, BasicBlock yes, BasicBlock no,
                    Span span) {
  Terminator term;
  term.kind = TerminatorKind::SwitchInt;
  term.operand = cond;
  SwitchCase zero{0, 0, no};
  term.cases = b.code.add_cases(zero);
  term.other = yes;
  b.terminate(block, b.source(span), term);
}

Operand compare_op(Builder &b, BasicBlock block, BinOp op, Operand x, Operand y, Span span) {
  Local result = b.new_temp(b.tcx.common.bool_, span);
  Rvalue rvalue;
  rvalue.kind = RvalueKind::BinaryOp;
  rvalue.op = static_cast<uint8_t>(op);
  rvalue.a = x;
  rvalue.b = y;
  b.assign(block, b.source(span), {result, {}}, rvalue);
  return Operand::move({result, {}});
}

/// Equality through `PartialEq::eq`: strings and byte slices, behind their references.
void eq_call(Builder &b, BasicBlock block, Place place, const PatStep &s, BasicBlock yes,
             BasicBlock no, Span span) {
  ty::Ty ty = s.ty;
  if (!ty.is_ref()) {
    b.unsupported(span, "matching against a constant of this type");
    return;
  }
  ty::Ty inner = ty.inner();
  DefId trait = b.tcx.require_lang_item(LangItem::PartialEq, span);
  const ty::AssocItems *items = trait.is_valid() ? b.tcx.associated_items(trait) : nullptr;
  const ty::AssocItem *eq = items ? items->find(b.sess.intern("eq"), ty::AssocKind::Fn) : nullptr;
  if (!eq) {
    b.failed = true;
    return;
  }
  ty::GenericArg args[] = {inner, inner};
  Local result = b.new_temp(b.tcx.common.bool_, span);
  Operand operands[] = {Operand::copy(place), type_const(b, s.value, ty, span)};
  BasicBlock next =
      b.call(block, b.source(span), b.fn_operand(eq->def_id, b.tcx.mk_args(args), span), operands,
             {result, {}}, CallSource::MatchCmp);
  branch_on_bool(b, next, Operand::move({result, {}}), yes, no, span);
}

void emit_range(Builder &b, BasicBlock block, Place place, const PatStep &s, BasicBlock yes,
                BasicBlock no, Span span) {
  if (s.lo) {
    Operand lo = type_const(b, s.lo, s.ty, span);
    Operand ok = compare_op(b, block, BinOp::Le, lo, Operand::copy(place), span);
    if (!s.hi)
      return branch_on_bool(b, block, ok, yes, no, span);
    BasicBlock second = b.new_block();
    branch_on_bool(b, block, ok, second, no, span);
    block = second;
  }
  Operand hi = type_const(b, s.hi, s.ty, span);
  BinOp op = s.end == hir::RangeEnd::Included ? BinOp::Le : BinOp::Lt;
  branch_on_bool(b, block, compare_op(b, block, op, Operand::copy(place), hi, span), yes, no, span);
}

void emit_variant_switch(Builder &b, BasicBlock block, Place place, ty::Ty ty,
                         const llvm::MapVector<uint32_t, BasicBlock> &targets, BasicBlock otherwise,
                         Span span) {
  const std::vector<ty::DiscrValue> *discrs = b.tcx.adt_discriminants(ty.def_id());
  if (!discrs || discrs->empty()) {
    b.failed = true;
    return;
  }
  ty::Ty discr_ty = discrs->front().ty;
  Local discr = b.new_temp(discr_ty, span);
  Rvalue read;
  read.kind = RvalueKind::Discriminant;
  read.place = place;
  read.ty = b.ty_idx(discr_ty);
  b.assign(block, b.source(span), {discr, {}}, read);
  llvm::SmallVector<SwitchCase, 8> cases;
  for (auto [variant, target] : targets)
    cases.push_back({(*discrs)[variant].lo, (*discrs)[variant].hi, target});
  llvm::sort(cases, [](const SwitchCase &x, const SwitchCase &y) {
    return std::pair(x.hi, x.lo) < std::pair(y.hi, y.lo);
  });
  Terminator term;
  term.kind = TerminatorKind::SwitchInt;
  term.operand = Operand::move({discr, {}});
  term.cases = b.code.add_cases(cases);
  // Where every variant has its own target nothing else can be.
  if (cases.size() == discrs->size()) {
    otherwise = b.new_block();
    b.terminate(otherwise, b.source(span), Terminator());
  }
  term.other = otherwise;
  b.terminate(block, b.source(span), term);
}

void emit_value_switch(Builder &b, BasicBlock block, Place place, llvm::ArrayRef<ty::Const> values,
                       const llvm::MapVector<uint32_t, BasicBlock> &targets, BasicBlock otherwise,
                       Span span) {
  llvm::SmallVector<SwitchCase, 8> cases;
  for (auto [row, target] : targets)
    cases.push_back({values[row].valtree()->lo, values[row].valtree()->hi, target});
  llvm::sort(cases, [](const SwitchCase &x, const SwitchCase &y) {
    return std::pair(x.hi, x.lo) < std::pair(y.hi, y.lo);
  });
  Terminator term;
  term.kind = TerminatorKind::SwitchInt;
  term.operand = Operand::copy(place);
  term.cases = b.code.add_cases(cases);
  term.other = otherwise;
  b.terminate(block, b.source(span), term);
}

void emit_test(Builder &b, BasicBlock block, const Test &test, const Outcomes &outcomes,
               const llvm::MapVector<uint32_t, BasicBlock> &targets, BasicBlock otherwise,
               Span span) {
  Place place = b.to_place(test.place);
  auto target = [&](uint32_t outcome) {
    auto it = targets.find(outcome);
    return it == targets.end() ? otherwise : it->second;
  };
  switch (test.kind) {
  case TestKind::Variant:
    return emit_variant_switch(b, block, place, test.step.ty, targets, otherwise, span);
  case TestKind::Switch:
    return emit_value_switch(b, block, place, outcomes.values, targets, otherwise, span);
  case TestKind::Eq: {
    ty::Ty ty = test.step.ty;
    if (ty.is_floating_point() || is_switchable(ty) || ty.is_raw_ptr() ||
        ty.is(ty::TyKind::FnPtr)) {
      Operand value = type_const(b, test.step.value, ty, span);
      Operand same = compare_op(b, block, BinOp::Eq, Operand::copy(place), value, span);
      return branch_on_bool(b, block, same, target(kSuccess), target(kFailure), span);
    }
    return eq_call(b, block, place, test.step, target(kSuccess), target(kFailure), span);
  }
  case TestKind::Range:
    return emit_range(b, block, place, test.step, target(kSuccess), target(kFailure), span);
  case TestKind::Len: {
    Local len = b.new_temp(b.tcx.common.usize, span);
    Rvalue rvalue;
    rvalue.kind = RvalueKind::Len;
    rvalue.place = place;
    b.assign(block, b.source(span), {len, {}}, rvalue);
    Operand wanted = b.usize_operand(test.len, span);
    Operand ok = compare_op(b, block, test.len_ge ? BinOp::Ge : BinOp::Eq, Operand::move({len, {}}),
                            wanted, span);
    return branch_on_bool(b, block, ok, target(kSuccess), target(kFailure), span);
  }
  }
}

// --- The tree
// --------------------------------------------------------------------------------------

/// First pair that is no or-pattern; pairs.size() if there is none.
size_t first_test(Builder &b, const Candidate &c) {
  size_t i = 0;
  while (i < c.pairs.size() && step_of(b, c.pairs[i]).kind == PatStepKind::Or)
    ++i;
  return i;
}

/// The candidate with its first or-pattern replaced by each alternative.
std::vector<Candidate> expand_or(Builder &b, const Candidate &c) {
  std::vector<Candidate> out;
  PatStep s = step_of(b, c.pairs[0]);
  for (hir::PatId alternative : s.alternatives) {
    Candidate sub = c;
    sub.pairs[0].pat = {alternative, 0};
    simplify(b, sub);
    if (!sub.never_matches)
      out.push_back(std::move(sub));
  }
  return out;
}

struct TreeBuilder {
  Builder &b;
  Span span;
  std::vector<Candidate> &leaves;
  unsigned depth = 0;

  BasicBlock lower(std::vector<Candidate> candidates, BasicBlock start);
  BasicBlock matched(std::vector<Candidate> candidates, BasicBlock start);
  BasicBlock test(std::vector<Candidate> candidates, size_t pair, BasicBlock start);
};

/// `x @ sub`: the variables of `sub` are bound before `x`, so that `ref x @ y` borrows what was
/// moved.
void bind_inner_first(Candidate &c) {
  auto is_inside = [](const PlaceBuilder &outer, const PlaceBuilder &inner) {
    return outer.is_upvar == inner.is_upvar && outer.local == inner.local &&
           outer.upvar == inner.upvar && outer.elems.size() <= inner.elems.size() &&
           std::equal(outer.elems.begin(), outer.elems.end(), inner.elems.begin());
  };
  for (size_t i = c.bindings.size(); i-- > 0;) {
    size_t last = i;
    for (size_t k = i + 1; k < c.bindings.size(); ++k)
      if (is_inside(c.bindings[i].place, c.bindings[k].place))
        last = k;
    std::rotate(c.bindings.begin() + i, c.bindings.begin() + i + 1, c.bindings.begin() + last + 1);
  }
}

/// The first candidate has nothing left to test.
BasicBlock TreeBuilder::matched(std::vector<Candidate> candidates, BasicBlock start) {
  Candidate first = std::move(candidates.front());
  candidates.erase(candidates.begin());
  first.pre_binding = start;
  bind_inner_first(first);
  // What follows is reached where the guard fails; without one only borrow checking goes there.
  BasicBlock next = b.new_block();
  first.otherwise = next;
  leaves.push_back(std::move(first));
  return lower(std::move(candidates), next);
}

BasicBlock TreeBuilder::test(std::vector<Candidate> candidates, size_t pair, BasicBlock start) {
  const MatchPair &chosen = candidates.front().pairs[pair];
  Test test = make_test(chosen, step_of(b, chosen));
  Outcomes outcomes;
  size_t sorted = 0;
  for (; sorted < candidates.size(); ++sorted) {
    Candidate c = candidates[sorted];
    std::optional<uint32_t> outcome = sort_candidate(b, test, outcomes, c);
    if (!outcome)
      break;
    outcomes.branches[*outcome].push_back(std::move(c));
  }
  assert(sorted > 0 && "the test comes from the first candidate");
  std::vector<Candidate> rest(candidates.begin() + static_cast<ptrdiff_t>(sorted),
                              candidates.end());
  BasicBlock otherwise = b.new_block();
  llvm::MapVector<uint32_t, BasicBlock> targets;
  for (auto &[outcome, branch] : outcomes.branches)
    targets[outcome] = b.new_block();
  emit_test(b, start, test, outcomes, targets, otherwise, span);
  for (auto &[outcome, branch] : outcomes.branches) {
    BasicBlock left = lower(std::move(branch), targets[outcome]);
    b.go_to(left, otherwise, b.source(span));
  }
  return lower(std::move(rest), otherwise);
}

BasicBlock TreeBuilder::lower(std::vector<Candidate> candidates, BasicBlock start) {
  if (candidates.empty() || b.failed)
    return start;
  if (++depth > 4000) {
    b.unsupported(span, "a match of this depth");
    return start;
  }
  BasicBlock out;
  if (candidates.front().pairs.empty()) {
    out = matched(std::move(candidates), start);
  } else {
    size_t pair = first_test(b, candidates.front());
    if (pair == candidates.front().pairs.size()) {
      std::vector<Candidate> expanded = expand_or(b, candidates.front());
      expanded.insert(expanded.end(), std::make_move_iterator(candidates.begin() + 1),
                      std::make_move_iterator(candidates.end()));
      out = lower(std::move(expanded), start);
    } else {
      out = test(std::move(candidates), pair, start);
    }
  }
  --depth;
  return out;
}

} // namespace

BasicBlock lower_candidates(Builder &b, std::vector<Candidate> candidates, BasicBlock start,
                            Span span, std::vector<Candidate> &leaves) {
  std::vector<Candidate> possible;
  for (Candidate &c : candidates) {
    simplify(b, c);
    if (!c.never_matches)
      possible.push_back(std::move(c));
  }
  TreeBuilder tree{b, span, leaves, 0};
  BasicBlock out = tree.lower(std::move(possible), start);
  // A tree visits leaves by outcome: put them back in the order of the arms.
  std::vector<size_t> order(leaves.size());
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t x, size_t y) {
    return std::pair(leaves[x].arm, x) < std::pair(leaves[y].arm, y);
  });
  std::vector<Candidate> sorted;
  for (size_t i : order)
    sorted.push_back(std::move(leaves[i]));
  leaves = std::move(sorted);
  return out;
}

} // namespace ochre::mir::build
