// `macro_rules!`, compiled: each rule is a program for the matcher and one for the transcriber.
//
// Matcher of `($a:expr, $($b:ident)*)`:      Transcriber of `f($a $(, g!($b))*)`:
//   0 MetaVar a                                0 Tokens f     1 Open (    2 Var a
//   1 Token ,                                  3 Repeat →8    4 Tokens , g !   5 Open (  …
//   2 Sequence →5                              8 RepeatEnd    9 Close )
//   3   MetaVar b
//   4   KleeneNoSep →3
//   5 End
// Programs are flat, so neither matching nor transcribing recurses. Tokens stay in the definition's
// own stream; programs hold slices of it.
#pragma once

#include "frontend/expand/expand.h"

namespace ochre::expand {

enum class Kleene : uint8_t { ZeroOrMore, OneOrMore, ZeroOrOne };

enum class MatchOpKind : uint8_t {
  Token,          ///< this token, delimiters included
  MetaVar,        ///< a fragment
  Sequence,       ///< start of `$(…)`: `target` is behind it
  KleeneNoSep,    ///< end of a repetition without separator: again from `target`, or on
  Separator,      ///< end of a repetition: the separator, or on behind the next op
  KleeneAfterSep, ///< after the separator: again from `target`
  End,
};
struct MatchOp {
  MatchOpKind kind = MatchOpKind::End;
  Kleene kleene = Kleene::ZeroOrMore;
  lex::FragmentKind fragment{}; ///< MetaVar: as written
  lex::FragmentKind parse_as{}; ///< MetaVar: with the edition applied (`pat` of 2018…)
  uint32_t depth = 0;           ///< number of repetitions around it
  uint32_t var = 0;             ///< MetaVar; Sequence: the first variable inside
  uint32_t var_count = 0;       ///< Sequence
  uint32_t target = 0;
  lex::Token token; ///< Token, Separator; MetaVar: its name
};

struct MetaVar {
  Symbol name;
  lex::FragmentKind fragment{};
  Span span; ///< of `$x:expr`
};

enum class EmitOpKind : uint8_t { Tokens, Open, Close, Var, Repeat, RepeatEnd };
struct EmitOp {
  EmitOpKind kind = EmitOpKind::Tokens;
  Kleene kleene = Kleene::ZeroOrMore;
  uint32_t var = 0;         ///< Var
  uint32_t target = 0;      ///< Repeat: its RepeatEnd; RepeatEnd: behind its Repeat
  lex::TokenStream tokens;  ///< Tokens: balanced. Open, Close, Repeat (its separator or none): one
  ast::List<uint32_t> vars; ///< Repeat: the variables inside
  Span span;                ///< Var: of `$x`; Repeat: of `$(…)`
};

struct Rule {
  ast::List<MetaVar> vars;
  ast::List<MatchOp> matcher;
  ast::List<EmitOp> transcriber;
  Span lhs_span;
  Span rhs_span;
};

struct MacroRules {
  ast::List<Rule> rules;
};

/// One part of a matcher as a tree, for the checks of a definition.
struct MatcherTree {
  enum class Kind : uint8_t { Token, Group, Sequence, Var } kind = Kind::Token;
  Kleene kleene = Kleene::ZeroOrMore;
  bool has_separator = false;
  lex::FragmentKind fragment{}; ///< Var
  lex::Token token;             ///< Token; Group: the open delimiter; Var: the name
  lex::Token close;             ///< Group
  lex::Token separator;
  Span span;
  std::vector<MatcherTree> children; ///< Group, Sequence
};

/// Checks the left side of a rule: bindings, empty repetitions, what may follow a fragment.
/// Reports; false if something is wrong.
bool check_matcher(Session &sess, llvm::ArrayRef<MatcherTree> matcher);

/// What a variable matched: a fragment, or a list by repetition.
struct Binding {
  bool is_sequence = false;
  lex::FragmentKind fragment{};
  lex::TokenStream tokens;
  std::vector<Binding *> children;
};
/// Bindings of one match, by variable; owns them.
struct Bindings {
  std::vector<Binding *> vars;
  std::vector<std::unique_ptr<Binding>> storage;
};

/// Tries the rules in order. Reports if none matches, or several ways exist; else gives the index
/// of the rule.
std::optional<size_t> match_rules(ExpandContext &ctx, const Invocation &invocation,
                                  const MacroDef &macro, Bindings &bindings);

/// Builds the tokens of a rule's right side; reports wrong repetitions (then no tokens).
std::optional<lex::TokenStream> transcribe(ExpandContext &ctx, const Invocation &invocation,
                                           const MacroDef &macro, const Rule &rule,
                                           const Bindings &bindings);

/// Matches, transcribes and parses.
Fragment expand_rules(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro);

} // namespace ochre::expand
