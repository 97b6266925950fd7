// Names of the language's own attributes.

#include "frontend/expand/macro.h"

#include "llvm/ADT/StringSwitch.h"

namespace ochre::expand {

bool is_builtin_attr(llvm::StringRef name) {
  if (name.starts_with("rustc_"))
    return true;
  return llvm::StringSwitch<bool>(name)
#define ATTR(text, gate, shapes, targets) .Case(text, true)
#include "frontend/expand/attrs.def"
      .Default(false);
}

} // namespace ochre::expand
