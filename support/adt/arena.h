// Bump allocation of trivially destructible nodes and slices.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <memory>
#include <type_traits>

namespace ochre {

/// Owns what it hands out until it dies; nothing is freed earlier, no
/// destructor runs.
class Arena {
public:
  template <class T, class... Args>
  T *make(Args &&...args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (alloc_.Allocate<T>()) T{std::forward<Args>(args)...};
  }

  template <class T>
  llvm::ArrayRef<T> copy(llvm::ArrayRef<T> items) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (items.empty())
      return {};
    T *to = alloc_.Allocate<T>(items.size());
    std::uninitialized_copy(items.begin(), items.end(), to);
    return {to, items.size()};
  }

  llvm::StringRef copy(llvm::StringRef text) {
    if (text.empty())
      return {};
    char *to = alloc_.Allocate<char>(text.size());
    std::copy(text.begin(), text.end(), to);
    return {to, text.size()};
  }

  /// Room for `count` objects, not yet made.
  template <class T>
  T *allocate(size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    return alloc_.Allocate<T>(count);
  }

  size_t bytes() const { return alloc_.getBytesAllocated(); }

private:
  llvm::BumpPtrAllocator alloc_;
};

} // namespace ochre
