#include "sema/ty/defs.h"

#include "sema/ty/fold.h"

namespace ochre::ty {

VariantIdx AdtDef::variant_with_id(DefId id) const {
  for (VariantIdx idx : variants.ids())
    if (variants[idx].def_id == id || (id.is_valid() && variants[idx].ctor_id == id))
      return idx;
  return VariantIdx();
}

// Two types with different simplified forms can never be made equal. Source:
// rustc-dev-guide, "Fast rejection".
std::optional<SimplifiedType> simplify_type(Ty ty, TreatParams treat_params) {
  SimplifiedType s;
  s.kind = ty.kind();
  switch (ty.kind()) {
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Array:
  case TyKind::Slice: return s;
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::RawPtr:
  case TyKind::Ref: s.sub = ty.raw()->sub; return s;
  case TyKind::Adt:
  case TyKind::Foreign:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness: s.key = ty.def_id().raw; return s;
  // fn items and closures have types of their own.
  case TyKind::FnDef: s.key = ty.def_id().raw; return s;
  case TyKind::FnPtr:
    s.key = static_cast<uint32_t>(ty.fn_ptr_sig().skip_binder().inputs().size());
    return s;
  case TyKind::Tuple: s.key = ty.tuple_elems().size(); return s;
  case TyKind::Dynamic: {
    auto predicates = ty.dyn_predicates();
    if (!predicates.empty() && predicates[0].skip_binder().kind == ExistentialKind::Trait)
      s.key = predicates[0].skip_binder().def_id.raw;
    else
      s.key = UINT32_MAX - 1; // auto traits only
    return s;
  }
  // An alias may be normalised to anything, also where parameters are rigid.
  case TyKind::Alias: return std::nullopt;
  case TyKind::Param:
    if (treat_params == TreatParams::AsInfer)
      return std::nullopt;
    s.key = ty.param_index();
    return s;
  case TyKind::Placeholder:
    s.sub = 1;
    s.kind = TyKind::Placeholder;
    s.key = ty.universe().raw << 8 ^ ty.bound_var().raw;
    return s;
  case TyKind::Bound:
  case TyKind::Infer:
  case TyKind::Error: return std::nullopt;
  }
  return std::nullopt;
}

// Source: rustc-dev-guide, "Variance": positions compose like signs.
Variance xform(Variance outer, Variance inner) {
  switch (outer) {
  case Variance::Covariant: return inner;
  case Variance::Invariant: return inner == Variance::Bivariant ? inner : Variance::Invariant;
  case Variance::Contravariant:
    if (inner == Variance::Covariant)
      return Variance::Contravariant;
    return inner == Variance::Contravariant ? Variance::Covariant : inner;
  case Variance::Bivariant: return Variance::Bivariant;
  }
  return Variance::Invariant;
}

ClosureArgs ClosureArgs::of(GenericArgs args) {
  assert(args.size() >= 3);
  uint32_t n = args.size() - 3;
  return {args.array().take_front(n), args[n].ty(), args[n + 1].ty(), args[n + 2].ty()};
}

std::optional<ClosureKind> ClosureArgs::kind() const {
  if (!kind_ty.is(TyKind::Int))
    return std::nullopt;
  switch (kind_ty.int_ty()) {
  case IntTy::I8: return ClosureKind::Fn;
  case IntTy::I16: return ClosureKind::FnMut;
  case IntTy::I32: return ClosureKind::FnOnce;
  case IntTy::Isize:
  case IntTy::I64:
  case IntTy::I128: return std::nullopt;
  }
  return std::nullopt;
}

Lends future_lends(Ty kind_ty) {
  if (kind_ty.is_infer())
    return Lends::Unknown;
  return kind_ty.is(TyKind::Int) && kind_ty.int_ty() == IntTy::I16 ? Lends::Yes : Lends::No;
}

TyList upvar_tys(Ty ty) {
  Ty tupled = ty.args().back().ty();
  return tupled.is(TyKind::Tuple) ? tupled.tuple_elems() : TyList();
}

CoroutineArgs CoroutineArgs::of(GenericArgs args) {
  assert(args.size() >= 6);
  uint32_t n = args.size() - 6;
  return {args.array().take_front(n), args[n].ty(),     args[n + 1].ty(), args[n + 2].ty(),
          args[n + 3].ty(),           args[n + 4].ty(), args[n + 5].ty()};
}

} // namespace ochre::ty
