// Finding names: in one module, in the scopes around a place, along a path.
#pragma once

#include "frontend/resolve/context.h"

namespace ochre::resolve {

/// Why a name was not found. Undetermined: it may yet appear. `weak`: only through a macro that is
/// not expanded yet, so an outer scope may be looked at in advance.
struct Lookup {
  enum Status : uint8_t { Found, NotFound, Undetermined } status = NotFound;
  bool weak = false;
  BindingId binding;
  static Lookup found(BindingId binding) { return {Found, false, binding}; }
  static Lookup undetermined(bool weak) { return {Undetermined, weak, {}}; }
  bool is_found() const { return status == Found; }
};

struct Search {
  Finalize finalize = Finalize::No;
  /// A name found by a glob is taken although macros may yet shadow it; the end checks.
  bool restricted_shadowing = false;
  BindingId ignore_binding; ///< of the import that is being resolved
  ImportId ignore_import;
  bool report_private = true;
};

Lookup resolve_in_module(Context &cx, PathRoot root, Ident ident, Namespace ns,
                         const ParentScope &scope, const Search &search);

enum class ScopeSet : uint8_t {
  All,      ///< any name of a namespace
  Late,     ///< like All when nothing is open: the first thing found
  Absolute, ///< the root and the extern prelude
  Macro,    ///< a macro of a given kind, textual scopes too
};
/// A name as imports and macro calls see it: no ribs.
struct ScopeRequest {
  ScopeSet set = ScopeSet::All;
  expand::MacroKind macro_kind = expand::MacroKind::Bang; ///< Macro
  bool force = false;                                     ///< what is still open counts as absent
};
Lookup resolve_lexically(Context &cx, Ident ident, Namespace ns, const ScopeRequest &request,
                         const ParentScope &scope, const Search &search);

/// The definition that `extern_name` names at the start of a path; loads nothing.
BindingId extern_prelude_binding(Context &cx, Ident ident, Finalize finalize);
/// A name of the standard library's prelude.
Lookup resolve_in_std_prelude(Context &cx, Ident ident, Namespace ns, const ParentScope &scope);

/// Marks an import (and those it goes through) as used.
void record_use(Context &cx, BindingId binding, Ident ident);

struct Rib;
struct RibStack;

enum class PathStatus : uint8_t { Module, NonModule, Indeterminate, Failed };
struct PathResult {
  PathStatus status = PathStatus::Indeterminate;
  PathRoot root;  ///< Module
  PartialRes res; ///< NonModule; Module: of the module itself
  // Failed:
  Span span; ///< of the segment
  std::string label;
  DiagCode code = DiagCode::E0433;
  bool is_last = false;       ///< the last segment was not found
  bool is_not_module = false; ///< something was found, but one cannot go on from it
  ModuleId module;            ///< where it was not found
  Segment segment;
};

/// Resolves a name by ribs; set by late resolution.
struct RibLookup {
  bool is_res = false; ///< a local or generic parameter: `res`
  Res res;
  BindingId binding; ///< an item; invalid and not is_res: nothing
};
using RibResolver = llvm::function_ref<RibLookup(Ident, Namespace)>;

struct PathSearch {
  std::optional<Namespace> ns; ///< of the last segment; none: all must be modules
  Search search;
  const RibResolver *ribs = nullptr;
  bool is_import = false;
  bool force = false;
  bool is_macro_path = false;
};
PathResult resolve_path(Context &cx, llvm::ArrayRef<Segment> path, const ParentScope &scope,
                        const PathSearch &how);

/// The module that `crate` or `$crate` names at a place.
ModuleId resolve_crate_root(Context &cx, Ident ident);
/// The module that `self` names at a place.
ModuleId resolve_self(Context &cx, SyntaxContext &ctxt, ModuleId from);

bool is_path_keyword(Symbol name);
Edition edition_of(const Context &cx, Span span);
/// Binding to a Module row's own res.
Res res_of_module(const Module &module);

} // namespace ochre::resolve
