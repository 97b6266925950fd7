#include "codegen/mono/partition.h"

#include <gtest/gtest.h>

using namespace ochre;
using mono::CodegenUnit;

namespace {

std::vector<CodegenUnit> units(std::initializer_list<std::pair<const char *, uint64_t>> list) {
  std::vector<CodegenUnit> out;
  for (auto &[name, size] : list)
    out.push_back({name, {}, {}, size});
  return out;
}

std::string shown(const std::vector<CodegenUnit> &list) {
  std::string out;
  for (const CodegenUnit &unit : list)
    out += unit.name + "=" + std::to_string(unit.size) + " ";
  return out;
}

TEST(Partition, MergesTheSmallestUntilFewEnough) {
  auto list = units({{"a", 50}, {"b", 10}, {"c", 30}, {"d", 20}});
  mono::merge_units(list, {3, 0});
  EXPECT_EQ(shown(list), "a=50 c=30 d=30 ");
  mono::merge_units(list, {2, 0});
  EXPECT_EQ(shown(list), "a=50 d=60 ");
}

TEST(Partition, NoUnitStaysTooSmall) {
  auto list = units({{"a", 5}, {"b", 100}, {"c", 7}});
  mono::merge_units(list, {16, 20});
  EXPECT_EQ(shown(list), "b=112 ");
  auto alone = units({{"a", 1}});
  mono::merge_units(alone, {16, 20});
  EXPECT_EQ(shown(alone), "a=1 ");
}

} // namespace
