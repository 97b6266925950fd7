#include "sema/layout/univariant.h"

#include <algorithm>
#include <numeric>

namespace ochre::layout {

namespace {

uint64_t effective_align(const Layout &field, const ty::ReprOptions &repr) {
  return repr.pack ? std::min<uint64_t>(field.align, repr.pack) : field.align;
}

/// Fields in the order in which they will lie in memory.
std::vector<uint32_t> choose_order(const UnivariantInput &in) {
  std::vector<uint32_t> order(in.fields.size());
  std::iota(order.begin(), order.end(), 0);
  if (in.repr->inhibits_reorder() || in.fields.size() <= 1)
    return order;
  auto end = order.end();
  if (in.kind == StructKind::MaybeUnsized)
    --end;

  u128 largest_niche = 0;
  uint64_t max_align = 1;
  // What may be unsized must not matter: its order is that of the sized type that it was.
  llvm::ArrayRef<const Layout *> sorted(in.fields);
  if (in.kind == StructKind::MaybeUnsized)
    sorted = sorted.drop_back();
  for (const Layout *f : sorted) {
    max_align = std::max(max_align, effective_align(*f, *in.repr));
    if (f->has_niche)
      largest_niche = std::max(largest_niche, f->largest_niche.available());
  }
  // A field's group: the largest power of two that divides its size, so that an array of bytes may
  // lie beside what its size aligns, without padding. A niche keeps to the chosen end.
  auto group = [&](uint32_t i) {
    const Layout &f = *in.fields[i];
    uint64_t align = effective_align(f, *in.repr);
    if (in.repr->pack)
      return align;
    uint64_t size = std::max(align, f.size);
    uint64_t by_size = size & (~size + 1);
    if (largest_niche == 0)
      return by_size;
    if (!in.niche_at_end)
      return std::min(by_size, max_align);
    return f.has_niche && f.largest_niche.available() == largest_niche ? align : by_size;
  };
  auto niche = [&](uint32_t i) {
    return in.fields[i]->has_niche ? in.fields[i]->largest_niche.available() : u128(0);
  };
  std::sort(order.begin(), end, [&](uint32_t x, uint32_t y) {
    if (in.kind == StructKind::Prefixed)
      return std::tuple(group(x), ~niche(x), x) < std::tuple(group(y), ~niche(y), y);
    auto key = [&](uint32_t i) {
      return std::tuple(!in.fields[i]->is_zst(), ~group(i), in.niche_at_end ? niche(i) : ~niche(i),
                        i);
    };
    return key(x) < key(y);
  });
  return order;
}

/// A struct whose only sized-nonzero field is passed in registers is passed like that field; one of
/// two scalars like a pair.
void choose_abi(const UnivariantInput &in, Layout &out) {
  if (out.is_uninhabited || out.is_unsized || in.repr->is_c || in.repr->int_ty ||
      in.kind == StructKind::Prefixed)
    return;
  llvm::SmallVector<uint32_t, 2> nonzero;
  for (uint32_t i = 0; i < in.fields.size(); ++i)
    if (!in.fields[i]->is_zst() && nonzero.size() < 3)
      nonzero.push_back(i);
  if (nonzero.size() == 1) {
    const Layout &f = *in.fields[nonzero[0]];
    bool same = out.field_offsets[nonzero[0]] == 0 && f.size == out.size && f.align == out.align;
    if (same && (f.is_immediate() || f.is_scalar_pair())) {
      out.abi = f.abi;
      out.scalar_a = f.scalar_a;
      out.scalar_b = f.scalar_b;
      out.vector_lanes = f.vector_lanes;
    }
    return;
  }
  if (nonzero.size() != 2)
    return;
  uint32_t i = nonzero[0];
  uint32_t j = nonzero[1];
  if (out.field_offsets[i] > out.field_offsets[j])
    std::swap(i, j);
  const Layout &a = *in.fields[i];
  const Layout &b = *in.fields[j];
  if (!a.is_scalar() || !b.is_scalar())
    return;
  Layout pair;
  pair.scalar_a = a.scalar_a;
  pair.scalar_b = b.scalar_a;
  uint64_t align = std::max(align_of(a.scalar_a.prim), align_of(b.scalar_a.prim));
  uint64_t second = pair_second_offset(pair);
  if (out.field_offsets[i] == 0 && out.field_offsets[j] == second && out.align == align &&
      out.size == align_to(second + b.size, align)) {
    out.abi = AbiClass::ScalarPair;
    out.scalar_a = a.scalar_a;
    out.scalar_b = b.scalar_a;
  }
}

} // namespace

bool univariant(const UnivariantInput &in, Layout &out) {
  out.variants = VariantsKind::Single;
  out.memory_order = choose_order(in);
  out.field_offsets.assign(in.fields.size(), 0);
  uint64_t align = 1;
  uint64_t offset = 0;
  if (in.kind == StructKind::Prefixed) {
    uint64_t prefix_align =
        in.repr->pack ? std::min<uint64_t>(in.prefix_align, in.repr->pack) : in.prefix_align;
    align = prefix_align;
    offset = align_to(in.prefix_size, prefix_align);
  }
  u128 best_niche = 0;
  for (uint32_t i : out.memory_order) {
    const Layout &f = *in.fields[i];
    uint64_t field_align = effective_align(f, *in.repr);
    offset = align_to(offset, field_align);
    align = std::max(align, field_align);
    out.max_repr_align = std::max(out.max_repr_align, f.max_repr_align);
    out.field_offsets[i] = offset;
    out.is_uninhabited |= f.is_uninhabited;
    out.is_unsized |= f.is_unsized;
    if (f.has_niche) {
      u128 available = f.largest_niche.available();
      bool better = in.niche_at_end ? available >= best_niche : available > best_niche;
      if (available > 0 && better) {
        best_niche = available;
        out.has_niche = true;
        out.largest_niche = f.largest_niche;
        out.largest_niche.offset += offset;
      }
    }
    if (f.size >= kObjectSizeBound - offset)
      return false;
    offset += f.size;
  }
  if (in.repr->align) {
    align = std::max<uint64_t>(align, in.repr->align);
    out.max_repr_align = std::max<uint64_t>(out.max_repr_align, in.repr->align);
  }
  out.align = align;
  out.unadjusted_abi_align = align;
  out.size = align_to(offset, align);
  if (out.size >= kObjectSizeBound)
    return false;
  out.abi = AbiClass::Memory;
  choose_abi(in, out);
  return true;
}

} // namespace ochre::layout
