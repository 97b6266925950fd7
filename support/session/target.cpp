#include "support/session/target.h"

namespace ochre {

namespace {

constexpr const char *kX86Features[] = {"fxsr", "sse", "sse2"};
// What every engine of the last years has.
constexpr const char *kWasmFeatures[] = {
    "bulk-memory",         "multivalue",      "mutable-globals",
    "nontrapping-fptoint", "reference-types", "sign-ext",
};
constexpr const char *kWasiFeatures[] = {
    "bulk-memory",         "crt-static",      "multivalue", "mutable-globals",
    "nontrapping-fptoint", "reference-types", "sign-ext",
};

constexpr Target kTargets[] = {
    {"x86_64-unknown-linux-gnu", "x86_64-unknown-linux-gnu", TargetArch::X86_64, 64, 64,
     PanicStrategy::Unwind, "x86-64", "x86_64", "linux", "gnu", "unix", kX86Features},
    {"wasm32-wasip1", "wasm32-wasip1", TargetArch::Wasm32, 32, 64, PanicStrategy::Abort, "generic",
     "wasm32", "wasi", "p1", "wasm", kWasiFeatures},
    {"wasm32-unknown-unknown", "wasm32-unknown-unknown", TargetArch::Wasm32, 32, 64,
     PanicStrategy::Abort, "generic", "wasm32", "unknown", "", "wasm", kWasmFeatures},
};

} // namespace

llvm::ArrayRef<Target> targets() { return kTargets; }

const Target *find_target(llvm::StringRef name) {
  for (const Target &target : kTargets)
    if (name == target.name)
      return &target;
  return nullptr;
}

const Target &target_of(const Options &options) {
  const Target *target = find_target(options.target);
  return target ? *target : kTargets[0];
}

} // namespace ochre
