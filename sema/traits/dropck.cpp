// The drop check of an ADT: which types a drop of it may look at.
//
// An ADT with a Drop impl looks at all its parameters but those marked
// `#[may_dangle]`; one without at what its fields look at. PhantomData owns what
// it names. Source: RFC 1238, RFC 1327.
#include "sema/traits/elaborate.h"
#include "sema/traits/queries.h"

#include "llvm/ADT/SetVector.h"

namespace ochre::traits {

using ty::DropckConstraint;
using ty::Ty;
using ty::TyKind;

namespace {

class Dropck {
public:
  explicit Dropck(TyCtxt &tcx) : tcx_(tcx) {}

  DropckConstraint run(DefId id) {
    const ty::AdtDef &adt = *tcx_.adt_def(id);
    DropckConstraint out;
    ty::GenericArgs identity = ty::identity_args(tcx_, id);
    if (adt.is_manually_drop)
      return out;
    if (adt.is_phantom_data) {
      out.dtorck.push_back(identity[0].ty());
      return out;
    }
    DefId drop = tcx_.adt_destructor(id);
    if (drop.is_valid())
      destructor(id, tcx_.parent(drop), identity, out);
    for (const ty::VariantDef &variant : adt.variants)
      for (const ty::FieldDef &field : variant.fields)
        part(tcx_.type_of(field.def_id).instantiate_identity(), id, 0, out);
    dedupe(out.outlives);
    dedupe(out.dtorck);
    return out;
  }

private:
  /// Parameters of the ADT that the Drop impl does not promise to leave alone.
  void destructor(DefId adt, DefId impl, ty::GenericArgs identity, DropckConstraint &out) {
    const ty::Generics &generics = *tcx_.generics_of(impl);
    auto params = ty::all_params(tcx_, generics);
    // The impl's Self is the ADT with the impl's own parameters, each once.
    Ty self = tcx_.type_of(impl).instantiate_identity();
    if (!self.is_adt() || self.def_id() != adt)
      return;
    for (uint32_t i = 0; i < self.args().size(); ++i) {
      uint32_t index = UINT32_MAX;
      ty::GenericArg arg = self.args()[i];
      if (arg.is_ty() && arg.ty().is_param())
        index = arg.ty().param_index();
      else if (arg.is_region() && arg.region().kind() == ty::RegionKind::EarlyParam)
        index = arg.region().param_index();
      if (index < params.size() && params[index]->pure_wrt_drop)
        continue;
      if (identity[i].is_ty())
        out.outlives.push_back(identity[i].ty());
      else if (identity[i].is_region())
        out.outlives.push_back(
            tcx_.mk_ref(identity[i].region(), tcx_.common.unit, ty::Mutability::Not));
    }
  }

  void part(Ty ty, DefId self, unsigned depth, DropckConstraint &out) {
    if (depth > 128) {
      out.overflows.push_back(ty);
      return;
    }
    if (!seen_.insert(ty).second)
      return;
    switch (ty.kind()) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Bound:
    case TyKind::Placeholder:
    case TyKind::Infer:
    case TyKind::CoroutineWitness:
    case TyKind::Error: return;
    case TyKind::Array:
      if (is_empty_array(ty))
        return;
      return part(ty.inner(), self, depth + 1, out);
    case TyKind::Slice: return part(ty.inner(), self, depth + 1, out);
    case TyKind::Tuple:
      for (Ty elem : ty.tuple_elems())
        part(elem, self, depth + 1, out);
      return;
    case TyKind::Closure:
      for (Ty upvar : ty::ClosureArgs::of(ty.args()).upvar_tys())
        part(upvar, self, depth + 1, out);
      return;
    case TyKind::Coroutine:
    case TyKind::Dynamic: out.outlives.push_back(ty); return;
    case TyKind::Param:
    case TyKind::Alias: out.dtorck.push_back(ty); return;
    case TyKind::Adt: {
      const ty::AdtDef &adt = *tcx_.adt_def(ty.def_id());
      if (adt.is_manually_drop)
        return;
      if (adt.is_phantom_data)
        return part(ty.args()[0].ty(), self, depth + 1, out);
      // A type in its own field with its own parameters adds nothing new.
      if (ty.def_id() == self || llvm::is_contained(open_, ty.def_id())) {
        if (ty != tcx_.mk_adt(ty.def_id(), ty::identity_args(tcx_, ty.def_id())))
          out.dtorck.push_back(ty);
        return;
      }
      open_.push_back(ty.def_id());
      DropckConstraint inner = Dropck(*this, 0).run(ty.def_id());
      open_.pop_back();
      for (Ty t : inner.outlives)
        out.outlives.push_back(ty::instantiate_ty(tcx_, t, ty.args()));
      for (Ty t : inner.dtorck)
        part(ty::instantiate_ty(tcx_, t, ty.args()), self, depth + 1, out);
      for (Ty t : inner.overflows)
        out.overflows.push_back(ty::instantiate_ty(tcx_, t, ty.args()));
      return;
    }
    }
  }

  static void dedupe(std::vector<Ty> &tys) {
    llvm::SetVector<Ty> set(tys.begin(), tys.end());
    tys.assign(set.begin(), set.end());
  }
  Dropck(const Dropck &outer, int) : tcx_(outer.tcx_), open_(outer.open_) {}

  TyCtxt &tcx_;
  llvm::SmallVector<DefId, 8> open_;
  llvm::DenseSet<Ty> seen_; ///< parts that are done: what they say is in the result
};

} // namespace

const DropckConstraint *dropck_constraint(TyCtxt &tcx, DefId adt) {
  return tcx.own<DropckConstraint>(Dropck(tcx).run(adt));
}

} // namespace ochre::traits
