// Linking: objects and libraries in, executable or shared library out.
#pragma once

#include "support/session/options.h"

#include "llvm/Support/Error.h"

namespace ochre::link {

enum class LinkKind : uint8_t { Executable, SharedLibrary };

/// What is linked. Paths are used in the order given: first the crate's objects, then the .rlib
/// files of its dependencies, each before those that it uses.
struct LinkJob {
  LinkKind kind = LinkKind::Executable;
  std::string output;
  std::vector<std::string> objects;
  std::vector<std::string> archives; ///< .rlib: members are taken as needed
  std::vector<NativeLib> native_libs;
  std::vector<std::string> search_paths;
  /// Symbols that are other names for what the inputs define: (name, definition).
  std::vector<std::pair<std::string, std::string>> aliases;
  std::vector<std::string> exported; ///< of a shared library; empty: all visible symbols
};

/// Runs lld in this process, or the program of `-C linker`. On an error nothing is at `job.output`
/// that was not there before.
llvm::Error link(const Options &options, const LinkJob &job);

} // namespace ochre::link
