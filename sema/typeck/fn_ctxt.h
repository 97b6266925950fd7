// The state of checking one typeck root (private to typeck). Data only: logic is in free functions,
// one file per topic.
//
// Invariant: `results` holds types with inference variables until writeback replaces them.
#pragma once

#include "sema/collect/lower_ty.h"
#include "sema/traits/fulfill.h"
#include "sema/traits/infer.h"
#include "sema/typeck/results.h"

namespace ochre::typeck {

using collect::LowerHooks;
using traits::CauseCode;
using traits::FulfillmentCtxt;
using traits::InferCtxt;
using traits::Obligation;
using traits::ObligationCause;
using traits::Obligations;
using ty::GenericArg;
using ty::GenericArgs;
using ty::Mutability;
using ty::Ty;

/// What the context would like an expression to be: a hint, never a demand.
struct Expectation {
  enum Kind : uint8_t {
    None,
    HasType,      ///< the expression will be coerced to `ty`
    Castable,     ///< it will be cast to `ty`
    RvalueUnsized ///< `&[1, 2]` for `&[T]`: an unsized `ty` that a sized value may become
  } kind = None;
  Ty ty;

  static Expectation none() { return {}; }
  static Expectation has_type(Ty ty) { return {HasType, ty}; }
  static Expectation castable(Ty ty) { return {Castable, ty}; }
};

/// Whether control can reach the point after what was checked last.
enum class Diverges : uint8_t { Maybe, Always };
inline Diverges operator|(Diverges a, Diverges b) { return a == Diverges::Always ? a : b; }
inline Diverges operator&(Diverges a, Diverges b) { return a == Diverges::Maybe ? a : b; }

/// Common type of several expressions, found one by one: arms, elements, `break` and `return`
/// values. Source: rustc-dev-guide, "Coercion: LUB".
struct CoerceMany {
  Ty expected;
  Ty merged; ///< null: nothing pushed yet
  llvm::SmallVector<hir::ExprId, 4> pushed;
  uint32_t count = 0;
  Ty so_far() const { return merged ? merged : expected; }
};

/// A loop or labelled block that `break` may leave.
struct Breakable {
  hir::ExprId id;
  CoerceMany *coerce = nullptr; ///< null: `while` and `for` take no value
  bool may_break = false;
};

struct DeferredCast {
  hir::ExprId expr; ///< the cast
  hir::ExprId operand;
  Ty from, to;
  Span to_span;
};
/// A call of a closure whose kind is not known yet.
struct DeferredCall {
  hir::ExprId call;
  hir::ExprId callee;
  Ty callee_ty;                                 ///< the closure, after `steps`
  llvm::SmallVector<Adjustment, 2> adjustments; ///< derefs that lead to it
  LocalDefId closure;
  ty::FnSig sig;
};
struct DeferredRepeat {
  hir::ExprId elem;
  Ty elem_ty;
  ty::Const count;
};

/// What differs between a function and the closures in it.
struct BodyCtxt {
  LocalDefId def_id;
  CoerceMany *ret = nullptr; ///< null: `return` is not allowed
  Span ret_span;             ///< the written return type, if any
  Ty yield_ty;               ///< of coroutines
  Ty resume_ty;
  bool is_fn = false;
};

struct FnCtxt {
  FnCtxt(TyCtxt &tcx, const hir::Owner &nodes, LocalDefId root, TypeckResults &results);

  TyCtxt &tcx;
  const hir::Owner &nodes;
  LocalDefId root;
  DefId root_def;
  TypeckResults &results;
  ty::ParamEnv env;
  InferCtxt infcx;
  FulfillmentCtxt fulfill;
  LowerHooks hooks;

  BodyCtxt body;
  Diverges diverges = Diverges::Maybe;
  std::vector<Breakable> breakables;
  uint32_t depth = 0;
  /// The `if` or `match` whose branch is pushed right now, for messages.
  hir::ExprId if_else_of, match_of_arm;
  std::vector<DeferredCast> casts;
  std::vector<DeferredCall> calls;
  std::vector<DeferredRepeat> repeats;
  std::vector<Obligation> deferred_sized;
  std::vector<Ty> diverging_vars;
  Ty future_output; ///< expected of the async closure whose body comes next; null: nothing
  /// Opaque types whose hidden types' bounds are registered (opaque.cpp).
  size_t opaques_bounded = 0;
  /// Closures, inner ones before outer ones, else in source order.
  std::vector<hir::ExprId> closure_exprs;
  llvm::DenseMap<LocalDefId, hir::ExprId> closure_expr_of;

  /// Takes the goals that come up while probing; they are never proved.
  FulfillmentCtxt &fulfill_for_probe() {
    probe_goals = FulfillmentCtxt();
    return probe_goals;
  }
  FulfillmentCtxt probe_goals;
  /// Goals of the body while an Attempt runs.
  llvm::SmallVector<FulfillmentCtxt *, 2> outer_goals;

  llvm::StringRef str(Symbol symbol) const { return tcx.str(symbol); }
  const hir::Expr &expr(hir::ExprId id) const { return nodes.exprs[id]; }
  const hir::Pat &pat(hir::PatId id) const { return nodes.pats[id]; }
  Span span(hir::ExprId id) const { return nodes.exprs[id].span; }
  ObligationCause cause(Span span, CauseCode code = CauseCode::Misc) const {
    return ObligationCause(span, root_def, code);
  }
};

/// Something that may fail and then leaves no trace: a snapshot of the inference context, with
/// goals kept apart from those of the body. Pending goals are not proved meanwhile.
class Attempt {
public:
  explicit Attempt(FnCtxt &fcx) : fcx_(fcx), snapshot_(fcx.infcx.start_snapshot()) {
    std::swap(fcx_.fulfill, outer_);
    fcx_.outer_goals.push_back(&outer_);
  }
  void commit() {
    fcx_.infcx.commit(snapshot_);
    outer_.add(fcx_.fulfill.pending());
    leave();
  }
  void undo() {
    fcx_.infcx.rollback_to(snapshot_);
    leave();
  }

private:
  void leave() {
    std::swap(fcx_.fulfill, outer_);
    fcx_.outer_goals.pop_back();
  }
  FnCtxt &fcx_;
  InferCtxt::Snapshot snapshot_;
  FulfillmentCtxt outer_;
};

// --- Types in the making (fn_ctxt.cpp)
/// The type with what is known of variables at its head, after trying pending obligations; aliases
/// that can be normalised are.
Ty try_structurally_resolve(FnCtxt &fcx, Span span, Ty ty);
/// As above; a variable that is left is an error (E0282).
Ty structurally_resolve(FnCtxt &fcx, Span span, Ty ty);
inline Ty shallow(FnCtxt &fcx, Ty ty) { return fcx.infcx.shallow_resolve(ty); }
inline Ty resolve(FnCtxt &fcx, Ty ty) { return fcx.infcx.resolve(ty); }
void select_where_possible(FnCtxt &fcx);
/// Makes goals of the bounds of opaque types that have come up since the last call.
void register_hidden_type_bounds(FnCtxt &fcx);
void register_obligation(FnCtxt &fcx, Obligation obligation);
void register_obligations(FnCtxt &fcx, llvm::ArrayRef<Obligation> obligations);
void register_predicate(FnCtxt &fcx, const ObligationCause &cause, ty::Predicate predicate);
/// `ty: Trait`, for a language trait; nothing if the item is missing.
void register_bound(FnCtxt &fcx, Ty ty, LangItem trait, const ObligationCause &cause);
void require_sized(FnCtxt &fcx, Ty ty, Span span, CauseCode code);
/// As above, at the end of the body, when all is known.
void require_sized_deferred(FnCtxt &fcx, Ty ty, Span span, CauseCode code);
template <class T>
T normalize(FnCtxt &fcx, Span span, const T &value) {
  return traits::normalize(fcx.infcx, fcx.fulfill, fcx.cause(span), fcx.env, value);
}
/// Registers the predicates of an item with its arguments.
void add_item_predicates(FnCtxt &fcx, DefId item, GenericArgs args, Span span);
void write_ty(FnCtxt &fcx, hir::ExprId id, Ty ty);
Ty local_ty(FnCtxt &fcx, hir::PatId local);
Ty lower_ty(FnCtxt &fcx, hir::TyId id);
/// Lowers, normalises, registers well-formedness and keeps the user's annotation.
Ty lower_ty_checked(FnCtxt &fcx, hir::TyId id);
collect::HirTyLowerer lowerer(FnCtxt &fcx);
UserType canonical_user_type(FnCtxt &fcx, Ty ty);
UserType canonical_user_args(FnCtxt &fcx, DefId def_id, GenericArgs args, DefId self_impl,
                             Ty self_ty);
ErrorGuaranteed taint(FnCtxt &fcx, ErrorGuaranteed error);
bool type_is_copy(FnCtxt &fcx, Ty ty);
bool is_sized(FnCtxt &fcx, Ty ty);
std::string show(FnCtxt &fcx, Ty ty);
/// A field's type with the ADT's arguments, normalised.
Ty field_ty(FnCtxt &fcx, Span span, const ty::FieldDef &field, GenericArgs args);
/// The module that the body stands in, for visibility.
DefId body_module(FnCtxt &fcx);
bool is_visible(FnCtxt &fcx, Visibility visibility);

// --- Equality and subtyping, with E0308 on failure (demand.cpp)
bool demand_eq(FnCtxt &fcx, Span span, Ty expected, Ty actual);
bool demand_sub(FnCtxt &fcx, Span span, Ty expected, Ty actual);
void report_mismatch(FnCtxt &fcx, Span span, Ty expected, Ty actual, hir::ExprId expr = {});
/// A block without tail expression where a value is expected.
void report_missing_tail(FnCtxt &fcx, hir::BlockId block, Ty expected);

// --- Expressions (expr.cpp and expr_*.cpp)
Ty check_expr(FnCtxt &fcx, hir::ExprId id, Expectation expected = {});
/// The type must be a subtype of `expected`.
Ty check_expr_has_type(FnCtxt &fcx, hir::ExprId id, Ty expected);
/// The expression is coerced to `expected`, which is also a hint (`hint` instead, if given).
Ty check_expr_coercible(FnCtxt &fcx, hir::ExprId id, Ty expected,
                        std::optional<Expectation> hint = {});
/// As check_expr; the place will be written to or borrowed mutably.
Ty check_expr_mut_place(FnCtxt &fcx, hir::ExprId id, Expectation expected = {});
Ty check_block(FnCtxt &fcx, hir::BlockId block, Expectation expected,
               hir::ExprId breakable = hir::ExprId());
Ty check_lit(FnCtxt &fcx, const hir::Lit &lit, Expectation expected);
Ty check_match(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_if(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_call(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_method_call(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_field(FnCtxt &fcx, hir::ExprId id);
Ty check_index(FnCtxt &fcx, hir::ExprId id);
Ty check_addr_of(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_unary(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_binary(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_assign_op(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_struct(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_closure(FnCtxt &fcx, hir::ExprId id, Expectation expected);
Ty check_cast(FnCtxt &fcx, hir::ExprId id);
Ty check_path_expr(FnCtxt &fcx, hir::ExprId id);
Ty check_format_args(FnCtxt &fcx, hir::ExprId id);
Ty check_inline_asm(FnCtxt &fcx, hir::ExprId id);
Ty check_offset_of(FnCtxt &fcx, hir::ExprId id);
bool is_place_syntax(const FnCtxt &fcx, hir::ExprId id);
Expectation adjust_for_branches(FnCtxt &fcx, Expectation expected);
/// The expected type if it is a demand, or a fresh variable.
Ty coercion_target(FnCtxt &fcx, Expectation expected, Span span);
/// The hint's type, whatever the kind of hint; null if none.
Ty expected_ty(FnCtxt &fcx, Expectation expected);
Ty only_has_type(FnCtxt &fcx, Expectation expected);
Expectation rvalue_hint(FnCtxt &fcx, Ty ty);

// --- Arguments (args.cpp)
struct CallInfo {
  hir::ExprId call;
  llvm::ArrayRef<hir::ExprId> args;
  DefId callee;           ///< invalid: not known
  bool is_tupled = false; ///< the formal inputs are one tuple ("rust-call")
  bool c_variadic = false;
};
Ty check_args(FnCtxt &fcx, const CallInfo &info, const ty::FnSig &sig, Expectation expected);

// --- Patterns (pat.cpp)
void check_pat_top(FnCtxt &fcx, hir::PatId id, Ty expected, Span expected_span, hir::ExprId init);
void declare_locals(FnCtxt &fcx, hir::PatId id);
/// The strongest `ref` written in a pattern: its scrutinee must be taken as the place it is.
hir::ByRef explicit_ref_binding(const FnCtxt &fcx, hir::PatId id);
void check_let(FnCtxt &fcx, hir::LetId id);

// --- Paths (path.cpp)
struct ValuePath {
  hir::Res res;
  Ty ty;
  GenericArgs args;
};
ValuePath check_value_path(FnCtxt &fcx, hir::QPathId id, Span span);
/// The struct or variant that a struct expression or pattern names.
struct VariantPath {
  Ty ty; ///< null: an error was reported
  const ty::VariantDef *variant = nullptr;
  ty::VariantIdx index;
};
VariantPath check_struct_path(FnCtxt &fcx, hir::QPathId id, Span span);

// --- Coercions (coerce.cpp)
enum class TwoPhase : uint8_t { No, Yes };
/// Coerces the expression and records its adjustments; null, with nothing changed, if impossible.
Ty try_coerce(FnCtxt &fcx, hir::ExprId id, Ty from, Ty to, TwoPhase two_phase = TwoPhase::No);
bool may_coerce(FnCtxt &fcx, Ty from, Ty to);
Ty demand_coerce(FnCtxt &fcx, hir::ExprId id, Ty from, Ty to, TwoPhase two_phase = TwoPhase::No);
void apply_adjustments(FnCtxt &fcx, hir::ExprId id, llvm::ArrayRef<Adjustment> steps);
void coerce_push(FnCtxt &fcx, CoerceMany &many, Span span, hir::ExprId expr, Ty ty);
/// `break;`, `return;`, an `if` without else.
void coerce_push_unit(FnCtxt &fcx, CoerceMany &many, Span span, llvm::StringRef label);
Ty coerce_complete(FnCtxt &fcx, CoerceMany &many);

// --- Autoderef (autoderef.cpp)
struct DerefStep {
  Ty ty; ///< before the step
  bool is_overloaded = false;
};
/// The types that `*` leads to, one by one, the start first.
class Autoderef {
public:
  Autoderef(FnCtxt &fcx, Span span, Ty start, bool include_raw = false)
      : fcx_(fcx), span_(span), current_(start), include_raw_(include_raw) {}
  /// The next type; null at the end.
  Ty next();
  Ty current() const { return current_; }
  llvm::ArrayRef<DerefStep> steps() const { return steps_; }
  bool reached_raw() const { return reached_raw_; }
  bool reached_limit() const { return reached_limit_; }
  /// Derefs done, as adjustments; the overloaded ones' obligations are registered.
  llvm::SmallVector<Adjustment, 2> adjustments();

private:
  FnCtxt &fcx_;
  Span span_;
  Ty current_;
  llvm::SmallVector<DerefStep, 4> steps_;
  Obligations obligations_;
  bool include_raw_;
  bool started_ = false;
  bool reached_raw_ = false;
  bool reached_limit_ = false;
};
/// The pointee of a reference, box or (if `explicit_`) raw pointer; null: none.
Ty builtin_deref(TyCtxt &tcx, Ty ty, bool include_raw);
/// `<ty as Deref>::Target`; null if there is no impl. The goals go to `obligations`.
Ty overloaded_deref(FnCtxt &fcx, Span span, Ty ty, Obligations &obligations);
/// The places below a mutably used expression use DerefMut and IndexMut.
void convert_place_derefs_to_mutable(FnCtxt &fcx, hir::ExprId id);

// --- Methods of operators (callee.cpp)
struct OperatorMethod {
  MethodCallee callee; ///< invalid: no impl
  ty::FnSig sig;       ///< normalised
  Obligations obligations;
};
/// `Trait::method` for `self_ty` with the other arguments of the trait, if it may hold.
std::optional<OperatorMethod> lookup_operator_method(FnCtxt &fcx, Span span, LangItem trait,
                                                     Symbol method, Ty self_ty,
                                                     llvm::ArrayRef<Ty> others);

/// The declared output of the async function around the body; null: none.
Ty async_fn_output(FnCtxt &fcx);

// --- Ends of a body
void check_deferred_casts(FnCtxt &fcx);
void analyze_closures(FnCtxt &fcx);
/// The future that an async closure returns; null: it is a plain closure.
const ClosureInfo *future_of(const FnCtxt &fcx, const hir::Closure &closure);
/// Whether that future borrows this from the closure itself.
bool is_lent(const hir::Closure &closure, const CapturedPlace &capture);
void resolve_deferred_calls(FnCtxt &fcx, LocalDefId closure, ty::ClosureKind kind);
void apply_fallback(FnCtxt &fcx);
void check_deferred_repeats(FnCtxt &fcx);
void write_back(FnCtxt &fcx);

} // namespace ochre::typeck
