#include "driver/wasm_module.h"

#include "codegen/link/wasm.h"

namespace ochre::driver {

llvm::Error link_wasm_module(Session &sess, metadata::CrateStore &, CrateType type,
                             llvm::ArrayRef<std::string> objects, const std::string &output) {
  link::LinkJob job;
  if (type != CrateType::Bin)
    job.kind = link::LinkKind::SharedLibrary;
  job.output = output;
  job.objects = objects.vec();
  for (const SearchPath &path : sess.opts.search_paths)
    if (path.kind.empty() || path.kind == "native" || path.kind == "all")
      job.search_paths.push_back(path.path);
  auto finish = [](llvm::ArrayRef<char> module) -> llvm::Expected<std::vector<char>> {
    return std::vector<char>(module.begin(), module.end());
  };
  return link::link_wasm(sess.opts, job, finish);
}

} // namespace ochre::driver
