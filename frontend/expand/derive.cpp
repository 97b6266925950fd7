#include "frontend/expand/builtin.h"
#include "support/session/report.h"

namespace ochre::expand {

Expansion expand_derive_attr(const BuiltinCall &call) {
  return done_error(call, not_supported_yet(call.sess(), call.call.span, "derive"));
}

void set_derives(ExpandContext &, InvocationId, llvm::ArrayRef<const MacroDef *>) {}

} // namespace ochre::expand
