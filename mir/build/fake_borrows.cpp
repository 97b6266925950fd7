// Fake borrows: what a match with guards has looked at is borrowed while a guard runs.
//
//   match *x { 0 if { x = &1; true } => .., _ => .. }     // E0510
//
// Otherwise the guard could change the value after it was tested, and no arm might match. The
// borrows are there for the borrow checker only: nothing of them is left in the end.
// Source: rustc-dev-guide, "MIR construction"; RFC 2094.

#include "mir/build/match_tree.h"

namespace ochre::mir::build {

namespace {

/// Whether a value must be looked at to know if the pattern, apart from its parts, matches.
bool needs_test(Builder &b, const PatStep &s) {
  switch (s.kind) {
  case PatStepKind::Variant: {
    const ty::AdtDef *adt = b.tcx.adt_def(s.ty.def_id());
    return adt->variants.size() != 1 || adt->is_non_exhaustive;
  }
  case PatStepKind::Slice: return !s.ty.is(ty::TyKind::Array) && !(s.has_rest && slice_len(s) == 0);
  case PatStepKind::Range: return s.lo || s.hi;
  case PatStepKind::Const: return true;
  case PatStepKind::Or:
  case PatStepKind::Err:
  case PatStepKind::Wild:
  case PatStepKind::Never:
  case PatStepKind::Binding:
  case PatStepKind::Deref:
  case PatStepKind::Leaf: return false;
  }
  return false;
}

/// The parts of a pattern and where they lie.
void push_parts(Builder &b, const MatchPair &pair, const PatStep &s,
                llvm::SmallVectorImpl<MatchPair> &out) {
  switch (s.kind) {
  case PatStepKind::Binding:
    if (s.sub.pat.is_valid())
      out.push_back({pair.place, s.sub, {}});
    return;
  case PatStepKind::Deref: return push_deref(b, pair.place, s, out);
  case PatStepKind::Leaf: return push_fields(b, pair.place, s, out);
  case PatStepKind::Variant: return push_fields(b, pair.place.downcast(s.variant.raw), s, out);
  case PatStepKind::Slice: return push_slice(b, pair.place, s, out);
  case PatStepKind::Or:
    for (hir::PatId alternative : s.alternatives)
      out.push_back({pair.place, {alternative, 0}, {}});
    return;
  case PatStepKind::Err:
  case PatStepKind::Wild:
  case PatStepKind::Never:
  case PatStepKind::Range:
  case PatStepKind::Const: return;
  }
}

struct Collector {
  Builder &b;
  std::vector<PlaceBuilder> places;

  void add(const PlaceBuilder &place) {
    for (const PlaceBuilder &known : places)
      if (known.is_upvar == place.is_upvar && known.local == place.local &&
          known.upvar == place.upvar && known.elems == place.elems)
        return;
    places.push_back(place);
    add_pointers(place);
  }
  /// The pointers that lead to the place: a test depends on them too.
  void add_pointers(const PlaceBuilder &place) {
    for (size_t i = place.elems.size(); i-- > 0;) {
      if (place.elems[i].kind != ProjectionKind::Deref)
        continue;
      PlaceBuilder pointer = place;
      pointer.elems.truncate(i);
      return add(pointer); // which adds those before it
    }
  }
  void visit(const MatchPair &root) {
    llvm::SmallVector<MatchPair, 8> todo{root};
    while (!todo.empty()) {
      MatchPair pair = todo.pop_back_val();
      PatStep s = step_of(b, pair);
      if (needs_test(b, s))
        add(pair.place);
      else if (s.kind == PatStepKind::Binding)
        add_pointers(pair.place);
      push_parts(b, pair, s, todo);
    }
  }
};

} // namespace

std::vector<FakeBorrow> collect_fake_borrows(Builder &b, llvm::ArrayRef<Candidate> candidates,
                                             Span span) {
  std::vector<FakeBorrow> out;
  if (llvm::none_of(candidates, [](const Candidate &c) { return c.has_guard; }))
    return out;
  Collector collector{b, {}};
  for (const Candidate &c : candidates)
    for (const MatchPair &pair : c.pairs)
      collector.visit(pair);
  for (const PlaceBuilder &builder : collector.places) {
    std::optional<Place> place = b.try_to_place(builder);
    if (!place)
      continue; // a capture that is not held: nothing of it is tested
    ty::Ty ty = b.tcx.mk_ref(b.tcx.common.re_erased, b.place_ty(*place), ty::Mutability::Not);
    out.push_back({builder, b.new_temp(ty, span, LocalInfo::FakeBorrow)});
  }
  return out;
}

void begin_fake_borrows(Builder &b, BasicBlock block, llvm::ArrayRef<FakeBorrow> borrows,
                        Span span) {
  for (const FakeBorrow &borrow : borrows) {
    Rvalue value;
    value.kind = RvalueKind::Ref;
    value.op = static_cast<uint8_t>(BorrowKind::FakeShallow);
    value.place = b.to_place(borrow.place);
    value.region = b.erased_region();
    b.assign(block, b.source(span), {borrow.temp, {}}, value);
  }
}

void end_fake_borrows(Builder &b, BasicBlock block, llvm::ArrayRef<FakeBorrow> borrows, Span span) {
  for (const FakeBorrow &borrow : borrows)
    b.fake_read(block, b.source(span.shrink_to_hi()), FakeReadCause::ForMatchGuard,
                {borrow.temp, {}});
}

} // namespace ochre::mir::build
