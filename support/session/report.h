// Reporting: from a template and its arguments to a diagnostic in the session's
// engine.
#pragma once

#include "support/session/session.h"

#include <type_traits>

namespace ochre {

std::string render_diag_arg(const Session &sess, Symbol arg);
std::string render_diag_arg(const Session &sess, llvm::StringRef arg);
std::string render_diag_arg(const Session &sess, uint64_t arg);

DiagBuilder make_diag(Session &sess, Level level, Span span, DiagCode code, std::string message);

template <class... Args>
DiagBuilder error(Session &sess, Span span, const DiagTemplate<Args...> &tmpl,
                  const std::type_identity_t<Args> &...args) {
  std::vector<std::string> texts{render_diag_arg(sess, args)...};
  return make_diag(sess, Level::Error, span, tmpl.code, fill_template(tmpl.text, texts));
}
template <class... Args>
DiagBuilder warning(Session &sess, Span span, const DiagTemplate<Args...> &tmpl,
                    const std::type_identity_t<Args> &...args) {
  std::vector<std::string> texts{render_diag_arg(sess, args)...};
  return make_diag(sess, Level::Warning, span, tmpl.code, fill_template(tmpl.text, texts));
}

/// Reports `not supported yet: <what>` at `span`.
ErrorGuaranteed not_supported_yet(Session &sess, Span span, llvm::StringRef what);

} // namespace ochre
