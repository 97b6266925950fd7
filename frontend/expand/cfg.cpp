// Predicates are read straight from tokens: name | name = "value" | all(…) | any(…) | not(p) | true
// | false. Invisible groups (from macros' fragments) do not count.

#include "frontend/expand/cfg.h"

#include "frontend/expand/diags.h"
#include "frontend/lex/literal.h"
#include "support/session/target.h"

namespace ochre::expand {

using lex::Token;
using lex::TokenKind;
using lex::TokenStream;

bool is_unstable_cfg(llvm::StringRef name) {
  for (llvm::StringRef gated :
       {"overflow_checks", "ub_checks", "contract_checks", "target_thread_local",
        "target_has_atomic_load_store", "target_has_atomic_equal_alignment", "sanitize",
        "sanitizer_cfi_generalize_pointers", "sanitizer_cfi_normalize_integers", "relocation_model",
        "fmt_debug", "emscripten_wasm_eh", "target_has_reliable_f16", "target_has_reliable_f128",
        "target_object_format"})
    if (name == gated)
      return true;
  return false;
}

namespace {

constexpr unsigned kMaxPredicateDepth = 256;

class PredicateReader {
public:
  PredicateReader(Session &sess, TokenStream tokens, Span span, llvm::StringRef attr_name)
      : sess_(sess), tokens_(tokens), span_(span), attr_name_(attr_name) {}

  /// Reads one predicate. After an error: true, and has_failed().
  bool read(unsigned depth = 0);
  bool has_failed() const { return failed_; }
  bool at_end() {
    skip_invisible();
    return index_ == tokens_.size();
  }
  bool eat_comma() {
    if (at_end() || !tokens_[index_].is(TokenKind::Comma))
      return false;
    ++index_;
    return true;
  }
  const Token &token() { return tokens_[index_]; }
  size_t index() const { return index_; }

private:
  void skip_invisible() {
    while (index_ < tokens_.size() && (tokens_[index_].is(TokenKind::OpenInvisible) ||
                                       tokens_[index_].is(TokenKind::CloseInvisible)))
      ++index_;
  }
  bool fail(DiagBuilder builder) {
    failed_ = true;
    builder.emit();
    return true;
  }
  bool may_use_internal(Span span) const {
    return sess_.opts.allow_internal_features ||
           (span.from_expansion() &&
            sess_.hygiene.expn(sess_.hygiene.outer_expn(span.ctxt)).allow_internal_unstable);
  }
  bool malformed(Span at, llvm::StringRef label);
  bool wrong_count(Span at);
  bool read_value(Symbol name);
  bool read_list(Symbol name, const Token &word, unsigned depth);
  bool is_set(Symbol name, std::optional<std::string> value) const {
    return sess_.cfg.count({sess_.str(name).str(), std::move(value)}) != 0;
  }

  Session &sess_;
  TokenStream tokens_;
  Span span_;
  llvm::StringRef attr_name_;
  size_t index_ = 0;
  bool failed_ = false;
};

bool PredicateReader::malformed(Span at, llvm::StringRef label) {
  return fail(error(sess_, span_, diag::MalformedAttr, attr_name_).label(at, label));
}

bool PredicateReader::wrong_count(Span at) {
  return fail(error(sess_, span_, diag::MalformedAttrArity, attr_name_)
                  .label(at, "expected a single argument here"));
}

bool PredicateReader::read_value(Symbol name) {
  if (at_end())
    return malformed(span_, "expected a string literal here");
  Token token = tokens_[index_++];
  if (!token.is_literal()) {
    if (token.is_ident() && !at_end() && tokens_[index_].is(TokenKind::Not))
      return fail(error(sess_, token.span, diag::CfgValueIsExpr)
                      .primary_label("expressions are not allowed here"));
    return fail(error(sess_, token.span, diag::CfgValueIsExpr)
                    .primary_label("expressions are not allowed here"));
  }
  if (!token.is(TokenKind::Str) && !token.is(TokenKind::RawStr))
    return malformed(token.span, "expected a string literal here");
  lex::LiteralParts parts = lex::split_literal(token.kind, sess_.str(token.symbol()));
  if (!parts.suffix.empty())
    return fail(error(sess_, token.span, diag::CfgLiteralSuffix)
                    .primary_label(("invalid suffix `" + parts.suffix + "`").str()));
  return is_set(name, lex::string_literal_value(parts.kind, parts.body));
}

bool PredicateReader::read_list(Symbol name, const Token &word, unsigned depth) {
  Token open = tokens_[index_];
  size_t close = index_ + open.distance();
  Span list_span = open.span.to(tokens_[close].span);
  ++index_;
  llvm::StringRef text = sess_.str(name);
  if (text == "target" || text == "version" || text == "accessible")
    return fail(error(sess_, word.span.to(list_span), diag::CfgUnstable, text));
  if (text != "all" && text != "any" && text != "not")
    return fail(error(sess_, word.span.to(list_span), diag::InvalidPredicate, text));

  bool all = true, any = false;
  unsigned count = 0;
  while (skip_invisible(), index_ < close) {
    bool value = read(depth + 1);
    if (failed_)
      return true;
    all &= value;
    any |= value;
    ++count;
    skip_invisible();
    if (index_ < close && !eat_comma())
      return fail(error(sess_, tokens_[index_].span, diag::CfgExpectedOneOf,
                        lex::to_string(sess_.interner, tokens_[index_])));
  }
  index_ = close + 1;
  if (text == "not") {
    if (count != 1)
      return wrong_count(list_span);
    return !all;
  }
  return text == "all" ? all : any;
}

bool PredicateReader::read(unsigned depth) {
  if (depth > kMaxPredicateDepth)
    return fail(error(sess_, span_, diag::CfgTooDeep));
  if (at_end())
    return malformed(span_, "expected a valid identifier here");
  Token word = tokens_[index_];
  if (!word.is_ident())
    return malformed(word.span, "expected a valid identifier here");
  ++index_;
  Symbol name = word.symbol();
  bool ended = at_end();
  if (!ended && tokens_[index_].is(TokenKind::OpenParen))
    return read_list(name, word, depth);
  if (is_unstable_cfg(sess_.str(name)) && !may_use_internal(word.span))
    error(sess_, word.span, diag::CfgUnstable, sess_.str(name)).emit();
  if (!ended && tokens_[index_].is(TokenKind::Eq)) {
    ++index_;
    return read_value(name);
  }
  if (!ended && tokens_[index_].is(TokenKind::PathSep))
    return malformed(word.span.to(tokens_[index_].span), "expected a valid identifier here");
  if (word.is_word(sym::kw_true) || word.is_word(sym::kw_false))
    return word.is_word(sym::kw_true);
  return is_set(name, std::nullopt);
}

/// The parts of `#[cfg_attr(p, a, b)]` that apply, in order; nested ones still unexpanded.
void expand_cfg_attr(Session &sess, ast::Crate &krate, const ast::Attr &attr,
                     llvm::SmallVectorImpl<ast::Attr> &out) {
  if (attr.args_kind != ast::AttrArgsKind::Delimited) {
    error(sess, attr.span, diag::MalformedAttr, "cfg_attr")
        .primary_label("expected this to be a list")
        .emit();
    return;
  }
  if (attr.tokens.empty()) {
    error(sess, attr.span, diag::MalformedAttr, "cfg_attr").emit();
    return;
  }
  PredicateReader reader(sess, attr.tokens, attr.span, "cfg_attr");
  bool holds = reader.read();
  if (reader.has_failed())
    return;
  if (reader.at_end()) {
    error(sess, attr.args_close, diag::CfgAttrEnd).emit();
    return;
  }
  if (!reader.eat_comma()) {
    error(sess, reader.token().span, diag::CfgExpectedComma,
          lex::to_string(sess.interner, reader.token()))
        .emit();
    return;
  }
  parse::Parser parser(sess, krate, attr.tokens.drop_front(reader.index()), attr.args_close);
  while (!parser.at_end()) {
    size_t before = parser.position();
    ast::Attr part = parser.parse_meta_item();
    part.style = attr.style;
    if (part.is(sym::crate_type) || part.is(sym::crate_name))
      error(sess, part.span, diag::CfgAttrCrate, part.path.segments[0].ident.name).emit();
    if (holds)
      out.push_back(part);
    if (parser.at_end() || parser.eat(TokenKind::Comma))
      continue;
    parser.expect(TokenKind::Comma);
    if (parser.position() == before || !parser.at_end())
      return;
  }
}

} // namespace

bool eval_cfg(Session &sess, ast::Crate &, TokenStream predicate, Span span) {
  PredicateReader reader(sess, predicate, span, "cfg");
  if (reader.at_end()) {
    error(sess, span, diag::MalformedAttrArity, "cfg").emit();
    return true;
  }
  bool value = reader.read();
  if (reader.has_failed() || reader.at_end())
    return reader.has_failed() || value;
  if (!reader.eat_comma()) {
    error(sess, reader.token().span, diag::CfgExpectedComma,
          lex::to_string(sess.interner, reader.token()))
        .emit();
    return true;
  }
  if (!reader.at_end()) {
    error(sess, span, diag::MalformedAttrArity, "cfg")
        .label(span, "expected a single argument here")
        .emit();
    return true;
  }
  return value;
}

bool eval_cfg_macro(Session &sess, TokenStream arguments, Span span) {
  PredicateReader reader(sess, arguments, span, "cfg");
  if (reader.at_end()) {
    error(sess, span, diag::CfgMacroEmpty).primary_label("cfg-pattern required").emit();
    return true;
  }
  bool value = reader.read();
  if (reader.has_failed())
    return true;
  reader.eat_comma();
  if (!reader.at_end())
    error(sess, span, diag::CfgMacroMany).emit();
  return value;
}

std::optional<size_t> read_cfg_predicate(Session &sess, TokenStream tokens, Span span,
                                         bool &value) {
  PredicateReader reader(sess, tokens, span, "cfg");
  value = !reader.at_end() && reader.read();
  if (reader.has_failed())
    return std::nullopt;
  return reader.index();
}

ast::AttrsId expand_cfg_attrs(Session &sess, ast::Crate &krate, ast::AttrsId attrs) {
  bool has_any = false;
  for (const ast::Attr &attr : krate[attrs])
    has_any |= attr.is(sym::cfg_attr);
  if (!has_any)
    return attrs;
  // A stack, last first, so that nested ones expand without recursion; each step consumes tokens.
  llvm::SmallVector<ast::Attr, 8> todo(llvm::reverse(krate[attrs]));
  llvm::SmallVector<ast::Attr, 8> done;
  while (!todo.empty()) {
    ast::Attr attr = todo.pop_back_val();
    if (!attr.is(sym::cfg_attr)) {
      done.push_back(attr);
      continue;
    }
    llvm::SmallVector<ast::Attr, 4> parts;
    expand_cfg_attr(sess, krate, attr, parts);
    todo.append(parts.rbegin(), parts.rend());
  }
  return krate.add_attrs(done);
}

bool is_configured(Session &sess, ast::Crate &krate, ast::AttrsId attrs) {
  for (const ast::Attr &attr : krate[attrs]) {
    if (!attr.is(sym::cfg))
      continue;
    if (attr.args_kind != ast::AttrArgsKind::Delimited) {
      error(sess, attr.span, diag::MalformedAttr, "cfg")
          .primary_label("expected this to be a list")
          .emit();
    } else if (attr.delim != ast::Delimiter::Paren) {
      error(sess, attr.args_open.to(attr.args_close), diag::CfgDelimiters).emit();
    } else if (!eval_cfg(sess, krate, attr.tokens, attr.span)) {
      return false;
    }
  }
  return true;
}

void add_default_cfgs(Session &sess) {
  auto set = [&](llvm::StringRef name) { sess.cfg.insert({name.str(), std::nullopt}); };
  auto set_to = [&](llvm::StringRef name, llvm::StringRef value) {
    sess.cfg.insert({name.str(), value.str()});
  };
  const Options &opts = sess.opts;
  const Target &target = target_of(opts);
  set_to("target_arch", target.arch_name);
  set_to("target_endian", "little");
  set_to("target_pointer_width", std::to_string(target.pointer_bits));
  set_to("target_vendor", "unknown");
  set_to("target_abi", "");
  set_to("target_os", target.os);
  set_to("target_env", target.env);
  set_to("target_family", target.family);
  if (llvm::StringRef(target.family) == "unix")
    set("unix");
  set("target_thread_local");
  for (llvm::StringRef feature : target.features)
    set_to("target_feature", feature);
  for (unsigned bits = 8; bits <= target.max_atomic_bits; bits *= 2)
    set_to("target_has_atomic", std::to_string(bits));
  set_to("target_has_atomic", "ptr");
  if (opts.debug_assertions())
    set("debug_assertions");
  if (opts.overflow_checks())
    set("overflow_checks");
  if (opts.is_test)
    set("test");
  set_to("panic", opts.codegen.panic == PanicStrategy::Unwind ? "unwind" : "abort");
  for (const CrateType type : opts.crate_types)
    if (type == CrateType::ProcMacro)
      set("proc_macro");
  for (const auto &[name, value] : opts.cfgs)
    sess.cfg.insert({name, value});
}

} // namespace ochre::expand
