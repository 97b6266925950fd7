// What type checking says about one typeck root (an item's body with its closures and inline
// consts, or an anonymous const): a side table over the HIR ids of the owner.
//
// Invariant: every type here is fully resolved and normalised; inferred regions are erased, regions
// that the user wrote survive in the user type annotations. Where `tainted_by_errors` is set, types
// may be `Error` and entries may be missing, and an error was reported.
#pragma once

#include "sema/hir/hir.h"
#include "sema/traits/obligation.h"
#include "sema/ty/defs.h"
#include "sema/typeck/node_table.h"

namespace ochre {

// --- Adjustments of expressions
// ------------------------------------------------------------------

enum class AdjustKind : uint8_t {
  NeverToAny,
  Deref,           ///< built-in: of a reference, raw pointer or Box
  OverloadedDeref, ///< `*Deref::deref(&x)`, or deref_mut by `mutbl`
  BorrowRef,       ///< `&x`, `&mut x`
  BorrowRawPtr,    ///< `&raw const x`, `&raw mut x`
  Pointer,         ///< `coercion`
};
enum class PointerCoercion : uint8_t {
  ReifyFnPointer,
  UnsafeFnPointer,
  ClosureFnPointer,
  MutToConstPointer,
  ArrayToPointer,
  Unsize,
};
/// One step from the type of an expression to the type that its context needs.
struct Adjustment {
  AdjustKind kind = AdjustKind::NeverToAny;
  PointerCoercion coercion{};
  ty::Mutability mutbl = ty::Mutability::Not; ///< OverloadedDeref, BorrowRef, BorrowRawPtr
  bool allow_two_phase = false;               ///< BorrowRef with Mut
  bool unsafe_fn = false;                     ///< ClosureFnPointer: the pointer is `unsafe fn`
  ty::Ty target;                              ///< the type after this step
};

// --- What paths, calls and operators refer to
// ---------------------------------------------------

struct MethodCallee {
  DefId def_id; ///< invalid: none; the trait's method for overloaded operators
  ty::GenericArgs args;
  explicit operator bool() const { return def_id.is_valid(); }
};

enum class CastKind : uint8_t {
  None, ///< an error
  Coercion,
  PtrPtr,
  PtrAddr, ///< pointer to integer
  AddrPtr, ///< integer to pointer
  Numeric, ///< between integers and floats
  EnumInt, ///< field-less enum, to integer
  PrimInt, ///< bool or char to integer
  U8Char,
  ArrayPtr, ///< `&[T; N]` to `*const T`
  FnPtrPtr,
  FnPtrAddr,
};

// --- Patterns
// ------------------------------------------------------------------------------------

/// How a binding binds, after default binding modes.
struct BindingMode {
  hir::ByRef by_ref = hir::ByRef::No;
  hir::Mutability mutbl = hir::Mutability::Not; ///< of the variable: `mut x`
};

// --- Places and closures
// --------------------------------------------------------------------------

enum class PlaceBaseKind : uint8_t { Rvalue, Static, Local, Upvar };
enum class ProjectionKind : uint8_t { Deref, Field, Index, Subslice };
struct Projection {
  ProjectionKind kind = ProjectionKind::Deref;
  ty::VariantIdx variant; ///< Field: of structs, unions and tuples variant 0
  ty::FieldIdx field;
  ty::Ty ty; ///< of the place after this projection
  bool same_place(const Projection &other) const {
    return kind == other.kind &&
           (kind != ProjectionKind::Field || (variant == other.variant && field == other.field));
  }
};
/// `(*x).f` as closures capture it.
struct Place {
  ty::Ty base_ty;
  PlaceBaseKind base = PlaceBaseKind::Rvalue;
  hir::PatId local; ///< Local, Upvar: the variable
  llvm::SmallVector<Projection, 2> projections;

  ty::Ty ty() const { return projections.empty() ? base_ty : projections.back().ty; }
  ty::Ty ty_before(size_t projection) const {
    return projection == 0 ? base_ty : projections[projection - 1].ty;
  }
};

/// By value, or by reference of one of three kinds, in the order of strength.
enum class CaptureKind : uint8_t { ByRef, ByUniqueRef, ByMutRef, ByValue, ByUse };
struct CapturedPlace {
  Place place;
  CaptureKind kind = CaptureKind::ByRef;
  hir::Mutability mutbl = hir::Mutability::Not; ///< whether the place may be assigned through
  hir::ExprId capture_expr;                     ///< what made it be captured, for messages
  hir::ExprId path_expr;                        ///< what decided on the place's length
};
/// A place that `let _ = x` or a `match` in the closure reads without capturing.
struct ClosureFakeRead {
  Place place;
  hir::ExprId expr;
  bool is_match = false; ///< for the scrutinee of a match, else of a let
};
struct ClosureInfo {
  LocalDefId def_id;
  hir::ClosureId closure;
  ty::Ty ty; ///< the closure or coroutine type
  ty::ClosureKind kind = ty::ClosureKind::Fn;
  /// What made it FnMut or FnOnce: expression and captured place; invalid: nothing did.
  hir::ExprId kind_origin;
  std::optional<Place> kind_origin_place;
  std::vector<CapturedPlace> captures; ///< in order of the upvar types: variables by first use
  std::vector<ClosureFakeRead> fake_reads;
};

// --- What the user wrote, for the borrow checker
// -------------------------------------------------

/// A type with the regions that the user wrote; what was inferred is a bound variable of `vars` at
/// depth 0.
struct UserType {
  enum Kind : uint8_t { None, Type, TypeOf } kind = None;
  ty::BoundVars vars;
  ty::Ty ty;            ///< Type
  DefId def_id;         ///< TypeOf: an item with arguments,
  ty::GenericArgs args; ///< …of which those of an inherent impl come from the self type:
  DefId self_impl;      ///< `Foo::<A>::f`: the impl, or invalid
  ty::Ty self_ty;
  explicit operator bool() const { return kind != None; }
};

} // namespace ochre

namespace ochre {

struct TypeckResults {
  LocalDefId root;
  LocalDefId owner; ///< of the HIR tables that the ids name

  NodeTable<hir::ExprId, ty::Ty> expr_tys;      ///< before adjustments
  NodeTable<hir::PatId, ty::Ty> pat_tys;        ///< of the place matched, default derefs peeled
  llvm::DenseMap<hir::PatId, ty::Ty> local_tys; ///< of variables, by their first binding
  llvm::DenseMap<hir::TyId, ty::Ty> hir_tys;    ///< of written types in bodies
  llvm::DenseMap<hir::ConstArgId, ty::Const> const_args; ///< lengths of repeat expressions

  llvm::DenseMap<hir::ExprId, llvm::SmallVector<Adjustment, 2>> adjustments;
  /// Methods of method calls, overloaded operators, indexes, calls and unary derefs.
  llvm::DenseMap<hir::ExprId, MethodCallee> method_callees;
  /// What a path refers to where only types could tell; else as in the path itself.
  llvm::DenseMap<hir::QPathId, hir::Res> path_res;
  /// Arguments of paths to items, in full (a variant's or constructor's: of the type).
  llvm::DenseMap<hir::QPathId, ty::GenericArgs> path_args;

  llvm::DenseMap<hir::ExprId, ty::FieldIdx> field_indices;           ///< Field expressions
  llvm::DenseMap<hir::FieldExprId, ty::FieldIdx> field_expr_indices; ///< `S { f: e }`
  llvm::DenseMap<hir::FieldPatId, ty::FieldIdx> field_pat_indices;   ///< `S { f: p }`
  llvm::DenseMap<hir::ExprId, llvm::SmallVector<ty::Ty, 4>>
      fru_tys; ///< all fields' types of `S { ..b }`
  llvm::DenseMap<hir::ExprId, CastKind> casts;
  llvm::DenseMap<hir::ExprId, llvm::SmallVector<std::pair<ty::VariantIdx, ty::FieldIdx>, 2>>
      offset_ofs;
  llvm::DenseMap<hir::ExprId, llvm::SmallVector<ty::Ty, 2>>
      offset_of_tys; ///< what each field of an offset_of! belongs to

  llvm::DenseMap<hir::PatId, BindingMode> binding_modes;
  /// Types of references that default binding modes look through, outermost first.
  llvm::DenseMap<hir::PatId, llvm::SmallVector<ty::Ty, 1>> pat_adjustments;

  llvm::MapVector<LocalDefId, ClosureInfo> closures; ///< by source order of checking
  /// Signatures as seen inside the bodies (late-bound regions free), by function or closure.
  llvm::DenseMap<LocalDefId, ty::FnSig> body_sigs;

  llvm::DenseMap<hir::TyId, UserType> user_tys;     ///< of `let x: T`, `e as T`, closure inputs
  llvm::DenseMap<hir::QPathId, UserType> user_args; ///< of paths with written arguments
  llvm::DenseMap<hir::ExprId, UserType> user_method_args;
  llvm::DenseMap<LocalDefId, std::pair<ty::PolyFnSig, ty::BoundVars>> user_closure_sigs;

  /// Hidden types that this body gives to opaque types (key: opaque type as the body names it).
  llvm::MapVector<ty::Ty, ty::Ty> opaque_types;
  /// Goals that only the MIR of the body's coroutines can decide: whether they are Send.
  std::vector<traits::Obligation> stalled;
  std::vector<LocalDefId> used_trait_imports;
  std::optional<ErrorGuaranteed> tainted_by_errors;

  ty::Ty expr_ty(hir::ExprId id) const { return expr_tys.get(id); }
  ty::Ty pat_ty(hir::PatId id) const { return pat_tys.get(id); }
  llvm::ArrayRef<Adjustment> expr_adjustments(hir::ExprId id) const {
    auto it = adjustments.find(id);
    return it == adjustments.end() ? llvm::ArrayRef<Adjustment>() : llvm::ArrayRef(it->second);
  }
  /// The type after all adjustments.
  ty::Ty expr_ty_adjusted(hir::ExprId id) const {
    llvm::ArrayRef<Adjustment> steps = expr_adjustments(id);
    return steps.empty() ? expr_ty(id) : steps.back().target;
  }
  MethodCallee callee(hir::ExprId id) const { return method_callees.lookup(id); }
  hir::Res res_of(const hir::Owner &nodes, hir::QPathId id) const {
    auto it = path_res.find(id);
    if (it != path_res.end())
      return it->second;
    const hir::QPath &qpath = nodes.qpaths[id];
    return qpath.kind == hir::QPathKind::Resolved ? nodes.paths[qpath.path].res : hir::Res::err();
  }
  BindingMode binding_mode(hir::PatId id) const { return binding_modes.lookup(id); }
  llvm::ArrayRef<ty::Ty> pat_derefs(hir::PatId id) const {
    auto it = pat_adjustments.find(id);
    return it == pat_adjustments.end() ? llvm::ArrayRef<ty::Ty>() : llvm::ArrayRef(it->second);
  }
  const ClosureInfo *closure(LocalDefId id) const {
    auto it = closures.find(id);
    return it == closures.end() ? nullptr : &it->second;
  }
};

} // namespace ochre
