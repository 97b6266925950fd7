// Spans made by macros, as the user should see them.
#pragma once

#include "support/diag/diagnostic.h"
#include "support/source/hygiene.h"
#include "support/source/source_map.h"

namespace ochre {

/// Puts labels that lie in text of other crates to where the user called the macro, adds
/// "in this macro invocation" for those in macros of this crate, and notes which macro it was.
Diagnostic with_macro_backtrace(const SourceMap &sources, const HygieneTable &hygiene,
                                const Diagnostic &diagnostic);

} // namespace ochre
