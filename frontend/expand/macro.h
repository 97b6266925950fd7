// What a macro is: `macro_rules!`, a built-in one, a procedural one.
//
// Invariant: a MacroDef is immutable once made and knows all that an expansion needs, whatever
// crate it comes from: metadata stores `body`, the flags and the names, and `make_macro_rules`
// compiles them again on first use.
#pragma once

#include "frontend/ast/crate.h"
#include "support/def/def_id.h"
#include "support/session/session.h"

namespace ochre::expand {

/// How a macro is called: `m!()`, `#[m]`, `#[derive(m)]`.
enum class MacroKind : uint8_t { Bang, Attr, Derive };
/// "macro", "attribute macro", "derive macro".
llvm::StringRef describe(MacroKind kind);

/// The macros that the compiler itself expands, named by `#[rustc_builtin_macro]`.
enum class Builtin : uint8_t {
  None,
#define BUILTIN(kind, name, macro_kind) kind,
#include "frontend/expand/builtin.def"
};
/// The built-in macro of this name, or None.
Builtin find_builtin(llvm::StringRef name);
llvm::StringRef to_string(Builtin builtin);
MacroKind kind_of(Builtin builtin);

enum class MacroImpl : uint8_t {
  Rules,        ///< `macro_rules!`, or `macro` by example
  Builtin,      ///< `#[rustc_builtin_macro]`
  Proc,         ///< a function of a procedural macro crate
  NonMacroAttr, ///< a tool's attribute, a derive helper, a built-in one by path: stays where it is
  Error,        ///< what did not compile, or did not resolve and was reported
};

struct MacroRules; // rules.h

struct MacroDef {
  MacroImpl impl = MacroImpl::Error;
  MacroKind kind = MacroKind::Bang;
  Builtin builtin = Builtin::None;
  Transparency transparency = Transparency::SemiOpaque;
  Edition edition = Edition::E2015; ///< of the crate or macro that wrote the definition
  bool is_macro_rules = true;       ///< not `macro m {}`
  bool is_exported = false;         ///< `#[macro_export]`
  bool local_inner_macros = false;  ///< `#[macro_export(local_inner_macros)]`
  bool allow_internal_unstable = false;
  bool allow_internal_unsafe = false;
  Symbol name;
  Span span;                         ///< of the name
  DefId def_id;                      ///< set by resolution; rules what `$crate` means
  DefId module;                      ///< of the definition; set by resolution
  const MacroRules *rules = nullptr; ///< Rules
  ast::TokenStream body;             ///< Rules: within the delimiters, for metadata
  ast::List<Symbol> helpers;         ///< Derive: `#[proc_macro_derive(A, attributes(b))]`
};

/// Compiles a definition, checks it and reports what is wrong with it (impl Error then). Attributes
/// decide `is_exported`, the flags and whether it is a built-in macro.
/// All lives in `krate.arena`.
MacroDef compile_macro(Session &sess, ast::Crate &krate, ast::ItemId item);

/// Compiles the rules of a definition that was checked where it was written (another crate's).
const MacroRules *make_macro_rules(Session &sess, Arena &arena, const MacroDef &def);

/// The attribute that stays: what resolution answers for tools' attributes and derive helpers.
MacroDef non_macro_attr(Symbol name);
/// What resolution answers after an error of its own: expands to nothing, silently.
MacroDef error_macro(MacroKind kind);

/// Whether `name` alone is an attribute of the language (`inline`, `cfg`…), no macro. Resolution
/// need not look for it.
bool is_builtin_attr(llvm::StringRef name);

} // namespace ochre::expand
