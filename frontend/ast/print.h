// The AST as text, for tests and `--emit=ast`.
#pragma once

#include "frontend/ast/crate.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre::ast {

/// Writes each item on a line of its own, those of modules, traits and impls indented below them.
/// Everything nested is in parentheses, operator first: `a + b * c` is `(+ a (* b c))`.
void print(const Interner &interner, const Crate &krate, llvm::raw_ostream &out);

} // namespace ochre::ast
