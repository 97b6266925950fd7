#include "borrowck/loans/places_conflict.h"

namespace ochre::borrowck {

namespace {

enum class Overlap : uint8_t {
  Arbitrary, ///< parts of a union: nothing further can be compared
  EqualOrDisjoint,
  Disjoint,
};

Overlap equal_if(bool may_be_equal) {
  return may_be_equal ? Overlap::EqualOrDisjoint : Overlap::Disjoint;
}

bool is_index_like(ProjectionKind kind) {
  return kind == ProjectionKind::Index || kind == ProjectionKind::ConstantIndex ||
         kind == ProjectionKind::Subslice;
}

/// Two constant indices; `a` counts from the start if they differ in that.
Overlap constant_indices(const PlaceElem &a, const PlaceElem &b) {
  if (a.from_end == b.from_end)
    return equal_if(a.a == b.a);
  const PlaceElem &front = a.from_end ? b : a;
  const PlaceElem &back = a.from_end ? a : b;
  // Both patterns matched, so the slice is at least as long as either demands.
  uint64_t min_length = std::max(front.b, back.b);
  return equal_if(front.a >= min_length - back.a);
}

Overlap constant_index_and_part(const PlaceElem &index, const PlaceElem &part) {
  if (!index.from_end && !part.from_end) // an array
    return equal_if(index.a >= part.a && index.a < part.b);
  if (!index.from_end)
    return equal_if(index.a >= part.a);
  // Counted from the end, 1 is the last; the part leaves out the last `b`.
  return part.from_end ? equal_if(index.a > part.b) : Overlap::EqualOrDisjoint;
}

Overlap indices(const PlaceElem &a, const PlaceElem &b, ConflictBias bias) {
  if (a.kind == ProjectionKind::Index || b.kind == ProjectionKind::Index)
    return equal_if(bias == ConflictBias::Overlap);
  if (a.kind == ProjectionKind::ConstantIndex && b.kind == ProjectionKind::ConstantIndex)
    return constant_indices(a, b);
  if (a.kind == ProjectionKind::ConstantIndex)
    return constant_index_and_part(a, b);
  if (b.kind == ProjectionKind::ConstantIndex)
    return constant_index_and_part(b, a);
  if (!a.from_end && !b.from_end)
    return equal_if(b.a < a.b && a.a < b.b);
  return Overlap::EqualOrDisjoint;
}

/// How `base.a` and `base.b` overlap.
Overlap elems_overlap(TyCtxt &tcx, const mir::PlaceTy &base, const PlaceElem &a, const PlaceElem &b,
                      ConflictBias bias) {
  if (is_index_like(a.kind) && is_index_like(b.kind))
    return indices(a, b, bias);
  if (a.kind != b.kind) // views of different kinds: assume the worst
    return bias == ConflictBias::Overlap ? Overlap::Arbitrary : Overlap::Disjoint;
  switch (a.kind) {
  case ProjectionKind::Field:
    if (a.a == b.a)
      return Overlap::EqualOrDisjoint;
    return base.ty.is_adt() && tcx.adt_def(base.ty.def_id())->is_union() ? Overlap::Arbitrary
                                                                         : Overlap::Disjoint;
  case ProjectionKind::Downcast: return equal_if(a.a == b.a);
  case ProjectionKind::Deref:
  case ProjectionKind::OpaqueCast:
  case ProjectionKind::Index:
  case ProjectionKind::ConstantIndex:
  case ProjectionKind::Subslice: return Overlap::EqualOrDisjoint;
  }
  return Overlap::Arbitrary;
}

enum class Reach : uint8_t { Goes, Stops, Conflicts };

/// Whether an access to `base` reaches the borrowed `base.elem`.
Reach reach(TyCtxt &tcx, const mir::PlaceTy &base, const PlaceElem &elem, AccessDepth depth) {
  switch (depth) {
  case AccessDepth::ArrayLength:
  case AccessDepth::FakeBorrow: return Reach::Stops; // beside all that is stored there
  case AccessDepth::Shallow: return elem.kind == ProjectionKind::Deref ? Reach::Stops : Reach::Goes;
  case AccessDepth::Drop:
    if (elem.kind == ProjectionKind::Deref && (base.ty.is_ref() || base.ty.is_raw_ptr()))
      return Reach::Stops; // dropping a reference leaves alone what it points to
    if (elem.kind == ProjectionKind::Field && base.ty.is_adt() &&
        tcx.adt_destructor(base.ty.def_id()).is_valid())
      return Reach::Conflicts; // the destructor may look at anything
    return Reach::Goes;
  case AccessDepth::Deep: return Reach::Goes;
  }
  return Reach::Goes;
}

} // namespace

bool places_conflict(const BodyCx &cx, PlaceRef borrowed, mir::BorrowKind borrow_kind,
                     PlaceRef accessed, AccessDepth depth, ConflictBias bias) {
  TyCtxt &tcx = cx.tcx;
  const mir::Body &body = cx.body;
  if (!(borrowed.local == accessed.local))
    return false;
  mir::PlaceTy base{body.local_ty(borrowed.local), {}};
  size_t common = std::min(borrowed.elems.size(), accessed.elems.size());
  for (size_t i = 0; i < common; ++i) {
    switch (elems_overlap(tcx, base, borrowed.elems[i], accessed.elems[i], bias)) {
    case Overlap::Arbitrary: return true;
    case Overlap::Disjoint: return false;
    case Overlap::EqualOrDisjoint: break;
    }
    base = mir::project_ty(tcx, body, base, borrowed.elems[i]);
  }
  for (size_t i = common; i < borrowed.elems.size(); ++i) {
    switch (reach(tcx, base, borrowed.elems[i], depth)) {
    case Reach::Stops: return false;
    case Reach::Conflicts: return true;
    case Reach::Goes: break;
    }
    base = mir::project_ty(tcx, body, base, borrowed.elems[i]);
  }
  // A shallow fake borrow guards the place itself, nothing inside it.
  return borrow_kind != mir::BorrowKind::FakeShallow ||
         borrowed.elems.size() >= accessed.elems.size();
}

} // namespace ochre::borrowck
