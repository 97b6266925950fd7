// Parentheses that change nothing.
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/expand/lint_buffer.h"

namespace ochre::expand {

/// Where an expression stands, as far as parentheses around it are concerned.
struct ParenPlace {
  llvm::StringRef what;      ///< "`if` condition"
  bool before_block = false; ///< a `{` follows: struct literals need the parentheses
  bool is_let_scrutinee = false;
};

void check_parens(const ast::Crate &krate, LintBuffer &out, ast::ExprId value,
                  const ParenPlace &place);
/// Around a whole pattern. `may_be_or`: `(A | B)` is fine without parentheses too.
void check_parens(const ast::Crate &krate, LintBuffer &out, ast::PatId pat, bool may_be_or);
void check_parens(const ast::Crate &krate, LintBuffer &out, ast::TyId ty);

} // namespace ochre::expand
