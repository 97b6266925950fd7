// How resolution asks about other crates: their modules, macros and the little of their items that
// names depend on.
//
// metadata/decode answers from disk; source_crates.h from source, in memory. All answers are in the
// DefIds of the running compilation.
#pragma once

#include "frontend/resolve/resolutions.h"

namespace ochre::resolve {

class ExternCrates {
public:
  virtual ~ExternCrates() = default;

  /// The crate that `extern crate name` or `--extern` means, loaded now if it was not yet. `std`,
  /// `core`, `alloc`, `proc_macro` and `test` are among them where they exist.
  virtual std::optional<CrateNum> find(Symbol name) = 0;

  /// All names of a module, enum (its variants) or trait (its items), each namespace apart, private
  /// ones too: whether they may be used is decided by their visibility.
  virtual llvm::ArrayRef<ModChild> module_children(DefId module) = 0;
  /// Macros with `#[macro_export]` that `#[macro_use] extern crate` brings, built-in ones too.
  virtual llvm::ArrayRef<ModChild> macro_use_macros(CrateNum crate) = 0;
  /// The definition of a macro (MacroBang, MacroAttr, MacroDerive); null for one that cannot be
  /// run.
  virtual const expand::MacroDef *macro(DefId macro) = 0;

  /// Number of lifetime parameters of a struct, enum, union, trait, type alias or associated type.
  virtual unsigned lifetime_param_count(DefId item) = 0;
  /// As Resolutions::legacy_const_args.
  virtual std::vector<uint32_t> legacy_const_args(DefId item) = 0;
};

/// No other crate: for `#![no_core]`, and tests.
class NoExternCrates final : public ExternCrates {
public:
  std::optional<CrateNum> find(Symbol) override { return std::nullopt; }
  llvm::ArrayRef<ModChild> module_children(DefId) override { return {}; }
  llvm::ArrayRef<ModChild> macro_use_macros(CrateNum) override { return {}; }
  const expand::MacroDef *macro(DefId) override { return nullptr; }
  unsigned lifetime_param_count(DefId) override { return 0; }
  std::vector<uint32_t> legacy_const_args(DefId) override { return {}; }
};

} // namespace ochre::resolve
