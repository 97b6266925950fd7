// Drawing an excerpt. One source line takes a row for its text, one for its marks (`^^^` and `---`,
// with the labels that fit behind them), then rows for the labels that hang below:
//
//   LL |     foo(a, b);
//      |     --- ^  - third
//      |     |   |
//      |     |   second
//      |     first
//
// A label over several lines has a bar left of the text; it starts with `/` when nothing but blanks
// precede it, else with an underline that leads to it, and ends the same way:
//
//   LL |       let x = f(
//      |  _____________^
//   LL | |         1);
//      | |__________^ label
#include "support/diag/snippet.h"

namespace ochre {

namespace {

constexpr unsigned kTrimContext = 20;

Style mark_style(bool is_primary) { return is_primary ? Style::Primary : Style::Secondary; }

struct Canvas {
  const SourceMap &sources;
  const FileExcerpt &excerpt;
  const DrawOptions &options;
  StyledBuffer &buffer;
  unsigned text_column; ///< where source text starts
  unsigned bar_column;  ///< where the bar of depth 1 stands
};

/// The part of a source line that is shown: long lines are cut around their marks.
struct Window {
  unsigned left = 0;
  bool is_cut = false;
};

unsigned room_for_text(const Canvas &canvas) {
  constexpr unsigned kLeast = 20;
  bool is_wide = canvas.options.width > canvas.text_column + kLeast;
  return is_wide ? canvas.options.width - canvas.text_column : kLeast;
}

/// Looks only at as much of the text as has room: a line may have a million columns.
bool is_wider(llvm::StringRef text, unsigned room) {
  return bytes_within_width(text, room) < text.size();
}

/// Marks behind this column are left out: the window is around others, far away.
unsigned last_column(const Canvas &canvas, Window window) {
  return window.left + canvas.options.width * 2;
}

Window choose_window(const Canvas &canvas, llvm::StringRef text, llvm::ArrayRef<LineMark> marks) {
  unsigned room = room_for_text(canvas);
  if (!is_wider(text, room))
    return {0, false};
  if (marks.empty())
    return {0, true};
  unsigned first = UINT32_MAX, last = 0, primary = UINT32_MAX;
  for (const LineMark &mark : marks) {
    first = std::min(first, mark.start);
    last = std::max(last, mark.end + display_width(mark.text) + 1);
    if (mark.is_primary)
      primary = std::min(primary, mark.start);
  }
  if (last <= room)
    return {0, true};
  if (primary != UINT32_MAX && primary - first > canvas.options.width)
    first = primary;
  return {first > kTrimContext ? first - kTrimContext : 0, true};
}

/// `text` from display column `left` on, at most `width` columns.
llvm::StringRef cut_text(llvm::StringRef text, unsigned left, unsigned width) {
  text = text.drop_front(bytes_within_width(text, left));
  return text.take_front(bytes_within_width(text, width));
}

void draw_source(const Canvas &canvas, unsigned row, uint32_t line, Window window) {
  draw_gutter(canvas.buffer, row, canvas.options.gutter, line);
  llvm::StringRef text = canvas.sources.line_text(*canvas.excerpt.file, line);
  if (!window.is_cut) {
    canvas.buffer.put(row, canvas.text_column, text, Style::Plain);
    return;
  }
  unsigned room = room_for_text(canvas);
  canvas.buffer.put(row, canvas.text_column, cut_text(text, window.left, room), Style::Plain);
  if (window.left > 0)
    canvas.buffer.put(row, canvas.text_column, "...", Style::Gutter);
  if (is_wider(text, window.left + room))
    canvas.buffer.append(row, "...", Style::Gutter);
}

/// For each mark the row of its label below the marks' row; 0: behind the mark itself.
/// `marks` are sorted by descending start.
std::vector<unsigned> place_labels(llvm::ArrayRef<LineMark> marks) {
  std::vector<unsigned> rows(marks.size(), 0);
  unsigned level = 0;
  unsigned limit = UINT32_MAX; // first column that the current level has given away
  for (size_t i = 0; i < marks.size(); ++i) {
    const LineMark &mark = marks[i];
    if (mark.text.empty())
      continue;
    unsigned width = display_width(mark.text);
    bool fits_behind = true;
    for (size_t j = 0; j < marks.size(); ++j) {
      bool is_same = marks[j].start == mark.start && marks[j].end == mark.end;
      if (j == i || (is_same && marks[j].text.empty()))
        continue;
      // Other marks, and the labels already behind them, must lie wholly outside.
      unsigned end = marks[j].end;
      if (rows[j] == 0 && j < i && !marks[j].text.empty())
        end += 1 + display_width(marks[j].text);
      if (marks[j].start < mark.end + width + 2 && mark.start < end)
        fits_behind = false;
    }
    if (fits_behind)
      continue;
    if (level == 0 || mark.start + width + 1 > limit)
      ++level;
    rows[i] = level;
    limit = mark.start;
  }
  return rows;
}

/// Draws marks and labels from `row` on; returns the rows taken.
unsigned draw_marks(const Canvas &canvas, unsigned row, std::vector<LineMark> marks,
                    Window window) {
  if (window.is_cut)
    llvm::erase_if(marks, [&](const LineMark &mark) {
      return mark.end < window.left || mark.start > last_column(canvas, window);
    });
  if (marks.empty())
    return 0;
  for (LineMark &mark : marks) {
    mark.start = mark.start >= window.left ? mark.start - window.left : 0;
    mark.end = mark.end > window.left + mark.start ? mark.end - window.left : mark.start + 1;
    mark.end = std::min(mark.end, std::max(mark.start + 1, canvas.options.width * 2));
  }
  std::stable_sort(marks.begin(), marks.end(), [](const LineMark &a, const LineMark &b) {
    return std::pair(a.start, a.end) > std::pair(b.start, b.end);
  });
  std::vector<unsigned> rows = place_labels(marks);
  unsigned levels = *std::max_element(rows.begin(), rows.end());
  unsigned height = levels == 0 ? 1 : levels + 2;
  for (unsigned i = 0; i < height; ++i)
    draw_gutter(canvas.buffer, row + i, canvas.options.gutter, 0);
  unsigned text = canvas.text_column;
  // Primary marks are drawn over secondary ones.
  for (bool primary : {false, true})
    for (const LineMark &mark : marks)
      if (mark.is_primary == primary)
        canvas.buffer.put(row, text + mark.start,
                          std::string(mark.end - mark.start, primary ? '^' : '-'),
                          mark_style(primary));
  for (size_t i = 0; i < marks.size(); ++i) {
    Style style = mark_style(marks[i].is_primary);
    for (unsigned below = 1; below <= rows[i]; ++below)
      canvas.buffer.put(row + below, text + marks[i].start, "|", style);
  }
  for (size_t i = 0; i < marks.size(); ++i) {
    const LineMark &mark = marks[i];
    Style style = mark_style(mark.is_primary);
    if (mark.text.empty())
      continue;
    if (rows[i] == 0)
      canvas.buffer.put(row, text + mark.end + 1, mark.text, style);
    else
      canvas.buffer.put(row + rows[i] + 1, text + mark.start, mark.text, style);
  }
  return height;
}

/// Whether only blanks lie before display column `column`.
bool starts_line(llvm::StringRef text, unsigned column) {
  llvm::StringRef trimmed = text.ltrim();
  return display_width(text.drop_back(trimmed.size())) >= column;
}

void draw_bars(const Canvas &canvas, unsigned row, uint32_t line, bool below) {
  for (const BarMark &bar : canvas.excerpt.bars) {
    llvm::StringRef text = canvas.sources.line_text(*canvas.excerpt.file, bar.first_line);
    bool slash = starts_line(text, bar.start);
    unsigned column = canvas.bar_column + bar.depth - 1;
    Style style = mark_style(bar.is_primary);
    if (line == bar.first_line && slash && !below)
      canvas.buffer.put(row, column, "/", style);
    else if (line > bar.first_line && line <= bar.last_line && !(below && line == bar.last_line))
      canvas.buffer.put(row, column, "|", style);
    else if (line == bar.first_line && slash && below)
      canvas.buffer.put(row, column, "|", style);
  }
}

/// The underlines that lead to starts and ends of bars in this line; returns the rows taken.
unsigned draw_bar_ends(const Canvas &canvas, unsigned row, uint32_t line) {
  unsigned taken = 0;
  for (const BarMark &bar : canvas.excerpt.bars) {
    llvm::StringRef text = canvas.sources.line_text(*canvas.excerpt.file, bar.first_line);
    bool is_start = line == bar.first_line && !starts_line(text, bar.start);
    bool is_end = line == bar.last_line;
    if (!is_start && !is_end)
      continue;
    unsigned at = row + taken++;
    draw_gutter(canvas.buffer, at, canvas.options.gutter, 0);
    Style style = mark_style(bar.is_primary);
    unsigned bar_column = canvas.bar_column + bar.depth - 1;
    unsigned column =
        canvas.text_column + std::min(is_start ? bar.start : bar.end - 1, canvas.options.width * 2);
    // Other bars pass by.
    for (const BarMark &other : canvas.excerpt.bars)
      if (&other != &bar && other.first_line < line && line < other.last_line)
        canvas.buffer.put(at, canvas.bar_column + other.depth - 1, "|",
                          mark_style(other.is_primary));
    if (is_end)
      canvas.buffer.put(at, bar_column, "|", style);
    for (unsigned c = bar_column + 1; c < column; ++c)
      canvas.buffer.put(at, c, "_", style);
    canvas.buffer.put(at, column, bar.is_primary ? "^" : "-", style);
    if (is_end && !bar.text.empty())
      canvas.buffer.put(at, column + 2, bar.text, style);
  }
  return taken;
}

void draw_line(const Canvas &canvas, uint32_t line) {
  auto found = canvas.excerpt.marks.find(line);
  std::vector<LineMark> marks =
      found == canvas.excerpt.marks.end() ? std::vector<LineMark>() : found->second;
  llvm::StringRef text = canvas.sources.line_text(*canvas.excerpt.file, line);
  Window window = choose_window(canvas, text, marks);
  unsigned row = canvas.buffer.rows();
  draw_source(canvas, row, line, window);
  draw_bars(canvas, row, line, /*below=*/false);
  unsigned mark_rows = draw_marks(canvas, row + 1, std::move(marks), window);
  for (unsigned i = 1; i <= mark_rows; ++i)
    draw_bars(canvas, row + i, line, /*below=*/true);
  draw_bar_ends(canvas, row + 1 + mark_rows, line);
}

/// What stands between two shown lines: nothing, the one line left out, or `...`.
void draw_gap(const Canvas &canvas, uint32_t previous, uint32_t next) {
  if (previous == 0 || next <= previous + 1)
    return;
  if (next == previous + 2) {
    unsigned row = canvas.buffer.rows();
    draw_source(canvas, row, previous + 1, {});
    draw_bars(canvas, row, previous + 1, /*below=*/false);
    return;
  }
  unsigned row = canvas.buffer.rows();
  canvas.buffer.put(row, 0, "...", Style::Gutter);
  draw_bars(canvas, row, previous + 1, /*below=*/false);
}

void draw_excerpt(const SourceMap &sources, const FileExcerpt &excerpt, const DrawOptions &options,
                  bool is_first, StyledBuffer &buffer) {
  unsigned row = buffer.rows();
  if (!is_first) {
    draw_gutter(buffer, row, options.gutter, 0);
    ++row;
  }
  buffer.put(row, options.gutter, is_first ? "--> " : "::: ", Style::Gutter);
  std::string where = excerpt.file->name + ":" + std::to_string(excerpt.anchor.line) + ":" +
                      std::to_string(excerpt.anchor.column);
  buffer.append(row, where, Style::Plain);
  draw_gutter(buffer, row + 1, options.gutter, 0);
  unsigned bar_column = options.gutter + 3;
  Canvas canvas{sources, excerpt, options, buffer, bar_column + excerpt.bar_columns(), bar_column};
  uint32_t previous = 0;
  for (uint32_t line : excerpt.lines()) {
    draw_gap(canvas, previous, line);
    draw_line(canvas, line);
    previous = line;
  }
}

} // namespace

void draw_gutter(StyledBuffer &buffer, unsigned row, unsigned gutter, uint32_t line) {
  if (line != 0)
    buffer.put(row, 0, std::to_string(line), Style::Gutter);
  buffer.put(row, gutter + 1, "|", Style::Gutter);
}

void draw_excerpts(const SourceMap &sources, llvm::ArrayRef<FileExcerpt> excerpts,
                   const DrawOptions &options, StyledBuffer &buffer) {
  bool is_first = true;
  for (const FileExcerpt &excerpt : excerpts) {
    draw_excerpt(sources, excerpt, options, is_first, buffer);
    is_first = false;
  }
}

} // namespace ochre
