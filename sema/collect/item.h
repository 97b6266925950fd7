// Shared by the providers of collect: from a definition to its HIR (private to collect).
#pragma once

#include "sema/hir/hir.h"
#include "sema/ty/context.h"

namespace ochre::collect {

/// A local definition and where it stands in the HIR.
struct LocalNode {
  LocalDefId id;
  hir::DefNode node;
  const hir::Owner *nodes = nullptr; ///< tables that hold it; null for definitions without HIR

  const hir::Item &item() const { return nodes->item; }
  bool is(hir::DefNodeKind kind) const { return node.kind == kind; }
};
LocalNode local_node(ty::TyCtxt &tcx, DefId def_id);
const hir::Variant &variant_of(const LocalNode &node);

/// Whether an attribute with this path hangs on the definition.
const hir::Attr *find_attr(ty::TyCtxt &tcx, DefId def_id, llvm::StringRef path);
inline bool has_attr(ty::TyCtxt &tcx, DefId def_id, llvm::StringRef path) {
  return find_attr(tcx, def_id, path) != nullptr;
}
/// Arguments for the item itself.
ty::Ty self_param(ty::TyCtxt &tcx);
/// Lifetime parameters of a function that are bound late, in source order.
std::vector<hir::GenericParamId> late_bound_params(const hir::Owner &nodes);

/// E0581: a lifetime of the pointer's own that its return type alone names.
void check_fn_ptr_output(ty::TyCtxt &tcx, const ty::PolyFnSig &sig, Span span);
/// E0582: likewise for `Trait<inputs, name = term>` under the binder `vars`.
void check_constraint_term(ty::TyCtxt &tcx, ty::GenericArgs inputs, ty::Ty term, ty::BoundVars vars,
                           Symbol name, Span span);

// --- Providers, by file
const ty::Generics *generics_of(ty::TyCtxt &tcx, DefId id);
const ty::GenericPredicates *explicit_predicates_of(ty::TyCtxt &tcx, DefId id);
const ty::GenericPredicates *predicates_of(ty::TyCtxt &tcx, DefId id);
const ty::GenericPredicates *super_predicates_of(ty::TyCtxt &tcx, DefId id);
const ty::GenericPredicates *inferred_outlives_of(ty::TyCtxt &tcx, DefId id);
const ty::CrateOutlives *inferred_outlives_crate(ty::TyCtxt &tcx, LocalDefId root);
const ty::GenericPredicates *type_param_predicates(ty::TyCtxt &tcx, ty::ParamPredicatesKey key);
const ty::GenericPredicates *supers_that_define(ty::TyCtxt &tcx, ty::ParamPredicatesKey key);
ty::EarlyBinder<ty::Clauses> item_bounds(ty::TyCtxt &tcx, DefId id);
ty::EarlyBinder<ty::Clauses> item_super_bounds(ty::TyCtxt &tcx, DefId id);
ty::ParamEnv param_env(ty::TyCtxt &tcx, DefId id);
ty::EarlyBinder<ty::Ty> type_of(ty::TyCtxt &tcx, DefId id);
ty::EarlyBinder<ty::Const> const_param_default(ty::TyCtxt &tcx, DefId id);
ty::EarlyBinder<ty::PolyFnSig> fn_sig(ty::TyCtxt &tcx, DefId id);
const ty::AdtDef *adt_def(ty::TyCtxt &tcx, DefId id);
const ty::TraitDef *trait_def(ty::TyCtxt &tcx, DefId id);
const ty::ImplHeader *impl_header(ty::TyCtxt &tcx, DefId id);
const ty::AssocItems *associated_items(ty::TyCtxt &tcx, DefId id);
ty::AssocItem associated_item(ty::TyCtxt &tcx, DefId id);
const ty::ImplItemMap *impl_item_map(ty::TyCtxt &tcx, DefId id);
const ty::TraitImpls *impls_of_trait(ty::TyCtxt &tcx, DefId id);
const std::vector<DefId> *inherent_impls(ty::TyCtxt &tcx, ty::SimplifiedType key);
const ty::LocalImpls *local_impls(ty::TyCtxt &tcx, LocalDefId root);
const std::vector<ty::Variance> *variances_of(ty::TyCtxt &tcx, DefId id);
Visibility visibility(ty::TyCtxt &tcx, DefId id);
const ty::CodegenFnAttrs *codegen_fn_attrs(ty::TyCtxt &tcx, DefId id);
ty::StaticDef static_def(ty::TyCtxt &tcx, DefId id);
ty::Stability stability(ty::TyCtxt &tcx, DefId id);
bool is_const_fn(ty::TyCtxt &tcx, DefId id);
Symbol intrinsic_name(ty::TyCtxt &tcx, DefId id);
const std::vector<Symbol> *fn_arg_names(ty::TyCtxt &tcx, DefId id);

} // namespace ochre::collect
