#include "mir/optimize/ref_prop.h"

#include "mir/dataflow/ssa.h"
#include "mir/ir/visit.h"
#include "mir/optimize/context.h"

#include "llvm/ADT/BitVector.h"

namespace ochre::mir::optimize {

namespace {

struct Propagator {
  TyCtxt &tcx;
  Body &body;
  Code &code;
  const SsaLocals &ssa;
  /// What a pointer points to: a place without a dereference, or with one at its front, of a local
  /// that never changes. No local: unknown.
  IndexVec<Local, Place> targets{};
  llvm::BitVector outlived{}; ///< pointers that are used where the one they replace was

  /// The same place wherever it is named.
  bool is_constant_place(Place place) const {
    for (const PlaceElem &elem : code.projection(place))
      if (elem.kind == ProjectionKind::Index || elem.kind == ProjectionKind::OpaqueCast)
        return false;
    return true;
  }
  ty::Ty pointee(Local local) const {
    ty::Ty ty = body.local_ty(local);
    return ty.is_ref() || ty.is_raw_ptr() ? ty.inner() : ty::Ty();
  }
  bool derefs_first(Place place) const {
    llvm::ArrayRef<PlaceElem> elems = code.projection(place);
    return !elems.empty() && elems.front().kind == ProjectionKind::Deref;
  }
  /// `place` with what is known of the pointer that it goes through first.
  Place resolve(Place place) {
    if (!derefs_first(place) || !targets[place.local].local.is_valid())
      return place;
    llvm::ArrayRef<PlaceElem> target = code.projection(targets[place.local]);
    llvm::SmallVector<PlaceElem, 8> list(target.begin(), target.end());
    llvm::ArrayRef<PlaceElem> rest = code.projection(place).drop_front();
    list.append(rest.begin(), rest.end());
    return {targets[place.local].local, code.intern_projection(list)};
  }
  Place target_of(Local local, const Rvalue &r);
  void run();
};

Place Propagator::target_of(Local local, const Rvalue &r) {
  ty::Ty to = pointee(local);
  if (!to)
    return {};
  if (r.kind == RvalueKind::Ref || r.kind == RvalueKind::RawPtr) {
    Place place = resolve(r.place);
    if (!is_constant_place(place) || place_ty(tcx, body, place).ty != to)
      return {};
    unsigned derefs = 0;
    for (const PlaceElem &elem : code.projection(place))
      derefs += elem.kind == ProjectionKind::Deref;
    if (derefs == 0)
      return place;
    bool is_fixed =
        derefs == 1 && derefs_first(place) && ssa.is_ssa(place.local) && pointee(place.local);
    return is_fixed ? place : Place();
  }
  bool is_copy = r.kind == RvalueKind::Use;
  if (r.kind == RvalueKind::Cast)
    is_copy = r.cast_kind() == CastKind::PtrToPtr || r.cast_kind() == CastKind::MutToConstPointer ||
              r.cast_kind() == CastKind::Transmute || r.cast_kind() == CastKind::Subtype;
  if (!is_copy || !r.a.is_place() || !r.a.place.is_local())
    return {};
  // Another pointer to the same thing.
  Local from = r.a.place.local;
  ty::Ty same = pointee(from);
  if (!same || same != to || !ssa.is_ssa(from))
    return {};
  if (targets[from].local.is_valid())
    return targets[from];
  return code.project({from, {}}, {});
}

void Propagator::run() {
  targets.resize(code.locals.size(), Place());
  outlived.resize(static_cast<unsigned>(code.locals.size()));
  for (Local local : ssa.in_order())
    if (const Rvalue *r = ssa.rvalue(body, local)) {
      Rvalue value = *r;
      targets[local] = target_of(local, value);
    }
  auto rewrite = [&](Place &place, PlaceUse) {
    for (unsigned steps = 0; steps < 16; ++steps) {
      Place next = resolve(place);
      if (next == place)
        return;
      if (derefs_first(next))
        outlived.set(next.local.raw);
      place = next;
    }
  };
  for (BasicBlockData &block : code.blocks) {
    for (Statement &s : block.statements)
      for_each_place(code, s, rewrite);
    for_each_place(code, block.terminator, rewrite);
  }
  for (BasicBlockData &block : code.blocks)
    for (Statement &s : block.statements)
      if (is_storage_mark(s) && outlived.test(s.local().raw))
        s = Statement();
}

} // namespace

void propagate_references(TyCtxt &tcx, Body &body) {
  Code &code = body.edit();
  Dominators dominators(code);
  SsaLocals ssa(body, dominators);
  Propagator{tcx, body, code, ssa}.run();
}

} // namespace ochre::mir::optimize
