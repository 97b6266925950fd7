// Where data lies, and which of it a module has to hold.
#include "codegen/wasm/memory.h"

#include "gtest/gtest.h"

using namespace ochre::wasm;

namespace {

std::vector<uint8_t> bytes(size_t count, uint8_t value) {
  return std::vector<uint8_t>(count, value);
}

TEST(WasmMemory, DataFollowsTheStack) {
  Memory memory;
  EXPECT_EQ(memory.reserve(3, 1), kStackSize);
  EXPECT_EQ(memory.reserve(4, 8), kStackSize + 8);
  EXPECT_EQ(memory.data_end(), kStackSize + 12);
  EXPECT_TRUE(memory.fits());
}

TEST(WasmMemory, LongRunsOfZeroAreLeftOut) {
  Memory memory;
  uint32_t first = memory.reserve(8, 4);
  uint32_t zeros = memory.reserve(100, 4);
  uint32_t last = memory.reserve(6, 4);
  memory.write(first, bytes(8, 1));
  memory.write(zeros, bytes(100, 0));
  memory.write(last, {0, 0, 5, 0, 7, 0});
  std::vector<Memory::Segment> segments = memory.segments();
  ASSERT_EQ(segments.size(), 2u);
  EXPECT_EQ(segments[0].address, first);
  EXPECT_EQ(segments[0].bytes.size(), 8u);
  EXPECT_EQ(segments[1].address, last + 2);
  EXPECT_EQ(segments[1].bytes.vec(), (std::vector<uint8_t>{5, 0, 7}));
}

TEST(WasmMemory, ShortRunsOfZeroStay) {
  Memory memory;
  uint32_t at = memory.reserve(8, 4);
  memory.write_word(at, 0x01000002);
  memory.write_word(at + 4, 3);
  std::vector<Memory::Segment> segments = memory.segments();
  ASSERT_EQ(segments.size(), 1u);
  EXPECT_EQ(segments[0].bytes.vec(), (std::vector<uint8_t>{2, 0, 0, 1, 3}));
}

TEST(WasmMemory, TooMuchDataDoesNotFit) {
  Memory memory;
  memory.reserve(uint64_t(3) << 30, 8);
  EXPECT_FALSE(memory.fits());
  memory.reserve(8, 8);
  EXPECT_FALSE(memory.fits());
}

} // namespace
