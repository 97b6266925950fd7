// Checks of a matcher where it is defined: names bound twice, repetitions of nothing, and the
// follow sets of the Reference ("Macros by example", "Follow-set ambiguity restrictions"): after
// `$e:expr` only `=>`, `,` or `;` may come, so that the language's grammar can grow.
//
// The walk goes left to right with two sets: `last`, what may stand directly before, and FIRST of
// what is behind. Source: RFC 550, the Reference's appendix "Macro follow-set".

#include "frontend/expand/diags.h"
#include "frontend/expand/rules.h"

#include "llvm/ADT/DenseMap.h"

namespace ochre::expand {

using lex::FragmentKind;
using lex::Token;
using lex::TokenKind;
using Kind = MatcherTree::Kind;

namespace {

/// A token, delimiter or variable that may stand at a place.
struct Part {
  bool is_var = false;
  FragmentKind fragment{};
  Token token; ///< for variables the name
  Span span;

  bool operator==(const Part &other) const {
    return is_var == other.is_var && fragment == other.fragment && token.kind == other.token.kind &&
           token.payload == other.token.payload && token.is_raw() == other.token.is_raw();
  }
};

struct PartSet {
  llvm::SmallVector<Part, 4> parts;
  bool maybe_empty = true;

  void add(const Part &part) {
    if (!llvm::is_contained(parts, part))
      parts.push_back(part);
  }
  void add_all(const PartSet &other) {
    for (const Part &part : other.parts)
      add(part);
    maybe_empty &= other.maybe_empty;
  }
};

Part token_part(const Token &token) { return {false, {}, token, token.span}; }
Part part_of(const MatcherTree &tree) {
  return {tree.kind == Kind::Var, tree.fragment, tree.token,
          tree.kind == Kind::Group ? tree.token.span : tree.span};
}

class MatcherChecker {
public:
  explicit MatcherChecker(Session &sess) : sess_(sess) {}
  bool check(llvm::ArrayRef<MatcherTree> matcher) {
    check_names(matcher);
    check_repetitions(matcher);
    PartSet nothing;
    check_follow(matcher, nothing);
    return !failed_;
  }

private:
  void fail(DiagBuilder builder) {
    builder.emit();
    failed_ = true;
  }
  void check_names(llvm::ArrayRef<MatcherTree> matcher);
  void check_repetitions(llvm::ArrayRef<MatcherTree> matcher);
  PartSet first(llvm::ArrayRef<MatcherTree> matcher);
  PartSet check_follow(llvm::ArrayRef<MatcherTree> matcher, const PartSet &follow);
  void check_pairs(const PartSet &last, const PartSet &next);
  std::optional<llvm::StringRef> forbidden(FragmentKind fragment, const Part &next);
  std::string text(const Part &part) const;

  Session &sess_;
  bool failed_ = false;
  Edition edition_ = Edition::E2021;
  llvm::DenseMap<Symbol, Span> names_;
  llvm::DenseMap<const MatcherTree *, PartSet> first_of_;
};

void MatcherChecker::check_names(llvm::ArrayRef<MatcherTree> matcher) {
  for (const MatcherTree &tree : matcher) {
    if (tree.kind == Kind::Var) {
      auto [it, is_new] = names_.try_emplace(tree.token.symbol(), tree.span);
      if (!is_new)
        fail(error(sess_, tree.span, diag::DuplicateBinding)
                 .primary_label("duplicate binding")
                 .label(it->second, "previous binding"));
    }
    check_names(tree.children);
  }
}

void MatcherChecker::check_repetitions(llvm::ArrayRef<MatcherTree> matcher) {
  for (const MatcherTree &tree : matcher) {
    bool is_empty = tree.kind == Kind::Sequence && !tree.has_separator &&
                    llvm::all_of(tree.children, [](const MatcherTree &child) {
                      if (child.kind == Kind::Var)
                        return child.fragment == FragmentKind::Vis;
                      return child.kind == Kind::Sequence && child.kleene != Kleene::OneOrMore;
                    });
    if (is_empty)
      fail(error(sess_, tree.span, diag::EmptyRepetition));
    else
      check_repetitions(tree.children);
  }
}

/// FIRST of a sequence of parts; maybe_empty if it may match nothing.
PartSet MatcherChecker::first(llvm::ArrayRef<MatcherTree> matcher) {
  PartSet set;
  for (const MatcherTree &tree : matcher) {
    if (tree.kind != Kind::Sequence) {
      set.add(part_of(tree));
      set.maybe_empty = false;
      return set;
    }
    auto known = first_of_.find(&tree);
    PartSet inner = known != first_of_.end() ? known->second : first(tree.children);
    if (known == first_of_.end())
      first_of_[&tree] = inner;
    if (inner.maybe_empty && tree.has_separator)
      inner.add(token_part(tree.separator));
    bool is_optional = inner.maybe_empty || tree.kleene != Kleene::OneOrMore;
    for (const Part &part : inner.parts)
      set.add(part);
    if (!is_optional) {
      set.maybe_empty = false;
      return set;
    }
  }
  return set;
}

bool may_be_followed_by_any(const MatcherTree &tree) {
  if (tree.kind != Kind::Var)
    return true;
  switch (tree.fragment) {
  case FragmentKind::Block:
  case FragmentKind::Ident:
  case FragmentKind::Item:
  case FragmentKind::Lifetime:
  case FragmentKind::Literal:
  case FragmentKind::Meta:
  case FragmentKind::Tt: return true;
  default: return false;
  }
}

std::string MatcherChecker::text(const Part &part) const {
  std::string name = lex::to_string(sess_.interner, part.token);
  return part.is_var ? "$" + name + ":" + lex::to_string(part.fragment).str() : name;
}

bool is_one_of(const Part &part, std::initializer_list<TokenKind> kinds) {
  return !part.is_var && llvm::is_contained(kinds, part.token.kind);
}

/// What is allowed after the fragment, if `next` is not.
std::optional<llvm::StringRef> MatcherChecker::forbidden(FragmentKind fragment, const Part &next) {
  if (!next.is_var && next.token.is_close())
    return std::nullopt;
  auto is_word = [&](std::initializer_list<llvm::StringRef> words) {
    return !next.is_var && next.token.is_ident() && !next.token.is_raw() &&
           llvm::is_contained(words, sess_.str(next.token.symbol()));
  };
  switch (fragment) {
  case FragmentKind::Stmt:
  case FragmentKind::Expr:
  case FragmentKind::Expr2021:
    if (is_one_of(next, {TokenKind::FatArrow, TokenKind::Comma, TokenKind::Semi}))
      return std::nullopt;
    return "`=>`, `,` or `;`";
  case FragmentKind::PatParam:
  case FragmentKind::Pat: {
    if (is_one_of(next, {TokenKind::FatArrow, TokenKind::Comma, TokenKind::Eq}) ||
        is_word({"if", "in"}))
      return std::nullopt;
    bool with_or = fragment == FragmentKind::Pat && edition_ >= Edition::E2021;
    if (!with_or && is_one_of(next, {TokenKind::Or}))
      return std::nullopt;
    return with_or ? "`=>`, `,`, `=`, `if` or `in`" : "`=>`, `,`, `=`, `|`, `if` or `in`";
  }
  case FragmentKind::Path:
  case FragmentKind::Ty:
    if (is_one_of(next, {TokenKind::OpenBrace, TokenKind::OpenBracket, TokenKind::FatArrow,
                         TokenKind::Comma, TokenKind::Gt, TokenKind::Shr, TokenKind::Eq,
                         TokenKind::Colon, TokenKind::Semi, TokenKind::Or}) ||
        is_word({"as", "where"}) || (next.is_var && next.fragment == FragmentKind::Block))
      return std::nullopt;
    return "`{`, `[`, `=>`, `,`, `>`, `=`, `:`, `;`, `|`, `as` or `where`";
  case FragmentKind::Vis:
    if (is_one_of(next, {TokenKind::Comma}) ||
        (!next.is_var && next.token.is_ident() && !is_word({"priv"})) ||
        is_one_of(next, {TokenKind::OpenParen, TokenKind::OpenBracket, TokenKind::Not,
                         TokenKind::Star, TokenKind::And, TokenKind::AndAnd, TokenKind::Question,
                         TokenKind::Lifetime, TokenKind::Lt, TokenKind::Shl, TokenKind::PathSep}) ||
        (next.is_var && (next.fragment == FragmentKind::Ident ||
                         next.fragment == FragmentKind::Ty || next.fragment == FragmentKind::Path)))
      return std::nullopt;
    return "`,`, an ident or a type";
  default: return std::nullopt;
  }
}

void MatcherChecker::check_pairs(const PartSet &last, const PartSet &next) {
  for (const Part &part : last.parts) {
    if (!part.is_var)
      continue;
    // Edition of the specifier: where the matcher was written.
    edition_ = sess_.edition(part.span);
    for (const Part &follower : next.parts) {
      auto allowed = forbidden(part.fragment, follower);
      if (!allowed)
        continue;
      bool is_certain = last.parts.size() == 1 && next.parts.size() == 1;
      llvm::StringRef fragment = lex::to_string(part.fragment);
      auto builder = error(sess_, follower.span, diag::BadFollow, part.token.symbol(), fragment,
                           is_certain ? "is" : "may be", text(follower));
      builder.primary_label(("not allowed after `" + fragment + "` fragments").str());
      if (part.fragment == FragmentKind::Pat && is_one_of(follower, {TokenKind::Or}))
        builder.suggest(part.span, "$" + sess_.str(part.token.symbol()).str() + ":pat_param",
                        "try a `pat_param` fragment specifier instead",
                        Applicability::MaybeIncorrect);
      builder.note(("allowed there are: " + *allowed).str());
      fail(std::move(builder));
    }
  }
}

/// Checks all neighbours within `matcher`, whose last part may be followed by `follow`; gives what
/// may be last.
PartSet MatcherChecker::check_follow(llvm::ArrayRef<MatcherTree> matcher, const PartSet &follow) {
  PartSet last;
  for (size_t i = 0; i < matcher.size(); ++i) {
    const MatcherTree &tree = matcher[i];
    PartSet next = first(matcher.drop_front(i + 1));
    if (next.maybe_empty)
      for (const Part &part : follow.parts)
        next.add(part);
    if (tree.kind == Kind::Group) {
      PartSet close;
      close.add(token_part(tree.close));
      close.maybe_empty = false;
      check_follow(tree.children, close);
      last = PartSet();
      last.maybe_empty = false;
      continue;
    }
    if (tree.kind == Kind::Sequence) {
      PartSet inner_follow = next;
      if (tree.has_separator)
        inner_follow.add(token_part(tree.separator));
      PartSet inner_last = check_follow(tree.children, inner_follow);
      if (inner_last.maybe_empty)
        last.add_all(inner_last);
      else
        last = inner_last;
      // The recursive call has checked what follows the repetition.
      continue;
    }
    last = PartSet();
    last.maybe_empty = false;
    if (may_be_followed_by_any(tree))
      continue;
    last.add(part_of(tree));
    check_pairs(last, next);
  }
  return last;
}

} // namespace

bool check_matcher(Session &sess, llvm::ArrayRef<MatcherTree> matcher) {
  return MatcherChecker(sess).check(matcher);
}

} // namespace ochre::expand
