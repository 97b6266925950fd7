#include "frontend/expand/builtin.h"
#include "support/session/report.h"

namespace ochre::expand {

Expansion expand_asm(const BuiltinCall &call) {
  return done_error(call, not_supported_yet(call.sess(), call.call.span, "inline assembly"));
}

} // namespace ochre::expand
