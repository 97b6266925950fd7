// What the compiler tells about itself: versions, --print.
#pragma once

#include "driver/invocation.h"
#include "support/session/session.h"

namespace ochre::driver {

/// The version of the language and library that is there; build scripts read it.
inline constexpr const char *kRustVersion = "1.95.0";
inline constexpr const char *kRustDate = "2026-04-14";
inline constexpr const char *kHost = "x86_64-unknown-linux-gnu";

/// `rustc 1.95.0 (HASH DATE)`; verbose: the lines of `-vV`. HASH identifies this very executable.
std::string version_text(bool is_verbose);

/// The installation: --sysroot, else the folder above the executable's.
std::string find_sysroot(const Options &options);
/// Where the library's .rlib files are.
std::string target_libdir(const Options &options);

/// Answers all --print requests in order. False if a file could not be written.
bool answer_prints(Session &sess, llvm::ArrayRef<PrintRequest> prints, llvm::raw_ostream &out);

} // namespace ochre::driver
