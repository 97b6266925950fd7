#include "borrowck/regions/solver.h"

namespace ochre::borrowck {

void RegionSolver::solve(ConstraintSet &constraints, llvm::ArrayRef<MemberConstraint> members) {
  build_graph(constraints);
  if (add_static_for_unnameable(constraints))
    build_graph(constraints);
  initial_values(constraints);
  propagate(members);
}

void RegionSolver::build_graph(const ConstraintSet &constraints) {
  uint32_t nodes = static_cast<uint32_t>(defs_.size());
  std::vector<std::pair<uint32_t, uint32_t>> edges;
  edges.reserve(constraints.outlives.size());
  for (const OutlivesConstraint &c : constraints.outlives)
    edges.push_back({c.sup.raw, c.sub.raw});
  graph_ = EdgeList::of(nodes, edges);
  sccs_ = compute_sccs(graph_);
  for (auto &[from, to] : edges)
    from = sccs_.component[from], to = sccs_.component[to];
  llvm::sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  llvm::erase_if(edges, [](const auto &edge) { return edge.first == edge.second; });
  scc_graph_ = EdgeList::of(sccs_.count, edges);
  // Universal regions are the smallest numbers, placeholders come before other variables.
  representatives_.assign(sccs_.count, RegionVid());
  for (RegionVid vid : defs_.ids()) {
    RegionVid &known = representatives_[scc(vid)];
    bool better = !known.is_valid() || (defs_[known].origin == RegionOrigin::Existential &&
                                        defs_[vid].origin == RegionOrigin::Placeholder);
    if (better)
      known = vid;
  }
}

/// `'r: !p` where !p belongs to a `for<'p>` that was opened after 'r was made: 'r would have to
/// outlive every region, so it is 'static.
bool RegionSolver::add_static_for_unnameable(ConstraintSet &constraints) {
  if (constraints.placeholders.empty())
    return false;
  std::vector<uint32_t> least(sccs_.count, UINT32_MAX); // universe that all members can name
  std::vector<uint32_t> reached(sccs_.count, 0);        // largest one of a placeholder below
  for (RegionVid vid : defs_.ids()) {
    uint32_t at = scc(vid);
    least[at] = std::min(least[at], defs_[vid].universe.raw);
    if (defs_[vid].origin == RegionOrigin::Placeholder)
      reached[at] = std::max(reached[at], defs_[vid].universe.raw);
  }
  bool added = false;
  for (uint32_t at = 0; at < sccs_.count; ++at) {
    for (uint32_t below : scc_graph_.from(at))
      reached[at] = std::max(reached[at], reached[below]);
    if (reached[at] <= least[at])
      continue;
    OutlivesConstraint constraint;
    constraint.sup = representatives_[at];
    constraint.sub = universal_.re_static();
    constraint.category = ConstraintCategory::IllegalUniverse;
    if (constraint.sup == constraint.sub)
      continue;
    constraints.outlives.push_back(constraint);
    added = true;
    // What is above gets it from here.
    reached[at] = 0;
  }
  return added;
}

void RegionSolver::initial_values(const ConstraintSet &constraints) {
  values_.assign(sccs_.count, RegionValue());
  for (RegionVid vid : defs_.ids()) {
    RegionValue &value = values_[scc(vid)];
    switch (defs_[vid].origin) {
    case RegionOrigin::Universal:
      value.points.insert_range(0, num_points_);
      value.universal.set(vid.raw);
      break;
    case RegionOrigin::Placeholder: value.placeholders.set(vid.raw); break;
    case RegionOrigin::Existential:
      if (const IntervalSet *live = constraints.live.get(vid))
        value.points.unite(*live);
      break;
    }
  }
}

void RegionSolver::propagate(llvm::ArrayRef<MemberConstraint> members) {
  // By component, so that each is applied when all below it is known.
  std::vector<std::pair<uint32_t, uint32_t>> order;
  for (uint32_t i = 0; i < members.size(); ++i)
    order.push_back({scc(members[i].member), i});
  llvm::sort(order);
  size_t next = 0;
  for (uint32_t at = 0; at < sccs_.count; ++at) {
    RegionValue &value = values_[at];
    for (uint32_t below : scc_graph_.from(at)) {
      value.points.unite(values_[below].points);
      value.universal |= values_[below].universal;
      value.placeholders |= values_[below].placeholders;
    }
    for (; next < order.size() && order[next].first == at; ++next)
      apply_member(members[order[next].second]);
  }
}

/// Universal regions that must outlive the component.
llvm::SmallVector<RegionVid, 4> RegionSolver::universal_above(uint32_t from) {
  if (reverse_.first.empty()) {
    std::vector<std::pair<uint32_t, uint32_t>> edges;
    for (uint32_t at = 0; at < sccs_.count; ++at)
      for (uint32_t below : scc_graph_.from(at))
        edges.push_back({below, at});
    reverse_ = EdgeList::of(sccs_.count, edges);
  }
  llvm::SmallVector<RegionVid, 4> out;
  llvm::DenseSet<uint32_t> seen;
  llvm::SmallVector<uint32_t, 16> work{from};
  while (!work.empty()) {
    uint32_t at = work.pop_back_val();
    if (!seen.insert(at).second)
      continue;
    for (uint32_t above : reverse_.from(at))
      work.push_back(above);
  }
  for (uint32_t i = 0; i < universal_.count; ++i)
    if (seen.contains(scc(RegionVid(i))))
      out.push_back(RegionVid(i));
  return out;
}

void RegionSolver::apply_member(const MemberConstraint &member) {
  RegionValue &value = values_[scc(member.member)];
  if (!value.placeholders.empty())
    return;
  llvm::SmallVector<RegionVid, 4> choices;
  for (RegionVid choice : member.choices) {
    // A choice that is a variable equal to a universal region is that region.
    RegionVid rep = representative(choice);
    if (universal_.contains(rep) && !llvm::is_contained(choices, rep))
      choices.push_back(rep);
  }
  llvm::erase_if(choices, [&](RegionVid choice) {
    for (uint32_t below : value.universal)
      if (!relations_.outlives(choice, RegionVid(below)))
        return true;
    return false;
  });
  auto above = universal_above(scc(member.member));
  llvm::erase_if(choices, [&](RegionVid choice) {
    return llvm::any_of(above, [&](RegionVid up) { return !relations_.outlives(up, choice); });
  });
  // The least of those that are comparable with all others.
  RegionVid least;
  for (RegionVid choice : choices) {
    bool comparable = llvm::all_of(choices, [&](RegionVid other) {
      return relations_.outlives(other, choice) || relations_.outlives(choice, other);
    });
    if (comparable && (!least.is_valid() || relations_.outlives(least, choice)))
      least = choice;
  }
  if (!least.is_valid())
    return;
  value.universal.set(least.raw);
  value.points.insert_range(0, num_points_);
}

bool RegionSolver::outlives(RegionVid sup, RegionVid sub) const {
  if (scc(sup) == scc(sub))
    return true;
  const RegionValue &above = value(sup);
  const RegionValue &below = value(sub);
  if (above.universal.test(universal_.re_static().raw))
    return true;
  for (uint32_t placeholder : below.placeholders)
    if (!above.placeholders.test(placeholder))
      return false;
  for (uint32_t lower : below.universal) {
    bool ok = false;
    for (uint32_t upper : above.universal)
      ok |= relations_.outlives(RegionVid(upper), RegionVid(lower));
    if (!ok)
      return false;
  }
  return !above.universal.empty() || above.points.contains_all(below.points);
}

} // namespace ochre::borrowck
