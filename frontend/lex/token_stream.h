// Token streams and trees, flat.
//
// A stream is a slice of tokens in which delimiters are balanced and every open delimiter knows the
// distance to its close. So a group is a slice too, sharing costs nothing, and skipping a tree is
// one addition. Distances are relative: a slice stays valid wherever it is copied.
#pragma once

#include "frontend/lex/token.h"
#include "support/adt/arena.h"

#include "llvm/ADT/SmallVector.h"

namespace ochre::lex {

using TokenStream = llvm::ArrayRef<Token>;

/// Number of tokens of the tree that starts at `index`: 1, or a whole group with its delimiters.
inline size_t tree_size(TokenStream stream, size_t index) {
  const Token &token = stream[index];
  return token.is_open() ? token.distance() + 1 : 1;
}
/// What lies between the delimiters of the group that opens at `index`.
inline TokenStream group_inside(TokenStream stream, size_t index) {
  assert(stream[index].is_open());
  return stream.slice(index + 1, stream[index].distance() - 1);
}

/// Visits the token trees of a stream, one at a time.
///   for (TreeCursor cursor(stream); !cursor.at_end(); cursor.next()) …cursor.tree()…
class TreeCursor {
public:
  explicit TreeCursor(TokenStream stream) : stream_(stream) {}
  bool at_end() const { return index_ == stream_.size(); }
  const Token &token() const { return stream_[index_]; }
  TokenStream tree() const { return stream_.slice(index_, tree_size(stream_, index_)); }
  TokenStream inside() const { return group_inside(stream_, index_); }
  TokenStream rest() const { return stream_.drop_front(index_); }
  void next() { index_ += tree_size(stream_, index_); }

private:
  TokenStream stream_;
  size_t index_ = 0;
};

/// Makes streams: appends tokens, slices and groups, and fills in the distances.
class TokenStreamBuilder {
public:
  /// Any token but a delimiter.
  void push(const Token &token) {
    assert(!token.is_open() && !token.is_close());
    tokens_.push_back(token);
  }
  void append(TokenStream stream) { tokens_.append(stream.begin(), stream.end()); }
  void open(Delimiter delim, Span span, FragmentKind fragment = FragmentKind::None,
            Spacing spacing = Spacing::Alone) {
    open_.push_back(static_cast<uint32_t>(tokens_.size()));
    tokens_.push_back({open_kind(delim), static_cast<uint8_t>(spacing), fragment, 0, span});
  }
  /// Closes the innermost open group.
  void close(Span span, Spacing spacing = Spacing::Alone) {
    uint32_t at = open_.pop_back_val();
    uint32_t distance = static_cast<uint32_t>(tokens_.size()) - at;
    Token &open = tokens_[at];
    open.payload = distance;
    tokens_.push_back({close_kind(open.delimiter()), static_cast<uint8_t>(spacing), open.fragment,
                       distance, span});
  }
  size_t size() const { return tokens_.size(); }
  bool is_balanced() const { return open_.empty(); }
  llvm::MutableArrayRef<Token> tokens() { return tokens_; }
  /// Moves all into the arena and starts anew. Requires is_balanced().
  TokenStream finish(Arena &arena) {
    assert(is_balanced());
    TokenStream stream = arena.copy(llvm::ArrayRef<Token>(tokens_));
    tokens_.clear();
    return stream;
  }

private:
  llvm::SmallVector<Token, 64> tokens_;
  llvm::SmallVector<uint32_t, 16> open_;
};

/// The text of a stream as `stringify!` shows it: spaced by the rules of the language's pretty
/// printer, invisible delimiters left out.
std::string to_string(const Interner &interner, TokenStream stream);
/// The text of one token as written.
std::string to_string(const Interner &interner, const Token &token);

} // namespace ochre::lex
