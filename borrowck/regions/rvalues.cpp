// Rvalues: their types, what making them requires, and reborrows.
#include "borrowck/regions/type_check.h"

namespace ochre::borrowck {

using mir::CastKind;
using mir::RvalueKind;
using ty::TyKind;

Ty TypeChecker::rvalue(const mir::Rvalue &r) {
  switch (r.kind) {
  case RvalueKind::Use: return operand(r.a);
  case RvalueKind::Repeat: {
    Ty elem = operand(r.a);
    ty::Const len = body_.tables.consts[r.ct].ct;
    bool once = len.is(ty::ConstKind::Value) && len.valtree()->is_leaf && len.valtree()->lo <= 1;
    DefId copy = tcx_.lang_item(LangItem::Copy);
    if (r.a.kind == mir::OperandKind::Move && !once && copy.is_valid())
      rel_.prove_trait(copy, {elem}, here(ConstraintCategory::CopyBound));
    return tcx_.mk_array(elem, len);
  }
  case RvalueKind::Ref: {
    Region region = body_.tables.regions[r.region];
    live(region);
    Ty pointee = place_ty(r.place);
    reborrow(region, r.place);
    return tcx_.mk_ref(region, pointee,
                       mir::is_mutable(r.borrow_kind()) ? ty::Mutability::Mut
                                                        : ty::Mutability::Not);
  }
  case RvalueKind::RawPtr:
    return tcx_.mk_ptr(place_ty(r.place), r.raw_kind() == mir::RawPtrKind::Mut
                                              ? ty::Mutability::Mut
                                              : ty::Mutability::Not);
  case RvalueKind::ThreadLocalRef:
    static_reference(body_.tables.consts[r.ct]);
    return body_.tables.consts[r.ct].ty;
  case RvalueKind::Len: return tcx_.common.usize;
  case RvalueKind::Cast: {
    Ty to = rel_.normalize(body_.tables.tys[r.ty], here());
    live(to);
    cast(r, operand(r.a), to);
    return to;
  }
  case RvalueKind::BinaryOp: {
    Ty left = operand(r.a);
    Ty right = operand(r.b);
    if (left.is_raw_ptr() || left.is(TyKind::FnPtr))
      compare_pointers(left, right);
    if (r.bin_op() == mir::BinOp::Offset)
      return left;
    return mir::rvalue_ty(tcx_, body_, r);
  }
  case RvalueKind::UnaryOp: {
    Ty inner = operand(r.a);
    return r.ty.is_valid() ? body_.tables.tys[r.ty] : inner;
  }
  case RvalueKind::Discriminant: return mir::rvalue_ty(tcx_, body_, r);
  case RvalueKind::Aggregate: {
    Ty ty = rel_.normalize(body_.tables.tys[r.ty], here());
    live(ty);
    aggregate(r, ty);
    return ty;
  }
  case RvalueKind::CopyForDeref: return place_ty(r.place);
  case RvalueKind::NullaryOp: return tcx_.common.bool_;
  }
  return tcx_.common.error;
}

/// Both sides have one type in common. Which it is between function pointers that are generic in
/// different lifetimes, type checking has found.
void TypeChecker::compare_pointers(Ty left, Ty right) {
  if (ty::erase_regions(tcx_, left) != ty::erase_regions(tcx_, right))
    return;
  Ty common = ty::map_regions(tcx_, left,
                              [&](Region, uint32_t) { return rel_.infcx.next_region_var(span_); });
  rel_.sub(left, common, here());
  rel_.sub(right, common, here());
}

// --- Casts

namespace {

Ty pointee(Ty ty) { return ty.is_ref() || ty.is_raw_ptr() ? ty.inner() : Ty(); }

} // namespace

void TypeChecker::reify(Ty from, Ty to, const Locus &at) {
  from = rel_.structurally(from, at);
  if (!from.is(TyKind::FnDef))
    return;
  ty::PolyFnSig poly = ty::instantiate(tcx_, tcx_.fn_sig(from.def_id()), from.args());
  ty::FnSig sig = poly.skip_binder();
  if (to.is(TyKind::FnPtr) && to.fn_ptr_sig().bound_vars().empty()) {
    // No region is bound in the target: those of the function are chosen here.
    sig = rel_.infcx.instantiate_with_fresh_vars(poly, span_);
    for (Ty ty : sig.inputs_and_output)
      rel_.prove_well_formed(ty, at);
    poly = ty::PolyFnSig::dummy(sig);
  }
  Ty pointer = tcx_.mk_fn_ptr(poly);
  if (to.is(TyKind::FnPtr) && to.fn_ptr_sig().skip_binder().safety != sig.safety) {
    sig.safety = to.fn_ptr_sig().skip_binder().safety;
    pointer = tcx_.mk_fn_ptr(ty::PolyFnSig(sig, poly.bound_vars()));
  }
  rel_.sub(rel_.normalize(pointer, at), to, at);
}

/// What decides the metadata of a pointer to `ty`: the last field's last field …
Ty TypeChecker::unsized_tail(Ty ty, const Locus &at) {
  for (unsigned depth = 0; depth < 128; ++depth) {
    ty = rel_.structurally(ty, at);
    if (ty.is(TyKind::Tuple) && !ty.tuple_elems().empty()) {
      ty = ty.tuple_elems().back();
      continue;
    }
    if (!ty.is_adt() || !tcx_.adt_def(ty.def_id())->is_struct())
      return ty;
    const auto &fields = tcx_.adt_def(ty.def_id())->variants[ty::VariantIdx(0)].fields;
    if (fields.empty())
      return ty;
    ty = ty::instantiate(tcx_, tcx_.type_of(fields[ty::FieldIdx(fields.size() - 1)].def_id),
                         ty.args());
  }
  return ty;
}

/// Between raw pointers only the principal traits of `dyn` pointees have to agree.
void TypeChecker::pointer_cast(Ty from, Ty to, const Locus &at) {
  Ty a = pointee(from);
  Ty b = pointee(to);
  if (!a || !b)
    return;
  a = unsized_tail(a, at);
  b = unsized_tail(b, at);
  if (!a.is_dyn() || !b.is_dyn())
    return;
  auto principal = [&](Ty ty) {
    llvm::SmallVector<ty::PolyExistentialPredicate, 4> kept;
    for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates())
      if (p.skip_binder().kind != ty::ExistentialKind::AutoTrait)
        kept.push_back(p);
    return kept;
  };
  auto left = principal(a);
  auto right = principal(b);
  if (left.empty() || right.empty())
    return;
  // The lifetime of the object may change, the trait's arguments may not.
  Region region = b.region();
  rel_.eq(tcx_.mk_dynamic(tcx_.mk_existential_predicates(left), region),
          tcx_.mk_dynamic(tcx_.mk_existential_predicates(right), region), at);
}

void TypeChecker::cast(const mir::Rvalue &r, Ty from, Ty to) {
  Locus at = here(ConstraintCategory::Cast);
  switch (r.cast_kind()) {
  case CastKind::ReifyFnPointer: return reify(from, to, at);
  case CastKind::UnsafeFnPointer: {
    if (!from.is(TyKind::FnPtr))
      return;
    ty::PolyFnSig poly = from.fn_ptr_sig();
    ty::FnSig sig = poly.skip_binder();
    sig.safety = ty::Safety::Unsafe;
    rel_.sub(tcx_.mk_fn_ptr(ty::PolyFnSig(sig, poly.bound_vars())), to, at);
    return;
  }
  case CastKind::ClosureFnPointer: {
    from = rel_.structurally(from, at);
    if (!from.is_closure() || !to.is(TyKind::FnPtr))
      return;
    // `fn((A, B)) -> R` without the tuple.
    ty::PolyFnSig poly = ty::ClosureArgs::of(from.args()).sig_as_fn_ptr.fn_ptr_sig();
    const ty::FnSig &target = to.fn_ptr_sig().skip_binder();
    Ty inputs = poly.skip_binder().inputs()[0];
    llvm::SmallVector<Ty, 6> tys;
    if (inputs.is(TyKind::Tuple))
      tys.append(inputs.tuple_elems().begin(), inputs.tuple_elems().end());
    tys.push_back(poly.skip_binder().output());
    ty::FnSig sig{tcx_.mk_ty_list(tys), false, target.safety, target.abi};
    rel_.sub(tcx_.mk_fn_ptr(ty::PolyFnSig(sig, poly.bound_vars())), to, at);
    return;
  }
  case CastKind::MutToConstPointer:
  case CastKind::ArrayToPointer: {
    Ty a = pointee(from);
    Ty b = pointee(to);
    if (a && r.cast_kind() == CastKind::ArrayToPointer)
      a = rel_.structurally(a, at).is(TyKind::Array) ? rel_.structurally(a, at).inner() : Ty();
    if (a && b)
      rel_.sub(a, b, at);
    return;
  }
  case CastKind::Unsize: {
    DefId trait = tcx_.lang_item(LangItem::CoerceUnsized);
    if (trait.is_valid())
      rel_.prove_trait(trait, {from, to}, at);
    return;
  }
  case CastKind::PtrToPtr: return pointer_cast(from, to, at);
  case CastKind::Subtype: rel_.sub(from, to, at); return;
  case CastKind::IntToInt:
  case CastKind::FloatToInt:
  case CastKind::FloatToFloat:
  case CastKind::IntToFloat:
  case CastKind::FnPtrToPtr:
  case CastKind::PointerExposeProvenance:
  case CastKind::PointerWithExposedProvenance:
  case CastKind::Transmute: return;
  }
}

// --- Aggregates

void TypeChecker::aggregate(const mir::Rvalue &r, Ty ty) {
  llvm::ArrayRef<mir::Operand> list = body_.code->list(r.operands);
  llvm::SmallVector<Ty, 8> values;
  for (const mir::Operand &op : list)
    values.push_back(operand(op));
  ty = rel_.structurally(ty, here());
  switch (r.aggregate_kind()) {
  case mir::AggregateKind::Array:
    for (Ty value : values)
      if (ty.is(TyKind::Array))
        rel_.sub(value, ty.inner(), here());
    return;
  case mir::AggregateKind::Tuple:
    for (uint32_t i = 0; i < values.size(); ++i)
      if (ty.is(TyKind::Tuple) && i < ty.tuple_elems().size())
        rel_.sub(values[i], ty.tuple_elems()[i], here());
    return;
  case mir::AggregateKind::Adt: {
    if (!ty.is_adt())
      return;
    rel_.prove_predicates_of(ty.def_id(), ty.args(), here());
    mir::PlaceTy base{ty, ty::VariantIdx(r.variant)};
    for (uint32_t i = 0; i < values.size(); ++i) {
      mir::PlaceElem elem;
      elem.kind = mir::ProjectionKind::Field;
      elem.a = r.active_field == UINT32_MAX ? i : r.active_field;
      elem.ty = r.ty;
      rel_.sub(values[i], field_ty(base, elem), here());
    }
    return;
  }
  case mir::AggregateKind::Closure:
  case mir::AggregateKind::Coroutine: {
    if (!ty.is_closure() && !ty.is(TyKind::Coroutine))
      return;
    ty::TyList upvars = ty::upvar_tys(ty);
    for (uint32_t i = 0; i < values.size() && i < upvars.size(); ++i)
      rel_.sub(values[i], upvars[i], here());
    closure_aggregate(ty);
    return;
  }
  case mir::AggregateKind::RawPtr:
    if (!values.empty() && pointee(values[0]) && pointee(ty) && values[0].kind() == ty.kind() &&
        rel_.structurally(pointee(ty), here())
            .is(rel_.structurally(pointee(values[0]), here()).kind()))
      rel_.sub(pointee(values[0]), pointee(ty), here());
    return;
  }
}

/// What the closure's body could not prove is proved here, about the regions of this value.
void TypeChecker::closure_aggregate(Ty ty) {
  const BorrowckResults *results = tcx_.mir_borrowck(tcx_.defs.expect_local(ty.def_id()));
  if (results)
    apply_requirements(ty.def_id(), ty.args(), *results);
  // The closure sees the generic parameters that are in scope here.
  GenericArgs identity = ty::identity_args(tcx_, rel_.universal.root);
  for (uint32_t i = 0; i < identity.size() && i < ty.args().size(); ++i)
    rel_.eq(to_universal_vars(tcx_, rel_.universal, identity[i]), ty.args()[i],
            here(ConstraintCategory::BoringNoLocation));
}

void TypeChecker::apply_requirements(DefId closure, GenericArgs args,
                                     const BorrowckResults &results) {
  if (results.closure_requirements.empty())
    return;
  // In the order of the closure's external regions (universal.h).
  llvm::SmallVector<Region, 16> regions{tcx_.common.re_static};
  for (GenericArg arg : args)
    ty::for_each_free_region(arg, [&](Region region) { regions.push_back(region); });
  for_each_late_bound_region_around(tcx_, tcx_.parent(closure),
                                    [&](Region region) { regions.push_back(region); });
  auto region = [&](uint32_t index) {
    return index < regions.size() ? regions[index] : tcx_.common.re_static;
  };
  for (const ClosureOutlives &requirement : results.closure_requirements) {
    Locus at{at_, requirement.blame_span, requirement.category};
    Region outlived = region(requirement.outlived.raw);
    if (!requirement.is_ty_subject) {
      rel_.outlives(rel_.vid(region(requirement.subject_region.raw)), rel_.vid(outlived), at, true);
      continue;
    }
    Ty subject = ty::map_regions(tcx_, requirement.subject_ty, [&](Region r, uint32_t) {
      return r.is_var() ? region(r.vid().raw) : r;
    });
    rel_.type_outlives(subject, outlived, at);
  }
}

// --- Reborrows

/// A field of the closure's environment (through its reference, if it has one).
bool TypeChecker::is_upvar_field(mir::Place place) const {
  if (!rel_.universal.is_closure() || place.local != mir::Local(1) || is_promoted_)
    return false;
  for (const mir::PlaceElem &elem : body_.code->projection(place))
    if (elem.kind == mir::ProjectionKind::Field)
      return true;
  return false;
}

/// `&'r **x` lives no longer than what it goes through: each dereferenced reference must outlive
/// 'r, up to the first shared one, behind which nothing can change.
void TypeChecker::reborrow(Region region, mir::Place place) {
  RegionVid borrowed = rel_.vid(region);
  llvm::ArrayRef<mir::PlaceElem> elems = body_.code->projection(place);
  llvm::SmallVector<Ty, 8> bases;
  mir::PlaceTy at{rel_.normalize(body_.local_ty(place.local), here()), {}};
  for (const mir::PlaceElem &elem : elems) {
    at.ty = rel_.structurally(at.ty, here());
    bases.push_back(at.ty);
    at = project(at, elem);
  }
  ConstraintCategory category =
      is_upvar_field(place) ? ConstraintCategory::ClosureUpvar : ConstraintCategory::Boring;
  for (size_t i = elems.size(); i-- > 0;) {
    if (elems[i].kind != mir::ProjectionKind::Deref)
      continue;
    if (bases[i].is_raw_ptr())
      return;
    if (!bases[i].is_ref())
      continue; // a Box owns what it points to
    rel_.outlives(rel_.vid(bases[i].region()), borrowed, here(category));
    if (bases[i].mutbl() == ty::Mutability::Not)
      return;
  }
}

} // namespace ochre::borrowck
