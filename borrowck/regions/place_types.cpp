// Types of places with their regions: a field's type comes from the type around it.
#include "borrowck/regions/type_check.h"

namespace ochre::borrowck {

using ty::TyKind;

mir::PlaceTy TypeChecker::typed_place(mir::Place place) {
  mir::PlaceTy at{body_.local_ty(place.local), {}};
  if (at.ty.has_flags(ty::kHasAlias | ty::kHasNonRegionInfer))
    at.ty = rel_.normalize(at.ty, here());
  if (place.is_local())
    return at;
  auto it = place_tys_.find({place.local, place.proj});
  if (it != place_tys_.end())
    return it->second;
  for (const mir::PlaceElem &elem : body_.code->projection(place))
    at = project(at, elem);
  place_tys_[{place.local, place.proj}] = at;
  return at;
}

mir::PlaceTy TypeChecker::project(mir::PlaceTy base, const mir::PlaceElem &elem) {
  base.ty = rel_.structurally(base.ty, here());
  switch (elem.kind) {
  case mir::ProjectionKind::Field: return {field_ty(base, elem), {}};
  case mir::ProjectionKind::OpaqueCast:
    return {rel_.normalize(body_.tables.tys[elem.ty], here()), {}};
  case mir::ProjectionKind::Deref:
  case mir::ProjectionKind::Index:
  case mir::ProjectionKind::ConstantIndex:
  case mir::ProjectionKind::Subslice:
  case mir::ProjectionKind::Downcast: return mir::project_ty(tcx_, body_, base, elem);
  }
  return base;
}

Ty TypeChecker::field_ty(mir::PlaceTy base, const mir::PlaceElem &elem) {
  Ty recorded = body_.tables.tys[elem.ty];
  switch (base.ty.kind()) {
  case TyKind::Tuple: {
    ty::TyList elems = base.ty.tuple_elems();
    return elem.a < elems.size() ? elems[static_cast<uint32_t>(elem.a)] : recorded;
  }
  case TyKind::Closure:
  case TyKind::Coroutine: {
    ty::TyList upvars = ty::upvar_tys(base.ty);
    return elem.a < upvars.size() ? upvars[static_cast<uint32_t>(elem.a)] : recorded;
  }
  case TyKind::Adt: {
    const ty::AdtDef &adt = *tcx_.adt_def(base.ty.def_id());
    ty::VariantIdx variant = base.variant.is_valid() ? base.variant : ty::VariantIdx(0);
    if (variant.raw >= adt.variants.size() || elem.a >= adt.variants[variant].fields.size())
      return recorded;
    ty::FieldIdx field(static_cast<uint32_t>(elem.a));
    DefId def = adt.variants[variant].fields[field].def_id;
    return rel_.normalize(ty::instantiate(tcx_, tcx_.type_of(def), base.ty.args()), here());
  }
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::Array:
  case TyKind::Slice:
  case TyKind::RawPtr:
  case TyKind::Ref:
  case TyKind::FnDef:
  case TyKind::FnPtr:
  case TyKind::Dynamic:
  case TyKind::CoroutineWitness:
  case TyKind::Alias:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer:
  case TyKind::Error: return recorded;
  }
  return recorded;
}

} // namespace ochre::borrowck
