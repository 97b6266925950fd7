// From the expanded, resolved AST to HIR.
//
// Desugars once: `for`, `while`, `?`, ranges, destructuring assignment, `impl Trait`. What the
// surface syntax says about the life of temporaries is kept (DropTemps, Match of `for`).
#pragma once

#include "frontend/ast/crate.h"
#include "frontend/resolve/resolutions.h"
#include "sema/hir/hir.h"
#include "support/session/session.h"

namespace ochre::lower {

/// Lowers all items. Definitions for the copies of captured lifetimes are added to `defs`. Reports
/// what only lowering sees (`impl Trait` where none may stand, `_` as a value…).
hir::Crate lower_crate(Session &sess, Definitions &defs, const ast::Crate &krate,
                       const resolve::Resolutions &res);

} // namespace ochre::lower
