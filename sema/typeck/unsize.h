// Unsizing: from `[T; N]` to `[T]`, from `T` to `dyn Trait`, behind pointers of any sort (private
// to typeck).
#pragma once

#include "sema/typeck/fn_ctxt.h"

namespace ochre::typeck {

/// Quick look at the heads: whether `from: CoerceUnsized<to>` is worth asking.
bool may_be_unsize(FnCtxt &fcx, Ty from, Ty to);
/// What must hold for a pointer `from` to become `to` by unsizing what it points to; none if it
/// cannot. May bind variables: call under a snapshot.
std::optional<Obligations> coerce_unsized(FnCtxt &fcx, Span span, Ty from, Ty to);
/// Whether the body of a closure names variables from outside of it.
bool closure_mentions_upvars(FnCtxt &fcx, DefId closure, LocalDefId local);

} // namespace ochre::typeck
