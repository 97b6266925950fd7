// What lies in linear memory when a module starts: the stack, which grows down to address 0, then
// data, then the heap.
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <vector>

namespace ochre::wasm {

inline constexpr uint32_t kStackSize = 1 << 20;
inline constexpr uint32_t kPageSize = 1 << 16;

class Memory {
public:
  /// Room for `size` bytes, zero until they are written.
  uint32_t reserve(uint64_t size, uint64_t align);
  void write(uint32_t address, llvm::ArrayRef<uint8_t> bytes);
  void write_word(uint32_t address, uint32_t value);
  /// Whether all data so far fits the address space.
  bool fits() const { return end_ <= kLimit; }
  uint32_t data_end() const { return static_cast<uint32_t>(end_); }

  struct Segment {
    uint32_t address;
    llvm::ArrayRef<uint8_t> bytes;
  };
  /// Everything that is not zero.
  std::vector<Segment> segments() const;

private:
  static constexpr uint64_t kLimit = uint64_t(1) << 31;
  uint64_t end_ = kStackSize;
  std::vector<uint8_t> image_; ///< from kStackSize on; may end before `end_`
};

} // namespace ochre::wasm
