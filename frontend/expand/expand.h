// Expansion: macro calls in, fragments of AST out. Resolution drives it.
//
//   pending = collect_crate(ctx)
//   while pending:
//     for each invocation whose path resolves to `macro`:
//       result = expand(ctx, id, macro)
//       Done:    more = integrate(ctx, id, result.fragment); walk result.fragment for definitions
//       Blocked: resolve result.paths / expand result.nested first, then call expand again
//   finish(ctx)
//
// Nothing here knows names: which macro a path means is resolution's to say. Expansion is pure in
// that sense; what it changes are the tables of the context, the nodes of the crate and the hygiene
// table of the session.
//
// Invariants
// - `#[cfg]` is gone from what `collect_…` has seen; `mod a;` is loaded.
// - In lists of items and statements an invocation is a placeholder: an item or statement of kind
//   MacCall whose `mac->id` names it (`ExpandContext::invocation_of`). This holds for attribute
//   macros too: the annotated item is out of the tree, in Invocation::item, until the attribute is
//   expanded.
// - Attributes of anything but items are no invocations: late resolution checks those that are not
//   built in. An item's built-in attributes stay, others become invocations, even
//   `#[rustfmt::skip]`: resolution answers `non_macro_attr`, and the attribute is put back as
//   `is_inert`.
// - An expression, pattern or type that is an invocation is overwritten in its row by `integrate`;
//   placeholders in lists are replaced by `finish`. Until then resolution walks each fragment where
//   it got it.
#pragma once

#include "frontend/expand/macro.h"
#include "frontend/parse/parser.h"

#include "llvm/ADT/DenseMap.h"

namespace ochre::expand {

struct InvocationTag;
using InvocationId = Id<InvocationTag>;

/// What stands at a place, so what an expansion must parse as.
enum class Place : uint8_t {
  Expr,
  Pat,
  Ty,
  Stmts,
  Items,
  TraitItems,
  ImplItems,
  TraitImplItems,
  ForeignItems,
};

/// A piece of AST that took or takes the place of an invocation.
struct Fragment {
  Place place = Place::Items;
  ast::ExprId expr;
  ast::PatId pat;
  ast::TyId ty;
  ast::List<ast::Stmt> stmts;
  ast::List<ast::ItemId> items; ///< all places of items
};

struct ModuleDirTag;
using ModuleDirId = Id<ModuleDirTag>;
/// Where `mod a;` looks for its file, and what `module_path!` says.
struct ModuleDir {
  std::string dir;         ///< in which children are looked for
  std::string relative;    ///< file `a.rs`, not `mod.rs`: children lie in `dir/a/`
  bool is_owned = true;    ///< false within a block
  ModuleDirId parent;      ///< of the enclosing module
  ModuleDirId block;       ///< the same within a block, made when needed
  std::string file;        ///< path of the file in which the module stands
  std::string module_path; ///< `krate::a::b`
};

/// The list in which a placeholder stands.
struct ListOwner {
  enum class Kind : uint8_t { None, Crate, Item, Block } kind = Kind::None;
  uint32_t raw = 0; ///< ItemId or BlockId
};

enum class InvocationKind : uint8_t {
  Bang, ///< `mac!(…)` anywhere
  Attr, ///< `#[mac(…)]` on an item; `#[derive(…)]` with its whole list is one, too
};

/// A macro call in the AST. Its fields stay as they are while it waits for resolution.
struct Invocation {
  InvocationKind kind = InvocationKind::Bang;
  Place place = Place::Items;
  InvocationId parent;       ///< whose expansion holds this one; invalid at the root
  ast::NodeId node;          ///< `mac->id` of the call or placeholder
  ast::Path *path = nullptr; ///< of the macro; its segments have node ids
  Span span;                 ///< of the whole call, or of the attribute
  ExpnId expn;        ///< of what it expands to; its parent is the expansion that made the call
  unsigned depth = 0; ///< number of expansions around it
  ModuleDirId dir;
  ListOwner owner; ///< places of items and statements

  ast::MacCall *mac = nullptr;                                 ///< Bang
  ast::MacStmtStyle stmt_style = ast::MacStmtStyle::Semicolon; ///< Stmts
  ast::ExprId expr;                                            ///< Expr: the row to overwrite
  ast::PatId pat;                                              ///< Pat
  ast::TyId ty;                                                ///< Ty

  ast::Attr *attr = nullptr; ///< Attr: the `#[…]`; no longer among the item's
  uint32_t attr_index = 0;   ///< Attr: where it stood
  ast::ItemId item;          ///< Attr: the item below
  uint32_t state = 0;        ///< half-done work: index in a table of this leaf, plus 1
};

enum class ExpansionStatus : uint8_t {
  Done,    ///< `fragment` is the result; errors were reported and gave an Error node
  Blocked, ///< `nested` must be expanded, or `paths` be resolved; then call `expand` again
};

struct Expansion {
  ExpansionStatus status = ExpansionStatus::Done;
  Fragment fragment;
  /// Blocked: arguments to be expanded in the scope of this invocation (`concat!(m!())`). They were
  /// collected already: resolution gets their invocations here and treats them like all others.
  llvm::SmallVector<InvocationId, 2> nested;
  /// Blocked, `#[derive(A, b::B)]`: what the list names, each a derive macro. Resolution answers
  /// with `set_derives`; from then on the helper attributes of those macros are in scope in the
  /// item (in invocations whose chain of `parent`s passes here, and in what is resolved late).
  llvm::SmallVector<ast::Path *, 4> paths;
};

/// A lint of expansion, held back until lint levels are known.
struct BufferedLint {
  llvm::StringRef lint; ///< "unused_doc_comments"; a literal
  ast::NodeId node;     ///< whose attributes decide the level; the crate's if unknown
  Diagnostic diagnostic;
};

struct ExpandState; // private to this leaf

struct ExpandContext {
  ExpandContext(Session &sess, ast::Crate &krate);
  ~ExpandContext();
  Session &sess;
  ast::Crate &krate;
  IndexVec<InvocationId, Invocation> invocations;
  IndexVec<ModuleDirId, ModuleDir> dirs;
  unsigned recursion_limit = 128;  ///< `#![recursion_limit]`, read by collect_crate
  std::vector<BufferedLint> lints; ///< resolution takes them over
  std::unique_ptr<ExpandState> state;

  /// The invocation whose placeholder, expression, pattern or type has this `mac->id`; invalid for
  /// one that is no longer waiting.
  InvocationId invocation_of(ast::NodeId node) const {
    auto it = by_node.find(node);
    return it == by_node.end() ? InvocationId() : it->second;
  }
  llvm::DenseMap<ast::NodeId, InvocationId> by_node;
};

/// Configures the root: cfg, the standard library's `extern crate` and prelude import (harness.h),
/// modules in files; gives all invocations in source order.
llvm::SmallVector<InvocationId, 0> collect_crate(ExpandContext &ctx);

/// Expands `id` with the macro that its path means.
Expansion expand(ExpandContext &ctx, InvocationId id, const MacroDef &macro);

/// Answers Expansion::paths, in order; what did not resolve is `error_macro`.
void set_derives(ExpandContext &ctx, InvocationId id, llvm::ArrayRef<const MacroDef *> derives);

/// Puts the fragment in the place of the invocation: strips `#[cfg]`, loads modules, and gives the
/// invocations inside, in source order. `fragment` is updated to what is left.
llvm::SmallVector<InvocationId, 0> integrate(ExpandContext &ctx, InvocationId id,
                                             Fragment &fragment);

/// An invocation that will never resolve: its place gets an Error node (`error` was reported).
Fragment make_error_fragment(ExpandContext &ctx, const Invocation &invocation,
                             ErrorGuaranteed error);

/// Replaces all placeholders by what they became, then checks attributes (attr_check.h). No
/// invocation may be waiting.
void finish(ExpandContext &ctx);

/// The string of `#[name = "value"]`, if it is one.
std::optional<std::string> attr_string(const Session &sess, const ast::Attr &attr);

} // namespace ochre::expand
