// Writing outputs so that a failure, or a killed process, leaves no half of one behind.
#pragma once

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace ochre {

/// Writes a file by way of a temporary one in the same folder, which then takes its place. "-" is
/// standard output; a device (`/dev/null`) or pipe is written in place. The error names the path.
llvm::Error write_output_file(llvm::StringRef path,
                              llvm::function_ref<void(llvm::raw_ostream &)> write);

/// Puts a finished temporary file in the place of `path` (or copies it there, across devices).
llvm::Error move_into_place(llvm::StringRef temporary, llvm::StringRef path);

} // namespace ochre
