#include "support/adt/interval_set.h"

#include <algorithm>

namespace ochre {

size_t IntervalSet::run_after(uint32_t value) const {
  auto it = std::partition_point(runs_.begin(), runs_.end(),
                                 [&](const Run &run) { return run.end <= value; });
  return static_cast<size_t>(it - runs_.begin());
}

bool IntervalSet::contains(uint32_t value) const {
  size_t i = run_after(value);
  return i < runs_.size() && runs_[i].begin <= value;
}

bool IntervalSet::contains_all(const IntervalSet &other) const {
  for (const Run &run : other.runs_) {
    size_t i = run_after(run.begin);
    if (i == runs_.size() || runs_[i].begin > run.begin || runs_[i].end < run.end)
      return false;
  }
  return true;
}

bool IntervalSet::intersects(const IntervalSet &other) const {
  for (size_t i = 0, j = 0; i < runs_.size() && j < other.runs_.size();) {
    if (runs_[i].end <= other.runs_[j].begin)
      ++i;
    else if (other.runs_[j].end <= runs_[i].begin)
      ++j;
    else
      return true;
  }
  return false;
}

bool IntervalSet::insert_range(uint32_t begin, uint32_t end) {
  if (begin >= end)
    return false;
  if (runs_.empty() || runs_.back().end < begin) {
    runs_.push_back({begin, end});
    return true;
  }
  // The first run that touches [begin, end), and the first behind it that does not.
  auto first = std::partition_point(runs_.begin(), runs_.end(),
                                    [&](const Run &run) { return run.end < begin; });
  auto last =
      std::partition_point(first, runs_.end(), [&](const Run &run) { return run.begin <= end; });
  if (first == last) {
    runs_.insert(first, {begin, end});
    return true;
  }
  Run joined{std::min(begin, first->begin), std::max(end, (last - 1)->end)};
  if (last - first == 1 && *first == joined)
    return false;
  *first = joined;
  runs_.erase(first + 1, last);
  return true;
}

bool IntervalSet::unite(const IntervalSet &other) {
  if (other.runs_.empty() || this == &other)
    return false;
  if (other.runs_.size() == 1)
    return insert_range(other.runs_[0].begin, other.runs_[0].end);
  if (contains_all(other))
    return false;
  llvm::SmallVector<Run, 2> out;
  auto add = [&](const Run &run) {
    if (!out.empty() && run.begin <= out.back().end)
      out.back().end = std::max(out.back().end, run.end);
    else
      out.push_back(run);
  };
  size_t i = 0, j = 0;
  while (i < runs_.size() || j < other.runs_.size()) {
    bool take_left =
        j == other.runs_.size() || (i < runs_.size() && runs_[i].begin <= other.runs_[j].begin);
    add(take_left ? runs_[i++] : other.runs_[j++]);
  }
  runs_ = std::move(out);
  return true;
}

bool IntervalSet::last_in(uint32_t begin, uint32_t end, uint32_t &found) const {
  if (begin >= end)
    return false;
  // The last run that begins before `end`.
  auto it = std::partition_point(runs_.begin(), runs_.end(),
                                 [&](const Run &run) { return run.begin < end; });
  if (it == runs_.begin() || (it - 1)->end <= begin)
    return false;
  found = std::min((it - 1)->end, end) - 1;
  return true;
}

} // namespace ochre
