// Replacing variables by their values.
#include "sema/traits/infer.h"
#include "sema/ty/memo.h"

namespace ochre::traits {
namespace {

struct Resolver {
  const InferCtxt &infcx;
  TyCtxt &tcx;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  static constexpr uint32_t kWork = ty::kHasNonRegionInfer;

  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(kWork))
      return ty;
    if (!ty.is_infer())
      return ty::memo_fold(*this, ty);
    Ty value = infcx.shallow_resolve(ty);
    return value.is_infer() ? value : fold_ty(value);
  }
  Region fold_region(Region region) { return region; }
  Const fold_const(Const ct) {
    if (!ct.has_flags(kWork))
      return ct;
    if (!ct.is(ty::ConstKind::Infer))
      return ty::super_fold(*this, ct);
    Const value = infcx.shallow_resolve(ct);
    return value.is(ty::ConstKind::Infer) ? value : fold_const(value);
  }
};

template <class T>
T resolved(const InferCtxt &infcx, const T &value) {
  Resolver resolver{infcx, infcx.tcx};
  return ty::fold(resolver, value);
}

} // namespace

Ty InferCtxt::shallow_resolve(Ty ty) const {
  if (!ty.is_infer())
    return ty;
  switch (ty.infer_kind()) {
  case ty::InferKind::Ty: {
    TyVid root = root_var(ty.ty_vid());
    Ty value = ty_vars_[root].value;
    // A value may be an integer variable.
    return value ? shallow_resolve(value) : root == ty.ty_vid() ? ty : tcx.mk_ty_var(root);
  }
  case ty::InferKind::Int: {
    IntVid root = root_var(ty.int_vid());
    Ty value = int_vars_[root].value;
    return value ? value : root == ty.int_vid() ? ty : tcx.mk_int_var(root);
  }
  case ty::InferKind::Float: {
    FloatVid root = root_var(ty.float_vid());
    Ty value = float_vars_[root].value;
    return value ? value : root == ty.float_vid() ? ty : tcx.mk_float_var(root);
  }
  case ty::InferKind::FreshTy:
  case ty::InferKind::FreshInt:
  case ty::InferKind::FreshFloat: return ty;
  }
  return ty;
}

Const InferCtxt::shallow_resolve(Const ct) const {
  if (!ct.is(ty::ConstKind::Infer) || ct.is_fresh())
    return ct;
  ConstVid root = root_var(ct.vid());
  Const value = const_vars_[root].value;
  return value ? value : root == ct.vid() ? ct : tcx.mk_const_var(root);
}

GenericArg InferCtxt::shallow_resolve(GenericArg arg) const {
  if (arg.is_ty())
    return shallow_resolve(arg.ty());
  return arg.is_const() ? GenericArg(shallow_resolve(arg.ct())) : arg;
}

Ty InferCtxt::resolve(Ty value) const {
  return value.has_flags(Resolver::kWork) ? resolved(*this, value) : value;
}
Const InferCtxt::resolve(Const value) const {
  return value.has_flags(Resolver::kWork) ? resolved(*this, value) : value;
}
GenericArg InferCtxt::resolve(GenericArg value) const {
  return value.has_flags(Resolver::kWork) ? resolved(*this, value) : value;
}
GenericArgs InferCtxt::resolve(GenericArgs value) const {
  return value.has_flags(Resolver::kWork) ? resolved(*this, value) : value;
}
Predicate InferCtxt::resolve(Predicate value) const {
  return value.has_flags(Resolver::kWork) ? resolved(*this, value) : value;
}
ty::FnSig InferCtxt::resolve(const ty::FnSig &value) const { return resolved(*this, value); }
ty::TraitRef InferCtxt::resolve(const ty::TraitRef &value) const {
  return {value.def_id, resolve(value.args)};
}
ty::PolyFnSig InferCtxt::resolve(const ty::PolyFnSig &value) const {
  return resolved(*this, value);
}

Ty InferCtxt::fully_resolve(Ty value) const {
  Ty ty = resolve(value);
  return ty.has_flags(ty::kHasNonRegionInfer) ? Ty() : ty;
}
GenericArg InferCtxt::fully_resolve(GenericArg value) const {
  GenericArg arg = resolve(value);
  return arg.has_flags(ty::kHasNonRegionInfer) ? GenericArg() : arg;
}
GenericArgs InferCtxt::fully_resolve(GenericArgs value, bool &ok) const {
  GenericArgs args = resolve(value);
  ok = !args.has_flags(ty::kHasNonRegionInfer);
  return args;
}

} // namespace ochre::traits
