// A saved local that belongs to one state alone, and conflicts with none of another state, may
// share its room with those of other states. All others lie in the part that every state has:
//
//   | captures | tag | shared locals | locals of one state …
//
// Source: rustc-dev-guide, "Coroutines"; the published design of generator layout overlap.
#include "sema/layout/coroutine.h"

#include <algorithm>

namespace ochre::layout {

namespace {

constexpr uint32_t kUnassigned = UINT32_MAX;
constexpr uint32_t kShared = UINT32_MAX - 1;

/// The state that each saved local belongs to, or kShared.
std::vector<uint32_t> assign_states(const ty::CoroutineLayout &shape) {
  size_t count = shape.field_tys.size();
  std::vector<uint32_t> state(count, kUnassigned);
  for (uint32_t v = 0; v < shape.variant_fields.size(); ++v)
    for (uint32_t local : shape.variant_fields[v])
      state[local] = state[local] == kUnassigned ? v : kShared;
  auto conflicts_of = [&](size_t local) {
    size_t sum = 0;
    for (size_t other = 0; other < count; ++other)
      sum += shape.conflicts[local * count + other];
    return sum;
  };
  for (size_t a = 0; a < count; ++a)
    for (size_t b = 0; b < count && state[a] != kShared; ++b) {
      if (!shape.conflicts[a * count + b] || state[b] == kShared || state[a] == state[b])
        continue;
      // The one with more conflicts gives more to others by leaving.
      state[conflicts_of(a) > conflicts_of(b) ? a : b] = kShared;
    }
  // With a single state nothing can overlap: all are packed together with the captures.
  uint32_t used = kShared;
  bool several = false;
  for (uint32_t s : state) {
    if (s >= kShared)
      continue;
    several |= used != kShared && used != s;
    used = s;
  }
  if (!several)
    std::fill(state.begin(), state.end(), kShared);
  return state;
}

/// The value may be gone: no values of it are impossible, and it may be of a type that has none.
Layout maybe_uninit(const Layout &layout) {
  Layout out = layout;
  out.has_niche = false;
  out.is_uninhabited = false;
  return out;
}

unsigned tag_size(size_t states) { return states <= 0x100 ? 1 : states <= 0x10000 ? 2 : 4; }

} // namespace

bool coroutine_layout(TyCtxt &tcx, const CoroutineInput &in, Layout &out) {
  const ty::CoroutineLayout &shape = in.shape;
  std::vector<uint32_t> state = assign_states(shape);
  std::vector<Layout> saved, upvars;
  for (const Layout *layout : in.saved)
    saved.push_back(maybe_uninit(*layout));
  for (const Layout *layout : in.upvars)
    upvars.push_back(maybe_uninit(*layout));

  size_t states = shape.variant_fields.size();
  Layout tag;
  unsigned size = tag_size(states);
  tag.size = tag.align = size;
  tag.abi = AbiClass::Scalar;
  tag.scalar_a = {{PrimitiveKind::Int, static_cast<uint8_t>(size), false}, 0, states - 1, false};
  tag.largest_niche = {0, tag.scalar_a};
  tag.has_niche = tag.largest_niche.available() > 0;

  llvm::SmallVector<const Layout *, 16> prefix_fields;
  for (const Layout &upvar : upvars)
    prefix_fields.push_back(&upvar);
  prefix_fields.push_back(&tag);
  std::vector<uint64_t> offset_of(saved.size());
  for (size_t i = 0; i < saved.size(); ++i)
    if (state[i] == kShared)
      prefix_fields.push_back(&saved[i]);
  ty::ReprOptions repr;
  Layout prefix;
  if (!univariant({prefix_fields, &repr, StructKind::AlwaysSized, 0, 1, false}, prefix))
    return false;
  size_t shared = upvars.size() + 1;
  for (size_t i = 0; i < saved.size(); ++i)
    if (state[i] == kShared)
      offset_of[i] = prefix.field_offsets[shared++];

  ty::Ty ty = out.ty;
  out = Layout();
  out.ty = ty;
  out.size = prefix.size;
  out.align = prefix.align;
  out.max_repr_align = prefix.max_repr_align;
  std::vector<Layout> variants;
  for (uint32_t v = 0; v < states; ++v) {
    llvm::SmallVector<const Layout *, 8> own;
    for (uint32_t local : shape.variant_fields[v])
      if (state[local] == v)
        own.push_back(&saved[local]);
    Layout variant;
    if (!univariant({own, &repr, StructKind::Prefixed, prefix.size, prefix.align, false}, variant))
      return false;
    size_t next = 0;
    std::vector<uint64_t> offsets;
    for (uint32_t local : shape.variant_fields[v])
      offsets.push_back(state[local] == v ? variant.field_offsets[next++] : offset_of[local]);
    variant.ty = ty;
    variant.field_offsets = std::move(offsets);
    variant.memory_order.resize(variant.field_offsets.size());
    for (uint32_t i = 0; i < variant.memory_order.size(); ++i)
      variant.memory_order[i] = i;
    llvm::stable_sort(variant.memory_order, [&](uint32_t x, uint32_t y) {
      return variant.field_offsets[x] < variant.field_offsets[y];
    });
    variant.single_variant = ty::VariantIdx(v);
    variant.abi = AbiClass::Memory;
    variant.has_niche = false;
    variant.size = std::max(variant.size, prefix.size);
    out.size = std::max(out.size, variant.size);
    out.align = std::max(out.align, variant.align);
    out.max_repr_align = std::max(out.max_repr_align, variant.max_repr_align);
    variants.push_back(std::move(variant));
  }
  out.size = align_to(out.size, out.align);
  if (out.size >= kObjectSizeBound)
    return false;
  out.unadjusted_abi_align = out.align;
  out.variants = VariantsKind::Multiple;
  out.encoding = TagEncoding::Direct;
  out.tag = tag.scalar_a;
  out.tag_field = static_cast<uint32_t>(upvars.size());
  out.field_offsets.assign(prefix.field_offsets.begin(),
                           prefix.field_offsets.begin() + out.tag_field + 1);
  for (uint32_t i : prefix.memory_order)
    if (i <= out.tag_field)
      out.memory_order.push_back(i);
  out.has_niche = tag.has_niche;
  out.largest_niche = {out.tag_offset(), tag.scalar_a};
  for (Layout &variant : variants)
    out.variant_layouts.push_back(tcx.own<Layout>(std::move(variant)));
  return true;
}

} // namespace ochre::layout
