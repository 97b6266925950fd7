// The arguments of an attribute as meta items: `name`, `name = literal`, `name(…)`, a literal.
#pragma once

#include "frontend/lex/token_stream.h"
#include "support/session/session.h"

#include <optional>
#include <vector>

namespace ochre::expand {

struct MetaItem {
  enum Kind : uint8_t { Word, NameValue, List, Literal } kind = Word;
  std::string name;                ///< path joined by `::`; empty for Literal
  std::optional<lex::Token> value; ///< NameValue, Literal: a literal
  std::vector<MetaItem> items;     ///< List
  Span span;

  bool is(Kind wanted, llvm::StringRef wanted_name) const {
    return kind == wanted && name == wanted_name;
  }
  /// The value of a string literal.
  std::optional<std::string> str(const Session &sess) const;
};

/// What stands between commas; none: it does not have this form.
std::optional<std::vector<MetaItem>> parse_meta_items(const Session &sess, lex::TokenStream tokens);

} // namespace ochre::expand
