#include "driver/wasm_module.h"

#include "codegen/binaryen/optimize.h"
#include "codegen/link/wasm.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::driver {

namespace {

/// What the module may use beyond the baseline.
BinaryenFeatures extra_features(const binaryen::Api &api, const CodegenOptions &options) {
  BinaryenFeatures out = 0;
  if (options.panic == PanicStrategy::Unwind)
    out |= api.FeatureExceptionHandling;
  llvm::SmallVector<llvm::StringRef, 4> names;
  llvm::StringRef(options.target_features).split(names, ',', -1, false);
  for (llvm::StringRef name : names)
    out |= llvm::StringSwitch<BinaryenFeatures>(name.trim())
               .Case("+simd128", api.FeatureSIMD128)
               .Case("+atomics", api.FeatureAtomics)
               .Case("+tail-call", api.FeatureTailCall)
               .Case("+exception-handling", api.FeatureExceptionHandling)
               .Default(0);
  return out;
}

} // namespace

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
  llvm::Expected<const binaryen::Api *> api = binaryen::load();
  if (!api)
    return api.takeError();
  BinaryenFeatures features = extra_features(**api, sess.opts.codegen);
  auto finish = [&](llvm::ArrayRef<char> module) {
    return binaryen::optimize(
        module, is_smallest ? binaryen::PassList::Size : binaryen::PassList::Light,
        link::keeps_names(sess.opts) ? binaryen::Names::Keep : binaryen::Names::Drop, features);
  };
  return link::link_wasm(sess.opts, job, finish);
}

} // namespace ochre::driver
