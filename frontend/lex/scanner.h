// The lexer's machine: one pass over the bytes of a file. Internal to this leaf.
//
// Invariant: the text is valid UTF-8 and followed by a NUL byte, so that looking one byte ahead
// needs no bound; whatever looks further stops at that NUL.
#pragma once

#include "frontend/lex/diags.h"
#include "frontend/lex/lexer.h"
#include "support/session/report.h"

namespace ochre::lex {

/// Classes of bytes.
enum ByteClass : uint8_t { kIdentStart = 1, kIdentPart = 2, kDigit = 4, kSpace = 8, kOpChar = 16 };
extern const uint8_t kByteClasses[256];
inline bool is_class(char c, uint8_t classes) {
  return kByteClasses[static_cast<unsigned char>(c)] & classes;
}

/// Tokens in one growing block, which becomes part of the arena.
class TokenBuffer {
public:
  TokenBuffer(Arena &arena, size_t expected);
  Token &push(const Token &token) {
    if (size_ == capacity_)
      grow();
    return data_[size_++] = token;
  }
  Token &operator[](size_t index) { return data_[index]; }
  size_t size() const { return size_; }
  TokenStream stream() const { return {data_, size_}; }

private:
  void grow();
  Arena &arena_;
  Token *data_;
  size_t size_ = 0;
  size_t capacity_;
};

class Scanner {
public:
  Scanner(Session &sess, Arena &arena, llvm::StringRef text, BytePos start,
          std::vector<Comment> *comments);
  LexedFile run();

private:
  // scanner.cpp
  void skip_shebang();
  void scan_all();
  void scan_token();
  bool scan_punct(char c);
  void scan_unknown();
  void push(TokenKind kind, const char *from, uint32_t payload = 0, uint8_t flags = 0);
  void punct(TokenKind kind, const char *from, unsigned length) {
    at_ = from + length;
    push(kind, from);
  }

  // delimiters.cpp
  void open(Delimiter delim);
  void close(Delimiter delim);
  void close_unclosed();

  // comments.cpp
  void line_comment();
  void block_comment();
  bool skip_block_comment();
  void doc_comment(const char *from, llvm::StringRef text, uint8_t flags);

  // identifiers.cpp
  void ident_or_prefixed();
  void ident(const char *from, bool is_raw);
  void skip_ident_part();
  Symbol intern_ident(const char *from, const char *to);
  bool known_prefix(const char *from, llvm::StringRef prefix);
  void unknown_prefix(const char *from);
  void lifetime_or_char();
  void lifetime(const char *from);

  // numbers.cpp
  void number();
  void check_digits(const char *from, unsigned base);

  // strings.cpp
  void quoted(const char *from, TokenKind kind);
  void raw_string(const char *from, TokenKind kind);
  bool skip_single_quoted();
  void char_like(const char *from, TokenKind kind);
  bool guarded_string();
  void check_content(const char *from, const char *body_from, const char *body_to, TokenKind kind);
  void finish_literal(const char *from, TokenKind kind, uint8_t flags = 0);

  bool at_ident_start(const char *at) const;
  bool at_ident_part(const char *at) const;
  Span span(const char *from, const char *to) const { return {pos(from), pos(to), kRootContext}; }
  BytePos pos(const char *at) const { return start_ + static_cast<BytePos>(at - begin_); }
  /// Stops: what follows is no use.
  void give_up() {
    at_ = end_;
    is_broken_ = true;
  }

  struct OpenDelim {
    uint32_t index;
    Delimiter delim;
  };

  Session &sess_;
  Edition edition_;
  const char *begin_;
  const char *end_;
  const char *at_;
  BytePos start_;
  BytePos last_end_ = 0; // of the last token
  TokenBuffer tokens_;
  llvm::SmallVector<OpenDelim, 64> open_;
  std::vector<Comment> *comments_;
  bool is_broken_ = false;
};

} // namespace ochre::lex
