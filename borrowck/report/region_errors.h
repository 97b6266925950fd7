// Reports of what region inference found.
#pragma once

#include "borrowck/regions/regions.h"

namespace ochre::borrowck {

/// True if there was anything to report.
bool report_region_errors(TyCtxt &tcx, const RegionResults &regions);

} // namespace ochre::borrowck
