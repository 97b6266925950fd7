// A copy of a body in which every occurrence of a region is a variable of its own.
#pragma once

#include "borrowck/regions/universal.h"
#include "mir/ir/body.h"

namespace ochre::borrowck {

/// Erased regions, and all in types of locals, become fresh variables, other named ones the
/// universal variables that they are. Types recorded in projections keep erased regions. Bodies of
/// promoteds are copied likewise.
std::shared_ptr<mir::Body> renumber(InferCtxt &infcx, const UniversalRegions &universal,
                                    const mir::Body &body);

} // namespace ochre::borrowck
