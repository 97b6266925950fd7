// For each Drop, what its place and the parts below it are at that point:
//
//   never initialised   → goto                     (dead)
//   always              → drop                     (static)
//   sometimes           → if flag { drop }         (conditional)
//   parts moved out     → a ladder of the parts    (open)
//
// A flag is a bool local: false at the start, true where its path is initialised, false where it is
// moved out.

#include "mir/transform/elaborate_drops.h"

#include "mir/dataflow/init.h"
#include "mir/transform/drop_ladder.h"

namespace ochre::mir::transform {

namespace {

struct Elaborator {
  TyCtxt &tcx;
  ty::TypingEnv env;
  Body &body;
  MoveData moves;
  InitResults init;
  DropEmitter emit;
  llvm::DenseMap<MovePathIndex, Local> flags;
  /// Assignments to flags: before a statement, and at the start of a block.
  struct FlagSet {
    Location at;
    Local flag;
    bool value;
  };
  std::vector<FlagSet> patches;
  std::vector<std::pair<BasicBlock, FlagSet>> on_return;
  size_t original_blocks;

  Elaborator(TyCtxt &tcx, ty::TypingEnv env, Body &body)
      : tcx(tcx), env(env), body(body), moves(gather_moves(tcx, env, body)),
        init(solve_init(body, moves)), emit(tcx, env, body),
        original_blocks(body.code->blocks.size()) {}

  InitState state_before_terminator(BasicBlock bb) const;
  void collect_flags();
  void elaborate_all();
  BasicBlock reset_flags(MovePathIndex path, BasicBlock target, bool in_cleanup);
  BasicBlock elaborate(MovePathIndex path, const InitState &state, const DropExits &exits);
  BasicBlock open_drop(MovePathIndex path, const InitState &state, const DropExits &exits);
  BasicBlock open_fields(MovePathIndex path, llvm::ArrayRef<Place> places, const InitState &state,
                         const DropExits &exits);
  BasicBlock leaf(MovePathIndex path, Place place, const InitState &state, const DropExits &exits);
  void set_flags();
  void apply_patches();
  void add_flag_assign(std::vector<Statement> &out, const FlagSet &set);

  MovePathIndex child_for(MovePathIndex parent, Place place) const {
    PathLookup found = moves.lookup(body, place);
    return found.is_exact && !(found.path == parent) ? found.path : MovePathIndex();
  }
  Local flag_for(MovePathIndex path) {
    auto [it, fresh] = flags.try_emplace(path);
    if (fresh) {
      LocalDecl decl;
      decl.ty = emit.ty_idx(tcx.common.bool_);
      decl.source = {body.span, kOutermostScope};
      it->second = body.code->locals.push(decl);
    }
    return it->second;
  }
};

InitState Elaborator::state_before_terminator(BasicBlock bb) const {
  InitState state = init.entry[bb];
  for (uint32_t i = 0; i < body[bb].statements.size(); ++i)
    apply_init_effect(moves, {bb, i}, state);
  return state;
}

void Elaborator::collect_flags() {
  for (uint32_t i = 0; i < original_blocks; ++i) {
    BasicBlock bb(i);
    const Terminator &term = body[bb].terminator;
    if (term.kind != TerminatorKind::Drop || !init.reached[bb])
      continue;
    PathLookup found = moves.lookup(body, term.place);
    if (!found.is_exact)
      continue;
    InitState state = state_before_terminator(bb);
    moves.for_each_child(found.path, [&](MovePathIndex path) {
      if (state.maybe_init.test(path.raw) && state.maybe_uninit.test(path.raw))
        flag_for(path);
    });
  }
}

/// A path without parts of its own: its state decides.
BasicBlock Elaborator::leaf(MovePathIndex path, Place place, const InitState &state,
                            const DropExits &exits) {
  if (!emit.needs_drop(emit.ty_of(place)) || !state.maybe_init.test(path.raw))
    return exits.target;
  BasicBlock drop = emit.drop(place, exits);
  if (!state.maybe_uninit.test(path.raw))
    return drop;
  return emit.switch_on_flag(flag_for(path), drop, exits);
}

BasicBlock Elaborator::open_fields(MovePathIndex path, llvm::ArrayRef<Place> places,
                                   const InitState &state, const DropExits &exits) {
  return emit.ladder(places.size(), exits, [&](size_t i, const DropExits &own) {
    MovePathIndex child = child_for(path, places[i]);
    if (child.is_valid())
      return elaborate(child, state, own);
    return leaf(path, places[i], state, own);
  });
}

BasicBlock Elaborator::open_drop(MovePathIndex path, const InitState &state,
                                 const DropExits &exits) {
  Place place = moves.paths[path].place;
  ty::Ty ty = emit.ty_of(place);
  if (ty.is_adt()) {
    const ty::AdtDef *adt = tcx.adt_def(ty.def_id());
    if (adt->is_box) {
      // The content first, then the allocation, which is there as long as the Box was not moved.
      Place content = body.code->project(place, {ProjectionKind::Deref, false, 0, 0, {}});
      return emit.ladder(2, exits, [&](size_t i, const DropExits &own) {
        if (i == 0) {
          MovePathIndex child = child_for(path, content);
          return child.is_valid() ? elaborate(child, state, own) : leaf(path, content, state, own);
        }
        BasicBlock free = emit.call_drop_impl(place, ty, own);
        if (!state.maybe_init.test(path.raw))
          return own.target;
        return state.maybe_uninit.test(path.raw) ? emit.switch_on_flag(flag_for(path), free, own)
                                                 : free;
      });
    }
    if (adt->is_enum()) {
      BasicBlock chosen = emit.switch_on_variant(place, *adt, exits, [&](ty::VariantIdx v) {
        return open_fields(path, emit.fields(place, ty, v), state, exits);
      });
      return chosen;
    }
    return open_fields(path, emit.fields(place, ty, ty::VariantIdx(0)), state, exits);
  }
  if (ty.is(ty::TyKind::Array) && ty.array_len().is(ty::ConstKind::Value)) {
    uint64_t len = ty.array_len().valtree()->lo;
    llvm::SmallVector<Place, 8> elements;
    for (uint64_t i = 0; i < len; ++i)
      elements.push_back(
          body.code->project(place, {ProjectionKind::ConstantIndex, false, i, len, {}}));
    return open_fields(path, elements, state, exits);
  }
  return open_fields(path, emit.fields(place, ty, ty::VariantIdx(0)), state, exits);
}

BasicBlock Elaborator::elaborate(MovePathIndex path, const InitState &state,
                                 const DropExits &exits) {
  bool live = false;
  bool dead = false;
  unsigned count = 0;
  moves.for_each_child(path, [&](MovePathIndex child) {
    live |= state.maybe_init.test(child.raw);
    dead |= state.maybe_uninit.test(child.raw);
    ++count;
  });
  Place place = moves.paths[path].place;
  if (!live || !emit.needs_drop(emit.ty_of(place)))
    return exits.target;
  // The coroutine's own body drops its captures; the type's drop glue is made from this body.
  bool is_own = place.is_local() && body.coroutine && place.local == Local(1);
  if (is_own)
    return open_fields(path, emit.fields(place, emit.ty_of(place), ty::VariantIdx(0)), state,
                       exits);
  if (!dead)
    return emit.drop(place, exits);
  return count == 1 ? leaf(path, place, state, exits) : open_drop(path, state, exits);
}

/// After a drop nothing below the path is initialised: a block that says so ahead of `target`.
BasicBlock Elaborator::reset_flags(MovePathIndex path, BasicBlock target, bool in_cleanup) {
  std::vector<Statement> assigns;
  moves.for_each_child(path, [&](MovePathIndex child) {
    auto it = flags.find(child);
    if (it != flags.end())
      add_flag_assign(assigns, {Location(), it->second, false});
  });
  if (assigns.empty())
    return target;
  BasicBlock reset = emit.go_to({target, {}, in_cleanup});
  body.code->blocks[reset].statements = std::move(assigns);
  return reset;
}

void Elaborator::elaborate_all() {
  for (uint32_t i = 0; i < original_blocks; ++i) {
    BasicBlock bb(i);
    if (body[bb].terminator.kind != TerminatorKind::Drop)
      continue;
    Terminator term = body[bb].terminator;
    auto go_to = [&](BasicBlock to) {
      Terminator &now = body.code->blocks[bb].terminator;
      SourceInfo source = now.source;
      now = Terminator();
      now.kind = TerminatorKind::Goto;
      now.source = source;
      now.target = to;
    };
    if (!init.reached[bb]) {
      go_to(term.target);
      continue;
    }
    body.code->blocks[bb].terminator.flag = false;
    PathLookup found = moves.lookup(body, term.place);
    if (!found.is_exact) {
      // Behind a reference: always initialised.
      if (!emit.needs_drop(emit.ty_of(term.place)))
        go_to(term.target);
      continue;
    }
    InitState state = state_before_terminator(bb);
    emit.source = term.source;
    DropExits exits{term.target, term.unwind, body[bb].is_cleanup};
    if (exits.in_cleanup)
      exits.unwind = {UnwindKind::Terminate, TerminateReason::InCleanup, {}};
    exits.target = reset_flags(found.path, exits.target, exits.in_cleanup);
    if (exits.unwind.kind == UnwindKind::Cleanup)
      exits.unwind.cleanup = reset_flags(found.path, exits.unwind.cleanup, true);
    go_to(elaborate(found.path, state, exits));
  }
}

void Elaborator::set_flags() {
  if (flags.empty())
    return;
  auto effect = [&](MovePathIndex path, bool value, llvm::function_ref<void(FlagSet)> each,
                    Location at) {
    moves.for_each_child(path, [&](MovePathIndex child) {
      auto it = flags.find(child);
      if (it != flags.end())
        each({at, it->second, value});
    });
  };
  for (auto &[path, flag] : flags)
    patches.push_back({{kStartBlock, 0}, flag, false});
  llvm::sort(patches, [](const FlagSet &x, const FlagSet &y) { return x.flag < y.flag; });
  auto here = [&](FlagSet set) { patches.push_back(set); };
  for (const Init &i : moves.inits)
    if (i.is_argument)
      effect(i.path, true, here, {kStartBlock, 0});
  for (uint32_t raw = 0; raw < original_blocks; ++raw) {
    BasicBlock bb(raw);
    uint32_t end = static_cast<uint32_t>(body[bb].statements.size());
    for (uint32_t s = 0; s <= end; ++s) {
      Location at{bb, s};
      for (uint32_t row : moves.moves_at[bb][s])
        if (!moves.moves[row].is_storage_dead && !moves.moves[row].is_drop)
          effect(moves.moves[row].path, false, here, at);
      for (uint32_t row : moves.inits_at[bb][s]) {
        if (moves.inits[row].kind == InitKind::Deep)
          effect(moves.inits[row].path, true, here, at);
        else
          effect(
              moves.inits[row].path, true, [&](FlagSet set) { on_return.push_back({bb, set}); },
              at);
      }
    }
  }
}

void Elaborator::add_flag_assign(std::vector<Statement> &out, const FlagSet &set) {
  ConstOperand ct;
  ct.kind = ConstOperandKind::Value;
  ct.ty = tcx.common.bool_;
  ct.value.kind = ConstValueKind::Scalar;
  ct.value.scalar = Scalar::from_uint(set.value, 1);
  Statement s;
  s.kind = StatementKind::Assign;
  s.place = {set.flag, {}};
  s.source = {body.span, kOutermostScope};
  s.rvalue.kind = RvalueKind::Use;
  s.rvalue.a = Operand::constant(body.tables.consts.push(ct));
  out.push_back(s);
}

void Elaborator::apply_patches() {
  llvm::stable_sort(patches, [](const FlagSet &x, const FlagSet &y) { return x.at < y.at; });
  size_t next = 0;
  for (uint32_t raw = 0; raw < original_blocks; ++raw) {
    BasicBlock bb(raw);
    if (next == patches.size() || !(patches[next].at.block == bb))
      continue;
    std::vector<Statement> old = std::move(body.code->blocks[bb].statements);
    std::vector<Statement> out;
    for (uint32_t s = 0; s <= old.size(); ++s) {
      for (; next < patches.size() && patches[next].at == Location{bb, s}; ++next)
        add_flag_assign(out, patches[next]);
      if (s < old.size())
        out.push_back(old[s]);
    }
    body.code->blocks[bb].statements = std::move(out);
  }
  // The destination of a call is initialised on its return edge alone: a block of its own.
  llvm::DenseMap<BasicBlock, BasicBlock> edges;
  for (auto &[from, set] : on_return) {
    BasicBlock &edge = edges[from];
    if (!edge.is_valid()) {
      emit.source = body[from].terminator.source;
      edge = emit.go_to({body[from].terminator.target, {}, body[from].is_cleanup});
      body.code->blocks[from].terminator.target = edge;
    }
    add_flag_assign(body.code->blocks[edge].statements, set);
  }
}

} // namespace

void elaborate_drops(TyCtxt &tcx, ty::TypingEnv env, Body &body) {
  body.edit();
  Elaborator e(tcx, env, body);
  e.collect_flags();
  e.elaborate_all();
  e.set_flags();
  e.apply_patches();
}

} // namespace ochre::mir::transform
