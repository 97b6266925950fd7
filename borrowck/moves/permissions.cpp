#include "borrowck/moves/permissions.h"

namespace ochre::borrowck {

using mir::BorrowKind;

/// How many projections of `place` lead to the part that may not be changed; none: it may, by right
/// of `root`, which is a local or a capture.
std::optional<size_t> Permissions::immutable_part(PlaceRef place, LocalMutation mutation,
                                                  PlaceRef &root,
                                                  LocalMutation &root_mutation) const {
  bool has_root = false;
  while (!place.is_local()) {
    std::optional<uint32_t> upvar = upvar_field(cx_.tcx, cx_.body, place);
    if (place.ends_with(ProjectionKind::Deref)) {
      ty::Ty base = cx_.type_of(place.base());
      if (base.is_ref()) {
        if (base.mutbl() == ty::Mutability::Not)
          return place.elems.size();
        bool is_by_ref_upvar = upvar && cx_.body.upvars[*upvar].by_ref;
        if (!is_by_ref_upvar)
          mutation = LocalMutation::Allowed;
      } else if (base.is_raw_ptr()) {
        if (base.mutbl() == ty::Mutability::Not)
          return place.elems.size();
        if (!has_root) {
          root = place;
          root_mutation = mutation;
        }
        return std::nullopt;
      }
    } else if (upvar) {
      const mir::Body::Upvar &capture = cx_.body.upvars[*upvar];
      if (capture.mutbl == ty::Mutability::Not && mutation == LocalMutation::Forbidden)
        return place.elems.size();
      // The closure itself must be mutable too, but the right comes from the capture's `mut`.
      if (!has_root) {
        has_root = true;
        root = place;
        root_mutation = mutation;
      }
    }
    place = place.base();
  }
  if (cx_.body[place.local].mutbl == ty::Mutability::Not && mutation == LocalMutation::Forbidden)
    return 0;
  if (!has_root) {
    root = place;
    root_mutation = mutation;
  }
  return std::nullopt;
}

namespace {

/// Whether control may have come from an assignment of the whole local since its storage began:
/// the row of that assignment.
std::optional<uint32_t> find_earlier_init(const BodyCx &cx, Local local, Location at) {
  mir::MovePathIndex path = cx.moves.of_local[local];
  llvm::SmallVector<Location, 16> todo;
  llvm::DenseSet<std::pair<uint32_t, uint32_t>> seen;
  auto push = [&](Location from) {
    // Within a block each location is reached from one side only.
    bool is_block_end = from.statement == cx.body[from.block].statements.size();
    if (!is_block_end || seen.insert({from.block.raw, from.statement}).second)
      todo.push_back(from);
  };
  bool reached_start = false;
  auto step = [&](Location to) {
    reached_start |= to.block == mir::kStartBlock && to.statement == 0;
    cx.for_each_predecessor(to, push);
  };
  step(at);
  while (!todo.empty()) {
    Location from = todo.pop_back_val();
    for (uint32_t row : cx.moves.inits_at[from.block][from.statement])
      if (cx.moves.inits[row].path == path)
        return row;
    const mir::Statement *s = cx.statement(from);
    bool is_storage = s && (s->kind == mir::StatementKind::StorageDead ||
                            s->kind == mir::StatementKind::StorageLive);
    if (!is_storage || !(s->local() == local))
      step(from);
  }
  if (reached_start && local.raw >= 1 && local.raw <= cx.body.arg_count)
    for (uint32_t row = 0; row < cx.moves.inits.size(); ++row)
      if (cx.moves.inits[row].is_argument && cx.moves.inits[row].path == path)
        return row;
  return std::nullopt;
}

} // namespace

void Permissions::add_used_mut(PlaceRef root, LocalMutation mutation, Location at,
                               const Access &access, const mir::InitState &state) {
  if (!root.is_local()) {
    if (std::optional<uint32_t> field = upvar_field(cx_.tcx, cx_.body, root);
        field && mutation == LocalMutation::Forbidden)
      used_mut_upvars.insert(*field);
    return;
  }
  if (mutation == LocalMutation::Allowed || used_mut.contains(root.local))
    return;
  mir::LocalInfo info = cx_.body[root.local].info;
  bool is_variable = info == mir::LocalInfo::UserVar || info == mir::LocalInfo::ImplicitSelf;
  // The first assignment of `let mut x;` does not need the `mut`. That a temporary is changed
  // matters for the variable that was moved into it.
  bool is_whole = access.kind == AccessKind::Mutate && access.place.is_local();
  if (is_whole && !is_variable)
    return;
  bool is_init = state.maybe_init.test(cx_.moves.of_local[root.local].raw);
  if (!is_whole || is_init || earlier_inits_.any_before(root.local, at))
    used_mut.insert(root.local);
}

std::optional<PermissionError> Permissions::check(const Access &access, Location at,
                                                  const mir::InitState &state) {
  if (access.kind != AccessKind::Mutate && access.kind != AccessKind::MutableBorrow)
    return std::nullopt;
  LocalMutation mutation = access.mutation;
  if (access.kind == AccessKind::MutableBorrow && access.borrow == BorrowKind::MutClosure)
    mutation = LocalMutation::Allowed;
  PlaceRef root;
  LocalMutation root_mutation = mutation;
  std::optional<size_t> blamed =
      immutable_part(cx_.ref(access.place), mutation, root, root_mutation);
  if (!blamed) {
    add_used_mut(root, root_mutation, at, access, state);
    return std::nullopt;
  }
  // What was never initialised is complained about as that.
  std::optional<uint32_t> earlier;
  if (earlier_inits_.any_before(access.place.local, at))
    earlier = find_earlier_init(cx_, access.place.local, at);
  bool is_whole = access.kind == AccessKind::Mutate && access.place.is_local();
  bool is_init = state.maybe_init.test(cx_.moves.of_local[access.place.local].raw);
  if (!earlier && (is_whole || !is_init))
    return std::nullopt;
  PermissionError error{access.place, *blamed, access.span, at};
  error.is_borrow = access.kind == AccessKind::MutableBorrow;
  if (!error.is_borrow && access.place.is_local())
    error.earlier_init = earlier;
  return error;
}

void Permissions::propagate_closure_upvar(const mir::Operand &operand, Location at,
                                          const mir::InitState &state) {
  if (!operand.is_place())
    return;
  // A capture by reference is a temporary that holds a borrow: what it borrows is changed.
  PlaceRef place = cx_.ref(operand.place);
  Access access{operand.place, cx_.span(at), AccessDepth::Deep, AccessKind::MutableBorrow};
  if (place.is_local()) {
    for (uint32_t i = at.statement; i-- > 0;) {
      const mir::Statement &s = cx_.body[at.block].statements[i];
      if (s.kind != mir::StatementKind::Assign || !(s.place == operand.place))
        continue;
      if (s.rvalue.kind == mir::RvalueKind::Ref)
        access.place = s.rvalue.place;
      else if (s.rvalue.kind == mir::RvalueKind::Use && s.rvalue.a.is_place())
        access.place = s.rvalue.a.place;
      break;
    }
  }
  PlaceRef root;
  LocalMutation mutation = LocalMutation::Forbidden;
  if (!immutable_part(cx_.ref(access.place), mutation, root, mutation))
    add_used_mut(root, mutation, at, access, state);
}

} // namespace ochre::borrowck
