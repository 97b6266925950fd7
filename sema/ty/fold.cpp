#include "sema/ty/memo.h"

namespace ochre::ty {
namespace {

struct Shifter {
  TyCtxt &tcx;
  uint32_t amount;
  uint32_t depth = 0;
  TypeMemo memo{};

  Ty fold_ty(Ty ty) {
    if (!ty.has_vars_bound_at_or_above(depth))
      return ty;
    if (!ty.is(TyKind::Bound))
      return memo_fold(*this, ty);
    NodeData parts = *ty.raw();
    parts.a += amount;
    return tcx.mk_ty(parts);
  }
  Region fold_region(Region region) {
    if (!region.has_vars_bound_at_or_above(depth))
      return region;
    NodeData parts = *region.raw();
    parts.a += amount;
    return tcx.mk_region(parts);
  }
  Const fold_const(Const ct) {
    if (!ct.has_vars_bound_at_or_above(depth))
      return ct;
    if (!ct.is(ConstKind::Bound))
      return super_fold(*this, ct);
    NodeData parts = *ct.raw();
    parts.a += amount;
    return tcx.mk_const(parts);
  }
};

template <class T>
T shifted(TyCtxt &tcx, T value, uint32_t amount) {
  if (amount == 0 || !value.outer_binder())
    return value;
  Shifter shifter{tcx, amount};
  return fold(shifter, value);
}

Const shift_in(TyCtxt &tcx, Const value, uint32_t amount) { return shifted(tcx, value, amount); }

/// Early-bound parameters to arguments. An argument that moves under binders
/// of the value is shifted by as many.
struct ArgFolder {
  TyCtxt &tcx;
  GenericArgs args;
  uint32_t depth = 0;
  TypeMemo memo{};

  GenericArg arg(uint32_t index, const char *what) {
    if (index >= args.size())
      bug(llvm::Twine("instantiate: no argument for the ").concat(what).str());
    return args[index];
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(kHasParam))
      return ty;
    if (!ty.is_param())
      return memo_fold(*this, ty);
    GenericArg value = arg(ty.param_index(), "type parameter");
    return value.is_ty() ? ty::shift_in(tcx, value.ty(), depth) : tcx.common.error;
  }
  Region fold_region(Region region) {
    if (region.kind() != RegionKind::EarlyParam)
      return region;
    GenericArg value = arg(region.param_index(), "lifetime parameter");
    return value.is_region() ? ty::shift_in(tcx, value.region(), depth) : tcx.common.re_error;
  }
  Const fold_const(Const ct) {
    if (!ct.has_flags(kHasParam))
      return ct;
    if (!ct.is(ConstKind::Param))
      return super_fold(*this, ct);
    GenericArg value = arg(ct.param_index(), "const parameter");
    return value.is_const() ? shift_in(tcx, value.ct(), depth) : tcx.common.error_const;
  }
};

template <class T>
T instantiated(TyCtxt &tcx, const T &value, GenericArgs args) {
  ArgFolder folder{tcx, args};
  return fold(folder, value);
}

/// Opens one binder: variables at its level are replaced, those of binders
/// further out lose one level.
struct BoundVarFolder {
  TyCtxt &tcx;
  BoundVars vars;
  const BoundVarReplacer &replacer;
  uint32_t depth = 0;
  TypeMemo memo{};

  BoundVarKind kind_of(BoundVar var, BoundVarKind::Sort sort) const {
    if (var.raw < vars.size())
      return vars[var.raw];
    BoundVarKind kind;
    kind.sort = sort;
    return kind;
  }
  Ty fold_ty(Ty ty) {
    if (!ty.has_vars_bound_at_or_above(depth))
      return ty;
    if (!ty.is(TyKind::Bound))
      return memo_fold(*this, ty);
    if (ty.debruijn() == depth) {
      BoundVar var = ty.bound_var();
      return ty::shift_in(tcx, replacer.ty(var, kind_of(var, BoundVarKind::Ty)), depth);
    }
    NodeData parts = *ty.raw();
    --parts.a;
    return tcx.mk_ty(parts);
  }
  Region fold_region(Region region) {
    if (!region.has_vars_bound_at_or_above(depth))
      return region;
    if (region.debruijn() == depth) {
      BoundVar var = region.bound_var();
      return ty::shift_in(tcx, replacer.region(var, kind_of(var, BoundVarKind::Region)), depth);
    }
    NodeData parts = *region.raw();
    --parts.a;
    return tcx.mk_region(parts);
  }
  Const fold_const(Const ct) {
    if (!ct.has_vars_bound_at_or_above(depth))
      return ct;
    if (!ct.is(ConstKind::Bound))
      return super_fold(*this, ct);
    if (ct.debruijn() == depth) {
      BoundVar var = ct.bound_var();
      return shift_in(tcx, replacer.ct(var, kind_of(var, BoundVarKind::Const)), depth);
    }
    NodeData parts = *ct.raw();
    --parts.a;
    return tcx.mk_const(parts);
  }
};

/// Erases free regions; a binder keeps those variables that occur, numbered in
/// the order of occurrence and without names.
struct RegionEraser {
  TyCtxt &tcx;
  uint32_t depth = 0;
  llvm::SmallVector<llvm::SmallVector<uint32_t, 2>, 2> binders{}; ///< old numbers by new
  llvm::DenseMap<Ty, Ty> known{};                                 ///< types that stand alone

  static constexpr uint32_t kWork = kHasFreeRegions | kHasReBound;

  Ty fold_ty(Ty ty) {
    if (!ty.has_flags(kWork))
      return ty;
    bool stands_alone = !ty.has_escaping_bound_vars();
    if (stands_alone)
      if (Ty result = known.lookup(ty))
        return result;
    Ty result = ty.is(TyKind::FnPtr)     ? fold_fn_ptr(ty)
                : ty.is(TyKind::Dynamic) ? fold_dyn(ty)
                                         : super_fold(*this, ty);
    if (stands_alone)
      known[ty] = result;
    return result;
  }
  Region fold_region(Region region) {
    if (!region.is_bound())
      return tcx.common.re_erased;
    if (region.debruijn() >= binders.size())
      return region;
    auto &order = binders[binders.size() - 1 - region.debruijn()];
    auto it = llvm::find(order, region.bound_var().raw);
    uint32_t index = static_cast<uint32_t>(it - order.begin());
    if (it == order.end())
      order.push_back(region.bound_var().raw);
    return tcx.mk_re_bound(region.debruijn(), BoundVar(index));
  }
  Const fold_const(Const ct) { return ct.has_flags(kWork) ? super_fold(*this, ct) : ct; }

  BoundVars pop_binder(BoundVars old) {
    llvm::SmallVector<BoundVarKind, 4> vars;
    for (uint32_t from : binders.pop_back_val()) {
      BoundVarKind kind;
      kind.sort = from < old.size() ? old[from].sort : BoundVarKind::Region;
      vars.push_back(kind);
    }
    return tcx.mk_bound_vars(vars);
  }
  Ty fold_fn_ptr(Ty ty) {
    PolyFnSig sig = ty.fn_ptr_sig();
    binders.emplace_back();
    FnSig inner = sig.skip_binder();
    inner.inputs_and_output = fold(*this, inner.inputs_and_output);
    return tcx.mk_fn_ptr(PolyFnSig(inner, pop_binder(sig.bound_vars())));
  }
  Ty fold_dyn(Ty ty) {
    llvm::SmallVector<PolyExistentialPredicate, 4> out;
    for (const PolyExistentialPredicate &p : ty.dyn_predicates()) {
      binders.emplace_back();
      ExistentialPredicate inner = fold(*this, p.skip_binder());
      out.push_back(PolyExistentialPredicate(inner, pop_binder(p.bound_vars())));
    }
    return tcx.mk_dynamic(tcx.mk_existential_predicates(out), fold_region(ty.region()));
  }
};

struct RegionMapper {
  TyCtxt &tcx;
  llvm::function_ref<Region(Region, uint32_t)> map;
  uint32_t depth = 0;

  static constexpr uint32_t kWork = kHasFreeRegions | kHasReErased;

  Ty fold_ty(Ty ty) { return ty.has_flags(kWork) ? super_fold(*this, ty) : ty; }
  Region fold_region(Region region) { return region.is_bound() ? region : map(region, depth); }
  Const fold_const(Const ct) { return ct.has_flags(kWork) ? super_fold(*this, ct) : ct; }
};

struct FreeRegionVisitor {
  llvm::function_ref<void(Region)> each;
  uint32_t depth = 0;

  bool visit_ty(Ty ty) { return ty.has_flags(kHasFreeRegions) && super_visit(*this, ty); }
  bool visit_region(Region region) {
    if (region.has_flags(kHasFreeRegions))
      each(region);
    return false;
  }
  bool visit_const(Const ct) { return ct.has_flags(kHasFreeRegions) && super_visit(*this, ct); }
};

} // namespace

Ty instantiate_ty(TyCtxt &tcx, Ty value, GenericArgs args) {
  return value.has_flags(kHasParam) ? instantiated(tcx, value, args) : value;
}
GenericArg instantiate_arg(TyCtxt &tcx, GenericArg value, GenericArgs args) {
  return value.has_flags(kHasParam) ? instantiated(tcx, value, args) : value;
}
Predicate instantiate_predicate(TyCtxt &tcx, Predicate value, GenericArgs args) {
  return value.has_flags(kHasParam) ? instantiated(tcx, value, args) : value;
}
Predicate instantiate_in_binder(TyCtxt &tcx, Predicate value, GenericArgs args) {
  ArgFolder folder{tcx, args, UINT32_MAX};
  return fold(folder, value);
}
Ty instantiate(TyCtxt &tcx, EarlyBinder<Ty> value, GenericArgs args) {
  return instantiate_ty(tcx, value.skip_binder(), args);
}
Const instantiate(TyCtxt &tcx, EarlyBinder<Const> value, GenericArgs args) {
  return instantiated(tcx, value.skip_binder(), args);
}
TraitRef instantiate(TyCtxt &tcx, EarlyBinder<TraitRef> value, GenericArgs args) {
  return instantiated(tcx, value.skip_binder(), args);
}
PolyFnSig instantiate(TyCtxt &tcx, EarlyBinder<PolyFnSig> value, GenericArgs args) {
  return instantiated(tcx, value.skip_binder(), args);
}
GenericArgs instantiate(TyCtxt &tcx, EarlyBinder<GenericArgs> value, GenericArgs args) {
  GenericArgs list = value.skip_binder();
  return list.has_flags(kHasParam) ? instantiated(tcx, list, args) : list;
}
Predicate instantiate(TyCtxt &tcx, EarlyBinder<Predicate> value, GenericArgs args) {
  return instantiate_predicate(tcx, value.skip_binder(), args);
}
Clauses instantiate(TyCtxt &tcx, EarlyBinder<Clauses> value, GenericArgs args) {
  Clauses clauses = value.skip_binder();
  return clauses.has_flags(kHasParam) ? instantiated(tcx, clauses, args) : clauses;
}

llvm::SmallVector<const GenericParamDef *, 8> all_params(TyCtxt &tcx, const Generics &generics) {
  llvm::SmallVector<const Generics *, 4> chain{&generics};
  while (chain.back()->parent.is_valid())
    chain.push_back(tcx.generics_of(chain.back()->parent));
  llvm::SmallVector<const GenericParamDef *, 8> params;
  for (const Generics *part : llvm::reverse(chain))
    for (const GenericParamDef &param : part->own)
      params.push_back(&param);
  return params;
}

const GenericParamDef &param_at(TyCtxt &tcx, const Generics &generics, uint32_t index) {
  const Generics *part = &generics;
  while (index < part->parent_count)
    part = tcx.generics_of(part->parent);
  assert(index - part->parent_count < part->own.size());
  return part->own[index - part->parent_count];
}

GenericArgs extend_args(
    TyCtxt &tcx, DefId item, llvm::ArrayRef<GenericArg> first,
    llvm::function_ref<GenericArg(const GenericParamDef &, llvm::ArrayRef<GenericArg>)> make) {
  const Generics &generics = *tcx.generics_of(item);
  llvm::SmallVector<GenericArg, 8> args(first.begin(), first.end());
  if (args.size() < generics.count()) {
    auto params = all_params(tcx, generics);
    for (const GenericParamDef *param : llvm::drop_begin(params, args.size()))
      args.push_back(make(*param, args));
  } else {
    args.truncate(generics.count());
  }
  return tcx.mk_args(args);
}

GenericArgs make_args(
    TyCtxt &tcx, DefId item,
    llvm::function_ref<GenericArg(const GenericParamDef &, llvm::ArrayRef<GenericArg>)> make) {
  return extend_args(tcx, item, {}, make);
}

GenericArgs identity_args(TyCtxt &tcx, DefId item) {
  return make_args(tcx, item,
                   [&](const GenericParamDef &param, llvm::ArrayRef<GenericArg>) -> GenericArg {
                     switch (param.kind) {
                     case GenericParamKind::Lifetime:
                       return tcx.mk_re_early_param(param.index, param.name);
                     case GenericParamKind::Type: return tcx.mk_param(param.index, param.name);
                     case GenericParamKind::Const:
                       return tcx.mk_const_param(param.index, param.name);
                     }
                     return tcx.common.error;
                   });
}

Ty shift_in(TyCtxt &tcx, Ty value, uint32_t amount) { return shifted(tcx, value, amount); }
GenericArg shift_in(TyCtxt &tcx, GenericArg value, uint32_t amount) {
  return shifted(tcx, value, amount);
}
Region shift_in(TyCtxt &tcx, Region value, uint32_t amount) { return shifted(tcx, value, amount); }

Ty replace_bound_vars(TyCtxt &tcx, Ty value, BoundVars vars, const BoundVarReplacer &replacer) {
  BoundVarFolder folder{tcx, vars, replacer};
  return folder.fold_ty(value);
}
FnSig replace_bound_vars(TyCtxt &tcx, const Binder<FnSig> &value,
                         const BoundVarReplacer &replacer) {
  BoundVarFolder folder{tcx, value.bound_vars(), replacer};
  return fold(folder, value.skip_binder());
}
TraitRef replace_bound_vars(TyCtxt &tcx, const PolyTraitRef &value,
                            const BoundVarReplacer &replacer) {
  BoundVarFolder folder{tcx, value.bound_vars(), replacer};
  return fold(folder, value.skip_binder());
}
ExistentialPredicate replace_bound_vars(TyCtxt &tcx, const PolyExistentialPredicate &value,
                                        const BoundVarReplacer &replacer) {
  BoundVarFolder folder{tcx, value.bound_vars(), replacer};
  return fold(folder, value.skip_binder());
}

Predicate replace_bound_vars(TyCtxt &tcx, Predicate value, const BoundVarReplacer &replacer) {
  if (value.bound_vars().empty())
    return value;
  // The fold of a predicate enters its binder, which is the one to open.
  BoundVarFolder folder{tcx, value.bound_vars(), replacer, UINT32_MAX};
  Predicate open = fold(folder, value);
  NodeData parts = *open.raw();
  parts.r = nullptr;
  return tcx.mk_predicate(parts);
}

Ty erase_regions(TyCtxt &tcx, Ty value) { return RegionEraser{tcx}.fold_ty(value); }
GenericArg erase_regions(TyCtxt &tcx, GenericArg value) {
  RegionEraser eraser{tcx};
  return fold(eraser, value);
}
GenericArgs erase_regions(TyCtxt &tcx, GenericArgs value) {
  RegionEraser eraser{tcx};
  return value.has_flags(RegionEraser::kWork) ? fold(eraser, value) : value;
}
FnSig erase_regions(TyCtxt &tcx, const FnSig &value) {
  RegionEraser eraser{tcx};
  return fold(eraser, value);
}

FnSig erase_late_bound_regions(TyCtxt &tcx, const PolyFnSig &value) {
  BoundVarReplacer replacer{
      [&](BoundVar, BoundVarKind) { return tcx.common.error; },
      [&](BoundVar, BoundVarKind) { return tcx.common.re_erased; },
      [&](BoundVar, BoundVarKind) { return tcx.common.error_const; },
  };
  return erase_regions(tcx, replace_bound_vars(tcx, value, replacer));
}

Ty map_regions(TyCtxt &tcx, Ty value, llvm::function_ref<Region(Region, uint32_t depth)> map) {
  return RegionMapper{tcx, map}.fold_ty(value);
}
GenericArg map_regions(TyCtxt &tcx, GenericArg value,
                       llvm::function_ref<Region(Region, uint32_t depth)> map) {
  RegionMapper mapper{tcx, map};
  return fold(mapper, value);
}
Predicate map_regions(TyCtxt &tcx, Predicate value,
                      llvm::function_ref<Region(Region, uint32_t depth)> map) {
  RegionMapper mapper{tcx, map};
  return fold(mapper, value);
}

void for_each_free_region(Ty value, llvm::function_ref<void(Region)> each) {
  FreeRegionVisitor visitor{each};
  visitor.visit_ty(value);
}
void for_each_free_region(GenericArg value, llvm::function_ref<void(Region)> each) {
  FreeRegionVisitor visitor{each};
  visit(visitor, value);
}

TraitRef with_self_ty(TyCtxt &tcx, const ExistentialPredicate &trait, Ty self_ty) {
  llvm::SmallVector<GenericArg, 4> args{self_ty};
  args.append(trait.args.begin(), trait.args.end());
  return {trait.def_id, tcx.mk_args(args)};
}

Predicate existential_with_self_ty(TyCtxt &tcx, const PolyExistentialPredicate &predicate,
                                   Ty self_ty) {
  const ExistentialPredicate &inner = predicate.skip_binder();
  TraitRef ref = with_self_ty(tcx, inner, shift_in(tcx, self_ty, 1));
  switch (inner.kind) {
  case ExistentialKind::Trait:
  case ExistentialKind::AutoTrait:
    return tcx.mk_trait_predicate(PolyTraitRef(ref, predicate.bound_vars()));
  case ExistentialKind::Projection:
    return tcx.mk_projection_predicate({ref.def_id, ref.args}, inner.term, predicate.bound_vars());
  }
  return Predicate();
}

} // namespace ochre::ty
