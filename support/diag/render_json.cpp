// JSON as rustc prints it. Build tools read `level`, `message`, `code`, `spans`, `children` and
// `rendered`; every other field is there so that a strict reader of the format accepts the object.
#include "support/diag/backtrace.h"
#include "support/diag/render_parts.h"

#include "llvm/Support/JSON.h"

namespace ochre {

namespace {

constexpr unsigned kMaxExpansions = 64;
/// Source lines of one span that are quoted.
constexpr uint32_t kMaxQuotedLines = 64;

struct JsonWriter {
  const SourceMap &sources;
  const HygieneTable &hygiene;
  llvm::json::OStream &json;
};

/// What a span in JSON says beside its place.
struct SpanDetail {
  bool is_primary = false;
  llvm::StringRef label;
  const Suggestion *suggestion = nullptr;
  llvm::StringRef replacement;
};

void write_text(JsonWriter &writer, llvm::StringRef key, llvm::StringRef text) {
  writer.json.attribute(key, llvm::json::isUTF8(text) ? text.str() : llvm::json::fixUTF8(text));
}

const char *applicability_name(Applicability applicability) {
  switch (applicability) {
  case Applicability::MachineApplicable: return "MachineApplicable";
  case Applicability::MaybeIncorrect: return "MaybeIncorrect";
  case Applicability::HasPlaceholders: return "HasPlaceholders";
  case Applicability::Unspecified: return "Unspecified";
  }
  return "Unspecified";
}

uint32_t columns_in(llvm::StringRef text) {
  uint32_t columns = 0;
  for (unsigned char c : text)
    columns += (c & 0xc0) != 0x80;
  return columns;
}

void write_lines(JsonWriter &writer, const SourceFile &file, Loc lo, Loc hi) {
  writer.json.attributeArray("text", [&] {
    uint32_t last = std::min(hi.line, lo.line + kMaxQuotedLines);
    for (uint32_t line = lo.line; line <= last; ++line) {
      llvm::StringRef text = writer.sources.line_text(file, line);
      writer.json.object([&] {
        write_text(writer, "text", text);
        writer.json.attribute("highlight_start", line == lo.line ? lo.column : 1);
        writer.json.attribute("highlight_end", line == hi.line ? hi.column : columns_in(text) + 1);
      });
    }
  });
}

void write_span(JsonWriter &writer, Span span, const SpanDetail &detail, unsigned depth);

void write_expansion(JsonWriter &writer, Span span, unsigned depth) {
  const ExpnData *expn =
      span.from_expansion() ? &writer.hygiene.expn(writer.hygiene.outer_expn(span.ctxt)) : nullptr;
  if (!expn || expn->call_site.is_dummy() || depth >= kMaxExpansions ||
      !writer.sources.file_at(expn->call_site.lo)) {
    writer.json.attribute("expansion", nullptr);
    return;
  }
  writer.json.attributeObject("expansion", [&] {
    writer.json.attributeBegin("span");
    write_span(writer, expn->call_site, {}, depth + 1);
    writer.json.attributeEnd();
    llvm::StringRef call = writer.sources.snippet(expn->call_site);
    size_t bang = call.find('!');
    write_text(writer, "macro_decl_name", call.take_front(bang == call.npos ? 0 : bang + 1));
    writer.json.attributeBegin("def_site_span");
    Span def = expn->def_site;
    bool is_known = !def.is_dummy() && writer.sources.file_at(def.lo);
    write_span(writer, is_known ? def.with_ctxt(kRootContext) : expn->call_site, {},
               kMaxExpansions);
    writer.json.attributeEnd();
  });
}

void write_span(JsonWriter &writer, Span span, const SpanDetail &detail, unsigned depth) {
  const SourceFile &file = *writer.sources.file_at(span.lo);
  BytePos end = std::clamp(span.hi, span.lo, file.end());
  Loc lo = writer.sources.lookup(span.lo);
  Loc hi = writer.sources.lookup(end);
  writer.json.object([&] {
    write_text(writer, "file_name", file.name);
    writer.json.attribute("byte_start", span.lo - file.start);
    writer.json.attribute("byte_end", end - file.start);
    writer.json.attribute("line_start", lo.line);
    writer.json.attribute("line_end", hi.line);
    writer.json.attribute("column_start", lo.column);
    writer.json.attribute("column_end", hi.column);
    writer.json.attribute("is_primary", detail.is_primary);
    write_lines(writer, file, lo, hi);
    if (detail.label.empty())
      writer.json.attribute("label", nullptr);
    else
      write_text(writer, "label", detail.label);
    if (detail.suggestion) {
      write_text(writer, "suggested_replacement", detail.replacement);
      writer.json.attribute("suggestion_applicability",
                            applicability_name(detail.suggestion->applicability));
    } else {
      writer.json.attribute("suggested_replacement", nullptr);
      writer.json.attribute("suggestion_applicability", nullptr);
    }
    write_expansion(writer, span, depth);
  });
}

bool has_place(const JsonWriter &writer, Span span) {
  return !span.is_dummy() && writer.sources.file_at(span.lo);
}

void write_labels(JsonWriter &writer, llvm::ArrayRef<Label> labels) {
  writer.json.attributeArray("spans", [&] {
    for (const Label &label : labels)
      if (has_place(writer, label.span))
        write_span(writer, label.span, {label.is_primary, label.text, nullptr, ""}, 0);
  });
}

void write_child_head(JsonWriter &writer, Level level, llvm::StringRef text) {
  write_text(writer, "message", text);
  writer.json.attribute("code", nullptr);
  write_text(writer, "level", level_name(level));
}

void write_child_tail(JsonWriter &writer) {
  writer.json.attributeArray("children", [] {});
  writer.json.attribute("rendered", nullptr);
}

void write_children(JsonWriter &writer, const Diagnostic &diagnostic) {
  writer.json.attributeArray("children", [&] {
    for (const SubDiagnostic &child : diagnostic.children)
      writer.json.object([&] {
        write_child_head(writer, child.level, child.text);
        write_labels(writer, child.labels);
        write_child_tail(writer);
      });
    for (const Suggestion &suggestion : diagnostic.suggestions)
      writer.json.object([&] {
        write_child_head(writer, Level::Help, suggestion.text);
        writer.json.attributeArray("spans", [&] {
          for (const SuggestionPart &part : suggestion.parts)
            if (has_place(writer, part.span))
              write_span(writer, part.span, {true, "", &suggestion, part.replacement}, 0);
        });
        write_child_tail(writer);
      });
  });
}

void write_code(JsonWriter &writer, const Diagnostic &diagnostic) {
  // A lint may have a code as well, which is then its name.
  std::string code =
      diagnostic.code == DiagCode::None ? diagnostic.lint : to_string(diagnostic.code).str();
  if (code.empty()) {
    writer.json.attribute("code", nullptr);
    return;
  }
  writer.json.attributeObject("code", [&] {
    write_text(writer, "code", code);
    writer.json.attribute("explanation", nullptr);
  });
}

std::string rendered_text(const SourceMap &sources, const Diagnostic &shown,
                          const RenderOptions &options) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (options.short_rendered)
    render_short(sources, shown, options, stream);
  else
    render_human(sources, shown, options, stream);
  return text;
}

} // namespace

void render_json(const SourceMap &sources, const HygieneTable &hygiene,
                 const Diagnostic &diagnostic, const RenderOptions &options,
                 llvm::raw_ostream &out) {
  Diagnostic shown = with_macro_backtrace(sources, hygiene, diagnostic);
  llvm::json::OStream json(out);
  JsonWriter writer{sources, hygiene, json};
  json.object([&] {
    json.attribute("$message_type", "diagnostic");
    write_text(writer, "message", diagnostic.message);
    write_code(writer, diagnostic);
    write_text(writer, "level", level_name(diagnostic.level));
    write_labels(writer, diagnostic.labels);
    write_children(writer, diagnostic);
    write_text(writer, "rendered", rendered_text(sources, shown, options));
  });
  out << '\n';
}

} // namespace ochre
