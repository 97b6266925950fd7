#include "codegen/link/system_files.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <tuple>

namespace ochre::link {

namespace {

constexpr llvm::StringLiteral kLibDirs[] = {
    "/lib/x86_64-linux-gnu",
    "/usr/lib/x86_64-linux-gnu",
    "/lib64",
    "/usr/lib64",
    "/lib",
    "/usr/lib",
};
constexpr llvm::StringLiteral kGccDirs[] = {
    "/usr/lib/gcc/x86_64-linux-gnu",
    "/usr/lib/gcc/x86_64-pc-linux-gnu",
    "/usr/lib/gcc/x86_64-redhat-linux",
    "/usr/lib64/gcc/x86_64-suse-linux",
};

/// "12" and "13.2.1" by number, not by letter.
std::vector<unsigned> version_of(llvm::StringRef name) {
  std::vector<unsigned> numbers;
  llvm::SmallVector<llvm::StringRef, 3> parts;
  name.split(parts, '.');
  for (llvm::StringRef part : parts) {
    unsigned number = 0;
    if (part.getAsInteger(10, number))
      return {};
    numbers.push_back(number);
  }
  return numbers;
}

/// The newest gcc below `dir` that has its start-up objects, or "".
std::string newest_gcc(const std::string &dir) {
  std::string best;
  std::vector<unsigned> best_version;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(dir, error), end; it != end && !error;
       it.increment(error)) {
    std::vector<unsigned> version = version_of(llvm::sys::path::filename(it->path()));
    if (version > best_version && llvm::sys::fs::exists(it->path() + "/crtbeginS.o")) {
      best = it->path();
      best_version = std::move(version);
    }
  }
  return best;
}

llvm::Error missing(llvm::StringRef file, llvm::StringRef package) {
  return llvm::createStringError(std::errc::no_such_file_or_directory,
                                 "linking needs `%s`, which is not installed (Debian: package %s)",
                                 file.str().c_str(), package.str().c_str());
}

} // namespace

llvm::Expected<SystemFiles> find_system_files(llvm::StringRef root) {
  SystemFiles files;
  for (llvm::StringRef dir : kGccDirs) {
    files.gcc_dir = newest_gcc((root + dir).str());
    if (!files.gcc_dir.empty())
      break;
  }
  if (files.gcc_dir.empty())
    return missing("crtbeginS.o", "libgcc-12-dev");
  files.lib_dirs.push_back(files.gcc_dir);
  for (llvm::StringRef dir : kLibDirs) {
    std::string path = (root + dir).str();
    if (!llvm::sys::fs::is_directory(path))
      continue;
    files.lib_dirs.push_back(path);
    if (files.libc_dir.empty() && llvm::sys::fs::exists(path + "/Scrt1.o"))
      files.libc_dir = path;
  }
  if (files.libc_dir.empty())
    return missing("Scrt1.o", "libc6-dev");
  return files;
}

} // namespace ochre::link
