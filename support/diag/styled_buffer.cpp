#include "support/diag/styled_buffer.h"

#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Unicode.h"

namespace ochre {

namespace {

constexpr unsigned kTabWidth = 4;

/// Takes one character off the front of `text`; a broken byte gives U+FFFD.
char32_t take_character(llvm::StringRef &text) {
  const auto *start = reinterpret_cast<const llvm::UTF8 *>(text.begin());
  const auto *at = start;
  const auto *end = reinterpret_cast<const llvm::UTF8 *>(text.end());
  llvm::UTF32 character = 0;
  llvm::ConversionResult result =
      llvm::convertUTF8Sequence(&at, end, &character, llvm::strictConversion);
  if (result != llvm::conversionOK || at == start) {
    text = text.drop_front();
    return U'\uFFFD';
  }
  text = text.drop_front(static_cast<size_t>(at - start));
  return character;
}

unsigned character_width(char32_t character) {
  if (character == U'\t')
    return kTabWidth;
  if (character < 0x20 || character == 0x7f)
    return 1;
  if (character < 0x300)
    return 1;
  char buffer[4];
  char *end = buffer;
  llvm::ConvertCodePointToUTF8(character, end);
  int width = llvm::sys::unicode::columnWidthUTF8(
      llvm::StringRef(buffer, static_cast<size_t>(end - buffer)));
  return width < 0 ? 1 : static_cast<unsigned>(width);
}

/// Control characters and those that reorder text would change the terminal, not show themselves.
char32_t shown_character(char32_t character) {
  if (character < 0x20 || character == 0x7f)
    return U'\uFFFD';
  bool reorders =
      (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
  return reorders ? U'\uFFFD' : character;
}

void append_character(std::string &out, char32_t character) {
  char buffer[4];
  char *end = buffer;
  if (llvm::ConvertCodePointToUTF8(character, end))
    out.append(buffer, static_cast<size_t>(end - buffer));
}

} // namespace

const char *ansi_start(Style style, Style level) {
  switch (style) {
  case Style::Plain: return "";
  case Style::Bold: return "\x1b[1m";
  case Style::Gutter: return "\x1b[1m\x1b[94m";
  case Style::Primary: return level == Style::Primary ? "\x1b[1m" : ansi_start(level, level);
  case Style::Secondary: return "\x1b[1m\x1b[94m";
  case Style::Error: return "\x1b[1m\x1b[91m";
  case Style::Warning: return "\x1b[1m\x1b[33m";
  case Style::Note: return "\x1b[1m\x1b[92m";
  case Style::Help: return "\x1b[1m\x1b[96m";
  case Style::Addition: return "\x1b[92m";
  case Style::Removal: return "\x1b[91m";
  }
  return "";
}

unsigned display_width(llvm::StringRef text) {
  unsigned width = 0;
  while (!text.empty())
    width += character_width(take_character(text));
  return width;
}

size_t bytes_within_width(llvm::StringRef text, unsigned width) {
  llvm::StringRef rest = text;
  while (!rest.empty()) {
    llvm::StringRef next = rest;
    unsigned needed = character_width(take_character(next));
    if (needed > width)
      break;
    width -= needed;
    rest = next;
  }
  return text.size() - rest.size();
}

std::vector<StyledBuffer::Cell> &StyledBuffer::row(unsigned index) {
  if (rows_.size() <= index)
    rows_.resize(index + 1);
  return rows_[index];
}

void StyledBuffer::put(unsigned row_index, unsigned column, llvm::StringRef text, Style style) {
  std::vector<Cell> &cells = row(row_index);
  while (!text.empty()) {
    char32_t character = take_character(text);
    unsigned width = character_width(character);
    if (width == 0)
      continue; // combining marks have no column of their own
    if (cells.size() < column + width)
      cells.resize(column + width);
    if (character == U'\t') {
      for (unsigned i = 0; i < width; ++i)
        cells[column + i] = {U' ', style};
    } else {
      cells[column] = {shown_character(character), style};
      for (unsigned i = 1; i < width; ++i)
        cells[column + i] = {0, style};
    }
    column += width;
  }
}

void StyledBuffer::append(unsigned row_index, llvm::StringRef text, Style style) {
  put(row_index, static_cast<unsigned>(row(row_index).size()), text, style);
}

bool StyledBuffer::is_free(unsigned row_index, unsigned column) const {
  if (row_index >= rows_.size() || column >= rows_[row_index].size())
    return true;
  return rows_[row_index][column].character == U' ';
}

void StyledBuffer::put_if_free(unsigned row_index, unsigned column, llvm::StringRef text,
                               Style style) {
  if (is_free(row_index, column))
    put(row_index, column, text, style);
}

void StyledBuffer::print(llvm::raw_ostream &out, bool color, Style level) const {
  std::string text; // standard error has no buffer
  for (const std::vector<Cell> &cells : rows_) {
    size_t end = cells.size();
    while (end > 0 && cells[end - 1].character == U' ')
      --end;
    Style current = Style::Plain;
    for (size_t i = 0; i < end; ++i) {
      const Cell &cell = cells[i];
      if (color && cell.style != current) {
        if (current != Style::Plain)
          text += "\x1b[0m";
        text += ansi_start(cell.style, level);
        current = cell.style;
      }
      if (cell.character != 0)
        append_character(text, cell.character);
    }
    if (color && current != Style::Plain)
      text += "\x1b[0m";
    text += '\n';
  }
  out << text;
}

} // namespace ochre
