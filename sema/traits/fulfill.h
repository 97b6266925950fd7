// Pending obligations of a body, and the questions that other phases ask the
// solver.
//
// Invariant: an obligation that is not decided waits until one of the variables
// that it mentions changes; nothing is asked again before.
#pragma once

#include "sema/traits/infer.h"

namespace ochre::traits {

enum class Certainty : uint8_t { Yes, Ambiguous, Overflow };

struct FulfillmentError {
  enum Kind : uint8_t {
    Unsatisfied, ///< cannot hold
    Ambiguity,   ///< more must be known
    Overflow,    ///< the recursion limit was reached
  };
  Kind kind = Unsatisfied;
  Obligation obligation;
};
using FulfillmentErrors = std::vector<FulfillmentError>;

class FulfillmentCtxt {
public:
  void add(Obligation obligation);
  void add(Obligations obligations) {
    for (Obligation &obligation : obligations)
      add(std::move(obligation));
  }
  /// Proves what can be proved now; gives those that cannot hold.
  FulfillmentErrors select_where_possible(InferCtxt &infcx);
  /// As above, and what is left undecided is an error too.
  FulfillmentErrors select_all_or_error(InferCtxt &infcx);
  /// What is not decided yet.
  Obligations pending() const;
  bool empty() const { return pending_.empty(); }
  /// Obligations whose trait's (or projection's) Self type is this variable:
  /// they tell what a closure or a method's receiver is expected to be.
  Obligations pending_for_self(const InferCtxt &infcx, TyVid vid) const;

private:
  struct Pending {
    Obligation obligation;
    bool is_new = true;
    Certainty last = Certainty::Ambiguous;
    uint32_t opaque_count = 0;
    llvm::SmallVector<GenericArg, 4> stalled_on;
  };
  bool may_progress(const InferCtxt &infcx, const Pending &pending) const;

  std::vector<Pending> pending_;
};

// --- Questions. None of these changes the context.

/// Whether the predicate holds, regions aside. Ambiguity counts as no…
bool predicate_must_hold(InferCtxt &infcx, ParamEnv env, Predicate predicate);
/// …or as yes.
bool predicate_may_hold(InferCtxt &infcx, ParamEnv env, Predicate predicate);
/// `args[0]: trait<args[1]…>`
bool type_implements_trait(InferCtxt &infcx, ParamEnv env, DefId trait,
                           llvm::ArrayRef<GenericArg> args);
bool type_is_copy(InferCtxt &infcx, ParamEnv env, Ty ty);
bool type_is_sized(InferCtxt &infcx, ParamEnv env, Ty ty);

// --- Normalisation

/// `ty` with its aliases replaced: by what they stand for, by a fresh variable
/// (with a pending obligation) where that is not known yet, or left where they
/// are rigid (`<T as Iterator>::Item` under `T: Iterator`).
Ty normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause, ParamEnv env,
             Ty value);
GenericArgs normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                      ParamEnv env, GenericArgs value);
ty::FnSig normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                    ParamEnv env, const ty::FnSig &value);
ty::PolyFnSig normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                        ParamEnv env, const ty::PolyFnSig &value);
ty::TraitRef normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                       ParamEnv env, const ty::TraitRef &value);
Predicate normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                    ParamEnv env, Predicate value);
/// Resolves `ty` and, while it is an alias that can be normalised, replaces it:
/// the result's kind may be matched on. A variable if not known yet.
Ty structurally_normalize(InferCtxt &infcx, FulfillmentCtxt &fulfill, const ObligationCause &cause,
                          ParamEnv env, Ty ty);

// --- Predicates of items

/// The predicates of `item` with these arguments as obligations at `span`.
Obligations predicates_for_item(TyCtxt &tcx, ParamEnv env, DefId item, GenericArgs args, Span span,
                                DefId body);

/// Obligations for `arg` to be well-formed; false: a variable, nothing known.
bool well_formed_obligations(InferCtxt &infcx, ParamEnv env, const ObligationCause &cause,
                             GenericArg arg, Obligations &out);

/// Reports each error (E0277, E0271, E0275, E0282, E0283…), one per cause.
void report_fulfillment_errors(InferCtxt &infcx, llvm::ArrayRef<FulfillmentError> errors);

} // namespace ochre::traits
