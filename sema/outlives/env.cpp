// Implied bounds and the ways to know `T: 'a`. Source: RFC 1214; Reference,
// "Implied bounds".
#include "sema/outlives/env.h"

#include "sema/traits/elaborate.h"
#include "sema/ty/memo.h"

namespace ochre::outlives {

using ty::GenericArg;
using ty::Predicate;
using ty::PredicateKind;
using ty::TyKind;

void FreeRegions::relate(Region sup, Region sub) {
  if (sup == sub || sup.is_static() || sup.is_erased() || sub.is_erased())
    return;
  auto &list = below_[sup];
  if (!llvm::is_contained(list, sub))
    list.push_back(sub);
}

llvm::SmallVector<Region, 4> FreeRegions::outlived_by(Region region) const {
  llvm::SmallVector<Region, 4> seen{region};
  for (size_t i = 0; i < seen.size(); ++i) {
    auto it = below_.find(seen[i]);
    if (it == below_.end())
      continue;
    for (Region next : it->second)
      if (!llvm::is_contained(seen, next))
        seen.push_back(next);
  }
  return seen;
}

bool FreeRegions::outlives(Region sup, Region sub) const {
  if (sup == sub || sup.is_static() || sup.is_error() || sub.is_error())
    return true;
  for (Region below : outlived_by(sup))
    // What outlives 'static outlives everything.
    if (below == sub || below.is_static())
      return true;
  return false;
}

namespace {

/// Of a function item only the types in its arguments have to outlive what it outlives.
template <class Visitor>
bool types_in_args(Visitor &visitor, Ty ty) {
  for (GenericArg arg : ty.args())
    if (arg.is_ty() && visitor.visit_ty(arg.ty()))
      return true;
  return false;
}

/// Collects `T: 'r` for the parts of a type: regions, parameters, aliases.
struct Components {
  Region region;
  OutlivesEnv &env;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  bool visit_ty(Ty ty) {
    switch (ty.kind()) {
    case TyKind::Param:
    case TyKind::Placeholder: add(ty); return false;
    case TyKind::Alias:
      if (!ty.has_escaping_bound_vars())
        add(ty);
      return false; // its parts need not outlive
    case TyKind::Closure: return visit_ty(ty::ClosureArgs::of(ty.args()).tupled_upvars);
    case TyKind::FnDef: return types_in_args(*this, ty);
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness: return false;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Adt:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnPtr:
    case TyKind::Dynamic:
    case TyKind::Tuple:
    case TyKind::Bound:
    case TyKind::Infer:
    case TyKind::Error: return ty::memo_visit(*this, ty);
    }
    return false;
  }
  bool visit_region(Region r) {
    if (!r.is_bound())
      env.free.relate(r, region);
    return false;
  }
  bool visit_const(ty::Const) { return false; }

  void add(Ty ty) {
    TypeBound bound{ty, region};
    if (!llvm::is_contained(env.bounds, bound))
      env.bounds.push_back(bound);
  }
};

void assume_type_outlives(OutlivesEnv &env, Ty ty, Region region) {
  if (ty.has_escaping_bound_vars() || region.is_bound() || region.is_erased())
    return;
  Components components{region, env};
  components.visit_ty(ty);
}

void assume(OutlivesEnv &env, Predicate clause) {
  if (!clause.bound_vars().empty())
    return;
  if (clause.is(PredicateKind::TypeOutlives))
    assume_type_outlives(env, clause.ty(), clause.region());
  else if (clause.is(PredicateKind::RegionOutlives) && !clause.longer().is_bound() &&
           !clause.shorter().is_bound())
    env.free.relate(clause.longer(), clause.shorter());
}

/// What a type that is well-formed implies.
struct Implied {
  TyCtxt &tcx;
  OutlivesEnv &env;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  bool visit_ty(Ty ty) {
    if (ty.is_ref())
      assume_type_outlives(env, ty.inner(), ty.region());
    bool is_projection = ty.is_alias() && ty.alias_kind() == ty::AliasKind::Projection;
    if ((ty.is_adt() || is_projection) && !ty.args().has_escaping_bound_vars())
      for (Predicate clause : traits::all_predicates_of(tcx, ty.def_id()))
        if (clause.is(PredicateKind::TypeOutlives) || clause.is(PredicateKind::RegionOutlives))
          assume(env, ty::instantiate_predicate(tcx, clause, ty.args()));
    return ty::memo_visit(*this, ty);
  }
  bool visit_region(Region) { return false; }
  bool visit_const(ty::Const) { return false; }
};

/// `'static` or another region that the alias is declared to outlive.
bool declared_bound(TyCtxt &tcx, Ty alias, Region region, RegionTest outlives) {
  if (alias.alias_kind() != ty::AliasKind::Projection && !alias.is_opaque())
    return false;
  // Supertraits may say it: `type A: Tr` with `trait Tr: 'static`.
  ty::Clauses declared = tcx.item_bounds(alias.def_id()).instantiate_identity();
  for (Predicate bound : traits::elaborate(tcx, declared.array())) {
    if (!bound.is(PredicateKind::TypeOutlives) || !bound.bound_vars().empty())
      continue;
    Predicate clause = ty::instantiate_predicate(tcx, bound, alias.args());
    if (clause.ty() == alias && outlives(clause.region(), region))
      return true;
  }
  return false;
}

struct Checker {
  TyCtxt &tcx;
  const OutlivesEnv &env;
  Region region;
  RegionTest outlives;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  /// Visitors stop where something does not outlive.
  bool fails(Ty ty) { return visit_ty(ty); }

  bool known(Ty ty) {
    Ty erased = ty::erase_regions(tcx, ty);
    for (const TypeBound &bound : env.bounds) {
      bool same = bound.ty == ty || (ty.is_alias() && ty::erase_regions(tcx, bound.ty) == erased &&
                                     equal(bound.ty, ty));
      if (same && outlives(bound.region, region))
        return true;
    }
    return false;
  }
  /// Equal up to regions that outlive each other.
  bool equal(Ty a, Ty b) {
    llvm::SmallVector<Region, 4> left, right;
    ty::for_each_free_region(a, [&](Region r) { left.push_back(r); });
    ty::for_each_free_region(b, [&](Region r) { right.push_back(r); });
    if (left.size() != right.size())
      return false;
    for (size_t i = 0; i < left.size(); ++i)
      if (!outlives(left[i], right[i]) || !outlives(right[i], left[i]))
        return false;
    return true;
  }

  bool visit_ty(Ty ty) {
    switch (ty.kind()) {
    case TyKind::Param:
    case TyKind::Placeholder: return !known(ty);
    case TyKind::Alias:
      if (!ty.has_escaping_bound_vars() && (known(ty) || declared_bound(tcx, ty, region, outlives)))
        return false;
      // It outlives what all its parts outlive.
      return alias_parts(ty);
    case TyKind::Closure: return visit_ty(ty::ClosureArgs::of(ty.args()).tupled_upvars);
    case TyKind::FnDef: return types_in_args(*this, ty);
    case TyKind::CoroutineWitness:
    case TyKind::Error:
    case TyKind::Infer: return false;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Adt:
    case TyKind::Foreign:
    case TyKind::Array:
    case TyKind::Slice:
    case TyKind::RawPtr:
    case TyKind::Ref:
    case TyKind::FnPtr:
    case TyKind::Dynamic:
    case TyKind::Coroutine:
    case TyKind::Tuple:
    case TyKind::Bound: return ty::memo_visit(*this, ty);
    }
    return false;
  }
  bool alias_parts(Ty ty) {
    const std::vector<ty::Variance> *variances =
        ty.is_opaque() ? tcx.variances_of(ty.def_id()) : nullptr;
    for (uint32_t i = 0; i < ty.args().size(); ++i) {
      // Lifetimes that an opaque type does not capture.
      if (variances && i < variances->size() && (*variances)[i] == ty::Variance::Bivariant)
        continue;
      if (ty::visit(*this, ty.args()[i]))
        return true;
    }
    return false;
  }
  bool visit_region(Region r) { return !r.is_bound() && !r.is_erased() && !outlives(r, region); }
  bool visit_const(ty::Const) { return false; }
};

} // namespace

OutlivesEnv outlives_env(TyCtxt &tcx, ParamEnv param_env, llvm::ArrayRef<Ty> assumed) {
  OutlivesEnv env;
  env.param_env = param_env;
  for (Predicate clause : param_env.caller_bounds)
    assume(env, clause);
  Implied implied{tcx, env};
  for (Ty ty : assumed)
    implied.visit_ty(ty);
  return env;
}

bool type_outlives(TyCtxt &tcx, const OutlivesEnv &env, Ty ty, Region region, RegionTest outlives) {
  Checker checker{tcx, env, region, outlives};
  return !checker.fails(ty);
}

} // namespace ochre::outlives
