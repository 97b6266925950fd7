// The module graph: modules, the names in them, imports, textual scopes of macros.
//
// Invariants: rows never move or vanish while resolution runs. A name's cell only goes from nothing
// to a glob's binding to an explicit one; what a determined look-up found stays right to the end,
// or the end reports an ambiguity.
#pragma once

#include "frontend/resolve/resolutions.h"
#include "support/source/hygiene.h"

#include "llvm/ADT/Hashing.h"

#include <deque>

namespace ochre::resolve {

/// Rows with stable addresses.
template <class IdT, class T>
class Rows {
public:
  IdT push(T row) {
    rows_.push_back(std::move(row));
    return IdT(static_cast<uint32_t>(rows_.size() - 1));
  }
  T &operator[](IdT id) { return rows_[id.index()]; }
  const T &operator[](IdT id) const { return rows_[id.index()]; }
  IdRange<IdT> ids() const { return {0, static_cast<uint32_t>(rows_.size())}; }
  size_t size() const { return rows_.size(); }

private:
  std::deque<T> rows_;
};

struct ModuleTag;
using ModuleId = Id<ModuleTag>;
struct BindingTag;
using BindingId = Id<BindingTag>;
struct ImportTag;
using ImportId = Id<ImportTag>;
struct CellTag;
using CellId = Id<CellTag>;
struct MacroScopeTag;
using MacroScopeId = Id<MacroScopeTag>;

using ast::Ident;

/// A name in a module. The context is normalised to opaque marks; `_` imports differ by number.
struct BindingKey {
  Symbol name;
  SyntaxContext ctxt = kRootContext;
  Namespace ns = Namespace::Type;
  uint32_t number = 0;
  bool operator==(const BindingKey &) const = default;
};

enum class BindingKind : uint8_t { Res, Import };
/// What a name stands for: a definition, or what an import found.
struct Binding {
  BindingKind kind = BindingKind::Res;
  bool is_glob = false;          ///< Import: made by a glob
  bool is_macro_export = false;  ///< a `#[macro_export]` macro in the root
  bool is_prelude_macro = false; ///< from `#[macro_use]` on an extern crate
  bool ambiguity_is_warning = false;
  Res res; ///< also for imports: of what they end in
  Visibility vis;
  Span span;
  ExpnId expansion = kRootExpn; ///< whose output holds it
  ModuleId module;              ///< the module it was defined in (macro_rules: the place)
  BindingId target;             ///< Import: one step on
  ImportId import;              ///< Import
  BindingId ambiguity;          ///< another meaning that is as good (glob against glob)
};

/// All that is known about one name of a module.
struct Cell {
  BindingKey key;
  BindingId binding;                             ///< the best one so far
  BindingId shadowed_glob;                       ///< a glob's, behind an explicit one
  llvm::SmallVector<ImportId, 1> single_imports; ///< undetermined ones that may define it
};

struct ImportScope;

enum class ModuleKind : uint8_t { Def, Block };
struct Module {
  ModuleKind kind = ModuleKind::Def;
  DefKind def_kind = DefKind::Mod; ///< Mod, Enum or Trait
  bool no_implicit_prelude = false;
  bool is_populated = true; ///< other crates' modules are filled at the first look
  ModuleId parent;
  ModuleId nearest_mod; ///< itself, if a Mod
  DefId def_id;         ///< Def
  ast::NodeId block;    ///< Block
  Symbol name;
  ExpnId expansion = kRootExpn;
  Span span;
  uint32_t unexpanded = 0; ///< macro calls that may still add names
  uint32_t underscores = 0;
  llvm::DenseMap<BindingKey, CellId> index;
  std::vector<CellId> cells; ///< in order of creation
  llvm::SmallVector<ImportId, 2> globs;
  llvm::SmallVector<ImportId, 2> glob_importers;
  bool has_traits = false; ///< `traits` was computed
  std::vector<std::pair<BindingKey, BindingId>> traits;

  bool is_mod() const { return kind == ModuleKind::Def && def_kind == DefKind::Mod; }
};

/// Where a path or macro call stands.
struct ParentScope {
  ModuleId module;
  ExpnId expansion = kRootExpn;
  MacroScopeId macro_rules;
};

enum class MacroScopeKind : uint8_t { Empty, Binding, Invocation };
/// Textual scope of `macro_rules!`: a definition and all that lies before it, or a macro call whose
/// output may hold definitions.
struct MacroScope {
  MacroScopeKind kind = MacroScopeKind::Empty;
  MacroScopeId parent;
  Ident ident;
  BindingId binding; ///< Binding
  ExpnId expansion;  ///< Invocation
};

/// Where the first segment of a path is looked for, or what a path leads to.
enum class RootKind : uint8_t {
  Module,
  CrateRootAndExternPrelude, ///< `::a` and `use a` in edition 2015
  ExternPrelude,             ///< `::a` since 2018
  CurrentScope,              ///< `use a` since 2018; the empty prefix of `use {a, b}`
};
struct PathRoot {
  RootKind kind = RootKind::Module;
  ModuleId module;
  static PathRoot of(ModuleId module) { return {RootKind::Module, module}; }
  bool is_module() const { return kind == RootKind::Module; }
};

struct Segment {
  Ident ident;
  ast::NodeId id;
  bool has_args = false;
};

enum class ImportKind : uint8_t { Single, Glob, ExternCrate, MacroUse, MacroExport };
/// State of one namespace of a single import.
enum class ImportState : uint8_t { Undetermined, Absent, Found };

struct Import {
  ImportKind kind = ImportKind::Single;
  bool is_prelude = false;   ///< Glob with `#[prelude_import]`
  bool type_ns_only = false; ///< `use a::{self}`
  bool is_nested = false;
  bool is_used = false;
  bool has_attrs = false;
  bool is_reported = false;
  bool is_resolved = false; ///< `imported` is known
  bool is_injected = false; ///< made by the compiler
  ast::NodeId id;           ///< of the use tree
  ast::NodeId root_id;      ///< of the item
  LocalDefId def;
  Span span;      ///< of the use tree
  Span root_span; ///< of the item
  ParentScope scope;
  llvm::SmallVector<Segment, 4> path; ///< of the module
  Visibility vis;
  PathRoot imported;             ///< what `path` leads to
  Ident source;                  ///< Single
  Ident target;                  ///< Single, ExternCrate
  uint32_t underscore = 0;       ///< number of the `_` target
  PerNs<ImportState> state;      ///< Single
  PerNs<BindingId> found;        ///< Single: what the source is
  PerNs<BindingId> made;         ///< Single: the binding in this module
  std::optional<CrateNum> crate; ///< ExternCrate
};

} // namespace ochre::resolve

namespace llvm {
template <>
struct DenseMapInfo<ochre::resolve::BindingKey> {
  using Key = ochre::resolve::BindingKey;
  static Key getEmptyKey() { return {ochre::Symbol(UINT32_MAX), {}, {}, 0}; }
  static Key getTombstoneKey() { return {ochre::Symbol(UINT32_MAX - 1), {}, {}, 0}; }
  static unsigned getHashValue(const Key &key) {
    uint64_t hash = (uint64_t(key.name.raw) << 2 | uint64_t(key.ns)) * 0x9e3779b97f4a7c15ull;
    hash ^= (uint64_t(key.ctxt.raw) << 20 ^ key.number) * 0xbf58476d1ce4e5b9ull;
    return static_cast<unsigned>(hash >> 32);
  }
  static bool isEqual(const Key &a, const Key &b) { return a == b; }
};
} // namespace llvm
