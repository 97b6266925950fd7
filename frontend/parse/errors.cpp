// Reporting what was found instead, and giving up.
#include "frontend/parse/impl.h"

namespace ochre::parse {

std::string Parser::Impl::describe_token(const Token &token) const {
  switch (token.kind) {
  case K::Eof: return "end of input";
  case K::OpenInvisible: return ("`" + lex::to_string(token.fragment) + "` metavariable").str();
  case K::CloseInvisible: return "end of macro fragment";
  case K::DocComment: return "doc comment `" + lex::to_string(sess.interner, token) + "`";
  default: break;
  }
  std::string text = "`" + lex::to_string(sess.interner, token) + "`";
  if (token.is_ident() && !token.is_raw()) {
    if (lex::is_keyword(token.symbol(), edition(token.span))) {
      bool used = token.payload < sym::kw_abstract.raw || token.payload > sym::kw_yield.raw;
      if (token.symbol() == sym::kw_underscore)
        return "reserved identifier " + text;
      return (used ? "keyword " : "reserved keyword ") + text;
    }
  }
  return text;
}

ErrorGuaranteed Parser::Impl::unexpected(llvm::StringRef expected) {
  if (panicking || gave_up)
    return guaranteed();
  Span where = cur->span;
  // Behind the last token of a file, the end of what is there says more than the empty line below.
  if (cur->kind == K::Eof && (where.is_dummy() || !sess.source_map.file_at(where.lo)))
    where = prev;
  panicking = true;
  auto report = error(sess, where, diag::Expected, expected, describe_token(*cur));
  report.primary_label(("expected " + expected).str());
  return report.emit();
}

ErrorGuaranteed Parser::Impl::unexpected_at(Span span, llvm::StringRef expected) {
  return fail(span, diag::Expected, expected, describe_token(*cur));
}

void Parser::Impl::expect_semi() {
  if (eat(K::Semi) || panicking)
    return;
  // Forgotten at the end of a line: say so there, and go on.
  const SourceFile *file = sess.source_map.file_at(prev.hi);
  bool new_line = file && cur->span.lo >= prev.hi &&
                  sess.source_map.lookup(prev.hi).line != sess.source_map.lookup(cur->span.lo).line;
  bool starts_stmt = cur->is_close() || is_expr_start(*cur) || is_reserved(*cur);
  if (starts_stmt && (new_line || cur->is_close())) {
    auto report = error(sess, prev.shrink_to_hi(), diag::ExpectedSemi, describe_token(*cur));
    report.label(cur->span, "unexpected token");
    report.suggest(prev.shrink_to_hi(), ";", "add `;` here", Applicability::MachineApplicable);
    report.emit();
    return;
  }
  unexpected("`;`");
}

/// Ends the parse: the rest is not looked at.
ErrorGuaranteed Parser::Impl::give_up(Span) {
  gave_up = true;
  panicking = true;
  at = end;
  cur = &eof;
  return guaranteed();
}

bool Parser::Impl::too_deep() {
  if (depth <= kMaxNesting || gave_up)
    return gave_up;
  fail(cur->span, diag::TooDeep, uint64_t(kMaxNesting));
  give_up(cur->span);
  return true;
}

void Parser::Impl::chain_too_long() {
  if (gave_up)
    return;
  fail(cur->span, diag::ChainTooLong, uint64_t(kMaxHeight));
  give_up(cur->span);
}

} // namespace ochre::parse
