#include "driver/wasm_module.h"

#include "codegen/binaryen/optimize.h"
#include "codegen/link/wasm.h"

namespace ochre::driver {

llvm::Error link_wasm_module(Session &sess, metadata::CrateStore &crates, CrateType type,
                             llvm::ArrayRef<std::string> objects, const std::string &output) {
  link::LinkJob job;
  if (type != CrateType::Bin)
    job.kind = link::LinkKind::SharedLibrary;
  job.output = output;
  job.objects = objects.vec();
  for (size_t i = 0; i < crates.crate_count(); ++i) {
    const metadata::CrateFile &file = crates.file(CrateNum(static_cast<uint32_t>(i + 1)));
    if (file.header().name == "compiler_builtins")
      job.archives.push_back(file.path());
  }
  for (const SearchPath &path : sess.opts.search_paths)
    if (path.kind.empty() || path.kind == "native" || path.kind == "all")
      job.search_paths.push_back(path.path);
  bool is_smallest = sess.opts.codegen.opt_level == OptLevel::Oz;
  auto finish = [&](llvm::ArrayRef<char> module) {
    return binaryen::optimize(
        module, is_smallest ? binaryen::PassList::Size : binaryen::PassList::Light,
        link::keeps_names(sess.opts) ? binaryen::Names::Keep : binaryen::Names::Drop);
  };
  return link::link_wasm(sess.opts, job, finish);
}

} // namespace ochre::driver
