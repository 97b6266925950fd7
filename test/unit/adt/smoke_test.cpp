#include "gtest/gtest.h"
#include "llvm/ADT/SmallVector.h"

TEST(Adt, SmallVectorIsUsable) {
  llvm::SmallVector<int, 4> numbers = {1, 2, 3};
  EXPECT_EQ(numbers.size(), 3u);
}
