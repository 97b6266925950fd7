// The machines that code is generated for, as a table. Whatever depends on the target asks here.
#pragma once

#include "support/session/options.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ochre {

enum class TargetArch : uint8_t { X86_64, Wasm32 };

struct Target {
  const char *name;        ///< as --target has it
  const char *llvm_triple; ///< LLVM's name of it
  TargetArch arch;
  unsigned pointer_bits;
  unsigned max_atomic_bits;
  PanicStrategy panic; ///< without `-C panic`
  const char *cpu;     ///< without `-C target-cpu`
  /// Values of `cfg`.
  const char *arch_name;
  const char *os;
  const char *env;
  const char *family;
  llvm::ArrayRef<const char *> features; ///< on by default, in Rust's names

  bool is_wasm() const { return arch == TargetArch::Wasm32; }
  bool is_wasi() const { return is_wasm() && llvm::StringRef(os) == "wasi"; }
};

/// All targets, the host first.
llvm::ArrayRef<Target> targets();

/// Null: no such target.
const Target *find_target(llvm::StringRef name);

/// The target of a compilation; that of an unknown name, which the command line refuses, is the
/// host.
const Target &target_of(const Options &options);

} // namespace ochre
