// From labels to the lines they annotate.
#include "support/diag/snippet.h"

namespace ochre {

namespace {

/// Middle lines of a long label that are shown below its first line.
constexpr uint32_t kLinesBelowStart = 4;

/// The display column of `pos` in its line.
unsigned display_column(const SourceMap &sources, const SourceFile &file, BytePos pos,
                        uint32_t line) {
  llvm::StringRef text = sources.line_text(file, line);
  BytePos start = file.line_starts[line - 1];
  size_t offset = pos > start ? pos - start : 0;
  // Behind the line's text lies its line break: one column further at most.
  unsigned beyond = offset > text.size() ? 1 : 0;
  return display_width(text.take_front(offset)) + beyond;
}

/// A span cut to one file; an end behind a line break belongs to the line before it.
struct CutSpan {
  BytePos lo, hi;
  uint32_t first_line, last_line;
};

CutSpan cut_to_file(const SourceMap &sources, const SourceFile &file, Span span) {
  BytePos lo = std::clamp(span.lo, file.start, file.end());
  BytePos hi = std::clamp(std::max(span.hi, lo), file.start, file.end());
  uint32_t first = sources.lookup(lo).line;
  uint32_t last = sources.lookup(hi).line;
  if (last > first && hi == file.line_starts[last - 1])
    last = sources.lookup(--hi).line;
  return {lo, hi, first, last};
}

void add_label(const SourceMap &sources, const Label &label, FileExcerpt &excerpt) {
  const SourceFile &file = *excerpt.file;
  CutSpan cut = cut_to_file(sources, file, label.span);
  unsigned start = display_column(sources, file, cut.lo, cut.first_line);
  unsigned end = display_column(sources, file, cut.hi, cut.last_line);
  if (cut.first_line == cut.last_line) {
    excerpt.marks[cut.first_line].push_back(
        {start, std::max(end, start + 1), label.is_primary, label.text});
    return;
  }
  BarMark bar;
  bar.first_line = cut.first_line;
  bar.last_line = cut.last_line;
  bar.start = start;
  bar.end = std::max(end, 1u);
  bar.is_primary = label.is_primary;
  bar.text = label.text;
  excerpt.bars.push_back(std::move(bar));
}

/// Gives each bar the leftmost column that no other bar of the same lines has.
void assign_depths(std::vector<BarMark> &bars) {
  std::stable_sort(bars.begin(), bars.end(), [](const BarMark &a, const BarMark &b) {
    return std::pair(a.first_line, UINT32_MAX - a.last_line) <
           std::pair(b.first_line, UINT32_MAX - b.last_line);
  });
  for (size_t i = 0; i < bars.size(); ++i) {
    unsigned depth = 1;
    for (bool taken = true; taken;) {
      taken = false;
      for (size_t j = 0; j < i; ++j) {
        bool overlap =
            bars[j].first_line <= bars[i].last_line && bars[i].first_line <= bars[j].last_line;
        if (overlap && bars[j].depth == depth) {
          taken = true;
          ++depth;
          break;
        }
      }
    }
    bars[i].depth = depth;
  }
}

FileExcerpt &excerpt_of(std::vector<FileExcerpt> &excerpts, const SourceFile *file) {
  for (FileExcerpt &excerpt : excerpts)
    if (excerpt.file == file)
      return excerpt;
  excerpts.emplace_back().file = file;
  return excerpts.back();
}

} // namespace

std::vector<uint32_t> FileExcerpt::lines() const {
  std::vector<uint32_t> shown;
  for (const auto &entry : marks)
    shown.push_back(entry.first);
  for (const BarMark &bar : bars) {
    for (uint32_t line = bar.first_line;
         line < std::min(bar.first_line + kLinesBelowStart, bar.last_line); ++line)
      shown.push_back(line);
    shown.push_back(std::max(bar.first_line, bar.last_line - 1));
    shown.push_back(bar.last_line);
  }
  std::sort(shown.begin(), shown.end());
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  return shown;
}

unsigned FileExcerpt::bar_columns() const {
  unsigned depth = 0;
  for (const BarMark &bar : bars)
    depth = std::max(depth, bar.depth);
  return depth == 0 ? 0 : depth + 1;
}

std::vector<FileExcerpt> make_excerpts(const SourceMap &sources, llvm::ArrayRef<Label> labels) {
  std::vector<FileExcerpt> excerpts;
  for (bool primary : {true, false}) {
    for (const Label &label : labels) {
      if (label.is_primary != primary || label.span.is_dummy())
        continue;
      const SourceFile *file = sources.file_at(label.span.lo);
      if (!file)
        continue;
      FileExcerpt &excerpt = excerpt_of(excerpts, file);
      if (!excerpt.anchor.file)
        excerpt.anchor = sources.lookup(label.span.lo);
      add_label(sources, label, excerpt);
    }
  }
  for (FileExcerpt &excerpt : excerpts)
    assign_depths(excerpt.bars);
  return excerpts;
}

uint32_t last_line_number(llvm::ArrayRef<FileExcerpt> excerpts) {
  uint32_t last = 0;
  for (const FileExcerpt &excerpt : excerpts) {
    std::vector<uint32_t> lines = excerpt.lines();
    if (!lines.empty())
      last = std::max(last, lines.back());
  }
  return last;
}

} // namespace ochre
