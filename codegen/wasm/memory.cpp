#include "codegen/wasm/memory.h"

#include <algorithm>

namespace ochre::wasm {

uint32_t Memory::reserve(uint64_t size, uint64_t align) {
  align = std::max<uint64_t>(align, 1);
  uint64_t at = (end_ + align - 1) / align * align;
  // Beyond the limit addresses mean nothing any more; `fits` says so.
  end_ = std::min(at + size, kLimit + 1);
  return static_cast<uint32_t>(at);
}

void Memory::write(uint32_t address, llvm::ArrayRef<uint8_t> bytes) {
  size_t at = address - kStackSize;
  size_t used = bytes.size();
  while (used > 0 && bytes[used - 1] == 0)
    --used;
  if (used == 0 || !fits())
    return;
  if (image_.size() < at + used)
    image_.resize(at + used);
  std::copy_n(bytes.begin(), used, image_.begin() + static_cast<ptrdiff_t>(at));
}

void Memory::write_word(uint32_t address, uint32_t value) {
  uint8_t bytes[4];
  for (unsigned i = 0; i < 4; ++i)
    bytes[i] = static_cast<uint8_t>(value >> (i * 8));
  write(address, bytes);
}

std::vector<Memory::Segment> Memory::segments() const {
  // A segment costs about ten bytes of its own.
  constexpr size_t kGap = 16;
  std::vector<Segment> out;
  for (size_t i = 0; i < image_.size();) {
    if (image_[i] == 0) {
      ++i;
      continue;
    }
    size_t end = i + 1;
    for (size_t zeros = 0, j = end; j < image_.size() && zeros < kGap; ++j) {
      zeros = image_[j] == 0 ? zeros + 1 : 0;
      if (image_[j] != 0)
        end = j + 1;
    }
    out.push_back(
        {kStackSize + static_cast<uint32_t>(i), llvm::ArrayRef(image_).slice(i, end - i)});
    i = end;
  }
  return out;
}

} // namespace ochre::wasm
