// Why a goal does not hold: the innermost requirement that fails.
#pragma once

#include "sema/traits/infer.h"

namespace ochre::traits {

struct FailedLeaf {
  Predicate predicate;            ///< variables resolved
  std::vector<std::string> notes; ///< "required for `X` to implement `Y`", innermost first
  Ty coroutine;                   ///< that holds the type which fails; null: none does
};

/// Follows the only impl that could apply, or the parts of a structural type.
FailedLeaf find_failed_leaf(InferCtxt &infcx, ParamEnv env, Predicate predicate);

} // namespace ochre::traits
