#include "support/adt/symbol.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/xxhash.h"

#include <array>
#include <atomic>
#include <mutex>
#include <shared_mutex>

namespace ochre {

namespace {
constexpr const char *kFixedTexts[] = {
#define SYMBOL(name, text) text,
#include "support/adt/symbols.def"
};

// Texts are found through two levels, so that a row never moves while others
// are added.
constexpr uint32_t kChunkBits = 12;
constexpr uint32_t kChunkSize = 1u << kChunkBits;
constexpr uint32_t kMaxChunks = 1u << 14;
constexpr unsigned kShards = 16;
} // namespace

struct Interner::Impl {
  struct Shard {
    std::shared_mutex mutex;
    llvm::StringMap<uint32_t, llvm::BumpPtrAllocator> map;
  };

  std::array<Shard, kShards> shards;
  std::array<std::atomic<llvm::StringRef *>, kMaxChunks> chunks{};
  std::mutex grow;
  uint32_t count = 0;

  ~Impl() {
    for (auto &chunk : chunks)
      delete[] chunk.load();
  }

  uint32_t append(llvm::StringRef text) {
    std::lock_guard<std::mutex> lock(grow);
    uint32_t row = count++;
    uint32_t chunk = row >> kChunkBits;
    assert(chunk < kMaxChunks && "too many symbols");
    if (!chunks[chunk].load(std::memory_order_relaxed))
      chunks[chunk].store(new llvm::StringRef[kChunkSize], std::memory_order_release);
    chunks[chunk].load(std::memory_order_relaxed)[row & (kChunkSize - 1)] = text;
    return row;
  }
};

Interner::Interner() : impl_(std::make_unique<Impl>()) {
  for (uint32_t i = 0; i < sym::kFixedCount; ++i) {
    [[maybe_unused]] Symbol symbol = intern(kFixedTexts[i]);
    assert(symbol.raw == i && "a text stands twice in symbols.def");
  }
}

Interner::~Interner() = default;

Symbol Interner::intern(llvm::StringRef text) {
  Impl::Shard &shard = impl_->shards[llvm::xxh3_64bits(text) % kShards];
  {
    std::shared_lock<std::shared_mutex> lock(shard.mutex);
    auto it = shard.map.find(text);
    if (it != shard.map.end())
      return Symbol(it->second);
  }
  std::unique_lock<std::shared_mutex> lock(shard.mutex);
  auto [it, fresh] = shard.map.try_emplace(text, 0);
  if (fresh)
    it->second = impl_->append(it->first());
  return Symbol(it->second);
}

llvm::StringRef Interner::str(Symbol symbol) const {
  uint32_t row = symbol.index();
  auto *chunk = impl_->chunks[row >> kChunkBits].load(std::memory_order_acquire);
  return chunk[row & (kChunkSize - 1)];
}

} // namespace ochre
