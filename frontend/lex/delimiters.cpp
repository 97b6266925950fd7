// Matching of delimiters. What comes out is balanced; a file whose delimiters do not match is
// marked as broken, for nothing good comes from parsing it.
#include "frontend/lex/scanner.h"

namespace ochre::lex {

namespace {
llvm::StringRef close_text(Delimiter delim) { return to_string(close_kind(delim)); }
} // namespace

void Scanner::open(Delimiter delim) {
  const char *from = at_++;
  open_.push_back({static_cast<uint32_t>(tokens_.size()), delim});
  push(open_kind(delim), from);
}

void Scanner::close(Delimiter delim) {
  const char *from = at_++;
  if (open_.empty()) {
    error(sess_, span(from, at_), diag::UnexpectedClose, close_text(delim))
        .primary_label("unexpected closing delimiter")
        .emit();
    is_broken_ = true;
    return;
  }
  if (open_.back().delim != delim) {
    // One mistake: if an outer group is closed, the inner ones lack their close; else this is
    // extra.
    Span opener = tokens_[open_.back().index].span;
    bool matches_outer =
        llvm::any_of(open_, [delim](const OpenDelim &outer) { return outer.delim == delim; });
    error(sess_, opener, diag::MismatchedDelimiter, close_text(delim))
        .primary_label("unclosed delimiter")
        .also_at(span(from, at_), "mismatched closing delimiter")
        .emit();
    is_broken_ = true;
    if (!matches_outer)
      delim = open_.back().delim;
  }
  while (true) {
    uint32_t index = open_.back().index;
    Delimiter opened = open_.back().delim;
    open_.pop_back();
    uint32_t distance = static_cast<uint32_t>(tokens_.size()) - index;
    tokens_[index].payload = distance;
    push(close_kind(opened), from, distance);
    if (opened == delim)
      return;
  }
}

void Scanner::close_unclosed() {
  if (!is_broken_) {
    // The line behind the last line break is none.
    const char *at = end_ > begin_ && end_[-1] == '\n' ? end_ - 1 : end_;
    auto report = error(sess_, span(at, at), diag::UnclosedDelimiter);
    for (const OpenDelim &unclosed : llvm::ArrayRef<OpenDelim>(open_).take_back(8))
      report.label(tokens_[unclosed.index].span, "unclosed delimiter");
    report.emit();
  }
  is_broken_ = true;
  at_ = end_;
  while (!open_.empty()) {
    uint32_t distance = static_cast<uint32_t>(tokens_.size()) - open_.back().index;
    tokens_[open_.back().index].payload = distance;
    push(close_kind(open_.back().delim), end_, distance);
    open_.pop_back();
  }
}

} // namespace ochre::lex
