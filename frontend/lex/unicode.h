// Unicode as the lexer needs it: identifiers, white space, normalisation to NFC.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace ochre::lex {

bool is_xid_start(uint32_t code);
bool is_xid_continue(uint32_t code);
/// Pattern_White_Space.
bool is_pattern_white_space(uint32_t code);
/// A character that people use as an emoji, so that the message can say so.
bool is_emoji(uint32_t code);

/// The first character of non-empty, valid UTF-8 text, and its length.
struct Decoded {
  uint32_t code;
  unsigned length;
};
Decoded decode_utf8(const char *at);
void append_utf8(std::string &out, uint32_t code);

/// The text in normalisation form C.
std::string normalize_nfc(llvm::StringRef text);

/// The ASCII character that `code` looks like (a curly quote, a full-width comma…), or 0; `name` is
/// the Unicode name.
struct Confusable {
  char ascii = 0;
  const char *name = nullptr;
};
Confusable find_confusable(uint32_t code);

} // namespace ochre::lex
