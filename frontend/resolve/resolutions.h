// What resolution found out about a crate: the one thing that lowering reads beside the AST.
//
// Invariant: made once, immutable afterwards. Tables are keyed by ast::NodeId or LocalDefId. A node
// without a row either needs none or lies in code that was cut. What could not be resolved was
// reported and has `Res::err()`.
#pragma once

#include "frontend/ast/ids.h"
#include "frontend/ast/path.h"
#include "frontend/expand/macro.h"
#include "support/adt/index_vec.h"
#include "support/def/definitions.h"
#include "support/diag/diagnostic.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"

#include <deque>
#include <optional>

namespace ochre::resolve {

using Res = ResOf<ast::NodeId>;

/// The meaning of a path up to the last segment that names alone can resolve: in `Vec::<T>::new`,
/// `base` is the struct and one segment (`new`) is left to type checking.
struct PartialRes {
  Res base;
  uint32_t unresolved_segments = 0;
  bool is_full() const { return unresolved_segments == 0; }
};

template <class T>
struct PerNs {
  T type{};
  T value{};
  T macro{};
  T &operator[](Namespace ns) {
    return ns == Namespace::Type ? type : ns == Namespace::Value ? value : macro;
  }
  const T &operator[](Namespace ns) const { return const_cast<PerNs &>(*this)[ns]; }
};

/// What a lifetime, written or left out, means.
enum class LifetimeResKind : uint8_t {
  Param,  ///< the parameter `param`: declared, or made for an elided one (FreshLifetime)
  Static, ///< `'static`, also by elision in consts and statics
  Infer,  ///< in bodies
  ImplicitObjectDefault, ///< none written on `dyn Trait`: its default rules
  Error,                 ///< reported
};
struct LifetimeRes {
  LifetimeResKind kind = LifetimeResKind::Error;
  LocalDefId param;
  bool operator==(const LifetimeRes &) const = default;
};

/// A lifetime parameter that stands for an elided lifetime of a signature (`fn f(x: &u8)`), of
/// `impl S<'_>`, of `fn(&u8)` or of `Fn(&u8)`. Lowering appends it to the parameters of the binder.
struct FreshLifetime {
  LocalDefId def_id;
  Span span;
};

/// Where elided lifetimes become parameters: the node of the item (fn, impl), of the `FnPtr` type,
/// of the closure expression, or of the segment of a `Fn(A) -> B` bound.
using BinderId = ast::NodeId;

/// A trait that is in scope, and the imports that brought it there.
struct TraitCandidate {
  DefId trait_id;
  llvm::SmallVector<LocalDefId, 1> imports;
};
struct TraitScopeTag;
/// A set of candidates, shared by the nodes that see the same ones.
using TraitScopeId = Id<TraitScopeTag>;

/// One name of a module as other crates see it.
struct ModChild {
  Symbol name;
  Namespace ns = Namespace::Type;
  Res res;
  Visibility vis;
  Span span;
  /// The imports through which the name comes here, nearest first; empty for a definition.
  llvm::SmallVector<DefId, 2> reexport_chain;
};

/// How far a definition can be named by paths, re-exports included.
enum class EffectiveVisibility : uint8_t {
  Private,   ///< within its own module tree only
  Crate,     ///< from elsewhere in this crate
  Reachable, ///< other crates cannot name it, but get it through a type or an `impl Trait`
  Public,    ///< other crates can name it
};

/// A lint of the front end, held back until lint levels are known (in `hir`).
struct BufferedLint {
  llvm::StringRef lint; ///< "unused_imports"; a literal
  ast::NodeId node;     ///< whose attributes decide the level
  Diagnostic diagnostic;
};

/// A macro that this crate defines.
struct LocalMacro {
  LocalDefId def_id;
  ast::ItemId item;         ///< its definition
  bool is_exported = false; ///< `#[macro_export]`, or a public `macro`
  bool is_macro_rules = true;
};

class Resolutions {
public:
  // Definitions.
  IndexVec<ast::NodeId, LocalDefId> node_defs; ///< every node that is a definition
  IndexVec<LocalDefId, ast::NodeId> def_nodes;
  IndexVec<LocalDefId, Visibility> visibilities;
  IndexVec<LocalDefId, EffectiveVisibility> effective_visibilities;
  llvm::DenseMap<LocalDefId, CrateNum> extern_crates; ///< of `extern crate` items

  // Paths. Keys: the node of the expression, pattern, type, trait reference (`ref_id`), visibility;
  // the field shorthand's expression is a path of its own. A binding of a local that does not name
  // a constant maps to its own node as Res::Local; in or-patterns all name the first alternative's.
  // `T` in generic arguments that turns out to be a constant has a value as `base`, and a
  // definition of its own (AnonConst, under the type's node) unless it is a const parameter. An
  // item of a trait impl maps to the item of the trait that it implements.
  const PartialRes *path(ast::NodeId node) const {
    const uint32_t *row = path_rows.get(node);
    return row && *row ? &paths[*row - 1] : nullptr;
  }
  /// `use` trees and `extern crate` items, per namespace; Err: nothing there.
  llvm::DenseMap<ast::NodeId, PerNs<Res>> imports;
  /// Traits in scope that have an item of the name: by node of the method call's expression, and of
  /// paths with unresolved segments.
  llvm::DenseMap<ast::NodeId, TraitScopeId> trait_uses;
  IndexVec<TraitScopeId, std::vector<TraitCandidate>> trait_scopes;

  // Lifetimes. By the lifetime's node; for `&T` without one, by the type's node.
  llvm::DenseMap<ast::NodeId, LifetimeRes> lifetimes;
  /// Lifetimes left out in a path (`Ref<T>` for `Ref<'_, T>`), by the segment's node.
  llvm::DenseMap<ast::NodeId, llvm::SmallVector<LifetimeRes, 2>> hidden_lifetimes;
  llvm::DenseMap<BinderId, std::vector<FreshLifetime>> fresh_lifetimes;
  /// Lifetime parameters in scope at `impl Trait` in return position (by ImplTraitTy::def_node) and
  /// at an async fn (by FnHeader::return_impl_id), outermost first. Lowering decides which are
  /// captured, and makes the definitions of the copies.
  llvm::DenseMap<ast::NodeId, std::vector<LocalDefId>> opaque_scopes;

  /// `break 'a`, `continue 'a`: the labelled expression.
  llvm::DenseMap<ast::NodeId, ast::NodeId> label_targets;

  // The crate as others see it.
  llvm::MapVector<LocalDefId, std::vector<ModChild>> module_children; ///< modules, enums, traits
  std::vector<LocalMacro> macros;
  std::vector<LocalDefId>
      exported_macros; ///< `#[macro_export]`: names of the root, in source order
  // What paths of other crates depend on beside names.
  llvm::DenseMap<DefId, const expand::MacroDef *> macro_defs;
  llvm::DenseMap<DefId, unsigned> lifetime_counts; ///< of items with lifetime parameters
  /// `#[rustc_legacy_const_generics(…)]`: arguments of a call that are const arguments in truth, in
  /// ascending order.
  llvm::DenseMap<DefId, std::vector<uint32_t>> legacy_const_args;
  std::deque<expand::MacroDef> macro_storage;

  DefId main_fn; ///< what `main` of the root resolves to; invalid: none
  bool no_std = false;
  bool no_core = false;

  std::vector<BufferedLint> lints;
  /// Imports that only type checking can tell the use of: of traits, and by glob.
  std::vector<LocalDefId> maybe_unused_trait_imports;

  LocalDefId def_of(ast::NodeId node) const {
    const LocalDefId *def = node_defs.get(node);
    return def ? *def : LocalDefId();
  }

  IndexVec<ast::NodeId, uint32_t> path_rows; ///< row of `paths` + 1; 0: none
  std::vector<PartialRes> paths;
};

} // namespace ochre::resolve
