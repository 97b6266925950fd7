// Obligations: predicates that must be proved, with the reason why.
#pragma once

#include "sema/ty/context.h"

#include "llvm/ADT/SmallVector.h"

namespace ochre::traits {

/// Why something must hold, for messages. `item` and `index` are of the code.
enum class CauseCode : uint8_t {
  Misc,
  WhereClause,     ///< item's predicate number `index`
  WellFormed,      ///< a type that the user wrote
  SizedVariable,   ///< type of a local variable
  SizedArgument,   ///< type of a parameter
  SizedReturn,     ///< return type of a function
  SizedCallReturn, ///< type of a call's result
  SizedExpr,       ///< type of an expression that must be in a temporary
  SizedField,      ///< a struct field that is not the last
  SizedConstOrStatic,
  SharedStatic,      ///< type of a `static`
  ReferenceOutlives, ///< `&'a T`, of a type that the user wrote
  RepeatElementCopy, ///< `[x; N]`
  Coercion,
  CompareImplItem,
  ReturnType, ///< of the body's function
  Builtin,    ///< required by an operator or other syntax
};

struct ObligationCause {
  Span span;
  DefId body; ///< the body or item that asks; may be invalid
  CauseCode code = CauseCode::Misc;
  DefId item;
  uint32_t index = 0;

  ObligationCause() = default;
  explicit ObligationCause(Span span, DefId body = DefId(), CauseCode code = CauseCode::Misc)
      : span(span), body(body), code(code) {}
  static ObligationCause where_clause(Span span, DefId body, DefId item, uint32_t index) {
    ObligationCause cause(span, body, CauseCode::WhereClause);
    cause.item = item;
    cause.index = index;
    return cause;
  }
};

/// What the solver is asked: does `predicate` hold where `env` is known?
struct Goal {
  ty::ParamEnv env;
  ty::Predicate predicate;
};

struct Obligation {
  ObligationCause cause;
  ty::ParamEnv env;
  ty::Predicate predicate;
  uint32_t depth = 0; ///< steps from what the user wrote
  Goal goal() const { return {env, predicate}; }
};
using Obligations = llvm::SmallVector<Obligation, 2>;

} // namespace ochre::traits
