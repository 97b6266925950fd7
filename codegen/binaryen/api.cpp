#include "codegen/binaryen/api.h"

#include <dlfcn.h>

namespace ochre::binaryen {

namespace {

struct Loaded {
  Api api;
  std::string error;

  void *symbol(void *library, const char *name) {
    void *address = dlsym(library, name);
    if (!address && error.empty())
      error = std::string("libbinaryen has no `") + name + "`: version 108 is needed";
    return address;
  }

  Loaded() {
    void *library = dlopen("libbinaryen.so", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
      const char *why = dlerror();
      error = std::string("WebAssembly needs libbinaryen (package binaryen): ") + (why ? why : "");
      return;
    }
#define FUNCTION(name)                                                                             \
  api.name = reinterpret_cast<decltype(api.name)>(symbol(library, "Binaryen" #name));
#define RELOOPER(name)                                                                             \
  api.Relooper##name =                                                                             \
      reinterpret_cast<decltype(api.Relooper##name)>(symbol(library, "Relooper" #name));
#define VALUE(group, name)                                                                         \
  if (auto get = reinterpret_cast<decltype(&::Binaryen##group##name)>(                             \
          symbol(library, "Binaryen" #group #name)))                                               \
    api.group##name = get();
#include "codegen/binaryen/api.def"
  }
};

} // namespace

BinaryenFeatures Api::baseline_features() const {
  return FeatureMutableGlobals | FeatureSignExt | FeatureNontrappingFPToInt | FeatureBulkMemory |
         FeatureMultivalue | FeatureReferenceTypes;
}

llvm::Expected<const Api *> load() {
  // A library is loaded once in a process, whoever asks.
  static const Loaded loaded;
  if (!loaded.error.empty())
    return llvm::createStringError(loaded.error);
  return &loaded.api;
}

} // namespace ochre::binaryen
