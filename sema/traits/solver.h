// The evaluator of canonical goals (private to sema/traits).
//
// A goal is evaluated in a fresh context; its candidates each in a probe, their
// nested goals together to a fixpoint. Goals that are being evaluated are on a
// stack: one that meets itself gets a provisional result, and its head is
// evaluated again until the result is stable. Only heads of cycles (and goals
// without) are cached. Source: rustc-dev-guide, "The new trait solver".
#pragma once

#include "sema/traits/canonical.h"

#include <memory>

namespace ochre::traits {

/// What the language itself knows about a trait.
enum class BuiltinTrait : uint8_t {
  None,
  Auto,
  Sized,
  MetaSized,
  PointeeSized,
  Copy,
  Clone,
  Fn,
  FnMut,
  FnOnce,
  AsyncFn,
  Tuple,
  FnPtr,
  DiscriminantKind,
  Pointee,
  Destruct,
  Unsize,
  Future,
  Coroutine,
};

/// What is worth knowing about a parameter environment.
struct EnvInfo {
  bool has_global = false; ///< a clause without type or const parameters
  llvm::DenseMap<DefId, llvm::SmallVector<Predicate, 2>> traits;      ///< by trait
  llvm::DenseMap<DefId, llvm::SmallVector<Predicate, 2>> projections; ///< by associated item
};

class SolverCache {
public:
  static SolverCache &of(TyCtxt &tcx);

  /// What is known of a goal: its result, and what became of it where the recursion limit was hit.
  /// Either may be missing; both are kept, as a goal may be asked for at any depth by turns.
  struct Entry {
    static constexpr uint32_t kNever = ~0u;
    QueryResult result = nullptr;
    uint32_t required_depth = kNever; ///< how deep its evaluation went
    QueryResult limited = nullptr;
    uint32_t limited_depth = kNever; ///< `limited` is what comes out from this depth on
  };
  llvm::DenseMap<GoalKey, Entry> results;
  Arena arena;

  BuiltinTrait builtin(TyCtxt &tcx, DefId trait);
  const EnvInfo &env_info(ParamEnv env);
  /// Bounds of an associated or opaque type with all their supertraits.
  ty::Clauses elaborated_bounds(TyCtxt &tcx, DefId alias);
  /// Whether the item's body decides what an opaque type or a coroutine is.
  bool defines_types(TyCtxt &tcx, DefId root);
  /// A context that is free at this depth.
  InferCtxt &context(TyCtxt &tcx, uint32_t depth);
  /// What aliases without variables stand for once all opaque types are open, by environment.
  llvm::DenseMap<std::pair<const ty::ListHead *, Ty>, Ty> settled;
  uint32_t depth = 0;          ///< of contexts in use
  uint32_t relations_open = 0; ///< that are normalising an alias, one inside the other

private:
  llvm::DenseMap<DefId, BuiltinTrait> builtins_;
  llvm::DenseMap<const ty::ListHead *, std::unique_ptr<EnvInfo>> envs_;
  llvm::DenseMap<DefId, ty::Clauses> bounds_;
  llvm::DenseSet<DefId> type_owners_;
  bool type_owners_known_ = false;
  std::vector<std::unique_ptr<InferCtxt>> contexts_;
};

class Solver {
public:
  explicit Solver(TyCtxt &tcx) : tcx(tcx), cache(SolverCache::of(tcx)) {}

  TyCtxt &tcx;
  SolverCache &cache;

  QueryResult evaluate(const CanonicalGoal &goal);

private:
  struct Frame {
    GoalKey key;
    QueryResult provisional = nullptr;
    bool has_provisional = false;
    bool is_coinductive = false;
    bool used_as_head = false;
    bool hit_limit = false;
    uint32_t lowest_head = UINT32_MAX;
    uint32_t reached_depth = 0;
  };
  QueryResult cycle(const CanonicalGoal &goal, uint32_t head);
  QueryResult run(const CanonicalGoal &goal);
  QueryResult trivial(const CanonicalGoal &goal, Certainty certainty);
  bool is_coinductive(Predicate predicate);

  std::vector<Frame> stack_;
  llvm::DenseMap<GoalKey, uint32_t> on_stack_;
  uint32_t work_ = 0;
};

enum class Step : uint8_t { NoSolution, Done, Ambiguous, Overflow };
struct StepOutcome {
  Step step;
  bool changed = false; ///< a variable was bound
};
/// Evaluates one goal in `infcx` and applies what follows. Obligations that
/// replace it or come out of it are appended to `nested`.
StepOutcome step(Solver &solver, InferCtxt &infcx, const ObligationCause &cause, const Goal &goal,
                 Obligations &nested);

/// The one-step normal form of an alias in `infcx`; itself if it is rigid. Null:
/// it has none (its trait does not hold). A fresh variable if not known yet.
struct NormalForm {
  Term term;
  Certainty certainty = Certainty::Yes;
};
NormalForm normalize_once(Solver &solver, InferCtxt &infcx, const ObligationCause &cause,
                          ParamEnv env, Term alias, Obligations &nested);
/// As often as possible.
NormalForm normalize_fully(Solver &solver, InferCtxt &infcx, const ObligationCause &cause,
                           ParamEnv env, Term alias, Obligations &nested);

} // namespace ochre::traits
