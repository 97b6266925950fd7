// Structural maps and walks over types and what is made of them.
//
// A folder F has `TyCtxt &tcx`, `uint32_t depth = 0` (binders entered; kept by
// these functions) and
//   Ty fold_ty(Ty);  Region fold_region(Region);  Const fold_const(Const);
// which decide about a node and call `super_fold(f, node)` for its parts. They
// should return early when the node's flags show that nothing is to do. A
// visitor V has `uint32_t depth = 0` and
//   bool visit_ty(Ty);  bool visit_region(Region);  bool visit_const(Const);
// true stops the walk; they call `super_visit`.
#pragma once

#include "sema/ty/context.h"

#include "llvm/ADT/SmallVector.h"

#include <functional>

namespace ochre::ty {

template <class F>
GenericArg fold(F &f, GenericArg arg) {
  switch (arg.kind()) {
  case GenericArg::kTy: return f.fold_ty(arg.ty());
  case GenericArg::kRegion: return f.fold_region(arg.region());
  case GenericArg::kConst: return f.fold_const(arg.ct());
  }
  return arg;
}
template <class F>
Ty fold(F &f, Ty ty) {
  return f.fold_ty(ty);
}
template <class F>
Region fold(F &f, Region region) {
  return f.fold_region(region);
}
template <class F>
Const fold(F &f, Const ct) {
  return f.fold_const(ct);
}

template <class F>
GenericArgs fold(F &f, GenericArgs args) {
  llvm::SmallVector<GenericArg, 8> out;
  bool changed = false;
  for (GenericArg arg : args) {
    out.push_back(fold(f, arg));
    changed |= !(out.back() == arg);
  }
  return changed ? f.tcx.mk_args(out) : args;
}
template <class F>
TyList fold(F &f, TyList tys) {
  llvm::SmallVector<Ty, 8> out;
  bool changed = false;
  for (Ty ty : tys) {
    out.push_back(f.fold_ty(ty));
    changed |= !(out.back() == ty);
  }
  return changed ? f.tcx.mk_ty_list(out) : tys;
}
template <class F>
FnSig fold(F &f, FnSig sig) {
  sig.inputs_and_output = fold(f, sig.inputs_and_output);
  return sig;
}
template <class F>
TraitRef fold(F &f, TraitRef ref) {
  return {ref.def_id, fold(f, ref.args)};
}
template <class F>
AliasTerm fold(F &f, AliasTerm ref) {
  return {ref.def_id, fold(f, ref.args)};
}
template <class F>
ExistentialPredicate fold(F &f, ExistentialPredicate p) {
  p.args = fold(f, p.args);
  if (p.kind == ExistentialKind::Projection)
    p.term = fold(f, p.term);
  return p;
}
template <class F, class T>
Binder<T> fold(F &f, const Binder<T> &binder) {
  ++f.depth;
  T value = fold(f, binder.skip_binder());
  --f.depth;
  return Binder<T>(value, binder.bound_vars());
}
template <class F>
List<PolyExistentialPredicate> fold(F &f, List<PolyExistentialPredicate> predicates) {
  llvm::SmallVector<PolyExistentialPredicate, 4> out;
  bool changed = false;
  for (const PolyExistentialPredicate &p : predicates) {
    ++f.depth;
    out.push_back(PolyExistentialPredicate(fold(f, p.skip_binder()), p.bound_vars()));
    --f.depth;
    changed |= !(out.back() == p);
  }
  return changed ? f.tcx.mk_existential_predicates(out) : predicates;
}

/// The node itself with folded parts.
template <class F>
Ty super_fold(F &f, Ty ty) {
  NodeData parts = *ty.raw();
  switch (ty.kind()) {
  case TyKind::Adt:
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
  case TyKind::Alias: parts.p = fold(f, ty.args()).raw(); break;
  case TyKind::Array:
    parts.p = f.fold_ty(ty.inner()).raw();
    parts.q = f.fold_const(ty.array_len()).raw();
    break;
  case TyKind::Slice:
  case TyKind::RawPtr: parts.p = f.fold_ty(ty.inner()).raw(); break;
  case TyKind::Ref:
    parts.q = f.fold_region(ty.region()).raw();
    parts.p = f.fold_ty(ty.inner()).raw();
    break;
  case TyKind::FnPtr: {
    ++f.depth;
    parts.p = fold(f, ty.fn_ptr_sig().skip_binder().inputs_and_output).raw();
    --f.depth;
    break;
  }
  case TyKind::Dynamic:
    parts.p = fold(f, ty.dyn_predicates()).raw();
    parts.q = f.fold_region(ty.region()).raw();
    break;
  case TyKind::Tuple: parts.p = fold(f, ty.tuple_elems()).raw(); break;
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer:
  case TyKind::Error: return ty;
  }
  const NodeData &old = *ty.raw();
  return parts.p == old.p && parts.q == old.q ? ty : f.tcx.mk_ty(parts);
}

template <class F>
Const super_fold(F &f, Const ct) {
  NodeData parts = *ct.raw();
  if (ct.is(ConstKind::Unevaluated))
    parts.p = fold(f, ct.args()).raw();
  else if (ct.is(ConstKind::Value))
    parts.p = f.fold_ty(ct.value_ty()).raw();
  return parts.p == ct.raw()->p ? ct : f.tcx.mk_const(parts);
}

template <class F>
Predicate fold(F &f, Predicate predicate) {
  NodeData parts = *predicate.raw();
  auto word = [](GenericArg arg) { return reinterpret_cast<const void *>(arg.word()); };
  ++f.depth;
  switch (predicate.kind()) {
  case PredicateKind::Trait: parts.p = fold(f, predicate.trait_ref().args).raw(); break;
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo:
    parts.p = fold(f, predicate.alias().args).raw();
    parts.q = word(fold(f, predicate.term()));
    break;
  case PredicateKind::TypeOutlives:
    parts.p = f.fold_ty(predicate.ty()).raw();
    parts.q = f.fold_region(predicate.region()).raw();
    break;
  case PredicateKind::RegionOutlives:
    parts.p = f.fold_region(predicate.longer()).raw();
    parts.q = f.fold_region(predicate.shorter()).raw();
    break;
  case PredicateKind::ConstArgHasType:
    parts.p = f.fold_const(predicate.ct()).raw();
    parts.q = f.fold_ty(predicate.ty()).raw();
    break;
  case PredicateKind::WellFormed: parts.p = word(fold(f, predicate.arg())); break;
  case PredicateKind::ConstEvaluatable: parts.p = f.fold_const(predicate.ct()).raw(); break;
  case PredicateKind::Subtype:
  case PredicateKind::Coerce:
    parts.p = f.fold_ty(predicate.ty()).raw();
    parts.q = f.fold_ty(predicate.ty2()).raw();
    break;
  case PredicateKind::ConstEquate:
    parts.p = f.fold_const(predicate.ct()).raw();
    parts.q = f.fold_const(predicate.ct2()).raw();
    break;
  case PredicateKind::AliasRelate:
    parts.p = word(fold(f, predicate.arg()));
    parts.q = word(fold(f, predicate.arg2()));
    break;
  case PredicateKind::DynCompatible:
  case PredicateKind::Ambiguous: break;
  }
  --f.depth;
  const NodeData &old = *predicate.raw();
  return parts.p == old.p && parts.q == old.q ? predicate : f.tcx.mk_predicate(parts);
}

template <class F>
Clauses fold(F &f, Clauses clauses) {
  llvm::SmallVector<Clause, 8> out;
  bool changed = false;
  for (Clause clause : clauses) {
    out.push_back(fold(f, clause));
    changed |= !(out.back() == clause);
  }
  return changed ? f.tcx.mk_clauses(out) : clauses;
}
template <class F>
ParamEnv fold(F &f, ParamEnv env) {
  return {fold(f, env.caller_bounds)};
}
template <class F, class T>
std::vector<T> fold(F &f, const std::vector<T> &items) {
  std::vector<T> out;
  for (const T &item : items)
    out.push_back(fold(f, item));
  return out;
}

template <class V>
bool visit(V &v, Ty ty) {
  return v.visit_ty(ty);
}
template <class V>
bool visit(V &v, Region region) {
  return v.visit_region(region);
}
template <class V>
bool visit(V &v, Const ct) {
  return v.visit_const(ct);
}
template <class V>
bool visit(V &v, GenericArg arg) {
  return arg.is_ty()       ? v.visit_ty(arg.ty())
         : arg.is_region() ? v.visit_region(arg.region())
                           : v.visit_const(arg.ct());
}
template <class V, class T>
bool visit(V &v, List<T> list) {
  for (const T &item : list)
    if (visit(v, item))
      return true;
  return false;
}
template <class V>
bool visit(V &v, const FnSig &sig) {
  return visit(v, sig.inputs_and_output);
}
template <class V>
bool visit(V &v, const TraitRef &ref) {
  return visit(v, ref.args);
}
template <class V>
bool visit(V &v, const AliasTerm &ref) {
  return visit(v, ref.args);
}
template <class V>
bool visit(V &v, const ExistentialPredicate &p) {
  return visit(v, p.args) || (p.kind == ExistentialKind::Projection && visit(v, p.term));
}
template <class V, class T>
bool visit(V &v, const Binder<T> &binder) {
  ++v.depth;
  bool stop = visit(v, binder.skip_binder());
  --v.depth;
  return stop;
}
template <class V>
bool visit(V &v, const PolyExistentialPredicate &p) {
  ++v.depth;
  bool stop = visit(v, p.skip_binder());
  --v.depth;
  return stop;
}

template <class V>
bool super_visit(V &v, Ty ty) {
  switch (ty.kind()) {
  case TyKind::Adt:
  case TyKind::FnDef:
  case TyKind::Closure:
  case TyKind::Coroutine:
  case TyKind::CoroutineWitness:
  case TyKind::Alias: return visit(v, ty.args());
  case TyKind::Array: return v.visit_ty(ty.inner()) || v.visit_const(ty.array_len());
  case TyKind::Slice:
  case TyKind::RawPtr: return v.visit_ty(ty.inner());
  case TyKind::Ref: return v.visit_region(ty.region()) || v.visit_ty(ty.inner());
  case TyKind::FnPtr: return visit(v, ty.fn_ptr_sig());
  case TyKind::Dynamic: return visit(v, ty.dyn_predicates()) || v.visit_region(ty.region());
  case TyKind::Tuple: return visit(v, ty.tuple_elems());
  case TyKind::Bool:
  case TyKind::Char:
  case TyKind::Int:
  case TyKind::Uint:
  case TyKind::Float:
  case TyKind::Str:
  case TyKind::Never:
  case TyKind::Foreign:
  case TyKind::Param:
  case TyKind::Bound:
  case TyKind::Placeholder:
  case TyKind::Infer:
  case TyKind::Error: return false;
  }
  return false;
}
template <class V>
bool super_visit(V &v, Const ct) {
  if (ct.is(ConstKind::Unevaluated))
    return visit(v, ct.args());
  return ct.is(ConstKind::Value) && v.visit_ty(ct.value_ty());
}
template <class V>
bool visit(V &v, Predicate p) {
  ++v.depth;
  bool stop = false;
  switch (p.kind()) {
  case PredicateKind::Trait: stop = visit(v, p.trait_ref()); break;
  case PredicateKind::Projection:
  case PredicateKind::NormalizesTo: stop = visit(v, p.alias()) || visit(v, p.term()); break;
  case PredicateKind::TypeOutlives: stop = visit(v, p.ty()) || visit(v, p.region()); break;
  case PredicateKind::RegionOutlives: stop = visit(v, p.longer()) || visit(v, p.shorter()); break;
  case PredicateKind::ConstArgHasType: stop = visit(v, p.ct()) || visit(v, p.ty()); break;
  case PredicateKind::WellFormed: stop = visit(v, p.arg()); break;
  case PredicateKind::ConstEvaluatable: stop = visit(v, p.ct()); break;
  case PredicateKind::Subtype:
  case PredicateKind::Coerce: stop = visit(v, p.ty()) || visit(v, p.ty2()); break;
  case PredicateKind::ConstEquate: stop = visit(v, p.ct()) || visit(v, p.ct2()); break;
  case PredicateKind::AliasRelate: stop = visit(v, p.arg()) || visit(v, p.arg2()); break;
  case PredicateKind::DynCompatible:
  case PredicateKind::Ambiguous: break;
  }
  --v.depth;
  return stop;
}

// --- The common maps, compiled once (fold.cpp)
// -------------------------------------------------

/// Replaces early-bound parameters by `args`. Bug if an index is out of range.
Ty instantiate(TyCtxt &tcx, EarlyBinder<Ty> value, GenericArgs args);
Const instantiate(TyCtxt &tcx, EarlyBinder<Const> value, GenericArgs args);
TraitRef instantiate(TyCtxt &tcx, EarlyBinder<TraitRef> value, GenericArgs args);
PolyFnSig instantiate(TyCtxt &tcx, EarlyBinder<PolyFnSig> value, GenericArgs args);
GenericArgs instantiate(TyCtxt &tcx, EarlyBinder<GenericArgs> value, GenericArgs args);
Predicate instantiate(TyCtxt &tcx, EarlyBinder<Predicate> value, GenericArgs args);
Clauses instantiate(TyCtxt &tcx, EarlyBinder<Clauses> value, GenericArgs args);
Ty instantiate_ty(TyCtxt &tcx, Ty value, GenericArgs args);
GenericArg instantiate_arg(TyCtxt &tcx, GenericArg value, GenericArgs args);
Predicate instantiate_predicate(TyCtxt &tcx, Predicate value, GenericArgs args);

/// As instantiate_predicate, but bound variables in `args` belong to the binder
/// of the predicate itself, which the caller extends by them.
Predicate instantiate_in_binder(TyCtxt &tcx, Predicate value, GenericArgs args);

/// The parameters of an item as arguments for itself.
GenericArgs identity_args(TyCtxt &tcx, DefId item);
/// Own and parents' parameter definitions in the order of the arguments.
llvm::SmallVector<const GenericParamDef *, 8> all_params(TyCtxt &tcx, const Generics &generics);
const GenericParamDef &param_at(TyCtxt &tcx, const Generics &generics, uint32_t index);
/// Arguments of `item` made by `make` for each parameter, given those made so
/// far.
GenericArgs
make_args(TyCtxt &tcx, DefId item,
          llvm::function_ref<GenericArg(const GenericParamDef &, llvm::ArrayRef<GenericArg>)> make);
/// As make_args, but the first arguments are given (the parent's, say).
GenericArgs extend_args(
    TyCtxt &tcx, DefId item, llvm::ArrayRef<GenericArg> first,
    llvm::function_ref<GenericArg(const GenericParamDef &, llvm::ArrayRef<GenericArg>)> make);

/// Moves a value under `amount` more binders: escaping de Bruijn indices grow.
Ty shift_in(TyCtxt &tcx, Ty value, uint32_t amount);
GenericArg shift_in(TyCtxt &tcx, GenericArg value, uint32_t amount);
Region shift_in(TyCtxt &tcx, Region value, uint32_t amount);

/// What takes the place of each bound variable of a binder that is opened. Owns its functions: it
/// is built before it is passed on.
struct BoundVarReplacer {
  std::function<Ty(BoundVar, BoundVarKind)> ty;
  std::function<Region(BoundVar, BoundVarKind)> region;
  std::function<Const(BoundVar, BoundVarKind)> ct;
};
Ty replace_bound_vars(TyCtxt &tcx, Ty value, BoundVars vars, const BoundVarReplacer &replacer);
FnSig replace_bound_vars(TyCtxt &tcx, const Binder<FnSig> &value, const BoundVarReplacer &replacer);
TraitRef replace_bound_vars(TyCtxt &tcx, const PolyTraitRef &value,
                            const BoundVarReplacer &replacer);
ExistentialPredicate replace_bound_vars(TyCtxt &tcx, const PolyExistentialPredicate &value,
                                        const BoundVarReplacer &replacer);
/// The predicate without its binder.
Predicate replace_bound_vars(TyCtxt &tcx, Predicate value, const BoundVarReplacer &replacer);

/// Every free region becomes erased; those bound inside (`for<'a> fn(&'a u8)`)
/// stay, their binders lose names and unused variables, so that equal types
/// are one handle. For code generation. See erase_late_bound_regions.
Ty erase_regions(TyCtxt &tcx, Ty value);
GenericArg erase_regions(TyCtxt &tcx, GenericArg value);
GenericArgs erase_regions(TyCtxt &tcx, GenericArgs value);
FnSig erase_regions(TyCtxt &tcx, const FnSig &value);
/// The signature without its binder, all regions erased.
FnSig erase_late_bound_regions(TyCtxt &tcx, const PolyFnSig &value);
/// Free regions are mapped; bound ones stay. `map` gets each region and the
/// binder depth.
Ty map_regions(TyCtxt &tcx, Ty value, llvm::function_ref<Region(Region, uint32_t depth)> map);
GenericArg map_regions(TyCtxt &tcx, GenericArg value,
                       llvm::function_ref<Region(Region, uint32_t depth)> map);
Predicate map_regions(TyCtxt &tcx, Predicate value,
                      llvm::function_ref<Region(Region, uint32_t depth)> map);
/// Calls `each` for every free region.
void for_each_free_region(Ty value, llvm::function_ref<void(Region)> each);
void for_each_free_region(GenericArg value, llvm::function_ref<void(Region)> each);

/// The trait ref with Self put before an existential one's arguments.
TraitRef with_self_ty(TyCtxt &tcx, const ExistentialPredicate &trait, Ty self_ty);
/// The same predicate about `dyn`'s Self as a clause.
Predicate existential_with_self_ty(TyCtxt &tcx, const PolyExistentialPredicate &predicate,
                                   Ty self_ty);

} // namespace ochre::ty
