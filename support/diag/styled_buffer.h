// A grid of characters with styles: where the human renderer draws, before anything is printed.
//
// Invariant: a cell is one column of the terminal; a wide character is followed by an empty cell.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <vector>

namespace ochre {

enum class Style : uint8_t {
  Plain,
  Bold,   ///< the main message
  Gutter, ///< line numbers, bars and arrows
  Primary,
  Secondary,
  Error,
  Warning,
  Note,
  Help,
  Addition,
  Removal,
};

/// The ANSI sequence that starts a style. Primary is drawn like the level it belongs to.
const char *ansi_start(Style style, Style level);

/// Columns that `text` takes on a terminal. A tab takes four, a control character one.
unsigned display_width(llvm::StringRef text);
/// The number of bytes at the front of `text` that fit into `width` columns.
size_t bytes_within_width(llvm::StringRef text, unsigned width);

class StyledBuffer {
public:
  /// Writes `text` (UTF-8) over what is there, from `column` on; makes rows as needed.
  void put(unsigned row, unsigned column, llvm::StringRef text, Style style);
  /// Writes behind what the row holds.
  void append(unsigned row, llvm::StringRef text, Style style);
  /// Writes only where the row is still empty (a bar must not cross a label).
  void put_if_free(unsigned row, unsigned column, llvm::StringRef text, Style style);
  unsigned rows() const { return static_cast<unsigned>(rows_.size()); }
  bool is_free(unsigned row, unsigned column) const;
  /// Prints all rows, without blanks at their ends.
  void print(llvm::raw_ostream &out, bool color, Style level) const;

private:
  struct Cell {
    char32_t character = U' '; ///< 0: the second half of a wide character
    Style style = Style::Plain;
  };
  std::vector<Cell> &row(unsigned index);

  std::vector<std::vector<Cell>> rows_;
};

} // namespace ochre
