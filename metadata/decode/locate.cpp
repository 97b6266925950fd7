#include "metadata/decode/locate.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace ochre::metadata {

namespace {

void add_if_there(std::vector<std::string> &out, llvm::StringRef folder, const std::string &name) {
  llvm::SmallString<128> path(folder);
  llvm::sys::path::append(path, name);
  if (llvm::sys::fs::exists(path))
    out.push_back(std::string(path));
}

/// `libNAME.rlib` and `libNAME-HASH.rlib`, likewise `.rmeta`.
void add_from_folder(std::vector<std::string> &out, llvm::StringRef folder, llvm::StringRef name) {
  std::string stem = ("lib" + name).str();
  std::vector<std::string> found;
  std::error_code error;
  for (llvm::sys::fs::directory_iterator it(folder, error), end; it != end && !error;
       it.increment(error)) {
    llvm::StringRef file = llvm::sys::path::filename(it->path());
    llvm::StringRef extension = llvm::sys::path::extension(file);
    if (extension != ".rlib" && extension != ".rmeta")
      continue;
    llvm::StringRef rest = llvm::sys::path::stem(file);
    if (rest.consume_front(stem) && (rest.empty() || rest.starts_with("-")))
      found.push_back(it->path());
  }
  // The order of a folder is not defined.
  std::sort(found.begin(), found.end());
  out.insert(out.end(), found.begin(), found.end());
}

bool serves(const SearchPath &path, llvm::StringRef kind) {
  return path.kind.empty() || path.kind == "all" || path.kind == kind;
}

} // namespace

std::vector<std::string> find_direct(const Options &options, llvm::StringRef name,
                                     llvm::StringRef library_dir) {
  std::vector<std::string> out;
  for (const ExternEntry &entry : options.externs)
    if (entry.name == name && !entry.paths.empty())
      out.insert(out.end(), entry.paths.begin(), entry.paths.end());
  if (!out.empty())
    return out;
  for (const SearchPath &path : options.search_paths)
    if (serves(path, "crate"))
      add_from_folder(out, path.path, name);
  add_if_there(out, library_dir, ("lib" + name + ".rlib").str());
  return out;
}

std::vector<std::string> find_dependency(const Options &options, llvm::StringRef name,
                                         llvm::StringRef extra_filename,
                                         llvm::StringRef library_dir) {
  std::vector<std::string> out;
  std::string stem = ("lib" + name + extra_filename).str();
  for (const SearchPath &path : options.search_paths)
    if (serves(path, "dependency"))
      for (const char *extension : {".rlib", ".rmeta"})
        add_if_there(out, path.path, stem + extension);
  for (const ExternEntry &entry : options.externs)
    out.insert(out.end(), entry.paths.begin(), entry.paths.end());
  add_if_there(out, library_dir, stem + ".rlib");
  return out;
}

} // namespace ochre::metadata
