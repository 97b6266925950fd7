// Building tokens from templates: what derives and built-in macros write as Rust.
//
//   Quote quote(ctx, span);
//   quote.add("impl #0 for #1 { #2 }", {path, ty, body});
//   TokenStream tokens = quote.finish();
//
// A template's tokens get the span (and so the hygiene) of the quote; `#0`…`#9` are the streams
// given, as they are. `$crate` is the crate of the macro, if the span is marked so. Templates are
// string literals: each is lexed once.
#pragma once

#include "frontend/expand/state.h"

namespace ochre::expand {

class Quote {
public:
  Quote(ExpandContext &ctx, Span span) : ctx_(ctx), span_(span) {}

  Quote &add(const char *text, llvm::ArrayRef<lex::TokenStream> arguments = {});
  Quote &ident(Symbol name) { return ident(name, span_); }
  Quote &ident(Symbol name, Span span, bool is_raw = false);
  Quote &lifetime(Symbol name, Span span);
  Quote &str(llvm::StringRef value);
  Quote &integer(uint64_t value);
  Quote &stream(lex::TokenStream tokens) {
    out_.append(tokens);
    return *this;
  }
  Quote &open(lex::Delimiter delim) {
    out_.open(delim, span_);
    return *this;
  }
  Quote &close() {
    out_.close(span_);
    return *this;
  }
  lex::TokenStream finish() { return out_.finish(ctx_.krate.arena); }

private:
  lex::TokenStream lexed(const char *text);

  ExpandContext &ctx_;
  Span span_;
  lex::TokenStreamBuilder out_;
};

} // namespace ochre::expand
