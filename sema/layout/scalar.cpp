// Scalars, their valid ranges and niches. A range may wrap: 255..=1 holds 255, 0 and 1.

#include "sema/layout/layout.h"

namespace ochre::layout {

u128 unsigned_max(unsigned size) { return size >= 16 ? ~u128(0) : (u128(1) << (8 * size)) - 1; }

unsigned size_of(const Scalar &scalar) { return scalar.prim.size; }

unsigned align_of(const Primitive &prim) { return prim.size; }

bool Scalar::is_always_valid() const {
  u128 max = unsigned_max(prim.size);
  return uninit_allowed || ((valid_end + 1) & max) == valid_start;
}

bool Scalar::is_bool() const {
  return !uninit_allowed && prim.kind == PrimitiveKind::Int && prim.size == 1 && valid_start == 0 &&
         valid_end == 1;
}

u128 Niche::available() const {
  if (value.uninit_allowed)
    return 0;
  // What lies outside the valid range.
  return (value.valid_start - value.valid_end - 1) & unsigned_max(value.prim.size);
}

bool Niche::reserve(u128 count, u128 &first, Scalar &widened) const {
  if (count == 0 || count > available())
    return false;
  u128 max = unsigned_max(value.prim.size);
  u128 start = value.valid_start;
  u128 end = value.valid_end;
  widened = value;
  // Values below the range or above it: prefer to have zero among the niche's values, since a test
  // for zero is cheap; otherwise grow towards the side where zero stays out of reach last.
  auto move_start = [&] {
    widened.valid_start = (start - count) & max;
    first = widened.valid_start;
  };
  auto move_end = [&] {
    widened.valid_end = (end + count) & max;
    first = (end + 1) & max;
  };
  u128 distance_end_zero = max - end;
  if (start > end) {
    move_end();
  } else if (start <= distance_end_zero) {
    if (count <= start)
      move_start();
    else
      move_end();
  } else {
    u128 new_end = (end + count) & max;
    bool overlaps_zero = new_end >= 1 && new_end <= start;
    if (overlaps_zero)
      move_start();
    else
      move_end();
  }
  return true;
}

uint64_t pair_second_offset(const Layout &layout) {
  uint64_t a = layout.scalar_a.prim.size;
  uint64_t align = align_of(layout.scalar_b.prim);
  return (a + align - 1) / align * align;
}

} // namespace ochre::layout
