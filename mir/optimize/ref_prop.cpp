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
  /// Pointers computed from that to an array, whatever their types: how many elements on.
  struct Element {
    Place array;
    uint64_t index = 0;
  };
  IndexVec<Local, Element> elements{};
  bool names_elements = false; ///< of arrays that are locals: they may come apart now

  Place target_of(Local local, const Rvalue &r);
  Place pointed_place(const Rvalue &r);
  Element element_of(const Rvalue &r);
  Local passed_on(const Rvalue &r) const;
  Place element_place(Local local);
  void run();
};

/// What `&place` points to, if that is one place wherever it is named.
Place Propagator::pointed_place(const Rvalue &r) {
  Place place = resolve(r.place);
  if (!is_constant_place(place))
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

/// The local whose bits are the pointer that `r` makes, perhaps wrapped in a struct; invalid: none.
Local Propagator::passed_on(const Rvalue &r) const {
  const Operand *from = nullptr;
  if (r.kind == RvalueKind::Use)
    from = &r.a;
  if (r.kind == RvalueKind::Cast) {
    CastKind kind = r.cast_kind();
    bool keeps = kind == CastKind::PtrToPtr || kind == CastKind::MutToConstPointer ||
                 kind == CastKind::Transmute || kind == CastKind::Subtype ||
                 kind == CastKind::Unsize;
    ty::Ty to = body.tables.tys[r.ty];
    if (keeps && (to.is_ref() || to.is_raw_ptr() || to.is_adt()))
      from = &r.a;
  }
  if (r.kind == RvalueKind::Aggregate && r.aggregate_kind() == AggregateKind::Adt &&
      r.active_field == UINT32_MAX && r.operands.count == 1 &&
      tcx.adt_def(body.tables.tys[r.ty].def_id())->is_struct())
    from = &code.list(r.operands)[0];
  if (from)
    return from->is_place() && from->place.is_local() ? from->place.local : Local();
  bool reborrows = (r.kind == RvalueKind::Ref || r.kind == RvalueKind::RawPtr) &&
                   derefs_first(r.place) && code.projection(r.place).size() == 1;
  return reborrows ? r.place.local : Local();
}

Propagator::Element Propagator::element_of(const Rvalue &r) {
  if (Local from = passed_on(r); from.is_valid() && elements[from].array.local.is_valid())
    return elements[from];
  if (r.kind == RvalueKind::Ref || r.kind == RvalueKind::RawPtr) {
    Place place = pointed_place(r);
    bool is_array = place.local.is_valid() && place_ty(tcx, body, place).ty.is(ty::TyKind::Array);
    return is_array ? Element{place, 0} : Element();
  }
  bool moves_on = r.kind == RvalueKind::BinaryOp && r.bin_op() == BinOp::Offset && r.a.is_place() &&
                  r.a.place.is_local();
  if (!moves_on)
    return {};
  Element from = elements[r.a.place.local];
  std::optional<Scalar> by = int_value(tcx, body, r.b);
  if (!from.array.local.is_valid() || !by ||
      pointee(r.a.place.local) != place_ty(tcx, body, from.array).ty.inner())
    return {};
  uint64_t count = layout_of(tcx, place_ty(tcx, body, from.array).ty)->array_count;
  if (by->lo > count - from.index)
    return {};
  return {from.array, from.index + by->lo};
}

/// The element that a pointer to one leads to; no local: it is none.
Place Propagator::element_place(Local local) {
  const Element &element = elements[local];
  if (!element.array.local.is_valid())
    return {};
  ty::Ty array = place_ty(tcx, body, element.array).ty;
  if (pointee(local) != array.inner() || element.index >= layout_of(tcx, array)->array_count)
    return {};
  return code.project(element.array,
                      {ProjectionKind::ConstantIndex, false, element.index, element.index + 1, {}});
}

Place Propagator::target_of(Local local, const Rvalue &r) {
  ty::Ty to = pointee(local);
  if (!to)
    return {};
  if (r.kind == RvalueKind::Ref || r.kind == RvalueKind::RawPtr) {
    Place place = pointed_place(r);
    return place.local.is_valid() && place_ty(tcx, body, place).ty == to ? place : Place();
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
  elements.resize(code.locals.size(), Element());
  outlived.resize(static_cast<unsigned>(code.locals.size()));
  for (Local local : ssa.in_order())
    if (const Rvalue *r = ssa.rvalue(body, local)) {
      Rvalue value = *r;
      elements[local] = element_of(value);
      targets[local] = target_of(local, value);
      if (Place element = element_place(local); element.local.is_valid())
        targets[local] = element;
    }
  auto rewrite = [&](Place &place, PlaceUse) {
    for (unsigned steps = 0; steps < 16; ++steps) {
      Place next = resolve(place);
      if (next == place)
        return;
      if (derefs_first(next))
        outlived.set(next.local.raw);
      else
        names_elements |= elements[place.local].array.local.is_valid();
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

bool propagate_references(TyCtxt &tcx, Body &body) {
  Code &code = body.edit();
  Dominators dominators(code);
  SsaLocals ssa(body, dominators);
  Propagator propagator{tcx, body, code, ssa};
  propagator.run();
  return propagator.names_elements;
}

} // namespace ochre::mir::optimize
