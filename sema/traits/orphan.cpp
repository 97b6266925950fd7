// `impl<A, B> ForeignTrait<T1, …> for T0` is allowed if some Ti is local and no parameter stands
// uncovered in T0 … Ti-1. `&`, `Box` and the like (fundamental types) are looked through: `&Local`
// is local, `&T` does not cover T. Source: RFC 2451; Reference, "Orphan rules".
//
// Seen from a crate that we do not know, no type here is local, and whatever is not known yet may
// be local there.
#include "sema/traits/orphan.h"

#include "sema/ty/fold.h"

namespace ochre::traits {

using ty::GenericArg;
using ty::Ty;
using ty::TyKind;

namespace {

class Check {
public:
  Check(TyCtxt &tcx, InCrate in_crate) : tcx_(tcx), in_crate_(in_crate) {}

  OrphanResult run(const ty::TraitRef &ref) {
    for (uint32_t i = 0; i < ref.args.size(); ++i) {
      in_self_ = i == 0;
      if (ref.args[i].is_ty() && visit(ref.args[i].ty()))
        return out_;
    }
    if (!out_.param)
      out_.kind = OrphanResult::NonLocalTys;
    return out_;
  }

private:
  /// True: decided.
  bool visit(Ty ty) {
    switch (ty.kind()) {
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Slice:
    case TyKind::Array:
    case TyKind::RawPtr:
    case TyKind::FnDef:
    case TyKind::FnPtr:
    case TyKind::Tuple: return foreign(ty);
    case TyKind::Ref: return visit(ty.inner());
    case TyKind::Adt: return adt(ty);
    case TyKind::Foreign:
    case TyKind::Closure:
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness: return is_local(ty.def_id()) ? local(ty) : foreign(ty);
    case TyKind::Dynamic: return dyn(ty);
    case TyKind::Param:
    case TyKind::Bound:
    case TyKind::Placeholder:
    case TyKind::Infer:
    case TyKind::Alias: return unknown(ty);
    case TyKind::Error: return true;
    }
    return true;
  }
  bool is_local(DefId id) const { return in_crate_ == InCrate::Local && tcx_.is_local(id); }

  bool adt(Ty ty) {
    if (is_local(ty.def_id()))
      return local(ty);
    if (!tcx_.adt_def(ty.def_id())->is_fundamental)
      return foreign(ty);
    for (GenericArg arg : ty.args())
      if (arg.is_ty() && visit(arg.ty()))
        return true;
    return false;
  }
  bool dyn(Ty ty) {
    auto predicates = ty.dyn_predicates();
    bool named = !predicates.empty() &&
                 predicates[0].skip_binder().kind == ty::ExistentialKind::Trait &&
                 is_local(predicates[0].skip_binder().def_id);
    return named ? local(ty) : foreign(ty);
  }
  bool foreign(Ty ty) {
    if (out_.tys.empty())
      out_.first_is_self = in_self_;
    out_.tys.push_back(ty);
    return false;
  }
  bool local(Ty ty) {
    if (out_.param)
      out_.local = ty;
    return true; // without an uncovered parameter before it: allowed
  }
  bool unknown(Ty ty) {
    if (in_crate_ == InCrate::Remote)
      return true; // may be local there
    // An alias that is not normalised may be anything that its parameters make it.
    if (!out_.param) {
      out_.kind = OrphanResult::UncoveredParam;
      out_.param = ty;
    }
    return false;
  }

  TyCtxt &tcx_;
  InCrate in_crate_;
  bool in_self_ = true;
  OrphanResult out_;
};

} // namespace

OrphanResult orphan_check(TyCtxt &tcx, const ty::TraitRef &ref, InCrate in_crate) {
  return Check(tcx, in_crate).run(ref);
}

bool is_knowable(TyCtxt &tcx, const ty::TraitRef &ref) {
  if (tcx.trait_def(ref.def_id)->must_not_be_implemented)
    return true; // the compiler's own rules say all
  if (orphan_check(tcx, ref, InCrate::Remote).kind == OrphanResult::Ok)
    return false; // crates that use this one may implement it
  if (tcx.is_local(ref.def_id) || tcx.trait_def(ref.def_id)->is_fundamental)
    return true;
  // Else the crates that this one uses may add an impl later, unless only this one may.
  return orphan_check(tcx, ref, InCrate::Local).kind == OrphanResult::Ok;
}

} // namespace ochre::traits
