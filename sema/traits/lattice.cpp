// Least upper and greatest lower bounds: structure is equal, regions take the
// bound of both, positions that are contravariant the opposite one.
#include "sema/traits/infer.h"

namespace ochre::traits {

using ty::TyKind;
using ty::Variance;

namespace {

class Lattice {
public:
  Lattice(InferCtxt &infcx, const ObligationCause &cause, ParamEnv env)
      : infcx_(infcx), cause_(cause), env_(env) {}

  /// Null if there is none. `up`: least upper bound.
  Ty tys(Ty a, Ty b, bool up);

  Obligations obligations;

private:
  Region regions(Region a, Region b, bool up);
  GenericArgs lists(Ty adt, GenericArgs a, GenericArgs b, bool up);
  GenericArg arg(Variance variance, GenericArg a, GenericArg b, bool up);
  Ty sigs(Ty a, Ty b, bool up);
  Ty equal(Ty a, Ty b) { return keep(infcx_.eq(cause_, env_, a, b)) ? a : Ty(); }
  bool keep(RelateResult result) {
    obligations.append(result.obligations.begin(), result.obligations.end());
    return bool(result);
  }

  InferCtxt &infcx_;
  const ObligationCause &cause_;
  ParamEnv env_;
};

Region Lattice::regions(Region a, Region b, bool up) {
  if (a == b || a.is_erased() || b.is_erased())
    return a;
  Region bound = infcx_.next_region_var(cause_.span);
  for (Region part : {a, b})
    up ? infcx_.add_outlives(part, bound, cause_) : infcx_.add_outlives(bound, part, cause_);
  return bound;
}

GenericArg Lattice::arg(Variance variance, GenericArg a, GenericArg b, bool up) {
  if (variance == Variance::Bivariant)
    return a;
  bool side = variance == Variance::Contravariant ? !up : up;
  if (variance != Variance::Invariant && a.is_ty() && b.is_ty()) {
    Ty ty = tys(a.ty(), b.ty(), side);
    return ty ? GenericArg(ty) : GenericArg();
  }
  if (variance != Variance::Invariant && a.is_region() && b.is_region())
    return regions(a.region(), b.region(), side);
  return keep(infcx_.eq(cause_, env_, a, b)) ? a : GenericArg();
}

GenericArgs Lattice::lists(Ty adt, GenericArgs a, GenericArgs b, bool up) {
  const std::vector<Variance> &variances = *infcx_.tcx.variances_of(adt.def_id());
  llvm::SmallVector<GenericArg, 4> out;
  for (uint32_t i = 0; i < a.size(); ++i) {
    Variance variance = i < variances.size() ? variances[i] : Variance::Invariant;
    GenericArg made = a[i] == b[i] ? a[i] : arg(variance, a[i], b[i], up);
    if (!made)
      return GenericArgs();
    out.push_back(made);
  }
  return infcx_.tcx.mk_args(out);
}

Ty Lattice::sigs(Ty a, Ty b, bool up) {
  ty::PolyFnSig x = a.fn_ptr_sig();
  ty::PolyFnSig y = b.fn_ptr_sig();
  ty::FnSig left = x.skip_binder();
  const ty::FnSig &right = y.skip_binder();
  if (!x.bound_vars().empty() || !y.bound_vars().empty() || left.c_variadic != right.c_variadic ||
      left.safety != right.safety || left.abi != right.abi ||
      left.inputs().size() != right.inputs().size())
    return equal(a, b);
  llvm::SmallVector<Ty, 8> out;
  for (size_t i = 0; i < left.inputs_and_output.size(); ++i) {
    bool is_output = i + 1 == left.inputs_and_output.size();
    Ty made = tys(left.inputs_and_output[i], right.inputs_and_output[i], is_output ? up : !up);
    if (!made)
      return Ty();
    out.push_back(made);
  }
  left.inputs_and_output = infcx_.tcx.mk_ty_list(out);
  return infcx_.tcx.mk_fn_ptr(ty::PolyFnSig::dummy(left));
}

Ty Lattice::tys(Ty a, Ty b, bool up) {
  a = infcx_.shallow_resolve(a);
  b = infcx_.shallow_resolve(b);
  if (a == b)
    return a;
  if (a.is_ty_var() || b.is_ty_var()) {
    Ty bound = infcx_.next_ty_var(cause_.span);
    bool ok =
        up ? keep(infcx_.sub(cause_, env_, a, bound)) && keep(infcx_.sub(cause_, env_, b, bound))
           : keep(infcx_.sub(cause_, env_, bound, a)) && keep(infcx_.sub(cause_, env_, bound, b));
    return ok ? bound : Ty();
  }
  if (a.kind() != b.kind())
    return equal(a, b);
  TyCtxt &tcx = infcx_.tcx;
  if (a.is_ref() && a.mutbl() == b.mutbl()) {
    Ty inner = a.mutbl() == ty::Mutability::Mut ? equal(a.inner(), b.inner())
                                                : tys(a.inner(), b.inner(), up);
    return inner ? tcx.mk_ref(regions(a.region(), b.region(), up), inner, a.mutbl()) : Ty();
  }
  if (a.is_adt() && a.def_id() == b.def_id()) {
    GenericArgs args = lists(a, a.args(), b.args(), up);
    return args.empty() ? Ty() : tcx.mk_adt(a.def_id(), args);
  }
  if (a.is(TyKind::Tuple) && a.tuple_elems().size() == b.tuple_elems().size()) {
    llvm::SmallVector<Ty, 8> out;
    for (auto [x, y] : llvm::zip(a.tuple_elems(), b.tuple_elems())) {
      out.push_back(tys(x, y, up));
      if (!out.back())
        return Ty();
    }
    return tcx.mk_tuple(out);
  }
  if (a.is(TyKind::FnPtr))
    return sigs(a, b, up);
  return equal(a, b);
}

LatticeResult bound(InferCtxt &infcx, const ObligationCause &cause, ParamEnv env, Ty a, Ty b,
                    bool up) {
  Lattice lattice(infcx, cause, env);
  InferCtxt::Snapshot snapshot = infcx.start_snapshot();
  Ty ty = lattice.tys(a, b, up);
  if (!ty) {
    infcx.rollback_to(snapshot);
    return {};
  }
  infcx.commit(snapshot);
  return {ty, std::move(lattice.obligations)};
}

} // namespace

LatticeResult InferCtxt::lub(const ObligationCause &cause, ParamEnv env, Ty a, Ty b) {
  return bound(*this, cause, env, a, b, true);
}
LatticeResult InferCtxt::glb(const ObligationCause &cause, ParamEnv env, Ty a, Ty b) {
  return bound(*this, cause, env, a, b, false);
}

} // namespace ochre::traits
