// The parser: from tokens to the AST.
//
// Recursive descent with precedence climbing over flat token streams. It never throws and always
// returns a tree: what did not parse is an Error node, and was reported. Nesting is counted; too
// deep is an error. After an error in a fragment, the rest of the stream is as far as recovery got.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/lex/lexer.h"
#include "support/session/session.h"

#include <optional>

namespace ochre::parse {

/// Where items are parsed for: decides what is legal and how a macro call counts.
enum class ItemContext : uint8_t { Module, Trait, Impl, TraitImpl, Extern };

struct ParsedFile {
  ast::AttrsId attrs; ///< inner attributes, doc comments included
  ast::List<ast::ItemId> items;
  Span span;
  bool is_broken = false; ///< delimiters did not match: nothing was parsed
};

/// Parses a whole source file: the crate's root, or one that expansion found for `mod a;`.
ParsedFile parse_file(Session &sess, ast::Crate &krate, FileId file);
/// Parses the root file into `krate.items`, `.attrs`, `.span`.
void parse_crate(Session &sess, ast::Crate &krate, FileId root);

/// The tokens that a fragment matched, and whether they parsed.
struct Fragment {
  lex::FragmentKind kind;
  lex::TokenStream tokens;
  std::optional<ErrorGuaranteed> error;
};

/// Whether `token`, followed by `next`, can begin the fragment `kind`: macro matching commits to
/// the fragment by this alone. `edition` is the edition of the macro.
bool can_begin_fragment(lex::FragmentKind kind, const lex::Token &token, const lex::Token &next,
                        Edition edition);

/// A parser at a place in a stream. The stream must outlive it.
///
/// Macro matching uses it as a cursor: `token`, `bump`, `skip_tree`, `parse_fragment`; expansion
/// uses the `parse_…` functions on the tokens that a macro made and then `expect_end`.
class Parser {
public:
  /// `end` is the span shown when the stream ends too early (the closing delimiter, the call).
  Parser(Session &sess, ast::Crate &krate, lex::TokenStream stream, Span end);
  ~Parser();
  Parser(const Parser &) = delete;
  Parser &operator=(const Parser &) = delete;

  // The cursor.
  /// The current token; Eof at the end. After a split (`>>` taken as `>`), the remaining half.
  const lex::Token &token() const;
  /// The token `distance` places on (1: the next one); Eof at the end. Groups count token by token.
  const lex::Token &look_ahead(unsigned distance) const;
  bool at_end() const { return token().is(lex::TokenKind::Eof); }
  /// Past the current token.
  void bump();
  /// Past the current token tree; gives its tokens.
  lex::TokenStream skip_tree();
  /// What is left, in the arena if the current token is half of one.
  lex::TokenStream rest();
  /// An index into the stream, to measure progress.
  size_t position() const;

  /// Parses one fragment and gives its tokens (not for Tt: see skip_tree). The nodes made are
  /// thrown away: an expansion parses the tokens again where they land, within an invisible group.
  /// Reports errors like any parser.
  Fragment parse_fragment(lex::FragmentKind kind, Edition edition);

  // What macros expand to. Each parses as much as it can; `expect_end` then reports leftovers.
  ast::ExprId parse_expr();
  /// Like parse_expr, but nothing (an invalid id) at the end of the stream.
  ast::ExprId parse_expr_or_none();
  ast::PatId parse_pat(bool allow_top_alternatives = true);
  ast::TyId parse_ty();
  ast::Path parse_type_path();
  /// A path as in `use`, attributes and visibility: no generic arguments.
  ast::Path parse_mod_path();
  ast::BlockId parse_block();
  ast::Lifetime parse_lifetime();
  ast::Visibility parse_visibility();
  /// What stands in `#[…]`: path and arguments.
  ast::Attr parse_meta_item();
  /// All items up to the end, as a macro in item position may make.
  ast::List<ast::ItemId> parse_items(ItemContext context);
  /// One item with its attributes; an invalid id where none begins.
  ast::ItemId parse_item(ItemContext context);
  /// All statements up to the end. A trailing expression without semicolon is StmtKind::Expr.
  ast::List<ast::Stmt> parse_stmts();
  /// Fields, variants, parameters, arms… that attribute macros and derives parse again.
  ast::List<ast::Arm> parse_arms();
  ast::List<ast::FieldDef> parse_named_fields();
  ast::List<ast::Variant> parse_variants();
  ast::Generics parse_generics();
  ast::AttrsId parse_outer_attrs();
  ast::AttrsId parse_inner_attrs();

  // For the arguments of built-in macros.
  /// Past the token if it is of this kind; splits what is glued (`&&` for And).
  bool eat(lex::TokenKind kind);
  /// Past the word if it is the current token.
  bool eat_word(Symbol word);
  std::optional<ErrorGuaranteed> expect(lex::TokenKind kind);
  std::optional<ast::Ident> parse_ident();
  /// Reports `macro expansion ignores token …` or `expected …, found …` unless all was parsed.
  std::optional<ErrorGuaranteed> expect_end();

  /// The machinery, for the files of this leaf.
  struct Impl;
  Impl &impl() { return *impl_; }

private:
  std::unique_ptr<Impl> impl_;
};

/// Checks that need no resolution: where syntax is allowed (ast validation). Runs after expansion.
void validate_crate(Session &sess, const ast::Crate &krate);

/// Reports the use of syntax that is unstable (E0658), except in our own library and in crates that
/// bring a core of their own. Runs after expansion.
void check_feature_gates(Session &sess, const ast::Crate &krate);

} // namespace ochre::parse
