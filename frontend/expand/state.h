// What expansion keeps from call to call, private to this leaf.
#pragma once

#include "frontend/expand/expand.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

namespace ochre::expand {

/// The parsed arguments of a built-in macro that waits for some of them to be expanded.
struct PendingArgs {
  llvm::SmallVector<ast::ExprId, 4> exprs;
  llvm::SmallVector<ast::Ident, 4> names; ///< of format arguments; invalid: positional
  bool failed = false;
};

/// One path of a `#[derive(…)]` list and what it turned out to be.
struct PendingDerives {
  llvm::SmallVector<ast::Path *, 4> paths;
  llvm::SmallVector<const MacroDef *, 4> macros;
  bool is_answered = false;
};

/// A function with `#[test]` or `#[bench]`.
struct TestCase {
  ast::ItemId item; ///< the constant that describes it
  Symbol name;      ///< of the constant
};

struct ExpandState {
  /// What placeholders became.
  llvm::DenseMap<ast::NodeId, Fragment> splices;
  /// Lists that hold placeholders, as (kind, raw id).
  llvm::SetVector<std::pair<uint32_t, uint32_t>> owners;
  llvm::DenseMap<ast::ItemId, ModuleDirId> module_dirs;
  std::vector<PendingArgs> pending_args;
  std::vector<PendingDerives> pending_derives;
  std::vector<TestCase> tests;
  /// Lexed templates of quote.h.
  llvm::DenseMap<const char *, lex::TokenStream> templates;
  bool is_limit_reached = false; ///< reported once; all later expansions are silent errors
};

/// Where new invocations come from.
struct CollectFrom {
  InvocationId parent; ///< invalid: the crate's own text
  ExpnId expn = kRootExpn;
  unsigned depth = 0;
  ModuleDirId dir;
  ListOwner owner;
};

/// Strips `#[cfg]` from the fragment, loads its modules, and lists its invocations.
llvm::SmallVector<InvocationId, 0> collect_fragment(ExpandContext &ctx, const CollectFrom &from,
                                                    Fragment &fragment);
/// Where the arguments of an invocation are expanded.
CollectFrom inside_arguments_of(const ExpandContext &ctx, InvocationId id);

// Modules in files (modules.cpp).
ModuleDirId make_root_dir(ExpandContext &ctx);
ModuleDirId enter_block(ExpandContext &ctx, ModuleDirId dir);
ModuleDirId enter_inline_module(ExpandContext &ctx, ModuleDirId dir, ast::ItemId item);
/// Reads and parses the file of `mod a;`; the item becomes a module with items in any case.
ModuleDirId load_module(ExpandContext &ctx, ModuleDirId dir, ast::ItemId item);

/// The first attribute of this name, or null.
const ast::Attr *find_attr(const ast::Crate &krate, ast::AttrsId attrs, Symbol name);

/// Where a stream ends, for messages about what is missing: behind its last token, or at
/// `fallback`.
inline Span end_of(lex::TokenStream tokens, Span fallback) {
  return tokens.empty() ? fallback : tokens.back().span.shrink_to_hi();
}

/// Parses the tokens that a macro made as what its place wants. Reports leftovers.
/// `arm` is where the tokens were written, for messages.
Fragment parse_expansion(ExpandContext &ctx, const Invocation &invocation, lex::TokenStream tokens,
                         Span arm);

} // namespace ochre::expand
