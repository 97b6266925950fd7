// From a goal in some context to a canonical one and back.
//
// `?7: From<&'a ?3>` becomes `?0: From<&'0 ?1>` with originals [?7, ?3] and
// regions ['a]. If ?1 := str followed, the response has the values [?0, str].
// Constraints on regions that exist only inside are first reduced to those on
// regions of the goal: `'0: 'x` and `'x: '1` give `'0: '1`. A region that must
// outlive a placeholder made inside must be 'static; a placeholder that must
// outlive anything from outside cannot (the leak check).
#include "sema/traits/canonical.h"

#include "sema/ty/memo.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallSet.h"

namespace ochre::traits {

using ty::ConstKind;
using ty::InferKind;

namespace {

uint32_t index_in(llvm::SmallVectorImpl<GenericArg> &list, GenericArg arg) {
  auto it = llvm::find(list, arg);
  if (it == list.end()) {
    list.push_back(arg);
    return static_cast<uint32_t>(list.size() - 1);
  }
  return static_cast<uint32_t>(it - list.begin());
}

/// Numbers variables per sort.
struct Numbering {
  llvm::SmallVector<GenericArg, 8> tys, ints, floats, consts;

  Ty number(TyCtxt &tcx, Ty var) {
    if (var.is_ty_var())
      return tcx.mk_ty_var(TyVid(index_in(tys, var)));
    if (var.is_int_var())
      return tcx.mk_int_var(IntVid(index_in(ints, var)));
    return tcx.mk_float_var(FloatVid(index_in(floats, var)));
  }
  Const number(TyCtxt &tcx, Const var) { return tcx.mk_const_var(ConstVid(index_in(consts, var))); }
  size_t size() const { return tys.size() + ints.size() + floats.size() + consts.size(); }
};

/// Common to goals and responses; they differ in what becomes of regions.
template <class Derived>
struct Canonicalizer {
  InferCtxt &infcx;
  TyCtxt &tcx;
  Numbering numbering;
  uint32_t depth = 0;
  /// Occurrences of one region in one type may have one number: a response says what must hold
  /// between numbers, and it holds.
  /// As each occurrence that is not remembered is numbered apart, it starts at once.
  ty::TypeMemo memo{8};

  static constexpr uint32_t kWork = ty::kHasNonRegionInfer | ty::kHasFreeRegions;

  explicit Canonicalizer(InferCtxt &infcx) : infcx(infcx), tcx(infcx.tcx) {}
  Derived &self() { return static_cast<Derived &>(*this); }

  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(self().work()))
      return ty;
    if (ty.is_infer()) {
      Ty value = infcx.shallow_resolve(ty);
      if (!value.is_infer())
        return fold_ty(value);
      if (value.infer_kind() >= InferKind::FreshTy)
        return value;
      self().see_var(value);
      return numbering.number(tcx, value);
    }
    self().see_ty(ty);
    return ty::memo_fold(self(), ty);
  }
  Const fold_const(Const ct) {
    if (!ct.has_flags(self().work()))
      return ct;
    if (ct.is(ConstKind::Infer) && !ct.is_fresh()) {
      Const value = infcx.shallow_resolve(ct);
      if (!value.is(ConstKind::Infer))
        return fold_const(value);
      self().see_var(value);
      return numbering.number(tcx, value);
    }
    return ty::super_fold(self(), ct);
  }
};

struct GoalCanonicalizer : Canonicalizer<GoalCanonicalizer> {
  CanonicalGoal &goal;
  GoalCanonicalizer(InferCtxt &infcx, CanonicalGoal &goal) : Canonicalizer(infcx), goal(goal) {}

  // Erased regions too: whether a bound of all regions matches a single one must
  // not depend on regions having names. When all are erased nothing can depend on them.
  [[nodiscard]] bool keeps_erased() const { return infcx.mode == TypingMode::PostAnalysis; }
  [[nodiscard]] uint32_t work() const {
    return kWork | ty::kHasTyPlaceholder | ty::kHasCtPlaceholder |
           (keeps_erased() ? 0 : ty::kHasReErased);
  }
  void see_var(GenericArg var) {
    if (!llvm::is_contained(goal.vars, var))
      goal.vars.push_back(var);
  }
  void see_ty(Ty ty) {
    if (ty.is(ty::TyKind::Placeholder))
      goal.counts.universe = std::max(goal.counts.universe, ty.universe());
  }
  Region fold_region(Region region) {
    if (region.is_bound() || region.is_error() || (region.is_erased() && keeps_erased()))
      return region;
    goal.regions.push_back(region);
    return tcx.mk_re_var(RegionVid(static_cast<uint32_t>(goal.regions.size() - 1)));
  }
};

struct ResponseCanonicalizer : Canonicalizer<ResponseCanonicalizer> {
  uint32_t goal_regions;
  llvm::SmallVector<Region, 4> new_regions{};
  ResponseCanonicalizer(InferCtxt &infcx, uint32_t goal_regions)
      : Canonicalizer(infcx), goal_regions(goal_regions) {}

  static uint32_t work() { return kWork; }
  void see_var(GenericArg) {}
  void see_ty(Ty) {}
  Region fold_region(Region region) {
    if (!region.is_var() || region.vid().raw < goal_regions)
      return region;
    auto it = llvm::find(new_regions, region);
    uint32_t index = static_cast<uint32_t>(it - new_regions.begin());
    if (it == new_regions.end())
      new_regions.push_back(region);
    return tcx.mk_re_var(RegionVid(goal_regions + index));
  }
};

} // namespace

CanonicalGoal canonicalize(InferCtxt &infcx, const Goal &goal) {
  CanonicalGoal out;
  GoalCanonicalizer folder(infcx, out);
  bool folds = goal.predicate.has_flags(folder.work());
  out.key.predicate = folds ? ty::fold(folder, goal.predicate) : goal.predicate;
  out.key.env = goal.env;
  if (goal.env.caller_bounds.has_flags(ty::kHasInfer))
    out.key.env = ty::fold(folder, goal.env);
  out.key.mode = infcx.mode;
  out.key.scope = infcx.body;
  llvm::SmallVector<Predicate, 2> opaques;
  for (const OpaqueEntry &entry : infcx.opaque_types())
    opaques.push_back(ty::fold(
        folder, infcx.tcx.mk_projection_predicate({entry.def_id, entry.args}, entry.hidden)));
  out.key.opaques = infcx.tcx.mk_clauses(opaques);
  out.counts.tys = static_cast<uint32_t>(folder.numbering.tys.size());
  out.counts.ints = static_cast<uint32_t>(folder.numbering.ints.size());
  out.counts.floats = static_cast<uint32_t>(folder.numbering.floats.size());
  out.counts.consts = static_cast<uint32_t>(folder.numbering.consts.size());
  out.counts.regions = static_cast<uint32_t>(out.regions.size());
  return out;
}

llvm::SmallVector<GenericArg, 8> enter_canonical(InferCtxt &infcx, const CanonicalGoal &goal) {
  infcx.reset(goal.key.mode, goal.key.scope);
  const VarCounts &counts = goal.counts;
  UniverseIndex root(0);
  for (uint32_t i = 0; i < counts.tys; ++i)
    infcx.next_ty_var_in(root);
  for (uint32_t i = 0; i < counts.ints; ++i)
    infcx.next_int_var();
  for (uint32_t i = 0; i < counts.floats; ++i)
    infcx.next_float_var();
  for (uint32_t i = 0; i < counts.consts; ++i)
    infcx.next_const_var_in(root);
  for (uint32_t i = 0; i < counts.regions; ++i)
    infcx.next_region_var_in(root);
  infcx.set_universe(counts.universe);
  for (Predicate opaque : goal.key.opaques)
    infcx.add_opaque_type({opaque.alias().def_id, opaque.alias().args, opaque.term().ty(), Span()});

  TyCtxt &tcx = infcx.tcx;
  uint32_t tys = 0, ints = 0, floats = 0, consts = 0;
  llvm::SmallVector<GenericArg, 8> vars;
  for (GenericArg original : goal.vars) {
    if (original.is_const())
      vars.push_back(tcx.mk_const_var(ConstVid(consts++)));
    else if (original.ty().is_int_var())
      vars.push_back(tcx.mk_int_var(IntVid(ints++)));
    else if (original.ty().is_float_var())
      vars.push_back(tcx.mk_float_var(FloatVid(floats++)));
    else
      vars.push_back(tcx.mk_ty_var(TyVid(tys++)));
  }
  return vars;
}

namespace {

/// The graph of `sup: sub` among regions of an evaluated goal.
class RegionGraph {
public:
  RegionGraph(InferCtxt &infcx, uint32_t goal_regions)
      : infcx_(infcx), goal_regions_(goal_regions) {
    for (const RegionConstraint &c : infcx.region_constraints().outlives) {
      uint32_t sup = node(c.sup);
      edges_[sup].insert(node(c.sub));
    }
  }
  /// A region that the response will name though it was made inside.
  void keep(Region region) { kept_.insert(region); }

  /// False if a placeholder would have to outlive what it cannot know.
  bool placeholders_hold();
  /// Regions named outside that `region` must outlive; `is_static`: also 'static.
  llvm::SmallVector<Region, 4> outer_below(Region region, bool &is_static);
  void reduce(std::vector<RegionPair> &out);

  bool is_outer(Region region) const {
    if (region.is_var())
      return region.vid().raw < goal_regions_ || kept_.contains(region);
    return region.kind() != ty::RegionKind::Placeholder;
  }

private:
  static bool is_placeholder(Region region) { return region.kind() == ty::RegionKind::Placeholder; }
  uint32_t node(Region region) {
    auto [it, fresh] = index_.try_emplace(region, static_cast<uint32_t>(nodes_.size()));
    if (fresh) {
      nodes_.push_back(region);
      edges_.emplace_back();
    }
    return it->second;
  }
  llvm::SmallSetVector<uint32_t, 8> reachable(uint32_t from) const {
    llvm::SmallSetVector<uint32_t, 8> seen;
    seen.insert(from);
    for (size_t i = 0; i < seen.size(); ++i)
      for (uint32_t next : edges_[seen[i]])
        seen.insert(next);
    return seen;
  }
  /// Must be 'static: outlives a placeholder of a universe that it cannot name.
  bool outlives_unnameable(uint32_t from) const {
    if (is_placeholder(nodes_[from]))
      return false;
    for (uint32_t at : reachable(from))
      if (is_placeholder(nodes_[at]) && nodes_[at].universe() > infcx_.universe_of(nodes_[from]))
        return true;
    return false;
  }

  InferCtxt &infcx_;
  uint32_t goal_regions_;
  llvm::SmallVector<Region, 8> nodes_;
  llvm::SmallVector<llvm::SmallSetVector<uint32_t, 2>, 8> edges_;
  llvm::SmallDenseMap<Region, uint32_t, 8> index_;
  llvm::SmallDenseSet<Region, 8> kept_;
};

bool RegionGraph::placeholders_hold() {
  for (uint32_t p = 0; p < nodes_.size(); ++p) {
    if (!is_placeholder(nodes_[p]))
      continue;
    for (uint32_t at : reachable(p)) {
      if (at == p)
        continue;
      Region below = nodes_[at];
      bool inner_var = below.is_var() && infcx_.universe_of(below) >= nodes_[p].universe();
      if (!inner_var || outlives_unnameable(at))
        return false;
    }
  }
  return true;
}

llvm::SmallVector<Region, 4> RegionGraph::outer_below(Region region, bool &is_static) {
  llvm::SmallVector<Region, 4> out;
  auto it = index_.find(region);
  if (it == index_.end())
    return out;
  llvm::SmallSetVector<uint32_t, 8> seen;
  seen.insert(it->second);
  for (size_t i = 0; i < seen.size(); ++i) {
    Region at = nodes_[seen[i]];
    if (seen[i] != it->second && is_outer(at)) {
      out.push_back(at);
      continue;
    }
    is_static |=
        is_placeholder(at) && seen[i] != it->second && at.universe() > infcx_.universe_of(region);
    for (uint32_t next : edges_[seen[i]])
      seen.insert(next);
  }
  return out;
}

void RegionGraph::reduce(std::vector<RegionPair> &out) {
  for (uint32_t from = 0; from < nodes_.size(); ++from) {
    if (!is_outer(nodes_[from]))
      continue;
    bool is_static = false;
    for (Region below : outer_below(nodes_[from], is_static))
      out.push_back({nodes_[from], below});
    if (is_static)
      out.push_back({nodes_[from], infcx_.tcx.common.re_static});
  }
}

bool region_less(Region a, Region b) {
  if (a == b)
    return false;
  if (a.is_var() != b.is_var())
    return a.is_var();
  return a.is_var() ? a.vid() < b.vid() : a.fingerprint() < b.fingerprint();
}
bool pair_less(const RegionPair &a, const RegionPair &b) {
  return a.sup == b.sup ? region_less(a.sub, b.sub) : region_less(a.sup, b.sup);
}

template <class T, class Less>
llvm::ArrayRef<T> sorted_copy(Arena &arena, std::vector<T> &items, Less less) {
  llvm::sort(items, less);
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return arena.copy(llvm::ArrayRef<T>(items));
}

/// `T: 'r` for regions that the outside knows.
void reduce_type_outlives(InferCtxt &infcx, RegionGraph &graph, ResponseCanonicalizer &folder,
                          std::vector<TypeRegionPair> &out) {
  Region re_static = infcx.tcx.common.re_static;
  for (const TypeOutlivesConstraint &c : infcx.region_constraints().type_outlives) {
    Ty ty = folder.fold_ty(c.ty);
    if (graph.is_outer(c.region)) {
      out.push_back({ty, folder.fold_region(c.region)});
      continue;
    }
    bool is_static = c.region.kind() == ty::RegionKind::Placeholder;
    llvm::SmallVector<Region, 4> below;
    if (!is_static)
      below = graph.outer_below(c.region, is_static);
    if (is_static)
      below.assign(1, re_static);
    for (Region region : below)
      out.push_back({ty, folder.fold_region(region)});
  }
}

} // namespace

QueryResult make_response(InferCtxt &infcx, Arena &arena, const CanonicalGoal &goal,
                          llvm::ArrayRef<GenericArg> vars, Certainty certainty) {
  uint32_t goal_regions = goal.counts.regions;
  ResponseCanonicalizer folder(infcx, goal_regions);
  Response response;
  response.certainty = certainty;
  llvm::SmallVector<GenericArg, 8> values;
  for (GenericArg var : vars) {
    values.push_back(ty::fold(folder, var));
    response.is_identity &= values.back() == var;
  }
  response.values = infcx.tcx.mk_args(values);

  std::vector<OpaqueHidden> opaques;
  for (const OpaqueEntry &entry : infcx.opaque_types().drop_front(goal.key.opaques.size()))
    opaques.push_back({entry.def_id, ty::fold(folder, entry.args), folder.fold_ty(entry.hidden)});
  response.opaques = arena.copy(llvm::ArrayRef<OpaqueHidden>(opaques));

  const RegionConstraints &constraints = infcx.region_constraints();
  if (!constraints.outlives.empty() || !constraints.type_outlives.empty()) {
    RegionGraph graph(infcx, goal_regions);
    if (!graph.placeholders_hold())
      return nullptr;
    for (const TypeOutlivesConstraint &c : constraints.type_outlives)
      folder.fold_ty(c.ty); // numbers the regions that it names
    for (Region region : folder.new_regions)
      graph.keep(region);
    std::vector<RegionPair> outlives;
    graph.reduce(outlives);
    for (RegionPair &pair : outlives)
      pair = {folder.fold_region(pair.sup), folder.fold_region(pair.sub)};
    std::vector<TypeRegionPair> type_outlives;
    reduce_type_outlives(infcx, graph, folder, type_outlives);
    response.outlives = sorted_copy(arena, outlives, pair_less);
    response.type_outlives =
        sorted_copy(arena, type_outlives, [](const TypeRegionPair &a, const TypeRegionPair &b) {
          return a.ty == b.ty ? region_less(a.region, b.region)
                              : a.ty.fingerprint() < b.ty.fingerprint();
        });
  }
  response.new_regions = static_cast<uint32_t>(folder.new_regions.size());
  return arena.make<Response>(response);
}

namespace {

/// Variables of a response to variables of the caller.
struct ResponseFolder {
  InferCtxt &infcx;
  TyCtxt &tcx;
  const CanonicalGoal &goal;
  Numbering known{}; ///< by number; null: not made yet
  llvm::SmallVector<Region, 4> new_regions{};
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  static constexpr uint32_t kWork = ty::kHasNonRegionInfer | ty::kHasFreeRegions;

  template <class Make>
  static GenericArg get(llvm::SmallVectorImpl<GenericArg> &list, uint32_t index, Make make) {
    if (list.size() <= index)
      list.resize(index + 1);
    if (!list[index])
      list[index] = make();
    return list[index];
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(kWork))
      return ty;
    if (ty.is_ty_var())
      return get(known.tys, ty.ty_vid().raw, [&] { return infcx.next_ty_var(); }).ty();
    if (ty.is_int_var())
      return get(known.ints, ty.int_vid().raw, [&] { return infcx.next_int_var(); }).ty();
    if (ty.is_float_var())
      return get(known.floats, ty.float_vid().raw, [&] { return infcx.next_float_var(); }).ty();
    return ty::memo_fold(*this, ty);
  }
  Const fold_const(Const ct) {
    if (!ct.has_flags(kWork))
      return ct;
    if (ct.is(ConstKind::Infer) && !ct.is_fresh())
      return get(known.consts, ct.vid().raw, [&] { return infcx.next_const_var(); }).ct();
    return ty::super_fold(*this, ct);
  }
  Region fold_region(Region region) {
    if (!region.is_var())
      return region;
    uint32_t index = region.vid().raw;
    if (index < goal.regions.size())
      return goal.regions[index];
    index -= static_cast<uint32_t>(goal.regions.size());
    while (new_regions.size() <= index)
      new_regions.push_back(infcx.next_region_var());
    return new_regions[index];
  }
  /// If the response's value is a bare variable, it is the original itself.
  void learn(GenericArg value, GenericArg original) {
    if (value.is_ty() && value.ty().is_infer()) {
      Ty ty = value.ty();
      if (ty.is_ty_var())
        get(known.tys, ty.ty_vid().raw, [&] { return original; });
      else if (ty.is_int_var())
        get(known.ints, ty.int_vid().raw, [&] { return original; });
      else if (ty.is_float_var())
        get(known.floats, ty.float_vid().raw, [&] { return original; });
    } else if (value.is_const() && value.ct().is(ConstKind::Infer)) {
      get(known.consts, value.ct().vid().raw, [&] { return original; });
    }
  }
};

bool can_name(const InferCtxt &infcx, UniverseIndex universe, Ty value) {
  struct Visitor {
    const InferCtxt &infcx;
    UniverseIndex universe;
    uint32_t depth = 0;
    ty::TypeMemo memo{};

    bool visit_ty(Ty ty) {
      if (!ty.has_flags(ty::kHasInfer | ty::kHasPlaceholder))
        return false;
      ty = infcx.shallow_resolve(ty);
      if (ty.is_ty_var())
        return infcx.universe_of(ty.ty_vid()) > universe;
      if (ty.is(ty::TyKind::Placeholder))
        return ty.universe() > universe;
      return ty::memo_visit(*this, ty);
    }
    bool visit_region(Region region) { return infcx.universe_of(region) > universe; }
    bool visit_const(Const ct) {
      if (ct.is(ConstKind::Infer) || ct.is(ConstKind::Placeholder))
        return universe < infcx.universe();
      return ty::super_visit(*this, ct);
    }
  };
  Visitor visitor{infcx, universe};
  return universe == infcx.universe() || !visitor.visit_ty(value);
}

bool apply_value(InferCtxt &infcx, GenericArg original, GenericArg value,
                 const ObligationCause &cause, bool &changed, Obligations &obligations) {
  original = infcx.shallow_resolve(original);
  if (original == infcx.shallow_resolve(value))
    return true;
  changed = true;
  // The value went through the occurs check inside; if the variable can name all
  // of it, there is nothing to generalise.
  if (original.is_ty() && original.ty().is_ty_var() && !value.ty().is_ty_var() &&
      can_name(infcx, infcx.universe_of(original.ty().ty_vid()), value.ty())) {
    infcx.bind(original.ty().ty_vid(), value.ty());
    return true;
  }
  RelateResult result =
      infcx.relate_structurally(cause, ParamEnv(), ty::Variance::Invariant, original, value);
  obligations.append(result.obligations.begin(), result.obligations.end());
  return bool(result);
}

} // namespace

bool apply_response(InferCtxt &infcx, const CanonicalGoal &goal, const Response &response,
                    const ObligationCause &cause, bool &changed, Obligations &obligations) {
  ResponseFolder folder{infcx, infcx.tcx, goal};
  for (uint32_t i = 0; i < goal.vars.size(); ++i)
    folder.learn(response.values[i], goal.vars[i]);
  if (!response.is_identity)
    for (uint32_t i = 0; i < goal.vars.size(); ++i)
      if (!apply_value(infcx, goal.vars[i], ty::fold(folder, response.values[i]), cause, changed,
                       obligations))
        return false;
  for (const RegionPair &pair : response.outlives)
    infcx.add_outlives(folder.fold_region(pair.sup), folder.fold_region(pair.sub), cause);
  for (const TypeRegionPair &pair : response.type_outlives)
    infcx.add_type_outlives(folder.fold_ty(pair.ty), folder.fold_region(pair.region), cause);
  for (const OpaqueHidden &opaque : response.opaques) {
    changed = true;
    infcx.add_opaque_type(
        {opaque.def_id, ty::fold(folder, opaque.args), folder.fold_ty(opaque.hidden), cause.span});
  }
  return true;
}

} // namespace ochre::traits
