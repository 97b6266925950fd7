#include "driver/web_files.h"

#include "codegen/web/glue.h"
#include "support/source/output_file.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace ochre::driver {

namespace {

llvm::Error write_beside(const std::string &module, const char *extension, llvm::StringRef text) {
  llvm::SmallString<128> path(module);
  llvm::sys::path::replace_extension(path, extension);
  return write_output_file(path, [&](llvm::raw_ostream &out) { out << text; });
}

} // namespace

llvm::Error write_web_files(const std::string &module, bool shorten) {
  auto file = llvm::MemoryBuffer::getFile(module);
  if (!file)
    return llvm::createStringError(file.getError(), "cannot read `" + module + "`");
  llvm::ArrayRef<char> bytes((*file)->getBufferStart(), (*file)->getBufferSize());
  llvm::Expected<web::Interface> interface = web::read_interface(bytes);
  if (!interface)
    return interface.takeError();
  if (interface->is_empty())
    return llvm::Error::success();
  if (shorten) {
    llvm::Expected<std::vector<char>> shorter = web::shorten_names(bytes, *interface);
    if (!shorter)
      return shorter.takeError();
    if (llvm::Error error = write_output_file(
            module, [&](llvm::raw_ostream &out) { out.write(shorter->data(), shorter->size()); }))
      return error;
  }
  std::string name = llvm::sys::path::filename(module).str();
  if (llvm::Error error = write_beside(module, "js", web::write_es_module(*interface, name)))
    return error;
  return write_beside(module, "d.ts", web::write_declarations(*interface));
}

} // namespace ochre::driver
