#include "borrowck/moves/check_moves.h"

#include "sema/ty/fold.h"

namespace ochre::borrowck {

using mir::MovePathIndex;

namespace {

/// Walks back from a use to the moves that reach it. Ways through the back edge of a loop are only
/// taken where no other way leads to a move.
class MoveFinder {
public:
  MoveFinder(const BodyCx &cx, MovePathIndex path) : cx_(cx) {
    for (MovePathIndex p = path; p.is_valid(); p = cx.moves.paths[p].parent)
      paths_.insert(p);
  }

  std::vector<MoveSite> run(Location at) {
    push_predecessors(at, false);
    bool reached_start = false;
    while (!todo_.empty()) {
      Location from = todo_.pop_back_val();
      if (!visit(from, false) && !push_predecessors(from, false))
        reached_start = true;
    }
    if (sites_.empty() && (is_argument() || !reached_start)) {
      while (!back_edges_.empty()) {
        Location from = back_edges_.pop_back_val();
        if (!visit(from, true))
          push_predecessors(from, true);
      }
    }
    return std::move(sites_);
  }

private:
  bool is_argument() const {
    for (const mir::Init &init : cx_.moves.inits)
      if (init.is_argument && paths_.contains(init.path))
        return true;
    return false;
  }
  bool push_predecessors(Location at, bool all_back) {
    bool any = false;
    cx_.for_each_predecessor(at, [&](Location from) {
      any = true;
      bool is_back = all_back || cx_.dominators.dominates(at, from);
      (is_back ? back_edges_ : todo_).push_back(from);
    });
    return any;
  }
  /// Records moves at the location; true if the way back ends here.
  bool visit(Location at, bool back) {
    if (!seen_.insert({at.block.raw, at.statement}).second)
      return true;
    bool stop = false;
    for (uint32_t row : cx_.moves.moves_at[at.block][at.statement]) {
      const mir::MoveOut &move = cx_.moves.moves[row];
      if (move.is_storage_dead || move.is_drop || !paths_.contains(move.path))
        continue;
      sites_.push_back({row, back});
      stop = true;
    }
    if (stop)
      return true;
    for (uint32_t row : cx_.moves.inits_at[at.block][at.statement])
      if (paths_.contains(cx_.moves.inits[row].path))
        return true;
    return false;
  }

  const BodyCx &cx_;
  llvm::DenseSet<MovePathIndex> paths_;
  llvm::SmallVector<Location, 16> todo_, back_edges_;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> seen_;
  std::vector<MoveSite> sites_;
};

bool has_dtor(const BodyCx &cx, ty::Ty ty) {
  return ty.is_adt() && cx.tcx.adt_destructor(ty.def_id()).is_valid();
}

bool is_union(const BodyCx &cx, ty::Ty ty) {
  return ty.is_adt() && cx.tcx.adt_def(ty.def_id())->is_union();
}

} // namespace

std::vector<MoveSite> find_moves(const BodyCx &cx, Location at, MovePathIndex path) {
  return MoveFinder(cx, path).run(at);
}

void MoveChecker::check(const Access &access, Location at, const mir::InitState &state) {
  Use use{at, access.span, access.action, access.place};
  switch (access.init) {
  case InitCheck::None: return;
  case InitCheck::Path: return check_path(use, cx_.ref(access.place), state);
  case InitCheck::PathAndSubpaths:
    return check_path_and_subpaths(use, cx_.ref(access.place), state);
  case InitCheck::Assigned: return check_assigned(use, state);
  }
}

/// The longest prefix of the place that is tracked must be initialised.
void MoveChecker::check_path(const Use &use, PlaceRef place, const mir::InitState &state) {
  MovePathIndex path = cx_.moves.of_local[place.local];
  for (const PlaceElem &e : place.elems) {
    MovePathIndex next = cx_.moves.child(path, e);
    if (!next.is_valid())
      break;
    path = next;
  }
  if (state.maybe_uninit.test(path.raw))
    report(use, path, cx_.moves.paths[path].place);
}

void MoveChecker::check_path_and_subpaths(const Use &use, PlaceRef place,
                                          const mir::InitState &state) {
  check_path(use, place, state);
  // A part of an array has no path of its own: its elements have.
  if (place.ends_with(ProjectionKind::Subslice) && !place.elems.back().from_end &&
      cx_.type_of(place.base()).is(ty::TyKind::Array)) {
    std::optional<MovePathIndex> base = cx_.moves.exact(place.base().local, place.base().elems);
    if (!base)
      return;
    const PlaceElem &part = place.elems.back();
    for (MovePathIndex c = cx_.moves.paths[*base].first_child; c.is_valid();
         c = cx_.moves.paths[c].next_sibling) {
      PlaceRef child = cx_.ref(cx_.moves.paths[c].place);
      const PlaceElem &e = child.elems.back();
      bool inside = e.kind == ProjectionKind::ConstantIndex && e.a >= part.a && e.a < part.b;
      if (!inside)
        continue;
      std::optional<MovePathIndex> found;
      cx_.moves.for_each_child(c, [&](MovePathIndex p) {
        if (!found && state.maybe_uninit.test(p.raw))
          found = p;
      });
      if (found)
        return report(use, *found, use.place);
    }
    return;
  }
  std::optional<MovePathIndex> path = cx_.moves.exact(place.local, place.elems);
  if (!path || !cx_.moves.paths[*path].first_child.is_valid())
    return;
  std::optional<MovePathIndex> found;
  cx_.moves.for_each_child(*path, [&](MovePathIndex p) {
    if (!found && p != *path && state.maybe_uninit.test(p.raw))
      found = p;
  });
  if (found && !state.maybe_uninit.test(path->raw))
    report(use, *found, use.place);
}

/// Assigning to a struct that is not whole is not allowed, even if the field itself may be.
bool MoveChecker::check_parent_of_field(const Use &use, PlaceRef base,
                                        const mir::InitState &state) {
  MovePathIndex shortest;
  for (size_t count = base.elems.size() + 1; count-- > 0;) {
    std::optional<MovePathIndex> path = cx_.moves.exact(base.local, base.elems.take_front(count));
    if (path && state.maybe_uninit.test(path->raw))
      shortest = *path;
    if (count > 0 && base.elems[count - 1].kind == ProjectionKind::Deref)
      break;
  }
  if (!shortest.is_valid())
    return false;
  // A union's field may be set again after a move out of it.
  if (is_union(cx_, cx_.type_of(base)) && !find_moves(cx_, use.at, shortest).empty())
    return true;
  Use partial = use;
  partial.action = InitAction::PartialAssignment;
  report(partial, shortest, cx_.moves.paths[shortest].place);
  partially_assigned.insert(base.local);
  return true;
}

void MoveChecker::check_assigned(const Use &use, const mir::InitState &state) {
  PlaceRef place = cx_.ref(use.place);
  for (; !place.is_local(); place = place.base()) {
    PlaceRef base = place.base();
    switch (place.elems.back().kind) {
    case ProjectionKind::Deref: return check_path(use, base, state);
    case ProjectionKind::Field: {
      ty::Ty ty = cx_.type_of(base);
      if (has_dtor(cx_, ty)) {
        Use assignment = use;
        assignment.action = InitAction::Assignment;
        return check_path_and_subpaths(assignment, base, state);
      }
      if ((ty.is_adt() || ty.is(ty::TyKind::Tuple)) && check_parent_of_field(use, base, state))
        return;
      break;
    }
    case ProjectionKind::Index:
    case ProjectionKind::ConstantIndex:
    case ProjectionKind::Subslice:
    case ProjectionKind::Downcast:
    case ProjectionKind::OpaqueCast: break;
    }
  }
}

void MoveChecker::report(const Use &use, MovePathIndex path, Place shown) {
  MovedUse error{
      use.at, use.span, use.action, use.place, shown, path, find_moves(cx_, use.at, path)};
  if (error.sites.empty()) {
    if (reported_locals_.insert(use.place.local).second)
      uninitialised_.push_back(std::move(error));
    return;
  }
  std::vector<uint32_t> key;
  for (const MoveSite &site : error.sites)
    key.push_back(site.row);
  llvm::sort(key);
  auto [it, fresh] = moved_.try_emplace(std::move(key), error);
  if (!fresh && !cx_.ref(use.place).is_prefix_of(cx_.ref(it->second.used)))
    it->second = std::move(error);
}

std::vector<MovedUse> MoveChecker::take_errors() {
  std::vector<MovedUse> out = std::move(uninitialised_);
  for (auto &[key, error] : moved_)
    out.push_back(std::move(error));
  return out;
}

} // namespace ochre::borrowck
