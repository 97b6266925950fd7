// Walks backwards from each use (drop) of a local to its definitions, one local at a time, and only
// for locals whose types have regions that can be short.
#include "borrowck/regions/liveness.h"

#include "sema/traits/queries.h"
#include "support/adt/scc.h"

namespace ochre::borrowck {

using mir::BasicBlock;
using mir::Local;
using mir::MovePathIndex;
using mir::StatementKind;
using mir::TerminatorKind;

namespace {

enum class UseKind : uint8_t { Def, Use, Drop };

/// Calls `see` for each occurrence of a local in the body.
class UseVisitor {
public:
  using See = llvm::function_ref<void(Local, UseKind, uint32_t point)>;
  UseVisitor(const mir::Body &body, const PointMap &points, See see)
      : code_(*body.code), points_(points), see_(see) {}

  void run() {
    for (BasicBlock block : code_.blocks.ids()) {
      const mir::BasicBlockData &data = code_.blocks[block];
      for (uint32_t i = 0; i < data.statements.size(); ++i) {
        point_ = points_.point({block, i}).raw;
        statement(data.statements[i]);
      }
      point_ = points_.point({block, static_cast<uint32_t>(data.statements.size())}).raw;
      terminator(data.terminator);
    }
  }

private:
  void indices(mir::Place place) {
    for (const mir::PlaceElem &elem : code_.projection(place))
      if (elem.kind == mir::ProjectionKind::Index)
        see_(Local(static_cast<uint32_t>(elem.a)), UseKind::Use, point_);
  }
  void read(mir::Place place) {
    see_(place.local, UseKind::Use, point_);
    indices(place);
  }
  /// Assigning to a part of a local reads (keeps) the rest.
  void write(mir::Place place) {
    see_(place.local, place.is_local() ? UseKind::Def : UseKind::Use, point_);
    indices(place);
  }
  void operand(const mir::Operand &op) {
    if (op.is_place())
      read(op.place);
  }
  void operands(mir::ListRange range) {
    for (const mir::Operand &op : code_.list(range))
      operand(op);
  }

  void rvalue(const mir::Rvalue &r) {
    switch (r.kind) {
    case mir::RvalueKind::Use:
    case mir::RvalueKind::Repeat:
    case mir::RvalueKind::Cast:
    case mir::RvalueKind::UnaryOp: operand(r.a); break;
    case mir::RvalueKind::BinaryOp:
      operand(r.a);
      operand(r.b);
      break;
    case mir::RvalueKind::Ref:
    case mir::RvalueKind::RawPtr:
    case mir::RvalueKind::Len:
    case mir::RvalueKind::Discriminant:
    case mir::RvalueKind::CopyForDeref: read(r.place); break;
    case mir::RvalueKind::Aggregate: operands(r.operands); break;
    case mir::RvalueKind::ThreadLocalRef:
    case mir::RvalueKind::NullaryOp: break;
    }
  }

  void statement(const mir::Statement &s) {
    switch (s.kind) {
    case StatementKind::Assign:
      rvalue(s.rvalue);
      write(s.place);
      break;
    case StatementKind::FakeRead:
    case StatementKind::SetDiscriminant:
    case StatementKind::PlaceMention: read(s.place); break;
    case StatementKind::StorageLive:
    case StatementKind::StorageDead: see_(s.local(), UseKind::Def, point_); break;
    case StatementKind::Assume: operand(s.rvalue.a); break;
    case StatementKind::CopyNonOverlapping: operands(s.rvalue.operands); break;
    // Says something about the type alone.
    case StatementKind::AscribeUserType:
    case StatementKind::Nop: break;
    }
  }

  void terminator(const mir::Terminator &t) {
    switch (t.kind) {
    case TerminatorKind::Drop:
      see_(t.place.local, t.place.is_local() ? UseKind::Drop : UseKind::Use, point_);
      indices(t.place);
      break;
    case TerminatorKind::Call:
      operand(t.operand);
      operands(t.operands);
      write(t.place);
      break;
    case TerminatorKind::Yield:
      operand(t.operand);
      write(t.place);
      break;
    case TerminatorKind::SwitchInt: operand(t.operand); break;
    case TerminatorKind::Assert:
      operand(t.operand);
      operands(t.operands);
      break;
    case TerminatorKind::InlineAsm:
      for (const mir::AsmOperand &op : code_.asms[t.asm_row].operands) {
        operand(op.in);
        if (op.has_out)
          write(op.out);
      }
      break;
    case TerminatorKind::Return: see_(mir::kReturnPlace, UseKind::Use, point_); break;
    case TerminatorKind::Goto:
    case TerminatorKind::UnwindResume:
    case TerminatorKind::UnwindTerminate:
    case TerminatorKind::Unreachable:
    case TerminatorKind::CoroutineDrop:
    case TerminatorKind::FalseEdge:
    case TerminatorKind::FalseUnwind: break;
    }
  }

  const mir::Code &code_;
  const PointMap &points_;
  See see_;
  uint32_t point_ = 0;
};

/// Occurrences of the locals of interest, in order of points.
struct LocalUses {
  std::vector<uint32_t> defs;
  std::vector<uint32_t> uses;
  std::vector<uint32_t> drops;
};

bool has_in(const std::vector<uint32_t> &sorted, uint32_t begin, uint32_t end, uint32_t &last) {
  auto it = std::lower_bound(sorted.begin(), sorted.end(), end);
  if (it == sorted.begin() || *(it - 1) < begin)
    return false;
  last = *(it - 1);
  return true;
}

class Liveness {
public:
  Liveness(Relations &relations, const LivenessInput &input)
      : rel_(relations), tcx_(relations.tcx), in_(input), body_(input.body),
        predecessors_(mir::predecessors(*input.body.code)) {}

  void run() {
    find_short_regions();
    collect_uses();
    for (Local local : body_.code->locals.ids())
      if (index_[local] != UINT32_MAX)
        trace(local, uses_[index_[local]]);
  }

private:
  /// Regions that outlive a universal one hold all points anyway.
  void find_short_regions() {
    uint32_t count = rel_.infcx.region_var_count();
    is_long_.resize(count);
    // From each universal region to those that must outlive it.
    std::vector<std::pair<uint32_t, uint32_t>> edges;
    for (const OutlivesConstraint &c : rel_.out.outlives)
      edges.push_back({c.sub.raw, c.sup.raw});
    EdgeList graph = EdgeList::of(count, edges);
    std::vector<uint32_t> work;
    for (uint32_t i = 0; i < rel_.universal.count; ++i)
      work.push_back(i);
    while (!work.empty()) {
      uint32_t at = work.back();
      work.pop_back();
      if (is_long_[at])
        continue;
      is_long_.set(at);
      for (uint32_t next : graph.from(at))
        work.push_back(next);
    }
  }

  bool is_relevant(Ty ty) {
    if (!ty.has_flags(ty::kHasFreeRegions | ty::kHasNonRegionInfer))
      return false;
    bool found = false;
    ty::for_each_free_region(rel_.infcx.resolve(ty), [&](Region region) {
      RegionVid vid = rel_.vid(region);
      found |= vid.is_valid() && !is_long_[vid.raw];
    });
    return found;
  }

  void collect_uses() {
    index_ = IndexVec<Local, uint32_t>(body_.code->locals.size(), UINT32_MAX);
    for (Local local : body_.code->locals.ids())
      if (is_relevant(body_.local_ty(local))) {
        index_[local] = static_cast<uint32_t>(uses_.size());
        uses_.emplace_back();
      }
    if (uses_.empty())
      return;
    auto see = [&](Local local, UseKind kind, uint32_t point) {
      if (index_[local] == UINT32_MAX)
        return;
      LocalUses &uses = uses_[index_[local]];
      auto &list = kind == UseKind::Def ? uses.defs : kind == UseKind::Use ? uses.uses : uses.drops;
      if (list.empty() || list.back() != point)
        list.push_back(point);
    };
    UseVisitor(body_, in_.points, see).run();
  }

  uint32_t block_start(BasicBlock block) const { return in_.points.point({block, 0}).raw; }
  uint32_t terminator_point(BasicBlock block) const {
    return block_start(block) + static_cast<uint32_t>(body_[block].statements.size());
  }
  BasicBlock block_of(uint32_t point) const { return in_.points.location(PointIndex(point)).block; }

  void trace(Local local, const LocalUses &uses) {
    IntervalSet use_live = use_points(uses);
    Ty ty = rel_.infcx.resolve(body_.local_ty(local));
    if (!use_live.empty())
      add_live(ty, use_live);
    if (uses.drops.empty())
      return;
    std::vector<uint32_t> drops;
    IntervalSet drop_live = drop_points(local, uses, use_live, drops);
    if (!drop_live.empty())
      add_drop_live(ty, drop_live, drops.front());
  }

  /// Points on whose entry the local's value may be read later.
  IntervalSet use_points(const LocalUses &uses) {
    IntervalSet live;
    std::vector<uint32_t> work(uses.uses.rbegin(), uses.uses.rend());
    while (!work.empty()) {
      uint32_t point = work.back();
      work.pop_back();
      BasicBlock block = block_of(point);
      uint32_t start = block_start(block);
      // The nearest definition above ends the walk; so does what was walked before.
      uint32_t def = 0, known = 0;
      bool has_def = has_in(uses.defs, start, point, def);
      bool has_live = live.last_in(start, point + 1, known);
      uint32_t from = start;
      if (has_def)
        from = std::max(from, def + 1);
      if (has_live)
        from = std::max(from, known + 1);
      live.insert_range(from, point + 1);
      if (from != start || has_def || has_live)
        continue;
      for (BasicBlock pred : predecessors_[block]) {
        uint32_t last = terminator_point(pred);
        uint32_t found = 0;
        if (!has_in(uses.defs, last, last + 1, found) && !live.contains(last))
          work.push_back(last);
      }
    }
    return live;
  }

  // --- Drops

  bool maybe_init(const llvm::BitVector &state, MovePathIndex path) {
    bool found = false;
    in_.moves.for_each_child(path, [&](MovePathIndex child) { found |= state.test(child.raw); });
    return found;
  }
  /// The state before the terminator of the block, and behind it.
  bool init_at_terminator(BasicBlock block, MovePathIndex path, bool at_exit) {
    if (!in_.inits.reached[block])
      return false;
    auto [it, fresh] = exits_.try_emplace(uint64_t(block.raw) * 2 + at_exit);
    if (fresh) {
      mir::InitState state = in_.inits.entry[block];
      uint32_t count = static_cast<uint32_t>(body_[block].statements.size());
      for (uint32_t i = 0; i < count; ++i)
        mir::apply_init_effect(in_.moves, {block, i}, state);
      if (at_exit)
        mir::apply_init_effect(in_.moves, {block, count}, state);
      it->second = std::move(state.maybe_init);
    }
    return maybe_init(it->second, path);
  }

  IntervalSet drop_points(Local local, const LocalUses &uses, const IntervalSet &use_live,
                          std::vector<uint32_t> &drops) {
    IntervalSet live;
    MovePathIndex path = in_.moves.of_local[local];
    if (!path.is_valid())
      return live;
    std::vector<uint32_t> work;
    for (uint32_t point : uses.drops)
      if (init_at_terminator(block_of(point), path, false)) {
        drops.push_back(point);
        if (live.insert(point))
          work.push_back(point);
      }
    while (!work.empty()) {
      uint32_t point = work.back();
      work.pop_back();
      walk_drop(point, path, uses, use_live, live, work);
    }
    return live;
  }

  void walk_drop(uint32_t point, MovePathIndex path, const LocalUses &uses,
                 const IntervalSet &use_live, IntervalSet &live, std::vector<uint32_t> &work) {
    BasicBlock block = block_of(point);
    uint32_t start = block_start(block);
    uint32_t def = 0, used = 0, known = 0;
    uint32_t from = start;
    bool stop = false;
    if (has_in(uses.defs, start, point, def))
      from = std::max(from, def + 1), stop = true;
    if (use_live.last_in(start, point, used))
      from = std::max(from, used + 1), stop = true;
    if (live.last_in(start, point, known))
      from = std::max(from, known + 1), stop = true;
    live.insert_range(from, point);
    if (stop)
      return;
    for (BasicBlock pred : predecessors_[block]) {
      uint32_t last = terminator_point(pred);
      uint32_t found = 0;
      if (!init_at_terminator(pred, path, true) || has_in(uses.defs, last, last + 1, found) ||
          use_live.contains(last))
        continue;
      if (live.insert(last))
        work.push_back(last);
    }
  }

  void add_live(GenericArg value, const IntervalSet &points) {
    ty::for_each_free_region(value, [&](Region region) {
      RegionVid vid = rel_.vid(region);
      if (vid.is_valid() && !is_long_[vid.raw])
        rel_.out.live.ensure(vid).unite(points);
    });
  }

  /// The parts of a type that dropping a value of it may look at.
  void add_drop_live(Ty ty, const IntervalSet &points, uint32_t at) {
    Locus locus{in_.points.location(PointIndex(at)), Span(), ConstraintCategory::Boring};
    locus.span = body_.source_info(locus.at).span;
    llvm::SmallVector<Ty, 8> work{ty};
    llvm::DenseSet<Ty> seen;
    while (!work.empty()) {
      Ty part = rel_.structurally(work.pop_back_val(), locus);
      if (!part.has_flags(ty::kHasFreeRegions) || !seen.insert(part).second)
        continue;
      if (seen.size() > 4096)
        return add_live(ty, points);
      drop_part(part, points, work, locus);
    }
  }

  void drop_part(Ty ty, const IntervalSet &points, llvm::SmallVectorImpl<Ty> &work,
                 const Locus &locus) {
    using ty::TyKind;
    switch (ty.kind()) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Bound:
    case TyKind::Infer:
    case TyKind::CoroutineWitness:
    case TyKind::Error: return;
    case TyKind::Array:
      if (!traits::is_empty_array(ty))
        work.push_back(ty.inner());
      return;
    case TyKind::Slice: work.push_back(ty.inner()); return;
    case TyKind::Tuple: work.append(ty.tuple_elems().begin(), ty.tuple_elems().end()); return;
    case TyKind::Closure: {
      ty::TyList upvars = ty::ClosureArgs::of(ty.args()).upvar_tys();
      work.append(upvars.begin(), upvars.end());
      return;
    }
    case TyKind::Coroutine:
    case TyKind::Dynamic:
    case TyKind::Param:
    case TyKind::Placeholder:
    case TyKind::Alias: add_live(ty, points); return;
    case TyKind::Adt: {
      const ty::DropckConstraint *constraint = tcx_.dropck_constraint(ty.def_id());
      for (Ty part : constraint->outlives)
        add_live(rel_.normalize(ty::instantiate_ty(tcx_, part, ty.args()), locus), points);
      for (Ty part : constraint->dtorck)
        work.push_back(ty::instantiate_ty(tcx_, part, ty.args()));
      if (!constraint->overflows.empty())
        add_live(ty, points);
      return;
    }
    }
  }

  Relations &rel_;
  TyCtxt &tcx_;
  const LivenessInput &in_;
  const mir::Body &body_;
  IndexVec<BasicBlock, llvm::SmallVector<BasicBlock, 4>> predecessors_;
  llvm::BitVector is_long_;
  IndexVec<Local, uint32_t> index_; ///< row of uses_; UINT32_MAX: not of interest
  std::vector<LocalUses> uses_;
  llvm::DenseMap<uint64_t, llvm::BitVector> exits_; ///< by block, before or behind its terminator
};

} // namespace

void compute_liveness(Relations &relations, const LivenessInput &input) {
  Liveness(relations, input).run();
}

} // namespace ochre::borrowck
