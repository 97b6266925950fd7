#include "frontend/lex/keywords.h"

namespace ochre::lex {

// The groups follow the order of symbols.def.

bool is_keyword_always(Symbol name) {
  return (name >= sym::kw_as && name <= sym::kw_yield) || name == sym::kw_underscore ||
         name == sym::dollar_crate || name == sym::path_root;
}

bool is_keyword(Symbol name, Edition edition) {
  if (is_keyword_always(name))
    return true;
  if (name >= sym::kw_async && name <= sym::kw_try)
    return edition >= Edition::E2018;
  return name == sym::kw_gen && edition >= Edition::E2024;
}

bool is_path_segment_keyword(Symbol name) {
  return name == sym::kw_super || name == sym::kw_self || name == sym::kw_SelfUpper ||
         name == sym::kw_crate || name == sym::path_root || name == sym::dollar_crate;
}

bool can_be_raw(Symbol name) {
  return name != sym::empty && name != sym::kw_underscore && !is_path_segment_keyword(name);
}

} // namespace ochre::lex
