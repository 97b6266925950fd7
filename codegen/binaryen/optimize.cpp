#include "codegen/binaryen/optimize.h"

#include "llvm/ADT/StringRef.h"

#include <cstdlib>

namespace ochre::binaryen {

namespace {

constexpr const char *kDevPasses[] = {
    "merge-blocks", "simplify-locals-nostructure", "vacuum", "coalesce-locals", "reorder-locals",
    "vacuum",
};

constexpr const char *kLightPasses[] = {
    "dce",
    "optimize-instructions",
    "simplify-locals",
    "vacuum",
    "coalesce-locals",
    "reorder-locals",
    "merge-blocks",
    "remove-unused-brs",
    "remove-unused-names",
    "code-folding",
    "rse",
    "vacuum",
    "duplicate-function-elimination",
    "memory-packing",
    "remove-unused-module-elements",
    "generate-stack-ir",
    "optimize-stack-ir",
};

void run_list(const Api &api, BinaryenModuleRef module, llvm::ArrayRef<const char *> list) {
  std::vector<const char *> names(list.begin(), list.end());
  api.ModuleRunPasses(module, names.data(), static_cast<BinaryenIndex>(names.size()));
}

void run_locked(const Api &api, BinaryenModuleRef module, PassList passes) {
  bool is_size = passes == PassList::Size;
  api.SetOptimizeLevel(passes == PassList::Dev ? 1 : 2);
  api.SetShrinkLevel(is_size ? 2 : 0);
  switch (passes) {
  case PassList::Dev: return run_list(api, module, kDevPasses);
  case PassList::Light: return run_list(api, module, kLightPasses);
  case PassList::Size: return api.ModuleOptimize(module);
  }
}

std::vector<char> write_locked(const Api &api, BinaryenModuleRef module, Names names,
                               const char *source_map_url, std::string *source_map) {
  api.SetDebugInfo(names == Names::Keep);
  BinaryenModuleAllocateAndWriteResult written = api.ModuleAllocateAndWrite(module, source_map_url);
  const char *bytes = static_cast<const char *>(written.binary);
  std::vector<char> out(bytes, bytes + written.binaryBytes);
  if (source_map && written.sourceMap)
    *source_map = written.sourceMap;
  free(written.binary);
  free(written.sourceMap);
  return out;
}

} // namespace

void run_passes(const Api &api, BinaryenModuleRef module, PassList passes) {
  std::scoped_lock lock(api.settings);
  run_locked(api, module, passes);
}

std::vector<char> write_module(const Api &api, BinaryenModuleRef module, Names names,
                               const char *source_map_url, std::string *source_map) {
  std::scoped_lock lock(api.settings);
  return write_locked(api, module, names, source_map_url, source_map);
}

llvm::Expected<std::vector<char>> optimize(llvm::ArrayRef<char> module, PassList passes,
                                           Names names, BinaryenFeatures features) {
  llvm::Expected<const Api *> api = load();
  if (!api)
    return api.takeError();
  constexpr char kMagic[] = {0, 'a', 's', 'm', 1, 0, 0, 0};
  if (!llvm::StringRef(module.data(), module.size()).starts_with({kMagic, sizeof kMagic}))
    return llvm::createStringError("not a WebAssembly module");
  std::scoped_lock lock((*api)->settings);
  std::vector<char> input(module.begin(), module.end());
  // Without names in the settings the name section would be dropped while it is read.
  (*api)->SetDebugInfo(names == Names::Keep);
  BinaryenModuleRef read = (*api)->ModuleRead(input.data(), input.size());
  (*api)->ModuleSetFeatures(read, (*api)->baseline_features() | features);
  run_locked(**api, read, passes);
  std::vector<char> out = write_locked(**api, read, names, nullptr, nullptr);
  (*api)->ModuleDispose(read);
  return out;
}

} // namespace ochre::binaryen
