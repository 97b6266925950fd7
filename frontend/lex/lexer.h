// From text to a token stream.
//
// Reports every lexical error (also in literals: escapes, digits, NUL in C strings) and unbalanced
// delimiters; what comes out is balanced in any case.
#pragma once

#include "frontend/lex/token_stream.h"
#include "support/session/session.h"

#include <vector>

namespace ochre::lex {

/// A comment that is no documentation, for formatters. `///` and `//!` are tokens.
struct Comment {
  Span span;
};

struct LexedFile {
  TokenStream tokens;
  /// The file's delimiters do not match, or worse: do not parse it.
  bool is_broken = false;
};

/// Lexes a whole file: BOM and shebang are skipped, the tokens live in `arena`.
/// With `comments`, ordinary comments are kept there in order.
LexedFile lex_file(Session &sess, Arena &arena, FileId file,
                   std::vector<Comment> *comments = nullptr);

/// Lexes text that a macro made (`"…".parse()`): every token gets `span`, if it is not dummy.
LexedFile lex_text(Session &sess, Arena &arena, llvm::StringRef name, llvm::StringRef text,
                   Span span);

} // namespace ochre::lex
