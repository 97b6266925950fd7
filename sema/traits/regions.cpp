// Collecting region constraints; taking `T: 'a` apart.
//
// `(&'x u8, Vec<U>): 'a` holds if `'x: 'a` and `U: 'a`. Source: RFC 1214,
// "The outlives relation", outlives components.
#include "sema/traits/infer.h"
#include "sema/ty/memo.h"

namespace ochre::traits {
namespace {

class Components {
public:
  Components(InferCtxt &infcx, Ty whole, Region region, const ObligationCause &cause)
      : infcx_(infcx), whole_(whole), region_(region), cause_(cause) {}

  bool visit_ty(Ty ty) {
    ty = infcx_.shallow_resolve(ty);
    if (!ty.has_flags(ty::kHasFreeRegions | ty::kHasParam | ty::kHasInfer | ty::kHasPlaceholder |
                      ty::kHasAlias))
      return false;
    switch (ty.kind()) {
    case ty::TyKind::Closure: return visit_ty(ty::ClosureArgs::of(ty.args()).tupled_upvars);
    case ty::TyKind::Coroutine: {
      auto args = ty::CoroutineArgs::of(ty.args());
      return visit_ty(args.tupled_upvars) || visit_ty(args.resume_ty) || visit_ty(args.witness);
    }
    // Lifetimes right in the arguments of a function item do not count.
    case ty::TyKind::FnDef:
      for (GenericArg arg : ty.args())
        if (arg.is_ty())
          visit_ty(arg.ty());
      return false;
    // A witness names only regions of its own.
    case ty::TyKind::CoroutineWitness: return false;
    case ty::TyKind::Param:
    case ty::TyKind::Placeholder:
    case ty::TyKind::Infer: undecided(ty); return false;
    case ty::TyKind::Alias:
      // With escaping variables no bound can be stated: each part must outlive.
      if (ty.has_escaping_bound_vars())
        return ty::memo_visit(*this, ty);
      undecided(ty);
      return false;
    case ty::TyKind::Bool:
    case ty::TyKind::Char:
    case ty::TyKind::Int:
    case ty::TyKind::Uint:
    case ty::TyKind::Float:
    case ty::TyKind::Str:
    case ty::TyKind::Never:
    case ty::TyKind::Adt:
    case ty::TyKind::Foreign:
    case ty::TyKind::Array:
    case ty::TyKind::Slice:
    case ty::TyKind::RawPtr:
    case ty::TyKind::Ref:
    case ty::TyKind::FnPtr:
    case ty::TyKind::Dynamic:
    case ty::TyKind::Tuple:
    case ty::TyKind::Bound:
    case ty::TyKind::Error: return ty::memo_visit(*this, ty);
    }
    return false;
  }
  bool visit_region(Region region) {
    if (!region.is_bound())
      infcx_.add_outlives(region, region_, cause_, whole_);
    return false;
  }
  bool visit_const(Const) { return false; }

  uint32_t depth = 0;
  ty::TypeMemo memo;
  std::vector<TypeOutlivesConstraint> left;

private:
  void undecided(Ty ty) {
    if (!region_.is_erased() && !ty.is_int_var() && !ty.is_float_var())
      left.push_back({ty, region_, cause_});
  }

  InferCtxt &infcx_;
  Ty whole_;
  Region region_;
  const ObligationCause &cause_;
};

} // namespace

void InferCtxt::add_outlives(Region sup, Region sub, const ObligationCause &cause, Ty of) {
  if (sup == sub || sup.is_static() || sup.is_error() || sub.is_error())
    return;
  // An erased region may be any one. With all regions erased it still is not all of them, which is
  // what tells `for<'a> fn(&'a u8)` from `fn(&u8)`.
  bool is_for_all =
      mode == TypingMode::PostAnalysis &&
      (sup.kind() == ty::RegionKind::Placeholder || sub.kind() == ty::RegionKind::Placeholder);
  if ((sup.is_erased() || sub.is_erased()) && !is_for_all)
    return;
  constraints_.outlives.push_back({sup, sub, cause, of});
}

void InferCtxt::add_type_outlives(Ty ty, Region region, const ObligationCause &cause) {
  Components components(*this, ty, region, cause);
  components.visit_ty(ty);
  for (const TypeOutlivesConstraint &constraint : components.left)
    constraints_.type_outlives.push_back(constraint);
}

RegionConstraints InferCtxt::take_region_constraints() {
  assert(!in_snapshot());
  return std::exchange(constraints_, {});
}

} // namespace ochre::traits
