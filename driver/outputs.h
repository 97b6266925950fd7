// Where the outputs of a compilation go.
#pragma once

#include "support/session/options.h"

#include "llvm/ADT/StringRef.h"

namespace ochre::driver {

/// "bin", "lib", "rlib"…
std::optional<CrateType> parse_crate_type(llvm::StringRef text);

/// The crate's name: as given (also by the crate itself: crate_attrs.h), else from the input's file
/// name.
std::string choose_crate_name(const Options &options);

/// `libname.rlib`, `name`: what an output of kind `link` is called, without the folder.
std::string link_file_name(const Options &options, llvm::StringRef crate_name, CrateType type);

/// The file for one kind of output: --emit=KIND=FILE, else -o when only one kind is asked for (or
/// the kind is `link`), else the usual name in --out-dir (or the folder of -o, or here).
std::string output_path(const Options &options, llvm::StringRef crate_name, EmitKind kind,
                        CrateType type);

} // namespace ochre::driver
