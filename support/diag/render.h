// How diagnostics look: for people (with source excerpts), one line each, or as
// JSON like rustc's.
#pragma once

#include "support/diag/diagnostic.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre {

class SourceMap;
class HygieneTable;

enum class ErrorFormat : uint8_t { Human, Short, Json };

struct RenderOptions {
  ErrorFormat format = ErrorFormat::Human;
  bool color = false;          ///< ANSI colours (also of `rendered` in JSON)
  bool short_rendered = false; ///< JSON: `rendered` holds the short form
  unsigned width = 140;        ///< columns of the terminal
};

/// Writes one diagnostic. JSON: one object on a line of its own, fields as
/// rustc's
/// (`$message_type`, message, code, level, spans, children, rendered).
void render(const SourceMap &sources, const HygieneTable &hygiene, const Diagnostic &diagnostic,
            const RenderOptions &options, llvm::raw_ostream &out);

} // namespace ochre
