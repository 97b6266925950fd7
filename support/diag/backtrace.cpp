#include "support/diag/backtrace.h"

namespace ochre {

namespace {

constexpr unsigned kMaxBacktrace = 64;

bool can_be_shown(const SourceMap &sources, Span span) {
  const SourceFile *file = sources.file_at(span.lo);
  return !span.is_dummy() && file && !file->is_external;
}

/// Goes up from a span in another crate's text to the call that the user wrote.
Span to_user_text(const SourceMap &sources, const HygieneTable &hygiene, Span span) {
  for (unsigned i = 0; i < kMaxBacktrace && span.from_expansion(); ++i) {
    if (can_be_shown(sources, span))
      return span;
    Span call = hygiene.expn(hygiene.outer_expn(span.ctxt)).call_site;
    if (call.is_dummy())
      return span;
    span = call;
  }
  return span;
}

bool is_macro(ExpnKind kind) {
  return kind == ExpnKind::Bang || kind == ExpnKind::Attr || kind == ExpnKind::Derive;
}

/// The outermost call of a written macro that led to `span`, or the dummy span.
const ExpnData *outer_macro(const HygieneTable &hygiene, Span span) {
  const ExpnData *found = nullptr;
  for (unsigned i = 0; i < kMaxBacktrace && span.from_expansion(); ++i) {
    const ExpnData &data = hygiene.expn(hygiene.outer_expn(span.ctxt));
    if (is_macro(data.kind) && !data.call_site.is_dummy())
      found = &data;
    if (data.call_site == span)
      break;
    span = data.call_site;
  }
  return found;
}

void add_calls(const SourceMap &sources, const HygieneTable &hygiene, std::vector<Label> &labels) {
  std::vector<Label> calls;
  for (const Label &label : labels) {
    const ExpnData *macro = outer_macro(hygiene, label.span);
    if (!macro || !can_be_shown(sources, macro->call_site))
      continue;
    Span call = macro->call_site;
    auto is_there = [&](const Label &other) {
      return other.span.lo == call.lo && other.span.hi == call.hi;
    };
    if (llvm::none_of(labels, is_there) && llvm::none_of(calls, is_there))
      calls.push_back({call, "in this macro invocation", false});
  }
  labels.insert(labels.end(), calls.begin(), calls.end());
}

/// The name as written at the call: `path::name` of `path::name!(…)`, or the derive's.
llvm::StringRef macro_name(const SourceMap &sources, const ExpnData &macro) {
  llvm::StringRef text = sources.snippet(macro.call_site);
  return text.take_until([](char c) { return c == '!' || c == '(' || c == ' ' || c == '\n'; });
}

std::string origin_note(Level level, const ExpnData &macro, llvm::StringRef name) {
  llvm::StringRef what = macro.kind == ExpnKind::Derive ? "derive macro" : "macro";
  llvm::StringRef kind = level == Level::Warning ? "warning" : "error";
  return ("this " + kind + " originates in the " + what + " `" + name + "`").str();
}

} // namespace

Diagnostic with_macro_backtrace(const SourceMap &sources, const HygieneTable &hygiene,
                                const Diagnostic &diagnostic) {
  Diagnostic result = diagnostic;
  auto fix = [&](std::vector<Label> &labels) {
    for (Label &label : labels)
      label.span = to_user_text(sources, hygiene, label.span);
    add_calls(sources, hygiene, labels);
  };
  const ExpnData *macro = outer_macro(hygiene, diagnostic.primary_span());
  bool is_shown = macro && can_be_shown(sources, diagnostic.primary_span());
  fix(result.labels);
  for (SubDiagnostic &child : result.children)
    fix(child.labels);
  llvm::StringRef name = is_shown ? macro_name(sources, *macro) : "";
  if (!name.empty())
    result.children.push_back({Level::Note, origin_note(diagnostic.level, *macro, name), {}});
  return result;
}

} // namespace ochre
