// What lld, or another linker, is told.
#pragma once

#include "codegen/link/link.h"
#include "codegen/link/system_files.h"

namespace ochre::link {

/// The command line of ld.lld, its name first. `version_script` may be empty.
std::vector<std::string> lld_arguments(const Options &options, const LinkJob &job,
                                       const SystemFiles &system, llvm::StringRef version_script);

/// The arguments for a program that is called like `cc`, without its name.
std::vector<std::string> cc_arguments(const Options &options, const LinkJob &job,
                                      llvm::StringRef version_script);

} // namespace ochre::link
