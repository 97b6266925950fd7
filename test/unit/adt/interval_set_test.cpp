// IntervalSet against a plain set, by random operations.
#include "support/adt/interval_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace ochre {
namespace {

struct Twin {
  IntervalSet fast;
  std::set<uint32_t> slow;

  void insert(uint32_t begin, uint32_t end) {
    size_t before = slow.size();
    for (uint32_t i = begin; i < end; ++i)
      slow.insert(i);
    EXPECT_EQ(fast.insert_range(begin, end), slow.size() != before);
  }
  void check() const {
    for (uint32_t i = 0; i < 80; ++i)
      ASSERT_EQ(fast.contains(i), slow.contains(i)) << i;
    for (size_t i = 1; i < fast.runs().size(); ++i)
      ASSERT_LT(fast.runs()[i - 1].end, fast.runs()[i].begin);
  }
};

TEST(IntervalSet, AgreesWithSet) {
  std::mt19937 random(7);
  auto below = [&](uint32_t n) { return static_cast<uint32_t>(random() % n); };
  for (int round = 0; round < 300; ++round) {
    Twin a, b;
    for (uint32_t i = 0, n = below(12); i < n; ++i) {
      uint32_t begin = below(64);
      a.insert(begin, begin + below(6));
      begin = below(64);
      b.insert(begin, begin + below(6));
    }
    a.check();
    bool meets = llvm::any_of(a.slow, [&](uint32_t v) { return b.slow.contains(v); });
    EXPECT_EQ(a.fast.intersects(b.fast), meets);
    bool all = llvm::all_of(b.slow, [&](uint32_t v) { return a.slow.contains(v); });
    EXPECT_EQ(a.fast.contains_all(b.fast), all);
    uint32_t begin = below(64), end = begin + below(16), found = 0;
    auto it = a.slow.lower_bound(end);
    bool has = it != a.slow.begin() && *std::prev(it) >= begin;
    ASSERT_EQ(a.fast.last_in(begin, end, found), has && begin < end);
    if (has && begin < end)
      EXPECT_EQ(found, *std::prev(it));
    EXPECT_EQ(a.fast.unite(b.fast), !all);
    a.slow.insert(b.slow.begin(), b.slow.end());
    a.check();
  }
}

} // namespace
} // namespace ochre
