// The .rlib: an archive of the crate's metadata and its objects.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace ochre::metadata {

/// Writes the archive: the metadata first, as a member that linkers take for an object without
/// symbols, then the objects under names of their own. Nothing is left at `path` on an error.
llvm::Error write_rlib(llvm::StringRef path, llvm::StringRef metadata,
                       llvm::ArrayRef<std::string> objects);

} // namespace ochre::metadata
