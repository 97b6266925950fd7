// Method look-up: `x.f()` and `T::f` (private to typeck).
//
// Probing is free of side effects: it says which item, which autoderef step and which autoref;
// confirmation unifies again and records. Source: Reference "Method-call expressions",
// rustc-dev-guide "Method lookup".
#pragma once

#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

enum class ProbeMode : uint8_t { MethodCall, Path };
enum class Autoref : uint8_t { None, Ref, RefMut, ConstPtr };

enum class PickKind : uint8_t {
  InherentImpl,
  Object,      ///< method of a `dyn`'s trait
  WhereClause, ///< `trait_ref`
  Trait,       ///< extension: trait in scope
};
struct Pick {
  ty::AssocItem item;
  PickKind kind = PickKind::Trait;
  ty::PolyTraitRef trait_ref; ///< WhereClause, Object: with the step's self type
  uint32_t autoderefs = 0;
  Autoref autoref = Autoref::None;
  bool unsize = false; ///< the last step makes a slice of an array
  Ty self_ty;          ///< the step's type
  llvm::SmallVector<LocalDefId, 1> imports;
};

struct ProbeFailure {
  enum Kind : uint8_t { NoMatch, Ambiguous, Private, BadType } kind = NoMatch;
  llvm::SmallVector<ty::AssocItem, 2> candidates;                 ///< Ambiguous, Private
  llvm::SmallVector<std::pair<Ty, ty::Predicate>, 2> unsatisfied; ///< NoMatch: what failed
  llvm::SmallVector<ty::AssocItem, 2> statics;                    ///< not methods
  bool mode_call = true;
};
struct ProbeResult {
  std::optional<Pick> pick;
  ProbeFailure failure;
};

/// Looks for `name` on `self_ty`. `traits`: in scope.
ProbeResult probe(FnCtxt &fcx, Span span, ProbeMode mode, hir::Ident name, Ty self_ty,
                  hir::TraitScopeId traits);
/// What a type-relative path refers to: an enum's variant, or an associated item.
std::optional<hir::Res> resolve_assoc_path(FnCtxt &fcx, const hir::QPath &qpath, Ty self_ty,
                                           Span span);

struct ConfirmedMethod {
  MethodCallee callee;
  ty::FnSig sig;
};
ConfirmedMethod confirm_method(FnCtxt &fcx, hir::ExprId call, hir::ExprId receiver, Ty receiver_ty,
                               const Pick &pick, hir::SegmentId segment);

// --- Messages (report_method.cpp, report_field.cpp)
void report_method_failure(FnCtxt &fcx, Span span, hir::Ident name, Ty self_ty,
                           const ProbeFailure &failure, hir::ExprId receiver);
void report_no_field(FnCtxt &fcx, hir::ExprId id, Ty base, DefId private_owner);
void report_unknown_field(FnCtxt &fcx, Ty adt_ty, const ty::VariantDef &variant,
                          const ty::AdtDef &adt, hir::Ident field);
void report_missing_fields(FnCtxt &fcx, hir::ExprId id, Ty adt_ty, const ty::VariantDef &variant,
                           const llvm::DenseMap<Symbol, Span> &seen);
void report_no_variant(FnCtxt &fcx, Ty enum_ty, hir::Ident name);

} // namespace ochre::typeck
