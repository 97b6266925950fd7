// What must hold for a type to be well-formed.
//
// `Foo<T>` needs Foo's where-clauses, arrays and slices and tuples need Sized
// parts, `&'a T` needs `T: 'a`, `<T as Trait>::A` needs `T: Trait`. Source: RFC
// 1214; Reference, "Trait and lifetime bounds".
#include "sema/traits/elaborate.h"
#include "sema/traits/fulfill.h"
#include "sema/ty/memo.h"

namespace ochre::traits {

using ty::TyKind;

namespace {

struct WellFormed {
  InferCtxt &infcx;
  TyCtxt &tcx;
  ParamEnv env;
  const ObligationCause &cause;
  Obligations &out;
  uint32_t depth = 0;
  ty::TypeMemo memo{};

  void oblige(Predicate predicate) {
    if (!predicate.has_escaping_bound_vars())
      out.push_back({cause, env, predicate});
  }
  void sized(Ty ty) {
    DefId trait = tcx.lang_item(LangItem::Sized);
    if (trait.is_valid() && !ty.has_escaping_bound_vars())
      oblige(tcx.mk_trait_predicate(ty::PolyTraitRef::dummy({trait, tcx.mk_args({ty})})));
  }
  void where_clauses(DefId item, GenericArgs args) {
    if (args.has_escaping_bound_vars())
      return;
    uint32_t index = 0;
    for (Predicate clause : all_predicates_of(tcx, item)) {
      ObligationCause why = ObligationCause::where_clause(cause.span, cause.body, item, index++);
      out.push_back({why, env, ty::instantiate_predicate(tcx, clause, args)});
    }
  }

  /// `trait Tr: 'r` and `dyn Tr + 'a`: 'r must outlive 'a.
  void object_bounds(Ty ty) {
    if (ty.region().is_erased() || ty.has_escaping_bound_vars())
      return;
    for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates()) {
      if (p.skip_binder().kind != ty::ExistentialKind::Trait || !p.bound_vars().empty())
        continue;
      Predicate clause = ty::existential_with_self_ty(tcx, p, ty);
      for (Predicate implied : elaborate(tcx, clause))
        if (implied.is(ty::PredicateKind::TypeOutlives) && implied.ty() == ty &&
            !implied.region().is_bound())
          oblige(tcx.mk_region_outlives(implied.region(), ty.region()));
    }
  }

  bool visit_ty(Ty ty) {
    ty = infcx.shallow_resolve(ty);
    switch (ty.kind()) {
    case TyKind::Infer:
      if (ty.is_ty_var())
        oblige(tcx.mk_well_formed(ty));
      return false;
    case TyKind::Array:
    case TyKind::Slice: sized(ty.inner()); break;
    case TyKind::Tuple:
      if (!ty.is_unit())
        for (Ty elem : ty.tuple_elems().array().drop_back())
          sized(elem);
      break;
    case TyKind::Ref:
      if (!ty.region().is_erased() && !ty.has_escaping_bound_vars()) {
        ObligationCause why = cause;
        why.code = CauseCode::ReferenceOutlives;
        out.push_back({why, env, tcx.mk_type_outlives(ty.inner(), ty.region())});
      }
      break;
    case TyKind::FnDef:
      // Who calls it through a trait relies on what it returns.
      if (!ty.has_escaping_bound_vars())
        ty::visit(*this,
                  ty::instantiate(tcx, tcx.fn_sig(ty.def_id()), ty.args()).skip_binder().output());
      where_clauses(ty.def_id(), ty.args());
      break;
    case TyKind::Adt:
    case TyKind::Alias: where_clauses(ty.def_id(), ty.args()); break;
    case TyKind::Dynamic:
      for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates())
        if (p.skip_binder().kind == ty::ExistentialKind::Trait)
          oblige(tcx.mk_dyn_compatible(p.skip_binder().def_id));
      object_bounds(ty);
      break;
    // Parts of closures and coroutines are checked where they are made.
    case TyKind::Closure:
    case TyKind::Coroutine:
    case TyKind::CoroutineWitness: return false;
    case TyKind::Bool:
    case TyKind::Char:
    case TyKind::Int:
    case TyKind::Uint:
    case TyKind::Float:
    case TyKind::Str:
    case TyKind::Never:
    case TyKind::Foreign:
    case TyKind::RawPtr:
    case TyKind::FnPtr:
    case TyKind::Param:
    case TyKind::Bound:
    case TyKind::Placeholder:
    case TyKind::Error: break;
    }
    return ty::memo_visit(*this, ty);
  }
  bool visit_region(Region) { return false; }
  bool visit_const(Const ct) {
    if (ct.is(ty::ConstKind::Unevaluated) && !ct.has_escaping_bound_vars())
      oblige(tcx.mk_const_evaluatable(ct));
    return false;
  }
};

} // namespace

bool well_formed_obligations(InferCtxt &infcx, ParamEnv env, const ObligationCause &cause,
                             GenericArg arg, Obligations &out) {
  arg = infcx.shallow_resolve(arg);
  if (arg.is_ty() && arg.ty().is_ty_var())
    return false;
  WellFormed visitor{infcx, infcx.tcx, env, cause, out};
  ty::visit(visitor, arg);
  return true;
}

} // namespace ochre::traits
