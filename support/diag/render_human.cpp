#include "support/diag/render_parts.h"
#include "support/diag/snippet.h"

namespace ochre {

namespace {

struct Excerpts {
  std::vector<FileExcerpt> main;
  std::vector<std::vector<FileExcerpt>> children;
  unsigned gutter = 1;
};

unsigned digits(uint32_t number) {
  return static_cast<unsigned>(std::to_string(std::max(number, 1u)).size());
}

Excerpts collect_excerpts(const SourceMap &sources, const Diagnostic &diagnostic) {
  Excerpts result;
  result.main = make_excerpts(sources, diagnostic.labels);
  uint32_t last = last_line_number(result.main);
  for (const SubDiagnostic &child : diagnostic.children) {
    result.children.push_back(make_excerpts(sources, child.labels));
    last = std::max(last, last_line_number(result.children.back()));
  }
  for (const Suggestion &suggestion : diagnostic.suggestions)
    last = std::max(last, last_line_number(sources, suggestion));
  result.gutter = digits(last);
  return result;
}

/// A message of several lines: the further ones stand below the first one's text.
void append_message(StyledBuffer &buffer, unsigned row, unsigned indent, llvm::StringRef text,
                    Style style) {
  auto [first, rest] = text.split('\n');
  buffer.append(row, first, style);
  while (!rest.empty()) {
    auto [line, more] = rest.split('\n');
    buffer.put(++row, indent, line, style);
    rest = more;
  }
}

void draw_header(StyledBuffer &buffer, const Diagnostic &diagnostic) {
  Style style = level_style(diagnostic.level);
  if (diagnostic.level == Level::FailureNote) {
    append_message(buffer, 0, 0, diagnostic.message, Style::Plain);
    return;
  }
  llvm::StringRef name = level_name(diagnostic.level);
  buffer.put(0, 0, name, style);
  if (diagnostic.code != DiagCode::None)
    buffer.append(0, ("[" + to_string(diagnostic.code) + "]").str(), style);
  buffer.append(0, ": ", Style::Bold);
  append_message(buffer, 0, static_cast<unsigned>(name.size()) + 2, diagnostic.message,
                 Style::Bold);
}

/// A note without a place: ` = note: text`, below a source excerpt after an empty gutter line.
void draw_plain_note(StyledBuffer &buffer, const SubDiagnostic &child, unsigned gutter) {
  unsigned row = buffer.rows();
  buffer.put(row, gutter + 1, "= ", Style::Gutter);
  llvm::StringRef name = level_name(child.level);
  buffer.append(row, name, Style::Bold);
  buffer.append(row, ": ", Style::Plain);
  append_message(buffer, row, gutter + 5 + static_cast<unsigned>(name.size()), child.text,
                 Style::Plain);
}

void draw_child(const SourceMap &sources, const SubDiagnostic &child,
                llvm::ArrayRef<FileExcerpt> excerpts, const DrawOptions &options,
                StyledBuffer &buffer) {
  unsigned row = buffer.rows();
  llvm::StringRef name = level_name(child.level);
  buffer.put(row, 0, name, level_style(child.level));
  buffer.append(row, ": ", Style::Bold);
  append_message(buffer, row, static_cast<unsigned>(name.size()) + 2, child.text, Style::Plain);
  draw_excerpts(sources, excerpts, options, buffer);
}

/// The empty gutter line between an excerpt and what follows it.
void draw_separator(StyledBuffer &buffer, unsigned gutter) {
  draw_gutter(buffer, buffer.rows(), gutter, 0);
}

} // namespace

void render_human(const SourceMap &sources, const Diagnostic &diagnostic,
                  const RenderOptions &options, llvm::raw_ostream &out) {
  Excerpts excerpts = collect_excerpts(sources, diagnostic);
  DrawOptions draw{excerpts.gutter, options.width};
  StyledBuffer buffer;
  draw_header(buffer, diagnostic);
  draw_excerpts(sources, excerpts.main, draw, buffer);
  bool after_excerpt = !excerpts.main.empty();
  for (size_t i = 0; i < diagnostic.children.size(); ++i) {
    bool has_place = !excerpts.children[i].empty();
    if (after_excerpt)
      draw_separator(buffer, draw.gutter);
    after_excerpt = has_place;
    if (has_place)
      draw_child(sources, diagnostic.children[i], excerpts.children[i], draw, buffer);
    else
      draw_plain_note(buffer, diagnostic.children[i], draw.gutter);
  }
  for (const Suggestion &suggestion : diagnostic.suggestions) {
    if (after_excerpt)
      draw_separator(buffer, draw.gutter);
    unsigned row = buffer.rows();
    buffer.put(row, 0, "help", Style::Help);
    buffer.append(row, ": ", Style::Bold);
    append_message(buffer, row, 6, suggestion.text, Style::Plain);
    draw_suggestion(sources, suggestion, draw.gutter, buffer);
    after_excerpt = true;
  }
  buffer.print(out, options.color, level_style(diagnostic.level));
  out << '\n';
}

} // namespace ochre
