// Source excerpts with marks and labels: from labels to annotated lines, and from those to rows of
// a StyledBuffer.
#pragma once

#include "support/diag/diagnostic.h"
#include "support/diag/styled_buffer.h"
#include "support/source/source_map.h"

#include <map>

namespace ochre {

/// A label within one line. Columns are display columns, 0-based, `end` exclusive and > `start`.
struct LineMark {
  unsigned start = 0;
  unsigned end = 0;
  bool is_primary = false;
  std::string text;
};

/// A label over several lines, drawn by a bar at the left. `depth` 1 is the leftmost bar.
struct BarMark {
  uint32_t first_line = 0;
  uint32_t last_line = 0;
  unsigned start = 0; ///< display column of the start in the first line
  unsigned end = 0;   ///< display column behind the end in the last line
  bool is_primary = false;
  std::string text;
  unsigned depth = 0;
};

/// All labels of one file.
struct FileExcerpt {
  const SourceFile *file = nullptr;
  Loc anchor; ///< what the `-->` line names: the first primary label, else the first label
  std::map<uint32_t, std::vector<LineMark>> marks;
  std::vector<BarMark> bars;

  /// Lines that must be shown, ascending.
  std::vector<uint32_t> lines() const;
  unsigned bar_columns() const; ///< columns that the bars take, 0 without bars
};

/// Sorts labels by file: the file of the first primary label comes first. Labels without text to
/// show (dummy spans) are left out.
std::vector<FileExcerpt> make_excerpts(const SourceMap &sources, llvm::ArrayRef<Label> labels);

/// The largest line number that the excerpts show.
uint32_t last_line_number(llvm::ArrayRef<FileExcerpt> excerpts);

struct DrawOptions {
  unsigned gutter = 1; ///< columns of the line numbers
  unsigned width = 140;
};

/// Draws `-->` lines and annotated source below what `buffer` holds.
void draw_excerpts(const SourceMap &sources, llvm::ArrayRef<FileExcerpt> excerpts,
                   const DrawOptions &options, StyledBuffer &buffer);

/// `LL | ` in front of a row, `   | ` when `line` is 0.
void draw_gutter(StyledBuffer &buffer, unsigned row, unsigned gutter, uint32_t line);

} // namespace ochre
