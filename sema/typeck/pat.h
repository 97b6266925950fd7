// Messages about patterns (private to typeck).
#pragma once

#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

void report_pat_mismatch(FnCtxt &fcx, Span span, Ty expected, Ty actual, Span expected_span,
                         hir::ExprId init);
void report_pat_arity(FnCtxt &fcx, hir::PatId id, const ty::VariantDef &variant, hir::Res res,
                      size_t given);
void report_pat_no_field(FnCtxt &fcx, Ty ty, const ty::VariantDef &variant, const ty::AdtDef &adt,
                         hir::Ident field);
void report_pat_missing_fields(FnCtxt &fcx, hir::PatId id, const ty::VariantDef &variant,
                               const llvm::DenseMap<Symbol, Span> &seen);

} // namespace ochre::typeck
