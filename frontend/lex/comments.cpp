// Comments: `//`, nested `/* */`, and those that are documentation.
#include "frontend/lex/scanner.h"

namespace ochre::lex {

void Scanner::doc_comment(const char *from, llvm::StringRef text, uint8_t flags) {
  bool is_block = flags & kBlockDoc;
  for (size_t cr = text.find('\r'); cr != llvm::StringRef::npos; cr = text.find('\r', cr + 1)) {
    if (cr + 1 < text.size() && text[cr + 1] == '\n')
      continue;
    const char *at = text.begin() + cr;
    error(sess_, span(at, at + 1), is_block ? diag::BareCrInBlockDoc : diag::BareCrInDoc).emit();
  }
  Symbol symbol;
  if (text.contains("\r\n")) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i)
      if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n')
        plain += text[i];
    symbol = sess_.intern(plain);
  } else {
    symbol = sess_.intern(text);
  }
  push(TokenKind::DocComment, from, symbol.raw, flags);
}

void Scanner::line_comment() {
  const char *from = at_;
  const void *newline = std::memchr(at_, '\n', end_ - at_);
  at_ = newline ? static_cast<const char *>(newline) : end_;
  const char *to = at_;
  bool is_inner = from[2] == '!';
  bool is_outer = from[2] == '/' && from[3] != '/';
  if (!is_inner && !is_outer) {
    if (comments_)
      comments_->push_back({span(from, to)});
    return;
  }
  // A carriage return before the line break belongs to the break.
  if (newline && to[-1] == '\r')
    --to;
  at_ = to;
  doc_comment(from, llvm::StringRef(from + 3, to - from - 3), is_inner ? kInnerDoc : 0);
}

/// Past the comment that begins here; false at the end of the file.
bool Scanner::skip_block_comment() {
  at_ += 2;
  for (unsigned depth = 1; depth != 0;) {
    if (at_ >= end_)
      return false;
    if (at_[0] == '/' && at_[1] == '*') {
      ++depth;
      at_ += 2;
    } else if (at_[0] == '*' && at_[1] == '/') {
      --depth;
      at_ += 2;
    } else {
      ++at_;
    }
  }
  return true;
}

void Scanner::block_comment() {
  const char *from = at_;
  bool is_inner = from[2] == '!';
  bool is_outer = from[2] == '*' && from[3] != '*' && from[3] != '/';
  if (!skip_block_comment()) {
    bool is_doc = is_inner || is_outer;
    error(sess_, span(from, end_),
          is_doc ? diag::UnterminatedDocComment : diag::UnterminatedBlockComment)
        .emit();
    give_up();
    return;
  }
  if (is_inner || is_outer)
    doc_comment(from, llvm::StringRef(from + 3, at_ - from - 5),
                kBlockDoc | (is_inner ? kInnerDoc : 0));
  else if (comments_)
    comments_->push_back({span(from, at_)});
}

} // namespace ochre::lex
