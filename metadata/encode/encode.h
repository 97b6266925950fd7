// A crate as bytes: what other crates may ask of it.
#pragma once

#include "frontend/resolve/resolutions.h"
#include "metadata/format/format.h"
#include "sema/ty/context.h"

namespace ochre::metadata {

/// `header` is complete but for its hash, which is filled. With `for_check` only those bodies are
/// written that types of other crates may depend on (`--emit=metadata`).
std::string encode_crate(TyCtxt &tcx, const resolve::Resolutions &resolutions, CrateHeader &header,
                         bool for_check);

} // namespace ochre::metadata
