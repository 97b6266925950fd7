// Which identifiers are keywords, by edition.
#pragma once

#include "frontend/lex/token.h"
#include "support/source/hygiene.h"

namespace ochre::lex {

/// A keyword in every edition, used or reserved: `fn`, `abstract`, `_`, `$crate`.
bool is_keyword_always(Symbol name);
/// A keyword of any kind in `edition`: the above, `async`/`await`/`dyn`/`try` from 2018, `gen` from
/// 2024. Weak keywords (`union`, `auto`, `macro_rules`…) are none.
bool is_keyword(Symbol name, Edition edition);
/// A word that stands for a path segment: `self`, `super`, `crate`, `Self`, `$crate`, `{{root}}`.
bool is_path_segment_keyword(Symbol name);
/// Whether `r#name` is legal.
bool can_be_raw(Symbol name);

} // namespace ochre::lex
