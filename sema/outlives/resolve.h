// Region checks of items, where there is no body: the least solution of the
// constraints that inference collected, checked against what is known.
#pragma once

#include "sema/outlives/env.h"

namespace ochre::outlives {

struct RegionError {
  /// The region that is too short, and what it must outlive. A type error: `ty`.
  Region sup;
  Region sub;
  Ty ty; ///< null: an error between regions
  Ty of; ///< an error between regions: the type that names `sup`, if that is why
  traits::ObligationCause cause;
};

/// Solves and takes the context's region constraints.
std::vector<RegionError> resolve_regions(InferCtxt &infcx, const OutlivesEnv &env);

} // namespace ochre::outlives
