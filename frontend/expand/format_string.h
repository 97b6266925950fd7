// The mini-language of format strings: `text {argument:fill<align>sign#0width$.precision type}
// text`. Source: the grammar in the documentation of std::fmt.
#pragma once

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace ochre::expand {

/// Bytes [from, to) of the string's value.
struct FormatRange {
  size_t from = 0;
  size_t to = 0;
};

enum class FormatPosition : uint8_t { Next, Index, Name };
/// Which argument: `{}`, `{0}`, `{x}`.
struct FormatArgRef {
  FormatPosition position = FormatPosition::Next;
  uint32_t index = 0;
  llvm::StringRef name;
  FormatRange range;
};

enum class FormatSize : uint8_t { None, Literal, Argument, Star };
/// A width or precision: `5`, `0$`, `w$`, `.*`.
struct FormatSizeRef {
  FormatSize kind = FormatSize::None;
  uint32_t value = 0;
  FormatArgRef argument;
  FormatRange range;
};

struct FormatHole {
  FormatArgRef argument;
  uint32_t fill = 0; ///< 0: none
  char align = 0;    ///< `<`, `>`, `^` or 0
  char sign = 0;     ///< `+`, `-` or 0
  bool alternate = false;
  bool zero_pad = false;
  char debug_hex = 0; ///< `x`, `X` or 0
  FormatSizeRef width;
  FormatSizeRef precision;
  llvm::StringRef type; ///< after the flags: ``, `?`, `x`…
  FormatRange type_range;
  FormatRange range; ///< with the braces
};

struct FormatPart {
  bool is_hole = false;
  std::string text; ///< with `{{` as `{`
  FormatHole hole;
};

struct FormatError {
  std::string message; ///< behind "invalid format string: "
  std::string label;
  std::string note;
  FormatRange at;
  std::optional<FormatRange> because; ///< the opening brace
};

struct ParsedFormat {
  std::vector<FormatPart> parts;
  std::optional<FormatError> error; ///< the first one; parts are of no use then
};

/// Takes a format string's value apart. Names and types point into `text`.
ParsedFormat parse_format(llvm::StringRef text);

} // namespace ochre::expand
