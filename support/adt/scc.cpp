// Tarjan's algorithm with a stack of its own, so that long chains do not exhaust the thread's.
// Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972.
#include "support/adt/scc.h"

#include <algorithm>

namespace ochre {

EdgeList EdgeList::of(uint32_t nodes, llvm::ArrayRef<std::pair<uint32_t, uint32_t>> edges) {
  EdgeList out;
  out.first.assign(nodes + 1, 0);
  for (auto [from, to] : edges)
    ++out.first[from + 1];
  for (uint32_t i = 0; i < nodes; ++i)
    out.first[i + 1] += out.first[i];
  out.targets.resize(edges.size());
  std::vector<uint32_t> next(out.first.begin(), out.first.end() - 1);
  for (auto [from, to] : edges)
    out.targets[next[from]++] = to;
  return out;
}

namespace {

constexpr uint32_t kUnseen = UINT32_MAX;

class Tarjan {
public:
  explicit Tarjan(const EdgeList &graph)
      : graph_(graph), order_(graph.nodes(), kUnseen), low_(graph.nodes()) {
    out_.component.assign(graph.nodes(), kUnseen);
  }

  Sccs run() {
    for (uint32_t node = 0; node < graph_.nodes(); ++node)
      if (order_[node] == kUnseen)
        visit(node);
    return std::move(out_);
  }

private:
  struct Frame {
    uint32_t node;
    uint32_t next_edge;
  };

  void enter(uint32_t node) {
    order_[node] = low_[node] = counter_++;
    open_.push_back(node);
    frames_.push_back({node, graph_.first[node]});
  }

  void visit(uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      uint32_t node = frames_.back().node;
      if (frames_.back().next_edge == graph_.first[node + 1]) {
        leave(node);
        continue;
      }
      uint32_t to = graph_.targets[frames_.back().next_edge++];
      if (order_[to] == kUnseen)
        enter(to);
      else if (out_.component[to] == kUnseen)
        low_[node] = std::min(low_[node], order_[to]);
    }
  }

  void leave(uint32_t node) {
    frames_.pop_back();
    if (!frames_.empty())
      low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
    if (low_[node] != order_[node])
      return;
    uint32_t member;
    do {
      member = open_.back();
      open_.pop_back();
      out_.component[member] = out_.count;
    } while (member != node);
    ++out_.count;
  }

  const EdgeList &graph_;
  std::vector<uint32_t> order_;
  std::vector<uint32_t> low_;
  std::vector<uint32_t> open_; ///< visited, component not known yet
  std::vector<Frame> frames_;
  uint32_t counter_ = 0;
  Sccs out_;
};

} // namespace

Sccs compute_sccs(const EdgeList &graph) { return Tarjan(graph).run(); }

} // namespace ochre
