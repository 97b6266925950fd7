#include "support/session/report.h"

namespace ochre {

std::string render_diag_arg(const Session &sess, Symbol arg) { return sess.str(arg).str(); }
std::string render_diag_arg(const Session &, llvm::StringRef arg) { return arg.str(); }
std::string render_diag_arg(const Session &, uint64_t arg) { return std::to_string(arg); }

DiagBuilder make_diag(Session &sess, Level level, Span span, DiagCode code, std::string message) {
  Diagnostic diagnostic;
  diagnostic.level = level;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  if (!span.is_dummy())
    diagnostic.labels.push_back({span, "", true});
  return DiagBuilder(sess.diags, std::move(diagnostic));
}

ErrorGuaranteed not_supported_yet(Session &sess, Span span, llvm::StringRef what) {
  return make_diag(sess, Level::Error, span, DiagCode::None, ("not supported yet: " + what).str())
      .emit();
}

} // namespace ochre
