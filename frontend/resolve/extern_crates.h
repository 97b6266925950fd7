// How resolution asks about other crates: their modules, macros and the little of their items that
// names depend on.
//
// metadata/decode answers from disk; source_crates.h from source, in memory. All answers are in the
// DefIds of the running compilation. The crates were loaded before the local crate's definitions
// started (Definitions): `--extern`, `extern crate` items and the standard library's, in that order
// of dependency.
#pragma once

#include "frontend/resolve/resolutions.h"

namespace ochre::resolve {

/// An associated item of a trait of another crate.
struct AssocItemInfo {
  Symbol name;
  DefKind kind = DefKind::AssocFn;
  DefId def_id;
  bool has_self = false; ///< a method
};

class ExternCrates {
public:
  virtual ~ExternCrates() = default;

  /// The crate that `extern crate name` or `--extern` means, if it was loaded. `std`, `core`,
  /// `alloc`, `proc_macro` and `test` are among them where they exist.
  virtual std::optional<CrateNum> find(Symbol name) = 0;

  /// All names of a module, enum (its variants) or trait (its items), each namespace apart, private
  /// ones too: whether they may be used is decided by their visibility.
  virtual llvm::ArrayRef<ModChild> module_children(DefId module) = 0;
  /// Macros with `#[macro_export]` that `#[macro_use] extern crate` brings, built-in ones too.
  virtual llvm::ArrayRef<ModChild> macro_use_macros(CrateNum crate) = 0;
  /// The definition of a macro (MacroBang, MacroAttr, MacroDerive); null for one that cannot be
  /// run.
  virtual const expand::MacroDef *macro(DefId macro) = 0;

  virtual llvm::ArrayRef<AssocItemInfo> trait_items(DefId trait) = 0;
  virtual bool is_auto_trait(DefId trait) = 0;
  /// Number of lifetime parameters of a struct, enum, union, trait, type alias or associated type.
  virtual unsigned lifetime_param_count(DefId item) = 0;
  /// The constructor of a tuple or unit struct, or an invalid id.
  virtual DefId ctor_of(DefId item) = 0;
  virtual llvm::ArrayRef<Symbol> field_names(DefId variant_or_struct) = 0;
  virtual Visibility visibility(DefId item) = 0;
  /// Edition of the crate: rules the meaning of its paths and prelude.
  virtual Edition edition(CrateNum crate) = 0;
  /// Whether a function has a `self` parameter.
  virtual bool has_self_param(DefId fn) = 0;
};

/// No other crate: for `#![no_core]`, and tests.
class NoExternCrates final : public ExternCrates {
public:
  std::optional<CrateNum> find(Symbol) override { return std::nullopt; }
  llvm::ArrayRef<ModChild> module_children(DefId) override { return {}; }
  llvm::ArrayRef<ModChild> macro_use_macros(CrateNum) override { return {}; }
  const expand::MacroDef *macro(DefId) override { return nullptr; }
  llvm::ArrayRef<AssocItemInfo> trait_items(DefId) override { return {}; }
  bool is_auto_trait(DefId) override { return false; }
  unsigned lifetime_param_count(DefId) override { return 0; }
  DefId ctor_of(DefId) override { return DefId(); }
  llvm::ArrayRef<Symbol> field_names(DefId) override { return {}; }
  Visibility visibility(DefId) override { return Visibility::pub(); }
  Edition edition(CrateNum) override { return Edition::E2021; }
  bool has_self_param(DefId) override { return false; }
};

} // namespace ochre::resolve
