// Lints that look at the expanded syntax alone.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/expand/expand.h"

namespace ochre::expand {

/// unused_parens, while_true, keyword_idents_2018 and _2024, unsafe_code, unused_labels,
/// redundant_semicolons, non_ascii_idents, ellipsis_inclusive_range_patterns, missing_abi,
/// unused_import_braces: held back, since levels are not known yet.
std::vector<BufferedLint> check_ast_lints(Session &sess, ast::Crate &krate);

} // namespace ochre::expand
