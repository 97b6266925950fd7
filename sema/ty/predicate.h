// Predicates: what may be asked of, or known about, types.
//
// A predicate may be under a binder (`for<'a> T: Trait<'a>`); its variables are
// in bound_vars(). Clauses are the predicates that a where-clause can state:
// Trait … ConstEvaluatable.
#pragma once

#include "sema/ty/ty.h"
#include "support/source/span.h"

namespace ochre::ty {

enum class PredicateKind : uint8_t {
#define PREDICATE_KIND(name) name,
#include "sema/ty/kinds.def"
};
enum class Polarity : uint8_t { Positive, Negative };

class Predicate : public Handle {
public:
  Predicate() = default;
  explicit Predicate(const NodeData *node) : Handle(node) {}
  PredicateKind kind() const { return static_cast<PredicateKind>(node_->kind); }
  bool is(PredicateKind k) const { return kind() == k; }
  bool is_clause() const { return kind() <= PredicateKind::ConstEvaluatable; }
  BoundVars bound_vars() const { return BoundVars(static_cast<const ListHead *>(node_->r)); }

  /// Trait. The parts below stand under bound_vars().
  TraitRef trait_ref() const { return {DefId(node_->a), list_p()}; }
  PolyTraitRef poly_trait_ref() const { return {trait_ref(), bound_vars()}; }
  Polarity polarity() const { return static_cast<Polarity>(node_->sub); }
  /// Projection, NormalizesTo
  AliasTerm alias() const { return {DefId(node_->a), list_p()}; }
  Term term() const { return arg_q(); }
  /// TypeOutlives, ConstArgHasType (second), Subtype and Coerce (first)
  Ty ty() const { return Ty(kind() == PredicateKind::ConstArgHasType ? node_q() : node_p()); }
  /// Subtype, Coerce
  Ty ty2() const { return Ty(node_q()); }
  /// TypeOutlives: T: 'region
  Region region() const { return Region(node_q()); }
  /// RegionOutlives 'longer: 'shorter
  Region longer() const { return Region(node_p()); }
  Region shorter() const { return Region(node_q()); }
  /// ConstArgHasType, ConstEvaluatable, ConstEquate
  Const ct() const { return Const(node_p()); }
  Const ct2() const { return Const(node_q()); }
  /// WellFormed; AliasRelate (first)
  GenericArg arg() const { return GenericArg::from_word(reinterpret_cast<uintptr_t>(node_->p)); }
  GenericArg arg2() const { return arg_q(); }
  DefId def_id() const { return DefId(node_->a); } ///< DynCompatible
  bool operator==(const Predicate &other) const { return node_ == other.node_; }

private:
  const NodeData *node_p() const { return static_cast<const NodeData *>(node_->p); }
  const NodeData *node_q() const { return static_cast<const NodeData *>(node_->q); }
  GenericArgs list_p() const { return GenericArgs(static_cast<const ListHead *>(node_->p)); }
  GenericArg arg_q() const { return GenericArg::from_word(reinterpret_cast<uintptr_t>(node_->q)); }
};
using Clause = Predicate;
using Clauses = List<Clause>;

struct SpannedClause {
  Clause clause;
  Span span;
};

/// What is known inside an item: its where-clauses with all their supertraits.
struct ParamEnv {
  Clauses caller_bounds;
  bool operator==(const ParamEnv &) const = default;
};

/// Which opaque types may be looked through, and how far the world is known.
enum class TypingMode : uint8_t {
  Coherence,    ///< other crates may add impls; opaque types are ambiguous
  Analysis,     ///< opaque types of the body may be defined
  Borrowck,     ///< hidden types of the body known, regions not
  PostAnalysis, ///< all opaque types are their hidden types
};
struct TypingEnv {
  ParamEnv param_env;
  TypingMode mode = TypingMode::PostAnalysis;
  bool operator==(const TypingEnv &) const = default;
  static TypingEnv fully_monomorphized() { return {}; }
};

} // namespace ochre::ty

namespace llvm {
template <>
struct DenseMapInfo<ochre::ty::Predicate> : OchreHandleInfo<ochre::ty::Predicate> {};
} // namespace llvm
