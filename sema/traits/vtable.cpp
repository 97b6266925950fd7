#include "sema/traits/vtable.h"

#include "sema/ty/fold.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::traits {

namespace {

/// Supertraits as written at the trait, with its arguments, in order.
llvm::SmallVector<ty::TraitRef, 4> direct_super_traits(TyCtxt &tcx, ty::TraitRef trait_ref) {
  llvm::SmallVector<ty::TraitRef, 4> out;
  for (const ty::SpannedClause &p : tcx.super_predicates_of(trait_ref.def_id)->own) {
    if (!p.clause.is(ty::PredicateKind::Trait))
      continue;
    ty::Predicate super = ty::instantiate_predicate(tcx, p.clause, trait_ref.args);
    // Only bounds on Self itself make it into the vtable.
    if (!(super.trait_ref().self_ty() == trait_ref.self_ty()))
      continue;
    ty::TraitRef ref = super.trait_ref();
    ref.args = ty::erase_regions(tcx, ref.args);
    llvm::SmallVector<ty::GenericArg, 4> normal;
    for (ty::GenericArg arg : ref.args)
      normal.push_back(
          arg.outer_binder() > 0 ? arg : tcx.normalize_erasing_regions({ty::TypingEnv(), arg}));
    out.push_back({ref.def_id, tcx.mk_args(normal)});
  }
  return out;
}

/// A trait of the hierarchy and whether a pointer to its own vtable follows.
struct Segment {
  ty::TraitRef trait_ref;
  bool emit_vptr = false;
};

bool has_own_entries(TyCtxt &tcx, DefId trait) {
  return llvm::any_of(tcx.associated_items(trait)->items,
                      [&](const ty::AssocItem &item) { return has_vtable_slot(tcx, item); });
}

/// Whether a vtable for the trait alone has more than what every vtable has.
bool has_any_entries(TyCtxt &tcx, ty::TraitRef root) {
  llvm::SmallVector<ty::TraitRef, 8> work{root};
  llvm::DenseSet<ty::TraitRef> seen{root};
  while (!work.empty()) {
    ty::TraitRef next = work.pop_back_val();
    if (has_own_entries(tcx, next.def_id))
      return true;
    for (const ty::TraitRef &super : direct_super_traits(tcx, next))
      if (seen.insert(super).second)
        work.push_back(super);
  }
  return false;
}

std::vector<Segment> segments(TyCtxt &tcx, ty::TraitRef root) {
  struct Frame {
    ty::TraitRef trait_ref;
    bool emit_vptr;
    llvm::SmallVector<ty::TraitRef, 4> siblings; ///< those still to come
    size_t next = 0;
  };
  std::vector<Segment> out;
  llvm::DenseSet<ty::TraitRef> visited;
  visited.insert(root);
  std::vector<Frame> stack;
  stack.push_back({root, false, {}, 0});
  bool emit_vptr = false;
  auto take_new = [&](Frame &from) -> std::optional<ty::TraitRef> {
    while (from.next < from.siblings.size()) {
      ty::TraitRef next = from.siblings[from.next++];
      if (visited.insert(next).second)
        return next;
    }
    return std::nullopt;
  };
  while (!stack.empty()) {
    // Down to the first supertrait that was not seen.
    while (true) {
      Frame probe{stack.back().trait_ref, false, direct_super_traits(tcx, stack.back().trait_ref),
                  0};
      std::optional<ty::TraitRef> next = take_new(probe);
      if (!next)
        break;
      stack.push_back({*next, emit_vptr, std::move(probe.siblings), probe.next});
    }
    // Out again, with the next sibling where there is one.
    bool sideways = false;
    while (!stack.empty() && !sideways) {
      Frame frame = std::move(stack.back());
      stack.pop_back();
      // A trait without functions of its own still has the vtable of its supertraits.
      out.push_back({frame.trait_ref, frame.emit_vptr && has_any_entries(tcx, frame.trait_ref)});
      emit_vptr |= has_own_entries(tcx, frame.trait_ref.def_id);
      if (std::optional<ty::TraitRef> next = take_new(frame)) {
        stack.push_back({*next, emit_vptr, std::move(frame.siblings), frame.next});
        sideways = true;
      }
    }
  }
  return out;
}

} // namespace

bool has_vtable_slot(TyCtxt &tcx, const ty::AssocItem &item) {
  if (item.kind != ty::AssocKind::Fn || !item.has_self_param)
    return false;
  for (const ty::GenericParamDef &param : tcx.generics_of(item.def_id)->own)
    if (param.kind != ty::GenericParamKind::Lifetime)
      return false;
  DefId sized = tcx.lang_item(LangItem::Sized);
  for (const ty::SpannedClause &p : tcx.explicit_predicates_of(item.def_id)->own)
    if (p.clause.is(ty::PredicateKind::Trait) && p.clause.trait_ref().def_id == sized &&
        p.clause.trait_ref().self_ty().is_param() &&
        p.clause.trait_ref().self_ty().param_index() == 0)
      return false;
  return true;
}

ty::TraitRef object_trait_ref(TyCtxt &tcx, const ty::PolyExistentialPredicate &part,
                              ty::Ty self_ty) {
  ty::BoundVarReplacer erase{
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error; },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.re_erased; },
      [&](ty::BoundVar, ty::BoundVarKind) { return tcx.common.error_const; },
  };
  ty::TraitRef ref = ty::with_self_ty(tcx, ty::replace_bound_vars(tcx, part, erase), self_ty);
  ref.args = ty::erase_regions(tcx, ref.args);
  return ref;
}

std::vector<VtblEntry> metadata_entries() {
  return {{VtblEntryKind::DropInPlace, {}, {}, {}},
          {VtblEntryKind::Size, {}, {}, {}},
          {VtblEntryKind::Align, {}, {}, {}}};
}

std::vector<VtblEntry> vtable_entries(TyCtxt &tcx, ty::TraitRef trait_ref) {
  std::vector<VtblEntry> out = metadata_entries();
  for (const Segment &segment : segments(tcx, trait_ref)) {
    for (const ty::AssocItem &item : tcx.associated_items(segment.trait_ref.def_id)->items) {
      if (!has_vtable_slot(tcx, item))
        continue;
      ty::GenericArgs args =
          ty::extend_args(tcx, item.def_id, segment.trait_ref.args.array(),
                          [&](const ty::GenericParamDef &, llvm::ArrayRef<ty::GenericArg>) {
                            return ty::GenericArg(tcx.common.re_erased);
                          });
      out.push_back({VtblEntryKind::Method, item.def_id, args, {}});
    }
    if (segment.emit_vptr)
      out.push_back({VtblEntryKind::TraitVPtr, {}, {}, segment.trait_ref});
  }
  return out;
}

std::optional<uint32_t> vtable_slot(TyCtxt &tcx, ty::TraitRef trait_ref, DefId method,
                                    ty::TraitRef method_trait) {
  std::vector<VtblEntry> entries = vtable_entries(tcx, trait_ref);
  auto same_trait = [&](const VtblEntry &entry) {
    return entry.args.array().take_front(method_trait.args.size()) == method_trait.args.array();
  };
  for (uint32_t i = 0; i < entries.size(); ++i)
    if (entries[i].kind == VtblEntryKind::Method && entries[i].method == method &&
        same_trait(entries[i]))
      return i;
  return std::nullopt;
}

std::optional<uint32_t> super_vptr_slot(TyCtxt &tcx, ty::TraitRef trait_ref,
                                        ty::TraitRef super_trait) {
  std::vector<VtblEntry> entries = vtable_entries(tcx, trait_ref);
  for (uint32_t i = 0; i < entries.size(); ++i)
    if (entries[i].kind == VtblEntryKind::TraitVPtr && entries[i].super_trait == super_trait)
      return i;
  return std::nullopt;
}

} // namespace ochre::traits
