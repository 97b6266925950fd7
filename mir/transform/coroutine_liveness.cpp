// Three analyses meet at each Yield:
//
//   live      a later use may read the local; for coroutines that do not move, also every local
//             that was borrowed, until its storage ends
//   borrowed  its address was taken since its storage began
//   required  it was written or borrowed since it was last moved from (unless borrowed then)
//
// Saved are the locals that are live and required. Two saved locals conflict if both are required
// at one point anywhere in the body. Example: in
//   { let a = f(); g(&a).await; } { let b = f(); g(&b).await; }
// a and b are saved, at different points, and never required together: they may share their room.
// Source: rustc-dev-guide, "Coroutines"; the published design of generator layout overlap.
#include "mir/transform/coroutine_liveness.h"

#include "mir/ir/visit.h"

namespace ochre::mir::transform {

namespace {

using llvm::BitVector;

struct Analysis {
  Body &body;
  Code &code;
  unsigned count;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> preds;
  IndexVec<BasicBlock, BitVector> borrowed_in, required_in, storage_in, live_in;
  IndexVec<BasicBlock, uint8_t> reached;

  explicit Analysis(Body &body)
      : body(body), code(body.edit()), count(static_cast<unsigned>(code.locals.size())),
        preds(predecessors(code)), reached(code.blocks.size(), false) {}

  BitVector none() const { return BitVector(count); }
  void borrow(Place place, BitVector &state) {
    if (!has_deref(code, place))
      state.set(place.local.raw);
  }
  void borrowed_statement(Statement &s, BitVector &state);
  void borrowed_terminator(Terminator &t, BitVector &state);
  void required_before(Statement &s, const BitVector &borrowed, BitVector &state);
  void required_before(Terminator &t, BitVector &state);
  template <class Node>
  void required_moves(Node &node, const BitVector &borrowed, BitVector &state);
  void flow_forward();
  void flow_block(BasicBlock bb, BitVector &borrowed, BitVector &required, BitVector &storage);
  void live_before(Statement &s, BitVector &live);
  void live_before(Terminator &t, BitVector &live);
  BitVector live_out(BasicBlock bb);
  void flow_backward();
};

void Analysis::borrowed_statement(Statement &s, BitVector &state) {
  if (s.kind == StatementKind::StorageDead)
    state.reset(s.a);
  for_each_place(code, s, [&](Place &place, PlaceUse use) {
    if (is_borrow(use))
      borrow(place, state);
  });
}

/// A destructor takes a reference, which it may keep.
void Analysis::borrowed_terminator(Terminator &t, BitVector &state) {
  if (t.kind == TerminatorKind::Drop)
    state.set(t.place.local.raw);
}

void Analysis::required_before(Statement &s, const BitVector &, BitVector &state) {
  borrowed_statement(s, state);
  if (s.kind == StatementKind::Assign || s.kind == StatementKind::SetDiscriminant)
    state.set(s.place.local.raw);
}

void Analysis::required_before(Terminator &t, BitVector &state) {
  borrowed_terminator(t, state);
  if (t.kind == TerminatorKind::Yield)
    return; // its place is written on resumption only
  for_each_place(code, t, [&](Place &place, PlaceUse use) {
    if (use == PlaceUse::Return)
      state.set(place.local.raw);
  });
}

template <class Node>
void Analysis::required_moves(Node &node, const BitVector &borrowed, BitVector &state) {
  for_each_place(code, node, [&](Place &place, PlaceUse use) {
    if (use == PlaceUse::Move && place.is_local() && !borrowed.test(place.local.raw))
      state.reset(place.local.raw);
  });
}

/// The states before the terminator.
void Analysis::flow_block(BasicBlock bb, BitVector &borrowed, BitVector &required,
                          BitVector &storage) {
  borrowed = borrowed_in[bb];
  required = required_in[bb];
  storage = storage_in[bb];
  for (Statement &s : code.blocks[bb].statements) {
    required_before(s, borrowed, required);
    required_moves(s, borrowed, required);
    borrowed_statement(s, borrowed);
    if (s.kind == StatementKind::StorageLive)
      storage.set(s.a);
    else if (s.kind == StatementKind::StorageDead)
      storage.reset(s.a);
  }
}

void Analysis::flow_forward() {
  size_t blocks = code.blocks.size();
  borrowed_in = IndexVec<BasicBlock, BitVector>(blocks, none());
  required_in = borrowed_in;
  storage_in = borrowed_in;
  for (uint32_t arg = 2; arg <= body.arg_count; ++arg)
    required_in[kStartBlock].set(arg);
  for (uint32_t arg = 1; arg <= body.arg_count; ++arg)
    storage_in[kStartBlock].set(arg);
  std::vector<BasicBlock> order = reverse_postorder(code);
  reached[kStartBlock] = true;
  for (bool changed = true; changed;) {
    changed = false;
    for (BasicBlock bb : order) {
      if (!reached[bb])
        continue;
      BitVector borrowed, required, storage;
      flow_block(bb, borrowed, required, storage);
      Terminator &t = code.blocks[bb].terminator;
      required_before(t, required);
      BitVector returned = required;
      required_moves(t, borrowed, required);
      required_moves(t, borrowed, returned);
      for_each_place(code, t, [&](Place &place, PlaceUse use) {
        if (use != PlaceUse::Return)
          return;
        required.reset(place.local.raw);
        returned.set(place.local.raw);
      });
      // What a place in memory is part of was required before the call too.
      BitVector before = required_in[bb];
      borrowed_terminator(t, borrowed);
      auto flow_to = [&](BasicBlock to, const BitVector &out) {
        BitVector *ins[] = {&borrowed_in[to], &required_in[to], &storage_in[to]};
        const BitVector *outs[] = {&borrowed, &out, &storage};
        changed |= !reached[to];
        reached[to] = true;
        for (int i = 0; i < 3; ++i) {
          BitVector joined = *ins[i];
          joined |= *outs[i];
          changed |= joined != *ins[i];
          *ins[i] = std::move(joined);
        }
      };
      bool has_result = t.kind == TerminatorKind::Call || t.kind == TerminatorKind::Yield ||
                        t.kind == TerminatorKind::InlineAsm;
      for (BasicBlock to : successors(code, t)) {
        bool is_unwind = t.unwind.kind == UnwindKind::Cleanup && to == t.unwind.cleanup;
        bool is_drop = t.kind == TerminatorKind::Yield && to == t.other && to != t.target;
        flow_to(to, has_result && !is_unwind && !is_drop ? returned : required);
      }
    }
  }
}

void Analysis::live_before(Statement &s, BitVector &live) {
  bool writes = s.kind == StatementKind::Assign && s.place.is_local();
  if (writes)
    live.reset(s.place.local.raw);
  for_each_place(code, s, [&](Place &place, PlaceUse use) {
    if (is_storage(use))
      return;
    if (!is_write(use) || has_deref(code, place))
      live.set(place.local.raw);
    for (const PlaceElem &elem : code.projection(place))
      if (elem.kind == ProjectionKind::Index)
        live.set(static_cast<unsigned>(elem.a));
  });
}

void Analysis::live_before(Terminator &t, BitVector &live) {
  for_each_place(code, t, [&](Place &place, PlaceUse use) {
    if (use != PlaceUse::Return || has_deref(code, place))
      live.set(place.local.raw);
    for (const PlaceElem &elem : code.projection(place))
      if (elem.kind == ProjectionKind::Index)
        live.set(static_cast<unsigned>(elem.a));
  });
  if (t.kind == TerminatorKind::Return)
    live.set(kReturnPlace.raw);
}

BitVector Analysis::live_out(BasicBlock bb) {
  const Terminator &t = code.blocks[bb].terminator;
  BitVector out = none();
  bool has_result =
      (t.kind == TerminatorKind::Call || t.kind == TerminatorKind::Yield) && t.place.is_local();
  for (BasicBlock to : successors(code, t)) {
    BitVector in = live_in[to];
    if (has_result && to == t.target)
      in.reset(t.place.local.raw);
    out |= in;
  }
  return out;
}

void Analysis::flow_backward() {
  live_in = IndexVec<BasicBlock, BitVector>(code.blocks.size(), none());
  std::vector<BasicBlock> order = reverse_postorder(code);
  for (bool changed = true; changed;) {
    changed = false;
    for (BasicBlock bb : llvm::reverse(order)) {
      BitVector live = live_out(bb);
      BasicBlockData &data = code.blocks[bb];
      live_before(data.terminator, live);
      for (Statement &s : llvm::reverse(data.statements))
        live_before(s, live);
      changed |= live != live_in[bb];
      live_in[bb] = std::move(live);
    }
  }
}

BitVector locals_always_live(const Code &code) {
  BitVector out(static_cast<unsigned>(code.locals.size()), true);
  for (const BasicBlockData &data : code.blocks)
    for (const Statement &s : data.statements)
      if (s.kind == StatementKind::StorageLive || s.kind == StatementKind::StorageDead)
        out.reset(s.a);
  return out;
}

/// Pairs of saved locals that are required at one point.
void find_conflicts(Analysis &a, CoroutineLiveness &out) {
  size_t n = out.saved.size();
  out.conflicts.assign(n * n, false);
  if (n < 2)
    return;
  std::vector<BitVector> rows(n, BitVector(static_cast<unsigned>(n)));
  auto note = [&](const BitVector &required) {
    BitVector now(static_cast<unsigned>(n));
    for (unsigned i = 0; i < n; ++i)
      if (required.test(out.saved[i].raw))
        now.set(i);
    for (unsigned i : now.set_bits())
      rows[i] |= now;
  };
  for (BasicBlock bb : a.code.blocks.ids()) {
    BasicBlockData &data = a.code.blocks[bb];
    if (!a.reached[bb] || data.terminator.kind == TerminatorKind::Unreachable)
      continue;
    BitVector borrowed = a.borrowed_in[bb];
    BitVector required = a.required_in[bb];
    note(required);
    for (Statement &s : data.statements) {
      a.required_before(s, borrowed, required);
      note(required);
      a.required_moves(s, borrowed, required);
      a.borrowed_statement(s, borrowed);
    }
    a.required_before(data.terminator, required);
    note(required);
  }
  for (size_t i = 0; i < n; ++i)
    for (size_t k = 0; k < n; ++k) {
      // Locals without storage statements live from the first to the last.
      bool always =
          out.always_live.test(out.saved[i].raw) || out.always_live.test(out.saved[k].raw);
      out.conflicts[i * n + k] = i != k && (always || rows[i].test(static_cast<unsigned>(k)) ||
                                            rows[k].test(static_cast<unsigned>(i)));
    }
}

} // namespace

CoroutineLiveness coroutine_liveness(Body &body, bool is_movable) {
  Analysis a(body);
  a.flow_forward();
  a.flow_backward();
  CoroutineLiveness out;
  out.always_live = locals_always_live(a.code);
  BitVector any = a.none();
  for (BasicBlock bb : a.code.blocks.ids()) {
    if (!a.reached[bb] || a.code.blocks[bb].terminator.kind != TerminatorKind::Yield)
      continue;
    SuspensionPoint point;
    point.block = bb;
    BitVector borrowed, required;
    a.flow_block(bb, borrowed, required, point.storage_live);
    // The value that is yielded needs its storage up to here.
    a.required_before(a.code.blocks[bb].terminator, required);
    point.saved = a.live_out(bb);
    if (!is_movable)
      point.saved |= borrowed;
    point.saved &= required;
    point.saved.reset(1); // the coroutine itself
    any |= point.saved;
    out.points.push_back(std::move(point));
  }
  for (unsigned local : any.set_bits())
    out.saved.push_back(Local(local));
  find_conflicts(a, out);
  return out;
}

} // namespace ochre::mir::transform
