// The matcher: all ways to match are followed at once (an NFA over the program of rules.h), token
// by token. A fragment's parser is called only when it is the only way left and cannot be taken
// back.
//
//   ($($a:ident),* ; $b:expr) against `x , y ; 1 + 1`
//   at `x`: the thread at `$a` may begin with it, the thread at `;` dies: parse an ident; …
//
// A thread is an index into the program and the newest of its bindings; bindings form a chain that
// threads share, so a step costs the same however much was bound. The chain becomes a tree once a
// rule has matched. Source: rustc-dev-guide, "Macro expansion"; Earley's algorithm.

#include "frontend/expand/diags.h"
#include "frontend/expand/rules.h"
#include "frontend/expand/state.h"

namespace ochre::expand {

using lex::FragmentKind;
using lex::Token;
using lex::TokenKind;
using lex::TokenStream;

namespace {

/// What a thread did: bound a variable, or entered a repetition (op of kind Sequence).
struct Event {
  uint32_t previous; ///< index + 1, or 0
  const MatchOp *op;
  FragmentKind fragment;
  TokenStream tokens;
};

struct Thread {
  uint32_t op = 0;
  uint32_t events = 0;
};

struct Failure {
  bool is_set = false;
  bool is_end = false;
  size_t position = 0;
  Token token;
  const MatchOp *expected = nullptr;
};

bool same_token(const Token &a, const Token &b) {
  if (a.kind != b.kind)
    return false;
  if (a.is_open() || a.is_close())
    return true;
  if (a.is_ident() || a.is(TokenKind::Lifetime))
    return a.payload == b.payload && a.is_raw() == b.is_raw();
  return a.payload == b.payload || a.is_punct();
}

enum class Outcome : uint8_t { Matched, Failed, Reported };

class Matcher {
public:
  Matcher(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro,
          TokenStream arguments)
      : ctx_(ctx), invocation_(invocation), macro_(macro), arguments_(arguments) {}

  Outcome match(const Rule &rule, Bindings &bindings);
  const Failure &failure() const { return failure_; }

private:
  /// A thread that waits for the next token. More than two in one place tell nothing new: two make
  /// an ambiguity already.
  void advance(Thread thread) {
    if (llvm::count_if(next_, [&](const Thread &other) { return other.op == thread.op; }) < 2)
      next_.push_back(thread);
  }
  void step(Thread thread, const Token &token, const parse::Parser &parser);
  void step_separator(const Thread &thread, const MatchOp &op, const Token &token);
  bool parse_variable(parse::Parser &parser, Thread &thread);
  void note_failure(const Token &token, size_t position, const MatchOp *expected);
  Outcome report_ambiguity(const Token &token);
  void build(const Rule &rule, uint32_t events, Bindings &bindings);
  uint32_t add_event(uint32_t previous, const MatchOp &op, FragmentKind fragment = {},
                     TokenStream tokens = {}) {
    events_.push_back({previous, &op, fragment, tokens});
    return static_cast<uint32_t>(events_.size());
  }

  ExpandContext &ctx_;
  const Invocation &invocation_;
  const MacroDef &macro_;
  TokenStream arguments_;
  const MatchOp *program_ = nullptr;
  llvm::SmallVector<Event, 16> events_;
  llvm::SmallVector<Thread, 8> current_;
  llvm::SmallVector<Thread, 8> next_;
  llvm::SmallVector<Thread, 4> variables_;
  llvm::SmallVector<Thread, 2> ended_;
  const MatchOp *expected_ = nullptr; ///< the first op that the current token did not match
  Failure failure_;
};

void Matcher::note_failure(const Token &token, size_t position, const MatchOp *expected) {
  if (failure_.is_set && failure_.position >= position)
    return;
  failure_ = {true, token.is(TokenKind::Eof), position, token, expected};
}

void Matcher::step_separator(const Thread &thread, const MatchOp &op, const Token &token) {
  current_.push_back({thread.op + 2, thread.events});
  if (same_token(op.token, token))
    advance({thread.op + 1, thread.events});
  else if (!expected_)
    expected_ = &op;
}

void Matcher::step(Thread thread, const Token &token, const parse::Parser &parser) {
  const MatchOp &op = program_[thread.op];
  switch (op.kind) {
  case MatchOpKind::Token:
    if (same_token(op.token, token))
      advance({thread.op + 1, thread.events});
    else if (!expected_)
      expected_ = &op;
    return;
  case MatchOpKind::MetaVar:
    if (!token.is(TokenKind::Eof) &&
        parse::can_begin_fragment(op.parse_as, token, parser.look_ahead(1), macro_.edition))
      variables_.push_back(thread);
    else if (!expected_)
      expected_ = &op;
    return;
  case MatchOpKind::Sequence:
    if (op.var_count)
      thread.events = add_event(thread.events, op);
    if (op.kleene != Kleene::OneOrMore)
      current_.push_back({op.target, thread.events});
    current_.push_back({thread.op + 1, thread.events});
    return;
  case MatchOpKind::KleeneNoSep:
    current_.push_back({thread.op + 1, thread.events});
    if (op.kleene != Kleene::ZeroOrOne)
      current_.push_back({op.target, thread.events});
    return;
  case MatchOpKind::Separator: return step_separator(thread, op, token);
  case MatchOpKind::KleeneAfterSep: current_.push_back({op.target, thread.events}); return;
  case MatchOpKind::End:
    if (token.is(TokenKind::Eof))
      ended_.push_back(thread);
    return;
  }
}

bool Matcher::parse_variable(parse::Parser &parser, Thread &thread) {
  const MatchOp &op = program_[thread.op];
  TokenStream tokens;
  if (op.parse_as == FragmentKind::Tt) {
    tokens = parser.skip_tree();
  } else {
    parse::Fragment fragment = parser.parse_fragment(op.parse_as, macro_.edition);
    if (fragment.error)
      return false;
    tokens = fragment.tokens;
  }
  thread.events = add_event(thread.events, op, op.fragment, tokens);
  ++thread.op;
  return true;
}

Outcome Matcher::report_ambiguity(const Token &token) {
  std::string text = "built-in NTs ";
  for (size_t i = 0; i < variables_.size(); ++i) {
    const MatchOp &op = program_[variables_[i].op];
    text += i ? " or " : "";
    text += (lex::to_string(op.fragment) + " ('" + ctx_.sess.str(op.token.symbol()) + "')").str();
  }
  if (!next_.empty())
    text +=
        " or " + std::to_string(next_.size()) + " other option" + (next_.size() == 1 ? "" : "s");
  error(ctx_.sess, token.span, diag::LocalAmbiguity, macro_.name, text + ".").emit();
  return Outcome::Reported;
}

Outcome Matcher::match(const Rule &rule, Bindings &bindings) {
  program_ = rule.matcher.data();
  events_.clear();
  variables_.clear();
  current_.assign(1, Thread());
  parse::Parser parser(ctx_.sess, ctx_.krate, arguments_,
                       end_of(arguments_, invocation_.mac->close));
  while (true) {
    const Token token = parser.token();
    next_.clear();
    variables_.clear();
    ended_.clear();
    expected_ = nullptr;
    while (!current_.empty())
      step(current_.pop_back_val(), token, parser);

    if (token.is(TokenKind::Eof)) {
      if (ended_.size() == 1) {
        build(rule, ended_[0].events, bindings);
        return Outcome::Matched;
      }
      if (ended_.size() > 1) {
        error(ctx_.sess, invocation_.span, diag::MultipleParses).emit();
        return Outcome::Reported;
      }
      note_failure(token, SIZE_MAX, expected_);
      return Outcome::Failed;
    }
    if (next_.empty() && variables_.empty()) {
      note_failure(token, parser.position(), expected_);
      return Outcome::Failed;
    }
    if (variables_.empty()) {
      std::swap(current_, next_);
      parser.bump();
    } else if (next_.empty() && variables_.size() == 1) {
      Thread thread = variables_[0];
      if (!parse_variable(parser, thread))
        return Outcome::Reported;
      current_.assign(1, thread);
    } else {
      return report_ambiguity(token);
    }
  }
}

/// The innermost open list of a variable at `depth`.
Binding *list_at(Binding *binding, uint32_t depth) {
  while (depth--)
    binding = binding->children.back();
  return binding;
}

void Matcher::build(const Rule &rule, uint32_t events, Bindings &bindings) {
  llvm::SmallVector<const Event *, 32> order;
  for (uint32_t at = events; at; at = events_[at - 1].previous)
    order.push_back(&events_[at - 1]);
  auto add = [&](uint32_t var, uint32_t depth, bool is_sequence) -> Binding & {
    Binding &binding = *bindings.storage.emplace_back(std::make_unique<Binding>());
    binding.is_sequence = is_sequence;
    if (depth == 0)
      bindings.vars[var] = &binding;
    else
      list_at(bindings.vars[var], depth - 1)->children.push_back(&binding);
    return binding;
  };
  bindings.vars.assign(rule.vars.size(), nullptr);
  for (const Event *event : llvm::reverse(order)) {
    const MatchOp &op = *event->op;
    if (op.kind == MatchOpKind::Sequence) {
      for (uint32_t var = op.var; var < op.var + op.var_count; ++var)
        add(var, op.depth, true);
      continue;
    }
    Binding &binding = add(op.var, op.depth, false);
    binding.fragment = event->fragment;
    binding.tokens = event->tokens;
  }
}

/// Doc comments count as the attributes that they stand for.
TokenStream desugar_doc_comments(ExpandContext &ctx, TokenStream stream) {
  if (llvm::none_of(stream, [](const Token &t) { return t.is(TokenKind::DocComment); }))
    return stream;
  lex::TokenStreamBuilder builder;
  auto push = [&](TokenKind kind, Span span) {
    Token token;
    token.kind = kind;
    token.span = span;
    builder.push(token);
  };
  for (const Token &token : stream) {
    if (token.is_open()) {
      builder.open(token.delimiter(), token.span, token.fragment, token.spacing());
    } else if (token.is_close()) {
      builder.close(token.span, token.spacing());
    } else if (!token.is(TokenKind::DocComment)) {
      builder.push(token);
    } else {
      Span span = token.span;
      push(TokenKind::Pound, span);
      if (token.flags & lex::kInnerDoc)
        push(TokenKind::Not, span);
      builder.open(lex::Delimiter::Bracket, span);
      Token name;
      name.kind = TokenKind::Ident;
      name.payload = sym::doc.raw;
      name.span = span;
      builder.push(name);
      push(TokenKind::Eq, span);
      // The text as a raw string with more marks than it holds.
      llvm::StringRef text = ctx.sess.str(token.symbol());
      size_t marks = 0, run = 0;
      for (size_t i = 0; i < text.size(); ++i) {
        run = text[i] == '"' ? 1 : text[i] == '#' && run ? run + 1 : 0;
        marks = std::max(marks, run);
      }
      std::string hashes(marks, '#');
      Token literal;
      literal.kind = TokenKind::RawStr;
      literal.payload = ctx.sess.intern("r" + hashes + "\"" + text.str() + "\"" + hashes).raw;
      literal.span = span;
      builder.push(literal);
      builder.close(span);
    }
  }
  return builder.finish(ctx.krate.arena);
}

void report_failure(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro,
                    const Failure &failure) {
  auto builder = failure.is_end ? error(ctx.sess, invocation.span, diag::UnexpectedEnd)
                                : error(ctx.sess, failure.token.span, diag::NoRuleMatches,
                                        lex::to_string(ctx.sess.interner, failure.token));
  builder.primary_label(failure.is_end ? "missing tokens in macro arguments"
                                       : "no rules expected this token in macro call");
  const SourceFile *file = ctx.sess.source_map.file_at(macro.span.lo);
  if (file && !file->is_external)
    builder.label(macro.span, "when calling this macro");
  if (const MatchOp *op = failure.expected) {
    bool is_var = op->kind == MatchOpKind::MetaVar;
    std::string name = lex::to_string(ctx.sess.interner, op->token);
    builder.note_at(op->token.span, is_var ? "while trying to match meta-variable `$" + name + ":" +
                                                 lex::to_string(op->fragment).str() + "`"
                                           : "while trying to match `" + name + "`");
  }
  builder.emit();
}

} // namespace

std::optional<size_t> match_rules(ExpandContext &ctx, const Invocation &invocation,
                                  const MacroDef &macro, Bindings &bindings) {
  TokenStream arguments = desugar_doc_comments(ctx, invocation.mac->tokens);
  Matcher matcher(ctx, invocation, macro, arguments);
  for (size_t i = 0; i < macro.rules->rules.size(); ++i) {
    switch (matcher.match(macro.rules->rules[i], bindings)) {
    case Outcome::Matched: return i;
    case Outcome::Reported: return std::nullopt;
    case Outcome::Failed: break;
    }
  }
  report_failure(ctx, invocation, macro, matcher.failure());
  return std::nullopt;
}

} // namespace ochre::expand
