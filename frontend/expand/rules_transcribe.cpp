// The transcriber: runs a rule's program and copies tokens. What the definition wrote gets the mark
// of this expansion, what the caller wrote keeps its context; a fragment longer than one token goes
// into an invisible group, so that it stays one operand wherever it lands.
//
//   macro_rules! twice { ($e:expr) => { 2 * $e } }      twice!(1 + 1) → 2 * ⟦1 + 1⟧

#include "frontend/expand/diags.h"
#include "frontend/expand/rules.h"
#include "frontend/expand/state.h"

namespace ochre::expand {

using lex::FragmentKind;
using lex::Token;
using lex::TokenStream;

namespace {

/// More tokens than this from one call are a mistake, not a program.
constexpr size_t kMaxTokens = size_t(1) << 22;

class Transcriber {
public:
  Transcriber(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro,
              const Rule &rule, const Bindings &bindings)
      : ctx_(ctx), expn_(invocation.expn), transparency_(macro.transparency), rule_(rule),
        bindings_(bindings) {}

  std::optional<TokenStream> run();

private:
  struct Repeat {
    size_t index = 0;
    size_t count = 0;
  };

  Span mark(Span span) {
    if (!has_cached_ || span.ctxt != cached_from_) {
      cached_from_ = span.ctxt;
      cached_to_ = ctx_.sess.hygiene.apply_mark(span.ctxt, expn_, transparency_);
      has_cached_ = true;
    }
    return span.with_ctxt(cached_to_);
  }
  void copy_marked(TokenStream tokens);
  bool emit_var(const EmitOp &op);
  bool begin_repeat(const EmitOp &op, size_t &at);
  void end_repeat(const EmitOp &op, size_t &at);
  std::optional<size_t> count_repetitions(const EmitOp &op);
  const Binding *current(uint32_t var) const;

  ExpandContext &ctx_;
  ExpnId expn_;
  Transparency transparency_;
  const Rule &rule_;
  const Bindings &bindings_;
  lex::TokenStreamBuilder out_;
  llvm::SmallVector<Repeat, 8> repeats_;
  bool has_cached_ = false;
  SyntaxContext cached_from_;
  SyntaxContext cached_to_;
};

void Transcriber::copy_marked(TokenStream tokens) {
  size_t start = out_.size();
  out_.append(tokens);
  for (Token &token : out_.tokens().drop_front(start))
    token.span = mark(token.span);
}

const Binding *Transcriber::current(uint32_t var) const {
  const Binding *binding = bindings_.vars[var];
  for (const Repeat &repeat : repeats_) {
    if (!binding || !binding->is_sequence)
      break;
    binding = repeat.index < binding->children.size() ? binding->children[repeat.index] : nullptr;
  }
  return binding;
}

bool is_opaque(FragmentKind fragment) {
  return fragment != FragmentKind::Tt && fragment != FragmentKind::Ident &&
         fragment != FragmentKind::Lifetime;
}

bool Transcriber::emit_var(const EmitOp &op) {
  const Binding *binding = current(op.var);
  if (!binding)
    return true;
  if (binding->is_sequence) {
    error(ctx_.sess, mark(op.span), diag::StillRepeating, rule_.vars[op.var].name).emit();
    return false;
  }
  TokenStream tokens = binding->tokens;
  bool is_group = !tokens.empty() && tokens[0].is(lex::TokenKind::OpenInvisible) &&
                  lex::tree_size(tokens, 0) == tokens.size();
  if (!is_opaque(binding->fragment) || is_group) {
    out_.append(tokens);
    return true;
  }
  Span open = tokens.empty() ? mark(op.span) : tokens.front().span.shrink_to_lo();
  Span close = tokens.empty() ? mark(op.span) : tokens.back().span.shrink_to_hi();
  out_.open(lex::Delimiter::Invisible, open, binding->fragment);
  out_.append(tokens);
  out_.close(close);
  return true;
}

/// How often all variables of a repetition repeat here; none (reported) if they disagree.
std::optional<size_t> Transcriber::count_repetitions(const EmitOp &op) {
  std::optional<size_t> count;
  uint32_t decided_by = 0;
  for (uint32_t var : op.vars) {
    const Binding *binding = current(var);
    if (!binding || !binding->is_sequence)
      continue;
    size_t size = binding->children.size();
    if (!count) {
      count = size;
      decided_by = var;
    } else if (*count != size) {
      error(ctx_.sess, mark(op.span), diag::RepeatMismatch, rule_.vars[decided_by].name, *count,
            *count == 1 ? "" : "s", rule_.vars[var].name, size, size == 1 ? "" : "s")
          .emit();
      return std::nullopt;
    }
  }
  if (!count)
    error(ctx_.sess, mark(op.span), diag::NothingToRepeat).emit();
  return count;
}

bool Transcriber::begin_repeat(const EmitOp &op, size_t &at) {
  std::optional<size_t> count = count_repetitions(op);
  if (!count)
    return false;
  if (*count == 0 && op.kleene == Kleene::OneOrMore) {
    error(ctx_.sess, mark(op.span), diag::MustRepeat).emit();
    return false;
  }
  if (*count == 0) {
    at = op.target + 1;
    return true;
  }
  repeats_.push_back({0, *count});
  ++at;
  return true;
}

void Transcriber::end_repeat(const EmitOp &op, size_t &at) {
  Repeat &repeat = repeats_.back();
  if (++repeat.index < repeat.count) {
    copy_marked(rule_.transcriber[op.target - 1].tokens);
    at = op.target;
    return;
  }
  repeats_.pop_back();
  ++at;
}

std::optional<TokenStream> Transcriber::run() {
  const ast::List<EmitOp> &program = rule_.transcriber;
  for (size_t at = 0; at < program.size();) {
    const EmitOp &op = program[at];
    if (out_.size() > kMaxTokens) {
      error(ctx_.sess, rule_.rhs_span, diag::ExpansionTooLarge).emit();
      return std::nullopt;
    }
    switch (op.kind) {
    case EmitOpKind::Tokens:
      copy_marked(op.tokens);
      ++at;
      break;
    case EmitOpKind::Open: {
      const Token &token = op.tokens[0];
      out_.open(token.delimiter(), mark(token.span), token.fragment, token.spacing());
      ++at;
      break;
    }
    case EmitOpKind::Close:
      out_.close(mark(op.tokens[0].span), op.tokens[0].spacing());
      ++at;
      break;
    case EmitOpKind::Var:
      if (!emit_var(op))
        return std::nullopt;
      ++at;
      break;
    case EmitOpKind::Repeat:
      if (!begin_repeat(op, at))
        return std::nullopt;
      break;
    case EmitOpKind::RepeatEnd: end_repeat(op, at); break;
    }
  }
  return out_.finish(ctx_.krate.arena);
}

} // namespace

std::optional<TokenStream> transcribe(ExpandContext &ctx, const Invocation &invocation,
                                      const MacroDef &macro, const Rule &rule,
                                      const Bindings &bindings) {
  return Transcriber(ctx, invocation, macro, rule, bindings).run();
}

Fragment expand_rules(ExpandContext &ctx, const Invocation &invocation, const MacroDef &macro) {
  Bindings bindings;
  std::optional<size_t> rule = match_rules(ctx, invocation, macro, bindings);
  if (!rule)
    return make_error_fragment(ctx, invocation, ctx.sess.diags.guaranteed());
  const Rule &chosen = macro.rules->rules[*rule];
  std::optional<TokenStream> tokens = transcribe(ctx, invocation, macro, chosen, bindings);
  if (!tokens)
    return make_error_fragment(ctx, invocation, ctx.sess.diags.guaranteed());
  return parse_expansion(ctx, invocation, *tokens, chosen.rhs_span);
}

} // namespace ochre::expand
