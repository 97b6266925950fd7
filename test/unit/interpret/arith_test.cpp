#include "mir/interpret/arith.h"

#include <gtest/gtest.h>

using namespace ochre;
using namespace ochre::mir;
using namespace ochre::mir::interpret;

namespace {

/// All pairs of bytes against the arithmetic of the host.
template <class T>
void check_bytes(NumTy ty) {
  for (int x = 0; x < 256; ++x)
    for (int y = 0; y < 256; ++y) {
      T a = static_cast<T>(x);
      T b = static_cast<T>(y);
      auto check = [&](BinOp op, int exact) {
        IntResult r = int_arith(op, static_cast<uint8_t>(a), static_cast<uint8_t>(b), ty);
        EXPECT_EQ(static_cast<uint8_t>(r.bits), static_cast<uint8_t>(exact));
        EXPECT_EQ(r.overflow, static_cast<T>(exact) != exact);
      };
      check(BinOp::Add, a + b);
      check(BinOp::Sub, a - b);
      check(BinOp::Mul, a * b);
      if (b != 0)
        check(BinOp::Div, a / b);
      EXPECT_EQ(int_compare(static_cast<uint8_t>(a), static_cast<uint8_t>(b), ty),
                a < b ? -1 : a > b);
    }
}

TEST(Arith, BytesAsOnTheHost) {
  check_bytes<uint8_t>({NumTy::Unsigned, 1});
  check_bytes<int8_t>({NumTy::Signed, 1});
}

TEST(Arith, WidestNumbers) {
  u128 min = u128(1) << 127;
  NumTy i128_ty{NumTy::Signed, 16};
  EXPECT_TRUE(int_arith(BinOp::Div, min, ~u128(0), i128_ty).overflow);
  EXPECT_TRUE(int_arith(BinOp::Rem, min, ~u128(0), i128_ty).overflow);
  EXPECT_TRUE(int_arith(BinOp::Mul, min, 2, i128_ty).overflow);
  EXPECT_FALSE(int_arith(BinOp::Sub, min, min, i128_ty).overflow);
  EXPECT_TRUE(int_arith(BinOp::Add, ~u128(0), 1, {NumTy::Unsigned, 16}).overflow);
}

TEST(Arith, ShiftsByTheWidthOverflow) {
  NumTy i32{NumTy::Signed, 4};
  EXPECT_TRUE(int_shift(BinOp::Shl, 1, 32, i32, i32).overflow);
  EXPECT_TRUE(int_shift(BinOp::Shl, 1, 0xFFFFFFFF, i32, i32).overflow);
  EXPECT_EQ(int_shift(BinOp::Shl, 1, 33, i32, i32).bits, 2u);
  EXPECT_EQ(int_shift(BinOp::Shr, 0x80000000, 31, i32, i32).bits, 0xFFFFFFFFu);
}

} // namespace
