// The inference context: variables of types, integers, floats, consts and
// regions, unified under snapshots.
//
// Invariant: every change between `start_snapshot` and `rollback_to` is undone;
// nothing outside this class that a probe changes is. Region variables are never
// unified: relations between regions are collected as constraints for the
// outlives solver or the borrow checker. Source: rustc-dev-guide "Type
// inference"; union-find without path compression, so that look-up changes
// nothing.
#pragma once

#include "sema/traits/obligation.h"
#include "sema/ty/fold.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace ochre::traits {

using ty::Const;
using ty::ConstVid;
using ty::FloatVid;
using ty::GenericArg;
using ty::GenericArgs;
using ty::IntVid;
using ty::ParamEnv;
using ty::Predicate;
using ty::Region;
using ty::RegionVid;
using ty::Term;
using ty::Ty;
using ty::TypingMode;
using ty::TyVid;
using ty::UniverseIndex;

/// `sup: sub`, that is: sup outlives sub.
struct RegionConstraint {
  Region sup;
  Region sub;
  ObligationCause cause;
  Ty of; ///< the type that must outlive `sub` and names `sup`; null: regions alone
};
/// `ty: region`, where regions of `ty` alone cannot decide it (parameters,
/// aliases, unresolved variables).
struct TypeOutlivesConstraint {
  Ty ty;
  Region region;
  ObligationCause cause;
};
struct RegionConstraints {
  std::vector<RegionConstraint> outlives;
  std::vector<TypeOutlivesConstraint> type_outlives;
};

/// The hidden type found for an opaque type with these arguments.
struct OpaqueEntry {
  DefId def_id;
  GenericArgs args;
  Ty hidden;
  Span span;
};

enum class RegionVarKind : uint8_t { Misc, Instantiated, Generalized, Placeholder };
struct RegionVarInfo {
  UniverseIndex universe{0};
  Span span;
  RegionVarKind kind = RegionVarKind::Misc;
};

enum class RelateError : uint8_t { None, Mismatch, CyclicTy, Universe };
/// Outcome of relating: what must still be proved for it to hold.
struct RelateResult {
  RelateError error = RelateError::None;
  Obligations obligations;
  explicit operator bool() const { return error == RelateError::None; }
};
struct LatticeResult {
  Ty ty; ///< null: no common type
  Obligations obligations;
  explicit operator bool() const { return bool(ty); }
};

class InferCtxt {
public:
  /// `body`: whose opaque types may be defined (Analysis, Borrowck); may be
  /// invalid.
  explicit InferCtxt(TyCtxt &tcx, TypingMode mode = TypingMode::Analysis, DefId body = DefId());
  InferCtxt(const InferCtxt &) = delete;
  InferCtxt &operator=(const InferCtxt &) = delete;

  TyCtxt &tcx;
  TypingMode mode;
  DefId body;
  /// False in contexts of the solver itself, which must not start another solver.
  bool is_root = true;
  /// An error was reported here: follow-ups stay silent.
  bool tainted_by_errors = false;

  // --- Variables
  Ty next_ty_var(Span span = Span(), bool is_diverging = false);
  Ty next_ty_var_in(UniverseIndex universe, Span span = Span());
  Ty next_int_var();
  Ty next_float_var();
  Const next_const_var(Span span = Span());
  Const next_const_var_in(UniverseIndex universe, Span span = Span());
  Region next_region_var(Span span = Span(), RegionVarKind kind = RegionVarKind::Misc);
  Region next_region_var_in(UniverseIndex universe, Span span = Span(),
                            RegionVarKind kind = RegionVarKind::Misc);
  GenericArg var_for_param(const ty::GenericParamDef &param, Span span);
  /// Fresh variables for all parameters of an item.
  GenericArgs fresh_args_for_item(DefId item, Span span = Span());
  /// As above, but the first arguments are given.
  GenericArgs fresh_args_from(DefId item, llvm::ArrayRef<GenericArg> first, Span span = Span());

  uint32_t ty_var_count() const { return static_cast<uint32_t>(ty_vars_.size()); }
  uint32_t int_var_count() const { return static_cast<uint32_t>(int_vars_.size()); }
  uint32_t float_var_count() const { return static_cast<uint32_t>(float_vars_.size()); }
  uint32_t region_var_count() const { return static_cast<uint32_t>(region_vars_.size()); }
  uint32_t const_var_count() const { return static_cast<uint32_t>(const_vars_.size()); }
  Span ty_var_span(TyVid vid) const { return ty_vars_[vid].span; }
  bool ty_var_is_diverging(TyVid vid) const { return ty_vars_[vid].is_diverging; }
  TyVid root_var(TyVid vid) const;
  IntVid root_var(IntVid vid) const;
  FloatVid root_var(FloatVid vid) const;
  ConstVid root_var(ConstVid vid) const;
  /// Whether it was made equal to another variable, whichever of them is the root.
  bool is_unified(TyVid vid) const { return root_var(vid) != vid || ty_vars_[vid].rank > 0; }
  bool is_unified(ConstVid vid) const { return root_var(vid) != vid || const_vars_[vid].rank > 0; }
  /// Variables related by subtyping (only) share this root.
  TyVid sub_root_var(TyVid vid) const;
  /// Of an unresolved variable.
  UniverseIndex universe_of(TyVid vid) const { return ty_vars_[root_var(vid)].universe; }
  UniverseIndex universe_of(ConstVid vid) const { return const_vars_[root_var(vid)].universe; }
  UniverseIndex universe_of(Region region) const;
  const RegionVarInfo &region_var(RegionVid vid) const { return region_vars_[vid]; }

  // --- Resolution
  /// The variable's value, if it has one; one level. A variable without: its root.
  Ty shallow_resolve(Ty ty) const;
  Const shallow_resolve(Const ct) const;
  GenericArg shallow_resolve(GenericArg arg) const;
  /// All variables that have values replaced by them, deeply.
  Ty resolve(Ty value) const;
  Const resolve(Const value) const;
  GenericArg resolve(GenericArg value) const;
  GenericArgs resolve(GenericArgs value) const;
  Predicate resolve(Predicate value) const;
  ty::FnSig resolve(const ty::FnSig &value) const;
  ty::TraitRef resolve(const ty::TraitRef &value) const;
  ty::PolyFnSig resolve(const ty::PolyFnSig &value) const;
  /// As resolve; null if a type or const variable is left (regions may stay).
  Ty fully_resolve(Ty value) const;
  GenericArg fully_resolve(GenericArg value) const;
  GenericArgs fully_resolve(GenericArgs value, bool &ok) const;

  // --- Snapshots. They nest.
  struct Snapshot {
    uint32_t undo = 0;
    uint32_t ty_vars = 0, int_vars = 0, float_vars = 0, const_vars = 0, region_vars = 0;
    uint32_t outlives = 0, type_outlives = 0, opaques = 0;
    UniverseIndex universe{0};
    bool tainted = false;
  };
  Snapshot start_snapshot();
  void rollback_to(const Snapshot &snapshot);
  void commit(const Snapshot &snapshot);
  bool in_snapshot() const { return open_snapshots_ > 0; }
  /// Runs `fn` and undoes what it did here.
  template <class Fn>
  auto probe(Fn fn) {
    Snapshot snapshot = start_snapshot();
    auto result = fn();
    rollback_to(snapshot);
    return result;
  }
  /// Runs `fn` and undoes what it did here if its result is false.
  template <class Fn>
  auto commit_if_ok(Fn fn) {
    Snapshot snapshot = start_snapshot();
    auto result = fn();
    if (result)
      commit(snapshot);
    else
      rollback_to(snapshot);
    return result;
  }

  // --- Binders
  UniverseIndex universe() const { return universe_; }
  UniverseIndex create_next_universe();
  /// Bound variables become fresh inference variables.
  ty::FnSig instantiate_with_fresh_vars(const ty::PolyFnSig &value, Span span);
  ty::TraitRef instantiate_with_fresh_vars(const ty::PolyTraitRef &value, Span span);
  Predicate instantiate_with_fresh_vars(Predicate value, Span span);
  ty::ExistentialPredicate instantiate_with_fresh_vars(const ty::PolyExistentialPredicate &value,
                                                       Span span);
  /// Bound variables become placeholders of a new universe (of the current one
  /// if there are none): what is then proved holds for all.
  ty::FnSig instantiate_with_placeholders(const ty::PolyFnSig &value);
  ty::TraitRef instantiate_with_placeholders(const ty::PolyTraitRef &value);
  Predicate instantiate_with_placeholders(Predicate value);
  ty::ExistentialPredicate instantiate_with_placeholders(const ty::PolyExistentialPredicate &value);

  // --- Relations. On failure nothing is changed. Obligations that come out
  // (equality of aliases, subtyping of two variables) must be registered by the
  // caller.
  RelateResult eq(const ObligationCause &cause, ParamEnv env, GenericArg a, GenericArg b);
  /// a is a subtype of b.
  RelateResult sub(const ObligationCause &cause, ParamEnv env, Ty a, Ty b);
  RelateResult sup(const ObligationCause &cause, ParamEnv env, Ty a, Ty b) {
    return sub(cause, env, b, a);
  }
  RelateResult relate(const ObligationCause &cause, ParamEnv env, ty::Variance variance,
                      GenericArg a, GenericArg b);
  RelateResult eq_trait_refs(const ObligationCause &cause, ParamEnv env, const ty::TraitRef &a,
                             const ty::TraitRef &b);
  RelateResult relate_sigs(const ObligationCause &cause, ParamEnv env, ty::Variance variance,
                           const ty::PolyFnSig &a, const ty::PolyFnSig &b);
  /// As relate, but aliases are equal only if their definitions and arguments are.
  RelateResult relate_structurally(const ObligationCause &cause, ParamEnv env,
                                   ty::Variance variance, GenericArg a, GenericArg b);
  /// Least upper and greatest lower bound.
  LatticeResult lub(const ObligationCause &cause, ParamEnv env, Ty a, Ty b);
  LatticeResult glb(const ObligationCause &cause, ParamEnv env, Ty a, Ty b);
  /// Whether a and b can be equal at all; nothing is changed, obligations ignored.
  bool can_eq(ParamEnv env, Ty a, Ty b);
  bool can_sub(ParamEnv env, Ty a, Ty b);

  // --- Regions
  void add_outlives(Region sup, Region sub, const ObligationCause &cause, Ty of = Ty());
  /// `ty: region`, taken apart as far as the type is known.
  void add_type_outlives(Ty ty, Region region, const ObligationCause &cause);
  const RegionConstraints &region_constraints() const { return constraints_; }
  /// Hands out what was collected. Not inside a snapshot.
  RegionConstraints take_region_constraints();

  // --- Opaque types
  /// Whether this body may say what the opaque type is.
  bool is_defining(DefId opaque) const;
  llvm::ArrayRef<OpaqueEntry> opaque_types() const { return opaques_; }
  void add_opaque_type(const OpaqueEntry &entry) { opaques_.push_back(entry); }
  std::vector<OpaqueEntry> take_opaque_types();

  // --- For the relation and the solver (relate.cpp, solver)
  void bind(TyVid vid, Ty value);
  void bind(IntVid vid, Ty value);
  void bind(FloatVid vid, Ty value);
  void bind(ConstVid vid, Const value);
  void unify(TyVid a, TyVid b);
  void unify(IntVid a, IntVid b);
  void unify(FloatVid a, FloatVid b);
  void unify(ConstVid a, ConstVid b);
  void sub_unify(TyVid a, TyVid b);
  void set_diverging(TyVid vid) { ty_vars_[vid].is_diverging = true; }
  /// Forgets everything; keeps memory.
  void reset(TypingMode new_mode, DefId new_body);
  void set_universe(UniverseIndex universe) { universe_ = universe; }

private:
  template <class Vid, class Value>
  struct VarRow {
    Vid parent;
    uint32_t rank = 0;
    Value value;
    UniverseIndex universe{0};
    // The rest is never undone but by truncation, sub_parent excepted.
    Vid sub_parent;
    Span span;
    bool is_diverging = false;
  };
  enum class UndoKind : uint8_t { Ty, Int, Float, Const };
  struct Undo {
    UndoKind kind;
    uint32_t index;
    uint32_t parent;
    uint32_t sub_parent;
    uint32_t rank;
    UniverseIndex universe;
    const ty::NodeData *value;
  };

  template <class Vid, class Value>
  Vid find_root(const IndexVec<Vid, VarRow<Vid, Value>> &table, Vid vid) const;
  template <class Vid, class Value>
  Vid push_var(IndexVec<Vid, VarRow<Vid, Value>> &table, UniverseIndex universe, Span span);
  template <class Vid, class Value>
  void log_row(UndoKind kind, Vid vid, const VarRow<Vid, Value> &row);
  template <class Vid, class Value>
  void bind_row(UndoKind kind, IndexVec<Vid, VarRow<Vid, Value>> &table, Vid vid, Value value);
  template <class Vid, class Value>
  void unify_rows(UndoKind kind, IndexVec<Vid, VarRow<Vid, Value>> &table, Vid a, Vid b);
  template <class Vid, class Value>
  void undo_row(IndexVec<Vid, VarRow<Vid, Value>> &table, const Undo &undo);

  IndexVec<TyVid, VarRow<TyVid, Ty>> ty_vars_;
  IndexVec<IntVid, VarRow<IntVid, Ty>> int_vars_;
  IndexVec<FloatVid, VarRow<FloatVid, Ty>> float_vars_;
  IndexVec<ConstVid, VarRow<ConstVid, Const>> const_vars_;
  IndexVec<RegionVid, RegionVarInfo> region_vars_;
  RegionConstraints constraints_;
  std::vector<OpaqueEntry> opaques_;
  std::vector<Undo> undo_;
  uint32_t open_snapshots_ = 0;
  UniverseIndex universe_{0};
};

} // namespace ochre::traits
