#include "frontend/lex/lexer.h"

#include "frontend/lex/scanner.h"

namespace ochre::lex {

LexedFile lex_file(Session &sess, Arena &arena, FileId file, std::vector<Comment> *comments) {
  const SourceFile &source = sess.source_map.file(file);
  return Scanner(sess, arena, source.text, source.start, comments).run();
}

LexedFile lex_text(Session &sess, Arena &arena, llvm::StringRef name, llvm::StringRef text,
                   Span span) {
  LexedFile lexed = lex_file(sess, arena, sess.source_map.add_text(name, text));
  if (!span.is_dummy())
    for (Token &token : llvm::MutableArrayRef<Token>(const_cast<Token *>(lexed.tokens.data()),
                                                     lexed.tokens.size()))
      token.span = span;
  return lexed;
}

} // namespace ochre::lex
