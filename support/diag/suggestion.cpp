// How a suggestion is shown. Pure insertions show the new line with `+` below what is new:
//
//   LL |     let mut x = 1;
//      |         +++
//
// anything else shows the old lines with `-` and the new ones with `+` in place of the bar.
#include "support/diag/render_parts.h"
#include "support/diag/snippet.h"

namespace ochre {

namespace {

/// The lines that a suggestion touches, before and after.
struct Change {
  const SourceFile *file = nullptr;
  uint32_t first_line = 0;
  uint32_t last_line = 0;
  std::vector<SuggestionPart> parts; ///< in source order, all in `file`
  std::string before, after;
};

BytePos line_end(const SourceMap &sources, const SourceFile &file, uint32_t line) {
  return file.line_starts[line - 1] + static_cast<BytePos>(sources.line_text(file, line).size());
}

Change apply(const SourceMap &sources, const Suggestion &suggestion) {
  Change change;
  for (const SuggestionPart &part : suggestion.parts) {
    const SourceFile *file = part.span.is_dummy() ? nullptr : sources.file_at(part.span.lo);
    if (!file || file->is_external || part.span.hi > file->end() ||
        (change.file && change.file != file))
      continue;
    change.file = file;
    change.parts.push_back(part);
  }
  if (!change.file)
    return change;
  std::stable_sort(
      change.parts.begin(), change.parts.end(),
      [](const SuggestionPart &a, const SuggestionPart &b) { return a.span.lo < b.span.lo; });
  change.first_line = sources.lookup(change.parts.front().span.lo).line;
  change.last_line = sources.lookup(change.parts.back().span.hi).line;
  const SourceFile &file = *change.file;
  BytePos at = file.line_starts[change.first_line - 1];
  BytePos end = std::max(line_end(sources, file, change.last_line), at);
  change.before = file.text.slice(at - file.start, end - file.start).str();
  for (const SuggestionPart &part : change.parts) {
    if (part.span.lo < at)
      continue; // overlaps the part before it
    change.after += file.text.slice(at - file.start, part.span.lo - file.start);
    change.after += part.replacement;
    at = part.span.hi;
  }
  change.after += file.text.slice(at - file.start, std::max(at, end) - file.start);
  return change;
}

bool is_insertion(const Change &change) {
  return llvm::all_of(change.parts, [](const SuggestionPart &part) {
    return part.span.lo == part.span.hi && !llvm::StringRef(part.replacement).contains('\n');
  });
}

void draw_insertion(const SourceMap &sources, const Change &change, unsigned gutter,
                    StyledBuffer &buffer) {
  unsigned row = buffer.rows();
  draw_gutter(buffer, row, gutter, change.first_line);
  draw_gutter(buffer, row + 1, gutter, 0);
  unsigned text_column = gutter + 3;
  buffer.put(row, text_column, change.after, Style::Plain);
  llvm::StringRef old_line = sources.line_text(*change.file, change.first_line);
  BytePos start = change.file->line_starts[change.first_line - 1];
  unsigned shift = 0;
  for (const SuggestionPart &part : change.parts) {
    unsigned width = display_width(part.replacement);
    unsigned column = display_width(old_line.take_front(part.span.lo - start)) + shift;
    llvm::StringRef text = part.replacement;
    unsigned blanks = static_cast<unsigned>(text.size() - text.ltrim(' ').size());
    unsigned shown = display_width(text.trim(' '));
    buffer.put(row, text_column + column, text, Style::Addition);
    buffer.put(row + 1, text_column + column + blanks, std::string(shown, '+'), Style::Addition);
    shift += width;
  }
}

void draw_lines(llvm::StringRef text, uint32_t line, char mark, unsigned gutter,
                StyledBuffer &buffer) {
  Style style = mark == '+' ? Style::Addition : Style::Removal;
  llvm::SmallVector<llvm::StringRef, 4> lines;
  text.split(lines, '\n');
  for (llvm::StringRef content : lines) {
    unsigned row = buffer.rows();
    buffer.put(row, 0, std::to_string(line++), Style::Gutter);
    buffer.put(row, gutter + 1, std::string(1, mark), style);
    buffer.put(row, gutter + 3, content, style);
  }
}

} // namespace

uint32_t last_line_number(const SourceMap &sources, const Suggestion &suggestion) {
  Change change = apply(sources, suggestion);
  auto lines = static_cast<uint32_t>(llvm::StringRef(change.after).count('\n'));
  return std::max(change.last_line, change.first_line + lines);
}

void draw_suggestion(const SourceMap &sources, const Suggestion &suggestion, unsigned gutter,
                     StyledBuffer &buffer) {
  Change change = apply(sources, suggestion);
  if (!change.file)
    return;
  draw_gutter(buffer, buffer.rows(), gutter, 0);
  if (is_insertion(change) && change.first_line == change.last_line) {
    draw_insertion(sources, change, gutter, buffer);
    return;
  }
  draw_lines(change.before, change.first_line, '-', gutter, buffer);
  if (!llvm::StringRef(change.after).trim().empty())
    draw_lines(change.after, change.first_line, '+', gutter, buffer);
  draw_gutter(buffer, buffer.rows(), gutter, 0);
}

} // namespace ochre
