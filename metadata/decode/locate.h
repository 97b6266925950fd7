// Where the files of crates may lie.
#pragma once

#include "support/session/options.h"

#include "llvm/ADT/StringRef.h"

namespace ochre::metadata {

/// Paths that may be the crate `name` when source or --extern names it: those given with --extern;
/// without any, what the folders of -L and then the installation hold. Best first.
std::vector<std::string> find_direct(const Options &options, llvm::StringRef name,
                                     llvm::StringRef library_dir);

/// Paths that may be the crate that another one was built against.
std::vector<std::string> find_dependency(const Options &options, llvm::StringRef name,
                                         llvm::StringRef extra_filename,
                                         llvm::StringRef library_dir);

} // namespace ochre::metadata
