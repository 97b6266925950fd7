// Functions with `#[target_feature]`: who may call them outside of unsafe code. Source: RFC 2396,
// Reference "The target_feature attribute".
#pragma once

#include "sema/ty/context.h"

namespace ochre::patterns {

/// The features that `callee` needs and `caller` (a function or closure) does not name, separated
/// by commas; empty: none. What the target has anyway does not count.
std::string missing_features(ty::TyCtxt &tcx, DefId caller, DefId callee);

} // namespace ochre::patterns
