// The choice: with a direct tag, and if the type allows it with a niche; the smaller wins, then the
// one that leaves the larger niche, then the tag.
//
//   Option<&T>: 0 is no valid reference, so `None` is the pointer 0 and no tag is needed.

#include "sema/layout/enum.h"

#include <algorithm>
#include <optional>

namespace ochre::layout {

namespace {

using FieldLists = llvm::ArrayRef<llvm::SmallVector<const Layout *, 4>>;

/// A variant that can never be and takes no room.
bool is_absent(llvm::ArrayRef<const Layout *> fields) {
  bool uninhabited = false;
  for (const Layout *f : fields) {
    uninhabited |= f->is_uninhabited;
    if (!f->is_zst())
      return false;
  }
  return uninhabited;
}

struct Candidate {
  Layout layout;
  std::vector<Layout> variants;
  u128 niche() const { return layout.has_niche ? layout.largest_niche.available() : 0; }
};

uint64_t max_align(const std::vector<Layout> &variants) {
  uint64_t align = 1;
  for (const Layout &v : variants)
    align = std::max(align, v.align);
  return align;
}

/// Moves a smaller variant behind the niche if it does not fit before it.
bool fit_around_niche(Layout &variant, uint64_t niche_offset, uint64_t niche_size, uint64_t size) {
  if (variant.size <= niche_offset || variant.is_zst()) {
    return variant.size <= size;
  }
  uint64_t shift = align_to(niche_offset + niche_size, variant.align);
  if (shift + variant.size > size)
    return false;
  for (uint64_t &offset : variant.field_offsets)
    offset += shift;
  if (variant.has_niche)
    variant.largest_niche.offset += shift;
  variant.abi = AbiClass::Memory;
  return true;
}

std::optional<Candidate> niche_candidate(const EnumInput &in) {
  const ty::ReprOptions &repr = in.adt->repr;
  if (repr.is_c || repr.int_ty || in.variants.size() < 2)
    return std::nullopt;
  Candidate c;
  size_t count = in.variants.size();
  for (size_t i = 0; i < count; ++i) {
    Layout v;
    UnivariantInput u{in.variants[i], &repr, StructKind::AlwaysSized, 0, 1, false};
    if (!univariant(u, v))
      return std::nullopt;
    v.single_variant = ty::VariantIdx(static_cast<uint32_t>(i));
    c.variants.push_back(std::move(v));
  }
  size_t largest = 0;
  for (size_t i = 1; i < count; ++i)
    if (c.variants[i].size > c.variants[largest].size)
      largest = i;
  // The values that the other present variants need: one for each between the first and the last.
  size_t first = count;
  size_t last = 0;
  for (size_t i = 0; i < count; ++i) {
    if (i == largest || is_absent(in.variants[i]))
      continue;
    first = std::min(first, i);
    last = std::max(last, i);
  }
  if (first == count)
    return std::nullopt;
  u128 needed = last - first + 1;
  const Layout &big = c.variants[largest];
  if (!big.has_niche)
    return std::nullopt;
  Niche niche = big.largest_niche;
  u128 niche_start = 0;
  Scalar tag;
  if (!niche.reserve(needed, niche_start, tag))
    return std::nullopt;
  uint64_t size = big.size;
  for (size_t i = 0; i < count; ++i)
    if (i != largest && !fit_around_niche(c.variants[i], niche.offset, niche.value.prim.size, size))
      return std::nullopt;

  Layout &out = c.layout;
  out.size = size;
  out.align = max_align(c.variants);
  if (out.size % out.align)
    return std::nullopt;
  out.variants = VariantsKind::Multiple;
  out.encoding = TagEncoding::Niche;
  out.tag = tag;
  out.field_offsets = {niche.offset};
  out.memory_order = {0};
  out.niche_untagged = ty::VariantIdx(static_cast<uint32_t>(largest));
  out.niche_first = ty::VariantIdx(static_cast<uint32_t>(first));
  out.niche_last = ty::VariantIdx(static_cast<uint32_t>(last));
  out.niche_start = niche_start;
  out.has_niche = true;
  out.largest_niche = {niche.offset, tag};
  bool others_zst = true;
  for (size_t i = 0; i < count; ++i)
    others_zst &= i == largest || c.variants[i].is_zst();
  out.abi = AbiClass::Memory;
  bool same = big.size == out.size && big.align == out.align;
  if (others_zst && same && big.is_scalar()) {
    out.abi = AbiClass::Scalar;
    out.scalar_a = tag;
  } else if (others_zst && same && big.is_scalar_pair()) {
    out.abi = AbiClass::ScalarPair;
    out.scalar_a = big.scalar_a;
    out.scalar_b = big.scalar_b;
    // The part that is not the tag may hold anything in the other variants.
    if (niche.offset == 0) {
      out.scalar_a = tag;
      out.scalar_b.uninit_allowed = true;
    } else {
      out.scalar_b = tag;
      out.scalar_a.uninit_allowed = true;
    }
  }
  return c;
}

/// Bytes of the smallest integer that holds every discriminant, and whether it is signed.
std::pair<unsigned, bool> tag_type(const EnumInput &in, __int128 lo, __int128 hi) {
  const ty::ReprOptions &repr = in.adt->repr;
  if (repr.int_ty) {
    bool is_signed = repr.int_ty->kind == PrimTyKind::Int;
    unsigned bits = is_signed ? bit_width(repr.int_ty->int_ty, in.pointer_size * 8)
                              : bit_width(repr.int_ty->uint_ty, in.pointer_size * 8);
    return {bits / 8, is_signed};
  }
  unsigned at_least = repr.is_c ? 4 : 1;
  for (unsigned size = at_least; size <= 16; size *= 2) {
    unsigned bits = size * 8;
    if (lo >= 0) {
      if (size == 16 || hi < (__int128(1) << bits))
        return {size, false};
    } else if (size == 16 ||
               (lo >= -(__int128(1) << (bits - 1)) && hi < (__int128(1) << (bits - 1)))) {
      return {size, true};
    }
  }
  return {16, lo < 0};
}

bool lay_out_variants(const EnumInput &in, unsigned tag_size, uint64_t prefix_align, Candidate &c) {
  c.variants.clear();
  for (size_t i = 0; i < in.variants.size(); ++i) {
    Layout v;
    UnivariantInput u{in.variants[i], &in.adt->repr, StructKind::Prefixed,
                      tag_size,       prefix_align,  false};
    if (!univariant(u, v))
      return false;
    v.single_variant = ty::VariantIdx(static_cast<uint32_t>(i));
    c.variants.push_back(std::move(v));
  }
  return true;
}

/// One scalar in every variant that has fields, at the same place: the enum is a pair of tag and
/// it.
void choose_tagged_abi(const EnumInput &in, Candidate &c) {
  Layout &out = c.layout;
  unsigned tag_size = out.tag.prim.size;
  if (out.size == tag_size && out.align == tag_size) {
    out.abi = AbiClass::Scalar;
    out.scalar_a = out.tag;
    return;
  }
  std::optional<Primitive> common;
  uint64_t common_offset = 0;
  bool always_init = true;
  for (size_t i = 0; i < in.variants.size(); ++i) {
    const Layout *field = nullptr;
    uint64_t offset = 0;
    for (size_t f = 0; f < in.variants[i].size(); ++f) {
      if (in.variants[i][f]->is_zst())
        continue;
      if (field)
        return;
      field = in.variants[i][f];
      offset = c.variants[i].field_offsets[f];
    }
    if (!field) {
      always_init = false;
      continue;
    }
    if (!field->is_scalar())
      return;
    Primitive prim = field->scalar_a.prim;
    always_init &= !field->scalar_a.uninit_allowed;
    if (!common) {
      common = prim;
      common_offset = offset;
      continue;
    }
    if (offset != common_offset || prim.size != common->size)
      return;
    bool ints = prim.kind == PrimitiveKind::Int && common->kind == PrimitiveKind::Int;
    bool same = prim.kind == common->kind;
    if (!same && !ints)
      return;
  }
  if (!common)
    return;
  Layout pair;
  pair.scalar_a = out.tag;
  pair.scalar_b = {*common, 0, unsigned_max(common->size), !always_init};
  uint64_t second = pair_second_offset(pair);
  uint64_t align = std::max(align_of(out.tag.prim), align_of(*common));
  if (common_offset == second && out.align == align &&
      out.size == align_to(second + common->size, align)) {
    out.abi = AbiClass::ScalarPair;
    out.scalar_a = pair.scalar_a;
    out.scalar_b = pair.scalar_b;
  }
}

std::optional<Candidate> tagged_candidate(const EnumInput &in) {
  Candidate c;
  __int128 lo = 0;
  __int128 hi = 0;
  bool any = false;
  for (size_t i = 0; i < in.variants.size(); ++i) {
    if (!in.adt->repr.inhibits_reorder() && is_absent(in.variants[i]))
      continue;
    lo = any ? std::min(lo, in.discriminants[i]) : in.discriminants[i];
    hi = any ? std::max(hi, in.discriminants[i]) : in.discriminants[i];
    any = true;
  }
  auto [tag_size, is_signed] = tag_type(in, lo, hi);
  const ty::ReprOptions &repr = in.adt->repr;
  // With repr(C) the fields of all variants start where the most aligned one does.
  uint64_t prefix_align = tag_size;
  if (repr.is_c)
    for (const auto &fields : in.variants)
      for (const Layout *f : fields)
        prefix_align = std::max(prefix_align, f->align);
  if (!lay_out_variants(in, tag_size, prefix_align, c))
    return std::nullopt;
  if (!repr.is_c && !repr.int_ty) {
    // Let the tag fill what would be padding before the first field.
    uint64_t start = UINT64_MAX;
    for (size_t i = 0; i < in.variants.size(); ++i)
      for (size_t f = 0; f < in.variants[i].size(); ++f)
        if (!in.variants[i][f]->is_zst() || in.variants[i][f]->align > 1)
          start = std::min(start, c.variants[i].field_offsets[f]);
    unsigned wide = tag_size;
    while (start != UINT64_MAX && wide * 2 <= start && wide < 8 &&
           wide * 2 <= max_align(c.variants))
      wide *= 2;
    tag_size = wide;
  }
  Layout &out = c.layout;
  out.align = std::max<uint64_t>(max_align(c.variants), repr.pack ? 1 : tag_size);
  if (repr.align)
    out.align = std::max<uint64_t>(out.align, repr.align);
  out.size = tag_size;
  for (const Layout &v : c.variants)
    out.size = std::max(out.size, v.size);
  out.size = align_to(out.size, out.align);
  if (out.size >= kObjectSizeBound)
    return std::nullopt;
  u128 max = unsigned_max(tag_size);
  out.variants = VariantsKind::Multiple;
  out.encoding = TagEncoding::Direct;
  out.tag = {{PrimitiveKind::Int, static_cast<uint8_t>(tag_size), is_signed},
             static_cast<u128>(lo) & max,
             static_cast<u128>(hi) & max,
             false};
  out.field_offsets = {0};
  out.memory_order = {0};
  out.largest_niche = {0, out.tag};
  out.has_niche = out.largest_niche.available() > 0;
  out.abi = AbiClass::Memory;
  choose_tagged_abi(in, c);
  return c;
}

void finish(TyCtxt &tcx, Candidate &c, Layout &out) {
  ty::Ty ty = out.ty;
  bool all_uninhabited = true;
  out = std::move(c.layout);
  out.ty = ty;
  for (Layout &v : c.variants) {
    v.ty = ty;
    v.size = std::min(align_to(v.size, 1), out.size);
    out.max_repr_align = std::max(out.max_repr_align, v.max_repr_align);
    all_uninhabited &= v.is_uninhabited;
    out.variant_layouts.push_back(tcx.own<Layout>(std::move(v)));
  }
  out.is_uninhabited = all_uninhabited;
}

/// Code that can never run may still name a variant that cannot be.
void add_absent_variants(TyCtxt &tcx, const EnumInput &in, Layout &out) {
  for (size_t i = 0; i < in.variants.size(); ++i) {
    bool present = out.variants == VariantsKind::Single && out.single_variant.raw == i;
    Layout absent;
    absent.ty = out.ty;
    absent.is_uninhabited = true;
    absent.single_variant = ty::VariantIdx(static_cast<uint32_t>(i));
    absent.field_offsets.resize(in.variants[i].size());
    out.variant_layouts.push_back(present ? nullptr : tcx.own<Layout>(std::move(absent)));
  }
}

} // namespace

bool enum_layout(TyCtxt &tcx, const EnumInput &in, Layout &out) {
  llvm::SmallVector<size_t, 2> present;
  for (size_t i = 0; i < in.variants.size(); ++i)
    if (!is_absent(in.variants[i]))
      present.push_back(i);
  const ty::ReprOptions &repr = in.adt->repr;
  if (!repr.is_c && !repr.int_ty && present.size() <= 1) {
    if (present.empty()) {
      out.variants = VariantsKind::Empty;
      out.is_uninhabited = true;
      out.abi = AbiClass::Memory;
      add_absent_variants(tcx, in, out);
      return true;
    }
    UnivariantInput u{in.variants[present[0]], &repr, StructKind::AlwaysSized, 0, 1, false};
    if (!univariant(u, out))
      return false;
    out.single_variant = ty::VariantIdx(static_cast<uint32_t>(present[0]));
    if (in.variants.size() > 1)
      add_absent_variants(tcx, in, out);
    return true;
  }
  std::optional<Candidate> tagged = tagged_candidate(in);
  std::optional<Candidate> niche = niche_candidate(in);
  if (!tagged && !niche)
    return false;
  bool use_niche =
      niche && (!tagged || niche->layout.size < tagged->layout.size ||
                (niche->layout.size == tagged->layout.size && niche->niche() > tagged->niche()));
  finish(tcx, use_niche ? *niche : *tagged, out);
  return true;
}

} // namespace ochre::layout
