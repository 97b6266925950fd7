// Where locals are live, and which region variables that makes live.
//
// A local is use-live where its value may be read later: all regions of its type must be alive
// there. It is drop-live where it may only be dropped later, and may be initialised: then those
// regions alone that the drop may look at. Source: RFC 2094, "Liveness"; RFC 1238, RFC 1327.
#pragma once

#include "borrowck/regions/type_check.h"
#include "mir/dataflow/init.h"

namespace ochre::borrowck {

struct LivenessInput {
  const mir::Body &body;
  const PointMap &points;
  const mir::MoveData &moves;
  const mir::InitResults &inits;
};

/// Adds to the constraint set's live points. Regions that outlive a universal region are left out:
/// they are alive everywhere.
void compute_liveness(Relations &relations, const LivenessInput &input);

} // namespace ochre::borrowck
