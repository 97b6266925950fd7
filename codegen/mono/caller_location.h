// Where a call says it comes from (RFC 2091), also when the code around it was inlined.
#pragma once

#include "mir/ir/body.h"

namespace ochre::mono {

struct CallerLocation {
  Span span;
  bool is_own = false; ///< of the body's own caller, if the body tracks it
};

/// The place that `#[track_caller]` gives for what stands at `source` in `body`: the innermost
/// function around it that does not track its caller makes the call.
CallerLocation caller_location(TyCtxt &tcx, const mir::Body &body, const mir::SourceInfo &source);

} // namespace ochre::mono
