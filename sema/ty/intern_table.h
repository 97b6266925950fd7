// Hash-consing tables of the typing context (private to sema/ty).
//
// A table is split into shards. Look-up takes no lock: slots are atomic, a full
// shard publishes a larger copy and keeps the old one until the context dies.
// Insertion locks its shard.
#pragma once

#include "sema/ty/predicate.h"

#include "llvm/Support/Allocator.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace ochre::ty {

/// Mixes words to a 128-bit structural hash; the same in every process.
class FingerprintHasher {
public:
  void add(uint64_t word) {
    lo_ = mix(lo_ ^ word, 0x9e3779b97f4a7c15ULL ^ hi_);
    hi_ = mix(hi_ + word + 0x632be59bd9b4e019ULL, 0xd6e8feb86659fd93ULL);
  }
  void add(Fingerprint fp) {
    add(fp.lo);
    add(fp.hi);
  }
  Fingerprint finish() const {
    return {mix(lo_, hi_ ^ 0xa0761d6478bd642fULL), mix(hi_, 0xe7037ed1a0b428dbULL)};
  }

private:
  static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = static_cast<unsigned __int128>(a) * (b | 1);
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64) ^ a;
  }
  uint64_t lo_ = 0x8ebc6af09c88c6e3ULL;
  uint64_t hi_ = 0x589965cc75374cc3ULL;
};

inline uint64_t hash_words(uint64_t seed, uint64_t word) {
  unsigned __int128 product = static_cast<unsigned __int128>(seed ^ word) * 0x9e3779b97f4a7c15ULL;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

/// A set of nodes with stable addresses. `Info` has
///   static uint64_t hash(const Key &);  static bool equal(const Node &, const Key &);
///   static uint64_t hash_node(const Node &);
template <class Node, class Info>
class InternTable {
  static constexpr unsigned kShards = 16;
  static constexpr uint32_t kFirstSize = 64;

  struct Slots {
    explicit Slots(uint32_t size) : mask(size - 1), rows(new std::atomic<const Node *>[size]) {
      for (uint32_t i = 0; i < size; ++i)
        rows[i].store(nullptr, std::memory_order_relaxed);
    }
    uint32_t mask;
    std::unique_ptr<std::atomic<const Node *>[]> rows;
  };
  struct Shard {
    std::atomic<Slots *> current{nullptr};
    std::mutex mutex;
    uint32_t count = 0;
    std::vector<std::unique_ptr<Slots>> generations;
    llvm::BumpPtrAllocator alloc;
  };
  std::array<Shard, kShards> shards_;

  template <class Key>
  static const Node *find(const Slots *slots, uint64_t hash, const Key &key, uint32_t &at) {
    at = static_cast<uint32_t>(hash) & slots->mask;
    while (const Node *node = slots->rows[at].load(std::memory_order_acquire)) {
      if (Info::equal(*node, key))
        return node;
      at = (at + 1) & slots->mask;
    }
    return nullptr;
  }

  static Slots *grow(Shard &shard) {
    Slots *old = shard.current.load(std::memory_order_relaxed);
    auto bigger = std::make_unique<Slots>(old ? (old->mask + 1) * 2 : kFirstSize);
    for (uint32_t i = 0; old && i <= old->mask; ++i) {
      const Node *node = old->rows[i].load(std::memory_order_relaxed);
      if (!node)
        continue;
      uint32_t at = static_cast<uint32_t>(Info::hash_node(*node)) & bigger->mask;
      while (bigger->rows[at].load(std::memory_order_relaxed))
        at = (at + 1) & bigger->mask;
      bigger->rows[at].store(node, std::memory_order_relaxed);
    }
    shard.generations.push_back(std::move(bigger));
    Slots *slots = shard.generations.back().get();
    shard.current.store(slots, std::memory_order_release);
    return slots;
  }

public:
  /// The node equal to `key`, made by `make(alloc)` if it is new.
  template <class Key, class Make>
  const Node *intern(const Key &key, Make make) {
    uint64_t hash = Info::hash(key);
    Shard &shard = shards_[hash >> 60];
    uint32_t at = 0;
    if (const Slots *slots = shard.current.load(std::memory_order_acquire))
      if (const Node *node = find(slots, hash, key, at))
        return node;
    std::lock_guard<std::mutex> lock(shard.mutex);
    Slots *slots = shard.current.load(std::memory_order_relaxed);
    if (!slots || shard.count * 4 >= (slots->mask + 1) * 3)
      slots = grow(shard);
    if (const Node *node = find(slots, hash, key, at))
      return node;
    const Node *node = make(shard.alloc);
    slots->rows[at].store(node, std::memory_order_release);
    ++shard.count;
    return node;
  }
};

/// Nodes are equal when kind and fields are: the parts are interned already.
struct NodeInfo {
  static uint64_t hash(const NodeData &n) {
    uint64_t h = hash_words(uint64_t(n.kind) << 8 | n.sub, uint64_t(n.a) << 32 | n.b);
    h = hash_words(h, reinterpret_cast<uintptr_t>(n.p));
    h = hash_words(h, reinterpret_cast<uintptr_t>(n.q));
    return hash_words(h, reinterpret_cast<uintptr_t>(n.r) + 0x51);
  }
  static uint64_t hash_node(const NodeData &n) { return hash(n); }
  static bool equal(const NodeData &x, const NodeData &y) {
    return x.kind == y.kind && x.sub == y.sub && x.a == y.a && x.b == y.b && x.p == y.p &&
           x.q == y.q && x.r == y.r;
  }
};

inline uint64_t hash_element(GenericArg arg) { return arg.word(); }
inline uint64_t hash_element(Ty ty) { return reinterpret_cast<uintptr_t>(ty.raw()); }
inline uint64_t hash_element(Clause clause) { return reinterpret_cast<uintptr_t>(clause.raw()); }
inline uint64_t hash_element(const BoundVarKind &var) {
  return hash_words(uint64_t(var.sort) + 1, uint64_t(var.def_id.raw) << 32 | var.name.raw);
}
inline uint64_t hash_element(const PolyExistentialPredicate &p) {
  const ExistentialPredicate &inner = p.skip_binder();
  uint64_t h = hash_words(uint64_t(inner.kind), inner.def_id.raw);
  h = hash_words(h, reinterpret_cast<uintptr_t>(inner.args.raw()));
  h = hash_words(h, inner.term.word());
  return hash_words(h, reinterpret_cast<uintptr_t>(p.bound_vars().raw()));
}

template <class T>
struct ListInfo {
  static uint64_t hash(llvm::ArrayRef<T> items) {
    uint64_t h = items.size();
    for (const T &item : items)
      h = hash_words(h + 0x9e37, hash_element(item));
    return h;
  }
  static uint64_t hash_node(const ListHead &head) { return hash(List<T>(&head).array()); }
  static bool equal(const ListHead &head, llvm::ArrayRef<T> items) {
    return List<T>(&head).array() == items;
  }
};

} // namespace ochre::ty
