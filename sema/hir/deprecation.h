// `#[deprecated]`. Source: Reference, "The deprecated attribute".
#pragma once

#include "sema/hir/hir.h"
#include "support/session/session.h"

namespace ochre::hir {

/// The note of `#[deprecated]` on the definition, maybe empty; none: it has no such attribute.
std::optional<Symbol> deprecation(const Crate &krate, LocalDefId id, Session &sess);

} // namespace ochre::hir
