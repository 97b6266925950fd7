#include "codegen/llvm/features.h"

#include "support/session/target.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/TargetParser/Host.h"

namespace ochre::codegen {

std::string target_cpu(const Options &opts) {
  const std::string &cpu = opts.codegen.target_cpu;
  if (cpu == "native")
    return llvm::sys::getHostCPUName().str();
  return cpu.empty() ? target_of(opts).cpu : cpu;
}

llvm::StringRef llvm_feature(llvm::StringRef name) {
  return llvm::StringSwitch<llvm::StringRef>(name)
      .Case("bmi1", "bmi")
      .Case("cmpxchg16b", "cx16")
      .Case("lahfsahf", "sahf")
      .Case("pclmulqdq", "pclmul")
      .Case("rdrand", "rdrnd")
      .Default(name);
}

std::string llvm_features(const Options &opts) {
  llvm::SmallVector<llvm::StringRef, 8> names;
  if (target_of(opts).is_wasm()) // LLVM's "generic" has fewer
    names.append(target_of(opts).features.begin(), target_of(opts).features.end());
  if (target_of(opts).is_wasm() && opts.codegen.panic == PanicStrategy::Unwind)
    names.push_back("exception-handling");
  llvm::StringRef(opts.codegen.target_features).split(names, ',', -1, false);
  std::string out;
  for (llvm::StringRef name : names) {
    name = name.trim();
    bool is_signed = name.starts_with("+") || name.starts_with("-");
    llvm::StringRef bare = is_signed ? name.drop_front() : name;
    if (bare == "crt-static" || bare.empty()) // a matter of the linker
      continue;
    if (!out.empty())
      out += ",";
    out += name.starts_with("-") ? "-" : "+";
    out += llvm_feature(bare);
  }
  return out;
}

} // namespace ochre::codegen
