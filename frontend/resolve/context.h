// The tables of a running resolution, shared by the files of this leaf.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/expand/expand.h"
#include "frontend/resolve/diags.h"
#include "frontend/resolve/extern_crates.h"
#include "frontend/resolve/graph.h"

#include "llvm/ADT/DenseSet.h"

namespace ochre::resolve {

/// `'a` of one use of a name that must be checked at the end: may it be named here?
struct PrivacyError {
  Ident ident;
  BindingId binding;
  bool is_outermost = true;
  ModuleId from;
};

/// Several meanings that are equally good.
enum class AmbiguityKind : uint8_t {
  BuiltinAttr,
  DeriveHelper,
  MacroRulesVsModularized,
  GlobVsOuter,
  GlobVsGlob,
  GlobVsExpanded,
  MoreExpandedVsOuter,
};
struct AmbiguityError {
  AmbiguityKind kind;
  Ident ident;
  BindingId first;
  BindingId second;
};

/// A macro path that resolved before all names were known: looked up again at the end.
struct MacroUse {
  llvm::SmallVector<Segment, 2> path;
  expand::MacroKind kind = expand::MacroKind::Bang;
  ParentScope scope;
  Span span;
  Res res;
  expand::InvocationId invocation;
};

/// A name at the start of paths: of `--extern`, the standard library, or `extern crate` at the
/// root.
struct ExternPreludeEntry {
  bool is_option = false; ///< `--extern` or standard library
  bool is_introduced_by_item = false;
  bool is_internal = false; ///< `test` of a test build: for what the compiler adds, not the user
  BindingId item;           ///< of `extern crate`
  BindingId option;         ///< made at the first use
};

/// Where the pieces of a waiting invocation stand.
struct InvocationInfo {
  ParentScope scope;
  LocalDefId parent_def;
  uint8_t impl_trait = 0; ///< ImplTraitContext of the builder
  bool in_module = false; ///< its output may add names to the module
  bool in_trait_impl = false;
  Visibility enclosing_vis; ///< of the trait or enum around
};

struct TraitScopeKey {
  ModuleId module;
  DefId current_trait;
  Symbol name;
  Namespace ns = Namespace::Value;
  bool operator==(const TraitScopeKey &) const = default;
};

} // namespace ochre::resolve

namespace llvm {
template <>
struct DenseMapInfo<ochre::resolve::TraitScopeKey> {
  using Key = ochre::resolve::TraitScopeKey;
  static Key getEmptyKey() { return {{}, {}, ochre::Symbol(UINT32_MAX), {}}; }
  static Key getTombstoneKey() { return {{}, {}, ochre::Symbol(UINT32_MAX - 1), {}}; }
  static unsigned getHashValue(const Key &key) {
    return static_cast<unsigned>(
        hash_combine(key.module.raw, key.current_trait.raw, key.name.raw, key.ns));
  }
  static bool isEqual(const Key &a, const Key &b) { return a == b; }
};
} // namespace llvm

namespace ochre::resolve {

struct Context {
  Context(Session &sess, ast::Crate &krate, Definitions &defs, ExternCrates &externs,
          Resolutions &out, expand::ExpandContext &expander)
      : sess(sess), krate(krate), defs(defs), externs(externs), out(out), expander(expander) {}

  Session &sess;
  ast::Crate &krate;
  Definitions &defs;
  ExternCrates &externs;
  Resolutions &out;
  expand::ExpandContext &expander;

  Rows<ModuleId, Module> modules;
  Rows<BindingId, Binding> bindings;
  Rows<CellId, Cell> cells;
  Rows<ImportId, Import> imports;
  Rows<MacroScopeId, MacroScope> macro_scopes;

  ModuleId root;
  ModuleId prelude;      ///< the standard library's, or invalid
  ModuleId empty_module; ///< for paths of broken items
  MacroScopeId empty_macro_scope;

  llvm::DenseMap<DefId, ModuleId> def_modules;
  llvm::DenseMap<ast::NodeId, ModuleId> block_modules;
  llvm::MapVector<Symbol, ExternPreludeEntry> extern_prelude;
  llvm::MapVector<Symbol, BindingId> macro_use_prelude;
  llvm::DenseMap<Symbol, BindingId> builtin_types;
  llvm::DenseMap<Symbol, BindingId> builtin_attrs;
  llvm::DenseMap<Symbol, BindingId> tools;
  llvm::DenseMap<ExpnId, MacroScopeId> expansion_outputs; ///< textual scope after an expansion
  llvm::DenseMap<ExpnId, ParentScope> expansion_scopes;   ///< where a call stands
  /// Derive helpers in scope below an item, by the expansion of the derive.
  llvm::DenseMap<ExpnId, llvm::SmallVector<Symbol, 2>> derive_helpers;
  llvm::DenseMap<ast::NodeId, llvm::SmallVector<Symbol, 2>> item_helpers;

  std::vector<ImportId> indeterminate_imports;
  std::vector<ImportId> determined_imports;
  IndexVec<expand::InvocationId, InvocationInfo> invocations;

  std::vector<PrivacyError> privacy_errors;
  std::vector<AmbiguityError> ambiguities;
  std::vector<MacroUse> macro_uses;
  llvm::DenseMap<ast::NodeId, ast::NodeId> given_paths; ///< of the test harness: path → item
  ast::NodeId test_main; ///< of the test harness: where the program starts
  llvm::DenseSet<DefId> used_macros;
  llvm::DenseMap<TraitScopeKey, TraitScopeId> trait_scope_cache;
  unsigned lookup_depth = 0;
  llvm::DenseMap<std::pair<Symbol, unsigned>, const expand::MacroDef *> fallback_macros;
  Symbol prelude_import_symbol; ///< `prelude_import`
};

/// What a path search was asked to do beside finding.
enum class Finalize : uint8_t {
  No,     ///< look, no marks
  Yes,    ///< record use, privacy, ambiguity
  Silent, ///< final, but nothing is recorded: only to find out what else could be meant
};

// graph.cpp
BindingKey make_key(const Context &cx, Ident ident, Namespace ns);
/// The module of a Mod, Enum or Trait, of other crates too; else an invalid id.
ModuleId module_of(Context &cx, DefId def_id);
ModuleId module_of_res(Context &cx, const Res &res);
/// The cells of a module, filled from metadata when first asked.
Module &populated(Context &cx, ModuleId module);
CellId cell_of(Context &cx, ModuleId module, const BindingKey &key);
const Cell *find_cell(Context &cx, ModuleId module, const BindingKey &key);
BindingId add_res_binding(Context &cx, const Res &res, Visibility vis, Span span, ExpnId expansion,
                          ModuleId module);
/// Whether a glob brings a name for the first time, or after the name has changed in its module.
/// Two meanings are then no error but a lint, since older compilers did not see the second.
enum class GlobOrder : uint8_t { First, Update };
/// Defines a name; gives the other explicit definition of it where there is one.
BindingId try_define(Context &cx, ModuleId module, const BindingKey &key, BindingId binding,
                     GlobOrder order = GlobOrder::First);
/// try_define, and E0428 or E0255… if there is another.
void define(Context &cx, ModuleId module, Ident ident, Namespace ns, BindingId binding);
BindingId import_binding(Context &cx, ImportId import, BindingId target);
bool is_accessible(const Context &cx, Visibility vis, ModuleId from);
/// Whether `a` is visible wherever `b` is.
bool is_at_least(const Context &cx, Visibility a, Visibility b);
bool is_glob_import(const Context &cx, BindingId binding);
ModuleId nearest_mod(const Context &cx, ModuleId module);
DefId nearest_mod_def(const Context &cx, ModuleId module);
ModuleId module_at_expansion(Context &cx, ExpnId expansion);
bool is_type_like(const Res &res);
Namespace namespace_of(DefKind kind);

inline SyntaxContext normalized(const Context &cx, SyntaxContext ctxt) {
  return ctxt == kRootContext ? ctxt : cx.sess.hygiene.normalize_to_macros_2_0(ctxt);
}

} // namespace ochre::resolve
