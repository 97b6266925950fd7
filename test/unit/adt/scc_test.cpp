// Components against reachability both ways.
#include "support/adt/scc.h"

#include <gtest/gtest.h>

#include <random>

namespace ochre {
namespace {

using Edge = std::pair<uint32_t, uint32_t>;

std::vector<std::vector<bool>> reachability(uint32_t nodes, const std::vector<Edge> &edges) {
  std::vector<std::vector<bool>> reach(nodes, std::vector<bool>(nodes));
  for (uint32_t i = 0; i < nodes; ++i)
    reach[i][i] = true;
  for (auto [from, to] : edges)
    reach[from][to] = true;
  for (uint32_t k = 0; k < nodes; ++k)
    for (uint32_t i = 0; i < nodes; ++i)
      for (uint32_t j = 0; j < nodes; ++j)
        if (reach[i][k] && reach[k][j])
          reach[i][j] = true;
  return reach;
}

TEST(Scc, AgreesWithReachability) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    uint32_t nodes = 1 + random() % 12;
    std::vector<Edge> edges;
    for (uint32_t i = 0, n = random() % 24; i < n; ++i)
      edges.push_back({random() % nodes, random() % nodes});
    Sccs sccs = compute_sccs(EdgeList::of(nodes, edges));
    auto reach = reachability(nodes, edges);
    for (uint32_t i = 0; i < nodes; ++i)
      for (uint32_t j = 0; j < nodes; ++j)
        ASSERT_EQ(sccs.component[i] == sccs.component[j], reach[i][j] && reach[j][i]);
    for (auto [from, to] : edges)
      ASSERT_GE(sccs.component[from], sccs.component[to]);
  }
}

TEST(Scc, LongChainNeedsNoStack) {
  constexpr uint32_t kNodes = 300000;
  std::vector<Edge> edges;
  for (uint32_t i = 0; i + 1 < kNodes; ++i)
    edges.push_back({i, i + 1});
  EXPECT_EQ(compute_sccs(EdgeList::of(kNodes, edges)).count, kNodes);
}

} // namespace
} // namespace ochre
