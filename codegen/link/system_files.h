// The C library's start-up objects and libraries on this machine.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace ochre::link {

struct SystemFiles {
  std::string libc_dir;              ///< holds crt1.o, Scrt1.o, crti.o, crtn.o
  std::string gcc_dir;               ///< holds crtbegin.o, crtbeginS.o, crtend.o, libgcc.a
  std::vector<std::string> lib_dirs; ///< searched for -l
  std::string dynamic_linker = "/lib64/ld-linux-x86-64.so.2";
};

/// Looks below `root` ("" for this machine). The error says which package has what is missing.
llvm::Expected<SystemFiles> find_system_files(llvm::StringRef root);

} // namespace ochre::link
