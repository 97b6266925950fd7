// From types as written (hir::Ty) to types (ty::Ty), for signatures and for bodies.
//
// Binders: entering `for<'a>` pushes a scope; a lifetime of the scope becomes a bound region whose
// de Bruijn index is its distance. A lifetime in no open scope is a parameter of an item: early
// bound (an argument) or, inside a body, late bound (`LateParam`).
#pragma once

#include "sema/hir/hir.h"
#include "sema/ty/context.h"

#include <functional>

namespace ochre::collect {

/// What a body does where a signature reports an error. Null members: signature.
struct LowerHooks {
  std::function<ty::Ty(const ty::GenericParamDef *, Span)> infer_ty;
  std::function<ty::Region(const ty::GenericParamDef *, Span)> infer_region;
  std::function<ty::Const(const ty::GenericParamDef *, Span)> infer_const;
  /// Called for `T::A` whose bound is under a binder: opens it with fresh regions.
  std::function<ty::TraitRef(const ty::PolyTraitRef &, Span)> open_trait_ref;
  /// Normalises the self type of `T::A` far enough to see a parameter or an enum.
  std::function<ty::Ty(ty::Ty, Span)> resolve_self_ty;
  /// Called for each type made of a written one, with bound variables in it or not.
  std::function<void(hir::TyId, ty::Ty)> record_ty;
};

/// Clauses made of bounds, in source order.
struct Bounds {
  std::vector<ty::SpannedClause> clauses;
  bool has_maybe_sized = false; ///< `?Sized`
  Span maybe_span;

  void push(ty::Clause clause, Span span) { clauses.push_back({clause, span}); }
};

/// `T: PointeeSized` and `T: MetaSized` take the place of the implied `T: Sized`.
bool relaxes_sized(ty::TyCtxt &tcx, DefId trait_id);

enum class PredicateFilter : uint8_t {
  All,
  SelfTraits, ///< only `Self: Trait` and outlives, no constraints on associated types
};

class HirTyLowerer {
public:
  /// `item`: whose parameters are in scope (a function, an impl, a closure…).
  HirTyLowerer(ty::TyCtxt &tcx, const hir::Owner &nodes, DefId item,
               const LowerHooks *hooks = nullptr)
      : tcx_(tcx), nodes_(nodes), item_(item), hooks_(hooks) {}

  ty::Ty lower_ty(hir::TyId id);
  ty::Region lower_lifetime(hir::LifetimeId id, Span span);
  /// `param_ty`: the type of the constant.
  ty::Const lower_const_arg(hir::ConstArgId id, ty::Ty param_ty);
  ty::PolyFnSig lower_fn_sig(const hir::FnDecl &decl, llvm::ArrayRef<hir::GenericParamId> binder,
                             ty::Abi abi);
  /// `impl Trait<A> for T`'s trait.
  ty::TraitRef lower_impl_trait_ref(hir::PathId path, ty::Ty self_ty);
  /// Bounds on `self_ty`. Requires: an open scope for the predicates' binder, in which `self_ty` is
  /// valid.
  void lower_bounds(ty::Ty self_ty, hir::IdList<hir::BoundId> bounds, Bounds &out,
                    PredicateFilter filter = PredicateFilter::All);
  void lower_where_predicate(const hir::WherePredicate &predicate, Bounds &out);
  /// Arguments of the last segment for `def_id`, given the parent's.
  ty::GenericArgs lower_args(DefId def_id, llvm::ArrayRef<ty::GenericArg> parent_args,
                             hir::SegmentId segment, Span span);
  /// What the self type of `Self::Item` resolved to, if it is a path.
  hir::Res self_res(const hir::QPath &qpath) const;
  /// `self_ty::segment` in type position, once its self type is known.
  ty::Ty lower_assoc_path(ty::Ty self_ty, hir::Res self_res, hir::SegmentId segment, Span span);
  /// The type that a path resolved to in type position names.
  ty::Ty lower_resolved_path(hir::TyId self_ty, const hir::Path &path);
  /// Reports generic arguments on segments that take none (E0109).
  void prohibit_args(llvm::ArrayRef<hir::SegmentId> segments, llvm::StringRef what);
  void check_paren_sugar(DefId trait_id, hir::SegmentId id);
  void prohibit_constraints(hir::SegmentId segment);

  void push_scope(llvm::ArrayRef<hir::GenericParamId> params);
  void push_scope(hir::IdList<hir::GenericParamId> params) { push_scope(nodes_.list(params)); }
  void extend_scope(hir::IdList<hir::GenericParamId> params);
  ty::BoundVars pop_scope();
  ty::BoundVars scope_vars();

  /// Bounds written at the trait that is being lowered which, or whose supertraits, have the
  /// associated type.
  Bounds lower_supers_that_define(Symbol name);

private:
  struct Scope {
    llvm::SmallVector<DefId, 4> params;
    llvm::SmallVector<ty::BoundVarKind, 4> vars;
  };

  ty::Ty lower_ty_inner(const hir::Ty &ty);
  ty::Ty lower_qpath(hir::QPathId id, Span span);
  ty::Ty lower_type_relative(const hir::QPath &qpath);
  ty::Ty lower_ref(const hir::Ty &ty);
  ty::Ty lower_opaque(hir::OpaqueId id);
  ty::Ty lower_dyn(const hir::Ty &ty);
  ty::Region default_object_region(const hir::Ty &ty,
                                   llvm::ArrayRef<ty::PolyExistentialPredicate> predicates);
  ty::Ty lower_projection_path(ty::Ty self_ty, const hir::Path &path, DefId assoc);
  ty::Ty lower_infer(Span span);
  ty::GenericArg lower_arg(const hir::GenericArg &arg, const ty::GenericParamDef &param,
                           llvm::ArrayRef<ty::GenericArg> so_far);
  ty::GenericArg missing_arg(const ty::GenericParamDef &param,
                             llvm::ArrayRef<ty::GenericArg> so_far, bool infer, Span span);
  void check_arg_count(DefId def_id, const ty::Generics &generics, const hir::PathSegment &segment,
                       bool infer);
  void lower_trait_bound(ty::Ty self_ty, const hir::Bound &bound, Bounds &out,
                         PredicateFilter filter);
  void lower_constraint(const ty::TraitRef &trait_ref, const hir::AssocConstraint &constraint,
                        Bounds &out);
  std::optional<ty::TraitRef> find_super_with_assoc(const ty::TraitRef &trait_ref, Symbol name,
                                                    ty::AssocKind kind, Span span);
  std::optional<ty::PolyTraitRef> find_param_bound(ty::Ty param, DefId param_def, Symbol name,
                                                   Span span);
  std::optional<ty::PolyTraitRef> find_unique_bound(llvm::ArrayRef<ty::PolyTraitRef> bounds,
                                                    ty::Ty self_ty, Symbol name, Span span);
  ty::Const lower_anon_const(const hir::ConstArg &arg, ty::Ty param_ty);
  void set_object_default(DefId def_id, const ty::GenericParamDef &param,
                          llvm::ArrayRef<ty::GenericArg> so_far);
  void set_extern_object_default(DefId def_id, const ty::GenericParamDef &param,
                                 llvm::ArrayRef<ty::GenericArg> so_far);

  ty::TyCtxt &tcx_;
  const hir::Owner &nodes_;
  DefId item_;
  const LowerHooks *hooks_;
  llvm::SmallVector<Scope, 4> scopes_;
  std::optional<ty::Region> object_default_; ///< of a `dyn` right here, if its container says
  uint32_t depth_ = 0;
  bool is_dyn_self_ = false; ///< lowering the bounds of a `dyn` type
};

ty::Abi abi_from_name(ty::TyCtxt &tcx, Symbol name, Span span);

} // namespace ochre::collect
