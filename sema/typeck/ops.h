// Operators: what is built in, and messages (private to typeck).
#pragma once

#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

/// Whether the operator on these types has a built-in meaning, references looked through.
bool is_builtin_binop(Ty lhs, Ty rhs, hir::BinOp op);
void report_binary(FnCtxt &fcx, hir::ExprId id, Ty lhs, Ty rhs, bool is_assign);
void report_unary(FnCtxt &fcx, hir::ExprId id, Ty operand);

} // namespace ochre::typeck
