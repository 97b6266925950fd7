#include "driver/explain.h"

#include "support/diag/diagnostic.h"

#include "llvm/Support/raw_ostream.h"

namespace ochre::driver {

namespace {

struct Explanation {
  const char *code;
  const char *text;
};

/// Sorted by code; ends with an empty entry, so that it is never empty.
constexpr Explanation kExplanations[] = {
#include "explanations.inc"
    {nullptr, nullptr},
};

} // namespace

int explain(llvm::StringRef code) {
  llvm::StringRef number = code;
  if (!number.consume_front("E"))
    number.consume_front("e");
  unsigned value = 0;
  if (number.getAsInteger(10, value) || value > 9999) {
    llvm::errs() << "error: `" << code << "` is not an error code\n";
    return 1;
  }
  std::string digits = std::to_string(value);
  std::string name = "E" + std::string(4 - digits.size(), '0') + digits;
  for (const Explanation &explanation : kExplanations) {
    if (explanation.code && name == explanation.code) {
      llvm::outs() << explanation.text << '\n';
      return 0;
    }
  }
  if (parse_diag_code(name) != DiagCode::None)
    llvm::errs() << "error: there is no explanation of " << name << " yet\n";
  else
    llvm::errs() << "error: " << name << " is not a valid error code\n";
  return 1;
}

} // namespace ochre::driver
