// From the tokens of a definition to programs.
//
// The right side of a rule may define macros itself: `$x` of an unknown variable stays as it is,
// for the macro that it defines.

#include "frontend/expand/diags.h"
#include "frontend/expand/rules.h"
#include "frontend/expand/state.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

using lex::FragmentKind;
using lex::Token;
using lex::TokenKind;
using lex::TokenStream;

namespace {

constexpr unsigned kMaxDepth = 200;
constexpr const char *kSpecifiers =
    "valid fragment specifiers are `ident`, `block`, `stmt`, `expr`, `pat`, `ty`, `lifetime`, "
    "`literal`, `path`, `meta`, `tt`, `item` and `vis`, along with `expr_2021` and `pat_param` for "
    "edition compatibility";

FragmentKind find_fragment(llvm::StringRef name) {
  return llvm::StringSwitch<FragmentKind>(name)
#define FRAGMENT(kind, text) .Case(text, FragmentKind::kind)
#include "frontend/lex/fragment.def"
      .Default(FragmentKind::None);
}

/// The stream with `$crate` as one token.
TokenStream merge_dollar_crate(Arena &arena, TokenStream stream) {
  auto is_crate_at = [&](size_t i) {
    return stream[i].is(TokenKind::Dollar) && i + 1 < stream.size() &&
           stream[i + 1].is_word(sym::kw_crate);
  };
  bool has_any = false;
  for (size_t i = 0; i < stream.size() && !has_any; ++i)
    has_any = is_crate_at(i);
  if (!has_any)
    return stream;
  lex::TokenStreamBuilder builder;
  for (size_t i = 0; i < stream.size(); ++i) {
    Token token = stream[i];
    if (token.is_open()) {
      builder.open(token.delimiter(), token.span, token.fragment, token.spacing());
    } else if (token.is_close()) {
      builder.close(token.span, token.spacing());
    } else if (is_crate_at(i)) {
      Token crate = stream[++i];
      crate.payload = sym::dollar_crate.raw;
      crate.span = token.span.to(crate.span);
      builder.push(crate);
    } else {
      builder.push(token);
    }
  }
  return builder.finish(arena);
}

class RulesCompiler {
public:
  RulesCompiler(Session &sess, Arena &arena, const MacroDef &def, bool is_checked)
      : sess_(sess), arena_(arena), def_(def), is_checked_(is_checked) {}

  const MacroRules *compile();

private:
  struct Repetition {
    Kleene kleene = Kleene::ZeroOrMore;
    bool has_separator = false;
    Token separator;
    size_t next = 0; ///< index behind the operator
  };

  bool fail(DiagBuilder builder) {
    builder.emit();
    failed_ = true;
    return false;
  }
  bool compile_rule(TokenStream lhs, TokenStream rhs);
  bool parse_matcher(TokenStream stream, unsigned depth, std::vector<MatcherTree> &out);
  bool parse_meta_var(TokenStream stream, size_t &index, std::vector<MatcherTree> &out);
  bool parse_repetition(TokenStream stream, size_t index, Repetition &out);
  void emit_matcher(llvm::ArrayRef<MatcherTree> trees, unsigned depth);
  void emit_sequence(const MatcherTree &tree, unsigned depth);
  bool compile_transcriber(TokenStream stream);
  bool compile_dollar(TokenStream stream, size_t &index, size_t &run);
  void flush_run(TokenStream stream, size_t run, size_t end);

  struct OpenRepeat {
    uint32_t op;
    size_t close; ///< index of the `)` of `$(…)`
    size_t vars_from;
    Repetition repetition;
  };

  Session &sess_;
  Arena &arena_;
  const MacroDef &def_;
  bool is_checked_; ///< the definition was checked before
  bool failed_ = false;
  llvm::SmallVector<MetaVar, 8> vars_;
  llvm::SmallVector<MatchOp, 16> matcher_;
  llvm::SmallVector<EmitOp, 16> emit_;
  llvm::SmallVector<uint32_t, 16> used_vars_;
  llvm::SmallVector<OpenRepeat, 4> open_;
  llvm::SmallVector<Rule, 4> rules_;

  template <class T, unsigned N>
  ast::List<T> list(const llvm::SmallVector<T, N> &items) {
    llvm::ArrayRef<T> copy = arena_.copy(llvm::ArrayRef<T>(items));
    return {const_cast<T *>(copy.data()), copy.size()};
  }
};

bool RulesCompiler::parse_repetition(TokenStream stream, size_t index, Repetition &out) {
  Span end = index ? stream[index - 1].span : def_.span;
  auto kleene_at = [&](size_t i) -> std::optional<Kleene> {
    if (i >= stream.size())
      return std::nullopt;
    switch (stream[i].kind) {
    case TokenKind::Star: return Kleene::ZeroOrMore;
    case TokenKind::Plus: return Kleene::OneOrMore;
    case TokenKind::Question: return Kleene::ZeroOrOne;
    default: return std::nullopt;
    }
  };
  if (auto kleene = kleene_at(index)) {
    out.kleene = *kleene;
    out.next = index + 1;
    return true;
  }
  if (index < stream.size() && !stream[index].is_open()) {
    if (auto kleene = kleene_at(index + 1)) {
      if (*kleene == Kleene::ZeroOrOne)
        return fail(error(sess_, stream[index + 1].span, diag::QuestionWithSeparator));
      out = {*kleene, true, stream[index], index + 2};
      return true;
    }
  }
  size_t at = index + 1 < stream.size() && !stream[index].is_open() ? index + 1 : index;
  return fail(error(sess_, at < stream.size() ? stream[at].span : end, diag::ExpectedKleene));
}

bool RulesCompiler::parse_meta_var(TokenStream stream, size_t &index,
                                   std::vector<MatcherTree> &out) {
  const Token &dollar = stream[index];
  MatcherTree tree;
  tree.kind = MatcherTree::Kind::Var;
  tree.token = stream[index + 1];
  tree.span = dollar.span.to(tree.token.span);
  bool has_colon = index + 2 < stream.size() && stream[index + 2].is(TokenKind::Colon);
  if (!has_colon || index + 3 >= stream.size() || !stream[index + 3].is_ident())
    return fail(error(sess_, tree.span, diag::MissingFragment)
                    .note("fragment specifiers must be provided")
                    .help(kSpecifiers)
                    .suggest(tree.token.span.shrink_to_hi(), ":spec", "try adding a specifier here",
                             Applicability::HasPlaceholders));
  const Token &specifier = stream[index + 3];
  tree.span = dollar.span.to(specifier.span);
  tree.fragment = find_fragment(sess_.str(specifier.symbol()));
  if (tree.fragment == FragmentKind::None)
    return fail(
        error(sess_, tree.span, diag::InvalidFragment, specifier.symbol()).help(kSpecifiers));
  // What `expr` and `pat` mean depends on where the specifier was written.
  tree.close = specifier;
  out.push_back(std::move(tree));
  index += 4;
  return true;
}

bool RulesCompiler::parse_matcher(TokenStream stream, unsigned depth,
                                  std::vector<MatcherTree> &out) {
  if (depth > kMaxDepth)
    return fail(error(sess_, stream.empty() ? def_.span : stream[0].span, diag::MacroTooDeep));
  for (size_t i = 0; i < stream.size();) {
    const Token &token = stream[i];
    if (token.is(TokenKind::DocComment)) {
      ++i; // documents the rule, matches nothing
    } else if (token.is_open()) {
      MatcherTree tree;
      tree.kind = MatcherTree::Kind::Group;
      tree.token = token;
      tree.close = stream[i + token.distance()];
      tree.span = token.span.to(tree.close.span);
      if (!parse_matcher(lex::group_inside(stream, i), depth + 1, tree.children))
        return false;
      out.push_back(std::move(tree));
      i += lex::tree_size(stream, i);
    } else if (token.is(TokenKind::Dollar) && i + 1 < stream.size() &&
               stream[i + 1].is(TokenKind::OpenParen)) {
      MatcherTree tree;
      tree.kind = MatcherTree::Kind::Sequence;
      size_t close = i + 1 + stream[i + 1].distance();
      tree.token = stream[i + 1];
      tree.close = stream[close];
      Repetition repetition;
      if (!parse_matcher(lex::group_inside(stream, i + 1), depth + 1, tree.children) ||
          !parse_repetition(stream, close + 1, repetition))
        return false;
      tree.kleene = repetition.kleene;
      tree.has_separator = repetition.has_separator;
      tree.separator = repetition.separator;
      tree.span = stream[i + 1].span.to(tree.close.span);
      out.push_back(std::move(tree));
      i = repetition.next;
    } else if (token.is(TokenKind::Dollar) && i + 1 < stream.size() && stream[i + 1].is_ident()) {
      if (!parse_meta_var(stream, i, out))
        return false;
    } else if (token.is(TokenKind::Dollar)) {
      Span at = i + 1 < stream.size() ? stream[i + 1].span : token.span;
      if (i + 1 < stream.size() &&
          (stream[i + 1].is(TokenKind::OpenBrace) || stream[i + 1].is(TokenKind::Dollar)))
        return fail(error(sess_, at, diag::MetaVarExpr));
      return fail(error(sess_, at, diag::ExpectedIdent,
                        i + 1 < stream.size() ? lex::to_string(sess_.interner, stream[i + 1])
                                              : std::string("end of matcher")));
    } else {
      MatcherTree tree;
      tree.token = token;
      tree.span = token.span;
      out.push_back(std::move(tree));
      ++i;
    }
  }
  return true;
}

void RulesCompiler::emit_sequence(const MatcherTree &tree, unsigned depth) {
  size_t start = matcher_.size();
  MatchOp op;
  op.kind = MatchOpKind::Sequence;
  op.kleene = tree.kleene;
  op.depth = depth;
  op.var = static_cast<uint32_t>(vars_.size());
  matcher_.push_back(op);
  emit_matcher(tree.children, depth + 1);
  MatchOp end;
  end.kleene = tree.kleene;
  end.target = static_cast<uint32_t>(start + 1);
  if (tree.has_separator) {
    end.kind = MatchOpKind::Separator;
    end.token = tree.separator;
    matcher_.push_back(end);
    end.kind = MatchOpKind::KleeneAfterSep;
  } else {
    end.kind = MatchOpKind::KleeneNoSep;
  }
  matcher_.push_back(end);
  matcher_[start].var_count = static_cast<uint32_t>(vars_.size()) - matcher_[start].var;
  matcher_[start].target = static_cast<uint32_t>(matcher_.size());
}

// Depth was limited when the tree was made.
void RulesCompiler::emit_matcher(llvm::ArrayRef<MatcherTree> trees, unsigned depth) {
  for (const MatcherTree &tree : trees) {
    MatchOp op;
    op.depth = depth;
    op.token = tree.token;
    switch (tree.kind) {
    case MatcherTree::Kind::Token:
      op.kind = MatchOpKind::Token;
      matcher_.push_back(op);
      break;
    case MatcherTree::Kind::Group:
      op.kind = MatchOpKind::Token;
      matcher_.push_back(op);
      emit_matcher(tree.children, depth);
      op.token = tree.close;
      matcher_.push_back(op);
      break;
    case MatcherTree::Kind::Sequence: emit_sequence(tree, depth); break;
    case MatcherTree::Kind::Var: {
      // Where no macro wrote the specifier, the context is the root of this crate, not of the
      // macro's.
      bool is_plain = tree.close.span.ctxt == kRootContext;
      Edition edition = is_plain ? def_.edition : sess_.edition(tree.close.span);
      op.kind = MatchOpKind::MetaVar;
      op.fragment = op.parse_as = tree.fragment;
      if (tree.fragment == FragmentKind::Pat && edition < Edition::E2021)
        op.parse_as = FragmentKind::PatParam;
      if (tree.fragment == FragmentKind::Expr && edition < Edition::E2024)
        op.parse_as = FragmentKind::Expr2021;
      op.var = static_cast<uint32_t>(vars_.size());
      vars_.push_back({tree.token.symbol(), tree.fragment, tree.span});
      matcher_.push_back(op);
      break;
    }
    }
  }
}

void RulesCompiler::flush_run(TokenStream stream, size_t run, size_t end) {
  if (run == end)
    return;
  EmitOp op;
  op.tokens = stream.slice(run, end - run);
  emit_.push_back(op);
}

/// At `$`: a variable, a repetition, or what is neither (then the `$` stays in the run).
bool RulesCompiler::compile_dollar(TokenStream stream, size_t &index, size_t &run) {
  const Token &dollar = stream[index];
  if (index + 1 == stream.size())
    return fail(error(sess_, dollar.span, diag::ExpectedIdent, "end of transcriber"));
  const Token &next = stream[index + 1];
  if (next.is(TokenKind::OpenParen)) {
    flush_run(stream, run, index);
    size_t close = index + 1 + next.distance();
    OpenRepeat repeat{static_cast<uint32_t>(emit_.size()), close, used_vars_.size(), {}};
    if (!parse_repetition(stream, close + 1, repeat.repetition))
      return false;
    EmitOp op;
    op.kind = EmitOpKind::Repeat;
    op.kleene = repeat.repetition.kleene;
    op.span = next.span.to(stream[close].span);
    if (repeat.repetition.has_separator)
      op.tokens = stream.slice(close + 1, 1);
    emit_.push_back(op);
    open_.push_back(repeat);
    run = index += 2;
    return true;
  }
  if (next.is(TokenKind::OpenBrace) || next.is(TokenKind::Dollar)) {
    Span span = next.is_open() ? next.span.to(stream[index + 1 + next.distance()].span) : next.span;
    return fail(error(sess_, span, diag::MetaVarExpr));
  }
  if (!next.is_ident())
    return fail(error(sess_, next.span, diag::ExpectedIdent, lex::to_string(sess_.interner, next)));
  auto var = llvm::find_if(vars_, [&](const MetaVar &v) { return v.name == next.symbol(); });
  if (var == vars_.end()) {
    index += 2; // stays in the run
    return true;
  }
  flush_run(stream, run, index);
  EmitOp op;
  op.kind = EmitOpKind::Var;
  op.var = static_cast<uint32_t>(var - vars_.begin());
  op.span = dollar.span.to(next.span);
  emit_.push_back(op);
  used_vars_.push_back(op.var);
  run = index += 2;
  return true;
}

bool RulesCompiler::compile_transcriber(TokenStream stream) {
  // Number of `$` before each token: groups without any are copied whole.
  llvm::SmallVector<uint32_t, 64> dollars(stream.size() + 1, 0);
  for (size_t i = 0; i < stream.size(); ++i)
    dollars[i + 1] = dollars[i] + stream[i].is(TokenKind::Dollar);

  size_t run = 0;
  for (size_t i = 0; i < stream.size();) {
    const Token &token = stream[i];
    if (!open_.empty() && open_.back().close == i) {
      flush_run(stream, run, i);
      OpenRepeat repeat = open_.pop_back_val();
      EmitOp op;
      op.kind = EmitOpKind::RepeatEnd;
      op.target = repeat.op + 1;
      llvm::SmallVector<uint32_t, 8> vars(used_vars_.begin() + repeat.vars_from, used_vars_.end());
      llvm::sort(vars);
      vars.erase(std::unique(vars.begin(), vars.end()), vars.end());
      emit_[repeat.op].vars = list(vars);
      emit_[repeat.op].target = static_cast<uint32_t>(emit_.size());
      emit_.push_back(op);
      run = i = repeat.repetition.next;
      continue;
    }
    if (token.is(TokenKind::Dollar)) {
      if (!compile_dollar(stream, i, run))
        return false;
      continue;
    }
    bool has_dollars = token.is_open() && dollars[i + token.distance()] != dollars[i];
    if (token.is_open() && !has_dollars) {
      i += lex::tree_size(stream, i);
      continue;
    }
    if (token.is_open() || token.is_close()) {
      flush_run(stream, run, i);
      EmitOp op;
      op.kind = token.is_open() ? EmitOpKind::Open : EmitOpKind::Close;
      op.tokens = stream.slice(i, 1);
      emit_.push_back(op);
      run = ++i;
      continue;
    }
    ++i;
  }
  flush_run(stream, run, stream.size());
  return true;
}

bool RulesCompiler::compile_rule(TokenStream lhs, TokenStream rhs) {
  vars_.clear();
  matcher_.clear();
  emit_.clear();
  used_vars_.clear();
  open_.clear();
  std::vector<MatcherTree> trees;
  if (!parse_matcher(lex::group_inside(lhs, 0), 0, trees))
    return false;
  if (!is_checked_ && !check_matcher(sess_, trees)) {
    failed_ = true;
    return false;
  }
  emit_matcher(trees, 0);
  matcher_.push_back(MatchOp());
  if (!compile_transcriber(lex::group_inside(rhs, 0)))
    return false;
  rules_.push_back({list(vars_), list(matcher_), list(emit_), lhs.front().span.to(lhs.back().span),
                    rhs.front().span.to(rhs.back().span)});
  return true;
}

const MacroRules *RulesCompiler::compile() {
  TokenStream body = merge_dollar_crate(arena_, def_.body);
  Span end = body.empty() ? def_.span : body.back().span.shrink_to_hi();
  size_t i = 0;
  while (i < body.size()) {
    if (body[i].is_ident()) {
      llvm::StringRef word = sess_.str(body[i].symbol());
      bool is_kind = (word == "attr" || word == "derive") && i + 1 < body.size() &&
                     body[i + 1].is(TokenKind::OpenParen);
      if (is_kind) {
        fail(error(sess_, body[i].span, diag::MacroRulesKind,
                   word == "attr" ? "attributes" : "derives"));
        return nullptr;
      }
    }
    if (!body[i].is_open()) {
      fail(error(sess_, body[i].span, diag::BadMatcher));
      return nullptr;
    }
    TokenStream lhs = body.slice(i, lex::tree_size(body, i));
    i += lhs.size();
    if (i == body.size() || !body[i].is(TokenKind::FatArrow)) {
      std::string found = i == body.size() ? "end of macro arguments"
                                           : "`" + lex::to_string(sess_.interner, body[i]) + "`";
      fail(error(sess_, i == body.size() ? end : body[i].span, diag::ExpectedFatArrow, found)
               .primary_label("expected `=>`"));
      return nullptr;
    }
    ++i;
    if (i == body.size() || !body[i].is_open()) {
      fail(error(sess_, i == body.size() ? end : body[i].span, diag::RhsNotDelimited));
      return nullptr;
    }
    TokenStream rhs = body.slice(i, lex::tree_size(body, i));
    i += rhs.size();
    compile_rule(lhs, rhs);
    if (i == body.size())
      break;
    // `macro m { (a) => { b }, (c) => { d } }` separates its rules by commas.
    if (!body[i].is(TokenKind::Semi) && (def_.is_macro_rules || !body[i].is(TokenKind::Comma))) {
      fail(error(sess_, body[i].span, diag::ExpectedRuleEnd,
                 lex::to_string(sess_.interner, body[i])));
      return nullptr;
    }
    ++i;
  }
  if (rules_.empty() && !failed_)
    fail(error(sess_, def_.span, diag::NoRules));
  if (failed_)
    return nullptr;
  return arena_.make<MacroRules>(list(rules_));
}

bool has_word(const ast::Crate &krate, const ast::Attr &attr, Session &sess, llvm::StringRef word) {
  (void)krate;
  for (const Token &token : attr.tokens)
    if (token.is_ident() && sess.str(token.symbol()) == word)
      return true;
  return false;
}

/// `#[rustc_builtin_macro]`, `#[rustc_builtin_macro(name, attributes(helper))]`.
void read_builtin(Session &sess, ast::Crate &krate, const ast::Attr &attr, MacroDef &def) {
  llvm::StringRef name = sess.str(def.name);
  llvm::SmallVector<Symbol, 2> helpers;
  for (size_t i = 0; i < attr.tokens.size(); ++i) {
    const Token &token = attr.tokens[i];
    if (i == 0 && token.is_ident())
      name = sess.str(token.symbol());
    else if (token.is_ident() && sess.str(token.symbol()) != "attributes")
      helpers.push_back(token.symbol());
  }
  def.builtin = find_builtin(name);
  if (def.builtin == Builtin::None) {
    def.impl = MacroImpl::Error;
    error(sess, attr.span, diag::UnknownBuiltin, name).emit();
    return;
  }
  def.impl = MacroImpl::Builtin;
  def.kind = kind_of(def.builtin);
  if (def.builtin == Builtin::Default && helpers.empty())
    helpers.push_back(sess.intern("default"));
  def.helpers = krate.list(helpers);
}

} // namespace

llvm::StringRef describe(MacroKind kind) {
  switch (kind) {
  case MacroKind::Bang: return "macro";
  case MacroKind::Attr: return "attribute macro";
  case MacroKind::Derive: return "derive macro";
  }
  return "";
}

Builtin find_builtin(llvm::StringRef name) {
  return llvm::StringSwitch<Builtin>(name)
#define BUILTIN(kind, text, macro_kind) .Case(text, Builtin::kind)
#include "frontend/expand/builtin.def"
      .Default(Builtin::None);
}

llvm::StringRef to_string(Builtin builtin) {
  switch (builtin) {
  case Builtin::None: return "";
#define BUILTIN(kind, text, macro_kind)                                                            \
  case Builtin::kind: return text;
#include "frontend/expand/builtin.def"
  }
  return "";
}

MacroKind kind_of(Builtin builtin) {
  switch (builtin) {
  case Builtin::None: return MacroKind::Bang;
#define BUILTIN(kind, text, macro_kind)                                                            \
  case Builtin::kind: return MacroKind::macro_kind;
#include "frontend/expand/builtin.def"
  }
  return MacroKind::Bang;
}

const MacroRules *make_macro_rules(Session &sess, Arena &arena, const MacroDef &def) {
  return RulesCompiler(sess, arena, def, true).compile();
}

MacroDef compile_macro(Session &sess, ast::Crate &krate, ast::ItemId id) {
  const ast::Item &item = krate[id];
  const auto &node = item.as<ast::MacroDefItem>();
  MacroDef def;
  def.name = item.ident.name;
  def.span = item.span;
  def.edition = sess.edition(item.ident.span);
  def.is_macro_rules = node.is_macro_rules;
  def.transparency = node.is_macro_rules ? Transparency::SemiOpaque : Transparency::Opaque;
  def.body = node.body;
  const ast::Attr *builtin = nullptr;
  for (const ast::Attr &attr : krate[item.attrs]) {
    if (attr.path.segments.size() != 1)
      continue;
    llvm::StringRef name = sess.str(attr.path.segments[0].ident.name);
    if (name == "macro_export") {
      def.is_exported = true;
      def.local_inner_macros = has_word(krate, attr, sess, "local_inner_macros");
    } else if (name == "allow_internal_unstable") {
      def.allow_internal_unstable = true;
    } else if (name == "allow_internal_unsafe") {
      def.allow_internal_unsafe = true;
    } else if (name == "rustc_macro_transparency") {
      auto text = attr.tokens.empty() ? std::string() : lex::to_string(sess.interner, attr.tokens);
      if (llvm::StringRef(text).contains("semiopaque") ||
          llvm::StringRef(text).contains("semitransparent"))
        def.transparency = Transparency::SemiOpaque;
      else if (llvm::StringRef(text).contains("transparent"))
        def.transparency = Transparency::Transparent;
    } else if (attr.is(sym::rustc_builtin_macro)) {
      builtin = &attr;
    }
  }
  if (builtin) {
    read_builtin(sess, krate, *builtin, def);
    return def;
  }
  def.rules = RulesCompiler(sess, krate.arena, def, false).compile();
  def.impl = def.rules ? MacroImpl::Rules : MacroImpl::Error;
  return def;
}

MacroDef non_macro_attr(Symbol name) {
  MacroDef def;
  def.impl = MacroImpl::NonMacroAttr;
  def.kind = MacroKind::Attr;
  def.name = name;
  return def;
}

MacroDef error_macro(MacroKind kind) {
  MacroDef def;
  def.kind = kind;
  return def;
}

} // namespace ochre::expand
