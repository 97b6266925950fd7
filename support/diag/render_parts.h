// The forms of one diagnostic; `render` chooses among them.
#pragma once

#include "support/diag/render.h"
#include "support/diag/styled_buffer.h"

namespace ochre {

/// "error", "warning", "note", "help".
llvm::StringRef level_name(Level level);
Style level_style(Level level);

/// Message, source excerpts, notes, helps and suggestions, with an empty line at the end.
void render_human(const SourceMap &sources, const Diagnostic &diagnostic,
                  const RenderOptions &options, llvm::raw_ostream &out);
/// `file:line:column: error[E0382]: message: label`.
void render_short(const SourceMap &sources, const Diagnostic &diagnostic,
                  const RenderOptions &options, llvm::raw_ostream &out);
/// One JSON object in one line.
void render_json(const SourceMap &sources, const HygieneTable &hygiene,
                 const Diagnostic &diagnostic, const RenderOptions &options,
                 llvm::raw_ostream &out);
/// Appends what a suggestion changes, as lines with `+` and `-`.
void draw_suggestion(const SourceMap &sources, const Suggestion &suggestion, unsigned gutter,
                     StyledBuffer &buffer);
/// The largest line number that draw_suggestion shows.
uint32_t last_line_number(const SourceMap &sources, const Suggestion &suggestion);

} // namespace ochre
