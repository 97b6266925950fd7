#include "support/diag/render.h"

#include "support/diag/backtrace.h"
#include "support/diag/render_parts.h"

namespace ochre {

llvm::StringRef level_name(Level level) {
  switch (level) {
  case Level::Bug: return "error: internal compiler error";
  case Level::Error: return "error";
  case Level::Warning: return "warning";
  case Level::Note: return "note";
  case Level::Help: return "help";
  case Level::FailureNote: return "failure-note";
  }
  return "error";
}

Style level_style(Level level) {
  switch (level) {
  case Level::Bug:
  case Level::Error: return Style::Error;
  case Level::Warning: return Style::Warning;
  case Level::Note: return Style::Note;
  case Level::Help: return Style::Help;
  case Level::FailureNote: return Style::Bold;
  }
  return Style::Error;
}

void render_short(const SourceMap &sources, const Diagnostic &diagnostic,
                  const RenderOptions &options, llvm::raw_ostream &out) {
  Span span = diagnostic.primary_span();
  if (!span.is_dummy() && sources.file_at(span.lo)) {
    Loc loc = sources.lookup(span.lo);
    out << loc.file->name << ':' << loc.line << ':' << loc.column << ": ";
  }
  Style style = level_style(diagnostic.level);
  if (options.color)
    out << ansi_start(style, style);
  if (diagnostic.level != Level::FailureNote) {
    out << level_name(diagnostic.level);
    if (diagnostic.code != DiagCode::None)
      out << '[' << to_string(diagnostic.code) << ']';
  }
  if (options.color)
    out << "\x1b[0m";
  if (diagnostic.level != Level::FailureNote)
    out << ": ";
  out << diagnostic.message;
  for (const Label &label : diagnostic.labels)
    if (label.is_primary && !label.text.empty()) {
      out << ": " << label.text;
      break;
    }
  out << '\n';
}

void render(const SourceMap &sources, const HygieneTable &hygiene, const Diagnostic &diagnostic,
            const RenderOptions &options, llvm::raw_ostream &out) {
  switch (options.format) {
  case ErrorFormat::Human:
    render_human(sources, with_macro_backtrace(sources, hygiene, diagnostic), options, out);
    return;
  case ErrorFormat::Short:
    render_short(sources, with_macro_backtrace(sources, hygiene, diagnostic), options, out);
    return;
  case ErrorFormat::Json: render_json(sources, hygiene, diagnostic, options, out); return;
  }
}

} // namespace ochre
