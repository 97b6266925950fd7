#include "expander.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::expand::test;

namespace {

struct Case {
  const char *name;
  const char *source;
  const char *expected; ///< of the last line
};

std::string last_line(const std::string &text) {
  llvm::StringRef rest = llvm::StringRef(text).rtrim();
  return rest.substr(rest.rfind('\n') + 1).str();
}

TEST(Rules, Expand) {
  const Case cases[] = {
      {"nothing", "macro_rules! m { () => { 1 } } const A: u8 = m!();", "const A: u8 = 1"},
  };
  for (const Case &test : cases) {
    Expander expander;
    EXPECT_EQ(last_line(expander.expand_text(test.source)), test.expected) << test.name;
    EXPECT_EQ(expander.errors(), "") << test.name;
  }
}

} // namespace
