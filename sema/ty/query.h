// Memoised functions between items: one table per line of queries.def.
//
// A query is computed at most once per key. A query that needs itself is a
// cycle: it is reported (E0391 with the chain) and gives `cycle_value`. Queries
// run on one thread at a time today; tables and stack are behind this interface
// so that workers can wait for each other later.
#pragma once

#include "sema/ty/eval_result.h"
#include "sema/ty/instance.h"

#include "llvm/ADT/DenseMap.h"

#include <deque>
#include <vector>

namespace ochre::ty {

class TyCtxt;

enum class QueryKind : uint8_t {
#define QUERY(name, Key, Result, description) name,
#include "sema/ty/queries.def"
};

/// A running query, for cycle messages.
struct QueryFrame {
  QueryKind kind;
  DefId def_id; ///< of the key, if it names one
};

/// The functions that compute queries: one set for the local crate, one for
/// other crates.
struct Providers {
#define QUERY(name, Key, Result, description) Result (*name)(TyCtxt &, Key) = nullptr;
#include "sema/ty/queries.def"
};

template <class Key, class Result>
class QueryTable {
public:
  struct Slot {
    bool done = false;
    Result result{};
  };
  /// The slot of `key`, and whether it is new.
  std::pair<Slot *, bool> enter(const Key &key) {
    auto [it, fresh] = map_.try_emplace(key, nullptr);
    if (fresh) {
      slots_.emplace_back();
      it->second = &slots_.back();
    }
    return {it->second, fresh};
  }

private:
  llvm::DenseMap<Key, Slot *> map_;
  std::deque<Slot> slots_; // never move
};

} // namespace ochre::ty
