// Canonical goals and responses (private to sema/traits).
//
// A canonical goal names its variables by number: per sort, in the order of
// first appearance; every region is a variable of its own. A fresh InferCtxt
// with as many variables understands it as it stands. Two goals that differ only
// in the names of variables or in regions are one key of the cache.
#pragma once

#include "sema/traits/fulfill.h"

namespace ochre::traits {

struct VarCounts {
  uint32_t tys = 0, ints = 0, floats = 0, consts = 0, regions = 0;
  UniverseIndex universe{0}; ///< largest that a placeholder of the goal names
};

/// A canonical goal: the key of the cache.
struct GoalKey {
  ParamEnv env;
  Predicate predicate;
  ty::Clauses opaques; ///< hidden types known so far, as `opaque == hidden`
  DefId scope;         ///< whose opaque types may be defined; invalid: no matter
  TypingMode mode = TypingMode::Analysis;
  bool operator==(const GoalKey &) const = default;
};

struct CanonicalGoal {
  GoalKey key;
  VarCounts counts;
  llvm::SmallVector<GenericArg, 8> vars; ///< originals: tys, ints, floats, consts
  llvm::SmallVector<Region, 8> regions;  ///< originals
  // `vars` holds the originals in the order of appearance; sorts are told by kind.
};

struct RegionPair {
  Region sup;
  Region sub;
  bool operator==(const RegionPair &) const = default;
};
struct TypeRegionPair {
  Ty ty;
  Region region;
  bool operator==(const TypeRegionPair &) const = default;
};
struct OpaqueHidden {
  DefId def_id;
  GenericArgs args;
  Ty hidden;
  bool operator==(const OpaqueHidden &) const = default;
};

/// What follows from a goal that may hold: values of the goal's variables over
/// variables of the response (numbered like those of a goal), and constraints.
/// Regions below the goal's count are the goal's, others are new.
struct Response {
  Certainty certainty = Certainty::Yes;
  bool is_identity = true; ///< each variable stands for itself
  GenericArgs values;      ///< of CanonicalGoal::vars
  llvm::ArrayRef<RegionPair> outlives;
  llvm::ArrayRef<TypeRegionPair> type_outlives;
  llvm::ArrayRef<OpaqueHidden> opaques; ///< found by the goal, not known before
  uint32_t new_regions = 0;

  bool is_trivial() const {
    return is_identity && outlives.empty() && type_outlives.empty() && opaques.empty();
  }
  bool operator==(const Response &) const = default;
};
/// Null: the goal does not hold.
using QueryResult = const Response *;

CanonicalGoal canonicalize(InferCtxt &infcx, const Goal &goal);
/// Makes the variables that the canonical goal names in an empty context, and
/// gives them in the order of CanonicalGoal::vars.
llvm::SmallVector<GenericArg, 8> enter_canonical(InferCtxt &infcx, const CanonicalGoal &goal);
/// The response of a goal evaluated in `infcx`. `vars`, `goal`: of
/// enter_canonical. Null if a constraint on a placeholder cannot hold.
QueryResult make_response(InferCtxt &infcx, Arena &arena, const CanonicalGoal &goal,
                          llvm::ArrayRef<GenericArg> vars, Certainty certainty);
/// Applies what the response says to the variables of the goal. False if they
/// cannot have these values (universes). `changed`: a variable was bound.
bool apply_response(InferCtxt &infcx, const CanonicalGoal &goal, const Response &response,
                    const ObligationCause &cause, bool &changed, Obligations &obligations);

} // namespace ochre::traits

namespace llvm {
template <>
struct DenseMapInfo<ochre::traits::GoalKey> {
  using K = ochre::traits::GoalKey;
  static K getEmptyKey() {
    K key;
    key.predicate = DenseMapInfo<ochre::ty::Predicate>::getEmptyKey();
    return key;
  }
  static K getTombstoneKey() {
    K key;
    key.predicate = DenseMapInfo<ochre::ty::Predicate>::getTombstoneKey();
    return key;
  }
  static unsigned getHashValue(const K &k) {
    return static_cast<unsigned>(hash_combine(k.env.caller_bounds.raw(), k.predicate.raw(),
                                              k.opaques.raw(), k.scope.raw, k.mode));
  }
  static bool isEqual(const K &a, const K &b) { return a == b; }
};
} // namespace llvm
