// `#[js(import = "…")]` and `#[js(export)]`: functions of JavaScript's for Rust and of Rust's for
// JavaScript (private to collect).
#pragma once

#include "sema/collect/item.h"

namespace ochre::collect {

/// Names the import or export of the function with its signature: `PATH|TYPES>RESULT`, as in
/// `console.log|&str>` and `step|dx:i32,dy:i32>bool`. Whoever writes the JavaScript side of the
/// finished module reads there what survived (docs/web.md). Wrong uses are reported.
void apply_js(ty::TyCtxt &tcx, DefId id, const hir::MetaItem &attr, ty::CodegenFnAttrs &out);

} // namespace ochre::collect
