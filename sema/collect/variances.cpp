// Variance of parameters: the least fixpoint over the fields of the crate's ADTs.
//
// Every parameter starts bivariant; each occurrence in a field joins in the variance of its place.
// `struct S<'a, T> { x: &'a mut T }` makes 'a covariant, T invariant. Functions and opaque types
// use what is written in signatures. Source: "Taming the Wildcards" (PLDI 2011), rustc-dev-guide.
#include "sema/collect/item.h"
#include "sema/ty/fold.h"

namespace ochre::collect {
namespace {

using ty::Variance;

Variance join(Variance x, Variance y) {
  if (x == Variance::Bivariant)
    return y;
  if (y == Variance::Bivariant || x == y)
    return x;
  return Variance::Invariant;
}

/// What is in an invariant place is used, even by what is not known to use it yet.
Variance compose(Variance outer, Variance inner) {
  return outer == Variance::Invariant ? outer : xform(outer, inner);
}

using Solution = llvm::DenseMap<DefId, std::vector<Variance>>;

class Walker {
public:
  Walker(ty::TyCtxt &tcx, const Solution &others, std::vector<Variance> &out)
      : tcx_(tcx), others_(others), out_(out) {}

  void walk(ty::Ty ty, Variance at) {
    if (!ty.has_flags(ty::kHasParam))
      return;
    switch (ty.kind()) {
    case ty::TyKind::Param: mark(ty.param_index(), at); break;
    case ty::TyKind::Ref:
      walk(ty.region(), at);
      walk_pointee(ty, at);
      break;
    case ty::TyKind::RawPtr: walk_pointee(ty, at); break;
    case ty::TyKind::Slice: walk(ty.inner(), at); break;
    case ty::TyKind::Array:
      walk(ty.inner(), at);
      walk(ty.array_len(), Variance::Invariant);
      break;
    case ty::TyKind::Tuple:
      for (ty::Ty elem : ty.tuple_elems())
        walk(elem, at);
      break;
    case ty::TyKind::Adt: walk_adt(ty, at); break;
    case ty::TyKind::FnPtr: {
      const ty::FnSig &sig = ty.fn_ptr_sig().skip_binder();
      for (ty::Ty input : sig.inputs())
        walk(input, compose(at, Variance::Contravariant));
      walk(sig.output(), at);
      break;
    }
    case ty::TyKind::Dynamic:
      walk(ty.region(), at);
      for (const ty::PolyExistentialPredicate &p : ty.dyn_predicates()) {
        walk_args(p.skip_binder().args, Variance::Invariant);
        if (p.skip_binder().kind == ty::ExistentialKind::Projection)
          walk_arg(p.skip_binder().term, Variance::Invariant);
      }
      break;
    case ty::TyKind::Alias: walk_alias(ty, at); break;
    case ty::TyKind::FnDef:
    case ty::TyKind::Closure:
    case ty::TyKind::Coroutine:
    case ty::TyKind::CoroutineWitness: walk_args(ty.args(), Variance::Invariant); break;
    case ty::TyKind::Bool:
    case ty::TyKind::Char:
    case ty::TyKind::Int:
    case ty::TyKind::Uint:
    case ty::TyKind::Float:
    case ty::TyKind::Str:
    case ty::TyKind::Never:
    case ty::TyKind::Foreign:
    case ty::TyKind::Bound:
    case ty::TyKind::Placeholder:
    case ty::TyKind::Infer:
    case ty::TyKind::Error: break;
    }
  }

private:
  void mark(uint32_t index, Variance at) {
    if (index < out_.size())
      out_[index] = join(out_[index], at);
  }
  void walk(ty::Region region, Variance at) {
    if (region.kind() == ty::RegionKind::EarlyParam)
      mark(region.param_index(), at);
  }
  void walk(ty::Const ct, Variance at) {
    if (ct.is(ty::ConstKind::Param))
      mark(ct.param_index(), at);
    else if (ct.is(ty::ConstKind::Unevaluated))
      walk_args(ct.args(), Variance::Invariant);
  }
  void walk_arg(ty::GenericArg arg, Variance at) {
    if (arg.is_ty())
      walk(arg.ty(), at);
    else if (arg.is_region())
      walk(arg.region(), at);
    else
      walk(arg.ct(), Variance::Invariant);
  }
  void walk_args(ty::GenericArgs args, Variance at) {
    for (ty::GenericArg arg : args)
      walk_arg(arg, at);
  }
  void walk_pointee(ty::Ty ty, Variance at) {
    bool is_mut = ty.mutbl() == ty::Mutability::Mut;
    walk(ty.inner(), is_mut ? compose(at, Variance::Invariant) : at);
  }
  void walk_adt(ty::Ty ty, Variance at) {
    auto it = others_.find(ty.def_id());
    const std::vector<Variance> *variances =
        it != others_.end() ? &it->second : tcx_.variances_of(ty.def_id());
    ty::GenericArgs args = ty.args();
    for (uint32_t i = 0; i < args.size(); ++i)
      walk_arg(args[i], i < variances->size() ? compose(at, (*variances)[i]) : Variance::Invariant);
  }
  void walk_alias(ty::Ty ty, Variance at) {
    if (ty.alias_kind() != ty::AliasKind::Opaque)
      return walk_args(ty.args(), Variance::Invariant);
    const std::vector<Variance> *variances = tcx_.variances_of(ty.def_id());
    ty::GenericArgs args = ty.args();
    for (uint32_t i = 0; i < args.size(); ++i)
      walk_arg(args[i], i < variances->size() ? compose(at, (*variances)[i]) : Variance::Invariant);
  }

  ty::TyCtxt &tcx_;
  const Solution &others_;
  std::vector<Variance> &out_;
};

/// Local ADTs that the fields of `start` reach: those whose variances are solved together.
std::vector<DefId> reachable_adts(ty::TyCtxt &tcx, DefId start) {
  struct Finder {
    ty::TyCtxt &tcx;
    llvm::SetVector<DefId> found;
    uint32_t depth = 0;
    bool visit_ty(ty::Ty ty) {
      if (!ty.has_flags(ty::kHasParam))
        return false;
      if (ty.is_adt() && tcx.is_local(ty.def_id()))
        found.insert(ty.def_id());
      return super_visit(*this, ty);
    }
    bool visit_region(ty::Region) { return false; }
    bool visit_const(ty::Const) { return false; }
  } finder{tcx, {}};
  finder.found.insert(start);
  for (size_t i = 0; i < finder.found.size(); ++i)
    for (const ty::VariantDef &variant : tcx.adt_def(finder.found[i])->variants)
      for (const ty::FieldDef &field : variant.fields)
        finder.visit_ty(tcx.type_of(field.def_id).instantiate_identity());
  return {finder.found.begin(), finder.found.end()};
}

std::vector<Variance> solve_adt(ty::TyCtxt &tcx, DefId id) {
  Solution solution;
  std::vector<DefId> adts = reachable_adts(tcx, id);
  for (DefId adt : adts)
    solution[adt].assign(tcx.generics_of(adt)->count(), Variance::Bivariant);
  for (bool changed = true; changed;) {
    changed = false;
    for (DefId adt : adts) {
      std::vector<Variance> now = solution[adt];
      // PhantomData owns its parameter though it has no field.
      if (tcx.is_lang_item(adt, LangItem::PhantomData))
        now.assign(now.size(), Variance::Covariant);
      if (tcx.is_lang_item(adt, LangItem::UnsafeCell))
        now.assign(now.size(), Variance::Invariant);
      Walker walker(tcx, solution, now);
      for (const ty::VariantDef &variant : tcx.adt_def(adt)->variants)
        for (const ty::FieldDef &field : variant.fields)
          walker.walk(tcx.type_of(field.def_id).instantiate_identity(), Variance::Covariant);
      if (now != solution[adt]) {
        solution[adt] = std::move(now);
        changed = true;
      }
    }
  }
  std::vector<Variance> out = solution[id];
  const ty::Generics *generics = tcx.generics_of(id);
  for (const ty::GenericParamDef &param : generics->own)
    if (param.kind == ty::GenericParamKind::Const)
      out[param.index] = Variance::Invariant;
  return out;
}

/// Lifetime parameters of the function or its impl that the bounds of an opaque type name.
struct NamedLifetimes {
  ty::TyCtxt &tcx;
  DefId opaque;
  std::vector<Variance> &out;
  uint32_t depth = 0;

  bool visit_ty(ty::Ty ty) {
    if (!ty.has_flags(ty::kHasParam))
      return false;
    if (!ty.is_alias() || ty.alias_kind() != ty::AliasKind::Opaque || ty.def_id() == opaque)
      return ty::super_visit(*this, ty);
    const std::vector<Variance> *variances = tcx.variances_of(ty.def_id());
    for (uint32_t i = 0; i < ty.args().size(); ++i)
      if (i >= variances->size() || (*variances)[i] != Variance::Bivariant)
        ty::visit(*this, ty.args()[i]);
    return false;
  }
  bool visit_region(ty::Region region) {
    if (region.kind() == ty::RegionKind::EarlyParam && region.param_index() < out.size())
      out[region.param_index()] = Variance::Invariant;
    return false;
  }
  bool visit_const(ty::Const ct) { return ty::super_visit(*this, ct); }
};

/// Captured lifetimes and types are invariant; lifetimes of the function that are not captured are
/// not part of the opaque type. `Self` in a bound captures what the type of the impl names.
std::vector<Variance> opaque_variances(ty::TyCtxt &tcx, DefId id) {
  const ty::Generics *generics = tcx.generics_of(id);
  std::vector<Variance> out(generics->count(), Variance::Invariant);
  bool has_lifetimes = false;
  for (uint32_t i = 0; i < generics->parent_count; ++i)
    if (ty::param_at(tcx, *generics, i).kind == ty::GenericParamKind::Lifetime) {
      out[i] = Variance::Bivariant;
      has_lifetimes = true;
    }
  if (!has_lifetimes)
    return out;
  NamedLifetimes named{tcx, id, out};
  for (ty::Predicate bound : tcx.item_bounds(id).skip_binder())
    switch (bound.kind()) {
    case ty::PredicateKind::Trait:
      for (ty::GenericArg arg : bound.trait_ref().args.array().drop_front())
        ty::visit(named, arg);
      break;
    case ty::PredicateKind::Projection:
      for (ty::GenericArg arg : bound.alias().args.array().drop_front())
        ty::visit(named, arg);
      ty::visit(named, bound.term());
      break;
    case ty::PredicateKind::TypeOutlives: named.visit_region(bound.region()); break;
    case ty::PredicateKind::RegionOutlives:
    case ty::PredicateKind::ConstArgHasType:
    case ty::PredicateKind::WellFormed:
    case ty::PredicateKind::ConstEvaluatable:
    case ty::PredicateKind::DynCompatible:
    case ty::PredicateKind::Subtype:
    case ty::PredicateKind::Coerce:
    case ty::PredicateKind::ConstEquate:
    case ty::PredicateKind::NormalizesTo:
    case ty::PredicateKind::AliasRelate:
    case ty::PredicateKind::Ambiguous: break;
    }
  return out;
}

} // namespace

const std::vector<Variance> *variances_of(ty::TyCtxt &tcx, DefId id) {
  switch (tcx.def_kind(id)) {
  case DefKind::Struct:
  case DefKind::Enum:
  case DefKind::Union: return tcx.own<std::vector<Variance>>(solve_adt(tcx, id));
  case DefKind::OpaqueTy: return tcx.own<std::vector<Variance>>(opaque_variances(tcx, id));
  case DefKind::Fn:
  case DefKind::AssocFn:
  case DefKind::StructCtorFn:
  case DefKind::VariantCtorFn:
  case DefKind::Mod:
  case DefKind::Variant:
  case DefKind::Trait:
  case DefKind::TraitAlias:
  case DefKind::TyAlias:
  case DefKind::ForeignTy:
  case DefKind::AssocTy:
  case DefKind::TyParam:
  case DefKind::Const:
  case DefKind::ConstParam:
  case DefKind::Static:
  case DefKind::StructCtorConst:
  case DefKind::VariantCtorConst:
  case DefKind::AssocConst:
  case DefKind::MacroBang:
  case DefKind::MacroAttr:
  case DefKind::MacroDerive:
  case DefKind::ExternCrate:
  case DefKind::Use:
  case DefKind::ForeignMod:
  case DefKind::AnonConst:
  case DefKind::InlineConst:
  case DefKind::Field:
  case DefKind::LifetimeParam:
  case DefKind::GlobalAsm:
  case DefKind::Impl:
  case DefKind::Closure: break;
  }
  // Arguments of function items: rustc infers them too; invariance is what the arguments of
  // everything else have.
  return tcx.own<std::vector<Variance>>(
      std::vector<Variance>(tcx.generics_of(id)->count(), Variance::Invariant));
}

} // namespace ochre::collect
