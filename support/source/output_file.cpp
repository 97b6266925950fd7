#include "support/source/output_file.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace ochre {

namespace {

llvm::Error cannot_write(llvm::StringRef path, std::error_code error) {
  return llvm::createStringError(error, "couldn't write `%s`: %s", path.str().c_str(),
                                 error.message().c_str());
}

/// What exists but is no ordinary file keeps its place.
bool is_special(llvm::StringRef path) {
  llvm::sys::fs::file_status status;
  if (llvm::sys::fs::status(path, status))
    return false;
  return !llvm::sys::fs::is_regular_file(status) && !llvm::sys::fs::is_directory(status);
}

llvm::Error write_in_place(llvm::StringRef path,
                           llvm::function_ref<void(llvm::raw_ostream &)> write) {
  std::error_code error;
  llvm::raw_fd_ostream out(path, error);
  if (error)
    return cannot_write(path, error);
  write(out);
  out.flush();
  error = out.error();
  out.clear_error();
  return error ? cannot_write(path, error) : llvm::Error::success();
}

} // namespace

llvm::Error write_output_file(llvm::StringRef path,
                              llvm::function_ref<void(llvm::raw_ostream &)> write) {
  if (path == "-" || is_special(path))
    return write_in_place(path, write);
  if (llvm::sys::fs::is_directory(path))
    return cannot_write(path, std::make_error_code(std::errc::is_a_directory));
  auto temporary = llvm::sys::fs::TempFile::create(
      path + ".tmp-%%%%%%%%", llvm::sys::fs::all_read | llvm::sys::fs::all_write);
  if (!temporary)
    return cannot_write(path, llvm::errorToErrorCode(temporary.takeError()));
  std::error_code error;
  {
    llvm::raw_fd_ostream out(temporary->FD, /*shouldClose=*/false);
    write(out);
    out.flush();
    error = out.error();
    out.clear_error();
  }
  llvm::Error kept = error ? temporary->discard() : temporary->keep(path);
  if (error) {
    llvm::consumeError(std::move(kept));
    return cannot_write(path, error);
  }
  return kept ? cannot_write(path, llvm::errorToErrorCode(std::move(kept)))
              : llvm::Error::success();
}

llvm::Error move_into_place(llvm::StringRef temporary, llvm::StringRef path) {
  std::error_code error;
  if (is_special(path))
    error = llvm::sys::fs::copy_file(temporary, path);
  else
    error = llvm::sys::fs::rename(temporary, path);
  if (error == std::errc::cross_device_link)
    error = llvm::sys::fs::copy_file(temporary, path);
  return error ? cannot_write(path, error) : llvm::Error::success();
}

} // namespace ochre
