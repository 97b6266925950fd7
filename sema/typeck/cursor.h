// One cursor over adjusted places: what an expression or pattern is once adjustments and overloaded
// operators are made explicit, one step at a time. Capture analysis, the checks of patterns and MIR
// building all look at typed HIR through it; there is no further IR in between.
//
// A cursor names an expression after its first `level` adjustments. `step` says what it is made of:
//   `x.f` with x: Box<S>      Field{ cursor(x, 1), f }, then Deref{ cursor(x, 0) }, then Local
//   `v[i]` with v: Vec<T>     OverloadedIndex{ cursor(v, all), i }: the place `*Index::index(&v,
//   i)`
#pragma once

#include "sema/ty/context.h"
#include "sema/typeck/results.h"

namespace ochre::typeck {

struct ExprCursor {
  hir::ExprId expr;
  uint32_t level = 0; ///< adjustments applied
  bool operator==(const ExprCursor &) const = default;
};

enum class StepKind : uint8_t {
  Rvalue,          ///< no place: evaluate (`value_expr` at level 0, or the adjustment below)
  AdjustedRvalue,  ///< the value of `adjustment` applied to `base`
  Local,           ///< `local`; whether it is captured depends on the body that asks
  Static,          ///< `def_id`
  Deref,           ///< `*base`, built in
  OverloadedDeref, ///< `*callee(&base)`: an adjustment, or `*x` with `callee`
  Field,           ///< `base.field`
  Index,           ///< `base[index]`, built in
  OverloadedIndex, ///< `*callee(&base, index)`
};
struct PlaceStep {
  StepKind kind = StepKind::Rvalue;
  ExprCursor base;
  ty::Ty ty;                                  ///< of the result
  ty::Mutability mutbl = ty::Mutability::Not; ///< OverloadedDeref, OverloadedIndex
  hir::PatId local;
  DefId def_id;
  ty::FieldIdx field;
  hir::ExprId index;
  MethodCallee callee;                    ///< OverloadedDeref by an expression, OverloadedIndex
  const Adjustment *adjustment = nullptr; ///< AdjustedRvalue, OverloadedDeref by an adjustment

  bool is_place() const { return kind > StepKind::AdjustedRvalue; }
};

/// What a cursor walks over: a body's nodes and their types.
struct TypedBody {
  const hir::Owner &nodes;
  const TypeckResults &results;
};

/// The expression with all its adjustments.
inline ExprCursor adjusted(const TypedBody &body, hir::ExprId expr) {
  return {expr, static_cast<uint32_t>(body.results.expr_adjustments(expr).size())};
}
inline ExprCursor unadjusted(hir::ExprId expr) { return {expr, 0}; }
ty::Ty ty_of(const TypedBody &body, ExprCursor cursor);
PlaceStep step(const TypedBody &body, ExprCursor cursor);
/// Whether the (unadjusted) expression denotes a place, by its syntax and types.
bool is_place_expr(const TypedBody &body, hir::ExprId expr);

// --- Patterns
// ------------------------------------------------------------------------------------

/// A pattern of which the first `level` default derefs are done.
struct PatCursor {
  hir::PatId pat;
  uint32_t level = 0;
};
enum class PatStepKind : uint8_t {
  Err,
  Wild,
  Never,
  Binding, ///< `sub` may be invalid
  Deref,   ///< of a reference: default binding or `&P`
  Leaf,    ///< struct, union, tuple: `fields`
  Variant, ///< of an enum: `variant`, `fields`
  Const,   ///< `value`
  Range,   ///< `lo`, `hi` (null: open), `end`
  Slice,   ///< of a slice or array: `prefix`, `rest` (if has_rest, may be invalid), `suffix`
  Or,      ///< `alternatives`
};
struct FieldStep {
  ty::FieldIdx field;
  hir::PatId pat;
};
struct PatStep {
  PatStepKind kind = PatStepKind::Err;
  ty::Ty ty; ///< of the place matched
  PatCursor sub;
  hir::PatId local; ///< Binding: the variable
  BindingMode mode;
  ty::VariantIdx variant;
  ty::GenericArgs args; ///< Variant, Leaf of an ADT
  llvm::SmallVector<FieldStep, 4> fields;
  ty::Const value;
  ty::Const lo, hi;
  hir::RangeEnd end = hir::RangeEnd::Included;
  llvm::ArrayRef<hir::PatId> prefix, suffix, alternatives;
  bool has_rest = false;
  hir::PatId rest;
};
PatStep pat_step(ty::TyCtxt &tcx, const TypedBody &body, PatCursor cursor);

/// A literal as a constant of `ty`; error const where it does not fit (reported elsewhere).
/// For Str the type is `&str`, for ByteStr `&[u8; N]` or `&[u8]`.
ty::Const lit_to_const(ty::TyCtxt &tcx, const hir::Lit &lit, ty::Ty ty, bool negate);

} // namespace ochre::typeck
