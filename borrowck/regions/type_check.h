// The type check of MIR that finds region constraints (private to borrowck/regions).
//
// Types were checked before; what is new here are regions. Each statement relates the types that
// it connects, by variance, and proves the predicates of what it names; the region constraints that
// come out get the location and a category that tells why. Source: rustc-dev-guide, "The MIR type
// checker".
//
// Files: relations.cpp (relate, prove, normalise, constraints), type_check.cpp (statements,
// terminators), rvalues.cpp, constants.cpp (constants, user types), place_types.cpp.
#pragma once

#include "borrowck/regions/constraints.h"
#include "borrowck/regions/universal.h"
#include "sema/traits/fulfill.h"

namespace ochre::borrowck {

using ty::GenericArg;
using ty::GenericArgs;
using ty::ParamEnv;
using ty::Predicate;
using ty::Variance;

/// Where something is related, and why.
struct Locus {
  mir::Location at; ///< block invalid: holds everywhere
  Span span;
  ConstraintCategory category = ConstraintCategory::Boring;

  Locus with(ConstraintCategory other) const { return {at, span, other}; }
};

/// Relating types and proving predicates; what follows for regions goes to the constraint set.
class Relations {
public:
  Relations(InferCtxt &infcx, const UniversalRegions &universal, const outlives::OutlivesEnv &env,
            ConstraintSet &out)
      : infcx(infcx), tcx(infcx.tcx), universal(universal), env(env), out(out) {}

  InferCtxt &infcx;
  TyCtxt &tcx;
  const UniversalRegions &universal;
  const outlives::OutlivesEnv &env;
  ConstraintSet &out;

  /// False: the types do not agree (an error was reported elsewhere, or is a bug).
  bool relate(GenericArg a, GenericArg b, Variance variance, const Locus &at);
  bool sub(Ty a, Ty b, const Locus &at) { return relate(a, b, Variance::Covariant, at); }
  bool eq(GenericArg a, GenericArg b, const Locus &at) {
    return relate(a, b, Variance::Invariant, at);
  }
  void prove(Predicate predicate, const Locus &at);
  void prove_trait(DefId trait, llvm::ArrayRef<GenericArg> args, const Locus &at);
  /// The predicates of an item with these arguments.
  void prove_predicates_of(DefId item, GenericArgs args, const Locus &at);
  void prove_well_formed(GenericArg arg, const Locus &at);
  Ty normalize(Ty ty, const Locus &at);
  /// Head only; variables resolved.
  Ty structurally(Ty ty, const Locus &at);
  void outlives(RegionVid sup, RegionVid sub, const Locus &at, bool from_closure = false);
  void type_outlives(Ty ty, Region region, const Locus &at);
  /// Invalid: erased or an error.
  RegionVid vid(Region region);
  void add_live(GenericArg value, uint32_t point);
  void add_live(RegionVid region, uint32_t point) { out.live.ensure(region).insert(point); }
  /// What waits for types that are known only now.
  void finish();

private:
  void prove_hidden_type_bounds();
  void settle(traits::FulfillmentCtxt &fulfill, const Locus &at);
  void drain(const Locus &at);
  void undecided(Ty ty, Region region, const Locus &at);
  void alias_outlives(Ty alias, Region region, const Locus &at);
  RegionVid placeholder(Region region);
  traits::ObligationCause cause(const Locus &at) const {
    return traits::ObligationCause(at.span, universal.def_id);
  }

  struct Deferred {
    Ty ty;
    Region region;
    Locus at;
  };
  std::vector<Deferred> deferred_;
  traits::FulfillmentCtxt pending_; ///< waits for hidden types
  /// Predicates without regions that were proved before.
  llvm::DenseSet<Predicate> proved_;
};

class TypeChecker {
public:
  TypeChecker(Relations &relations, const mir::Body &body, const PointMap &points)
      : rel_(relations), tcx_(relations.tcx), body_(body), points_(points) {}

  void check_body();
  ty::Ty place_ty(mir::Place place) { return typed_place(place).ty; }

private:
  // type_check.cpp
  void check_signature();
  Ty written_type(Ty value, const mir::UserType &user);
  void declared_types(const mir::LocalDecl &decl);
  void statement(const mir::Statement &s);
  void terminator(const mir::Terminator &t);
  void check_drop(mir::Place place);
  void call(const mir::Terminator &t);
  void call_output(const mir::Terminator &t, const ty::FnSig &sig);
  ConstraintCategory assign_category(mir::Place place) const;
  Ty operand(const mir::Operand &op);
  void operands(mir::ListRange range);
  void yield(const mir::Terminator &t);
  void inline_asm(const mir::InlineAsm &code);

  // rvalues.cpp
  Ty rvalue(const mir::Rvalue &r);
  void compare_pointers(Ty left, Ty right);
  void cast(const mir::Rvalue &r, Ty from, Ty to);
  void reify(Ty from, Ty to, const Locus &at);
  Ty unsized_tail(Ty ty, const Locus &at);
  void pointer_cast(Ty from, Ty to, const Locus &at);
  void aggregate(const mir::Rvalue &r, Ty ty);
  void closure_aggregate(Ty ty);
  void apply_requirements(DefId closure, GenericArgs args, const BorrowckResults &results);
  void reborrow(Region region, mir::Place place);
  bool is_upvar_field(mir::Place place) const;

  // constants.cpp
  Ty constant(mir::ConstIdx idx);
  void item_constant(const mir::ConstOperand &ct);
  void static_reference(const mir::ConstOperand &ct);
  void promoted_constant(const mir::ConstOperand &ct);
  void user_annotations();
  void ascribe_canonical(const mir::UserType &user);

  // place_types.cpp
  mir::PlaceTy typed_place(mir::Place place);
  mir::PlaceTy project(mir::PlaceTy base, const mir::PlaceElem &elem);
  Ty field_ty(mir::PlaceTy base, const mir::PlaceElem &elem);

  /// Of the statement or terminator being checked.
  Locus here(ConstraintCategory category = ConstraintCategory::Boring) const {
    return {at_, span_, category};
  }
  uint32_t point() const { return points_.point(at_).raw; }
  void live(GenericArg value) { rel_.add_live(value, point()); }

  Relations &rel_;
  TyCtxt &tcx_;
  const mir::Body &body_;
  const PointMap &points_;
  llvm::DenseSet<Ty> checked_drops_;
  bool is_promoted_ = false; ///< then at_ is where the promoted constant is used
  mir::Location at_;
  Span span_;
  llvm::DenseMap<std::pair<mir::Local, mir::ProjId>, mir::PlaceTy> place_tys_;
};

} // namespace ochre::borrowck
