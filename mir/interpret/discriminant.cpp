// Which variant an enum value is, and how that is written.
//
// `Option<&T>`: the tag is the pointer; None is 0 = niche_start, all else is the untagged Some.

#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"

namespace ochre::mir::interpret {

namespace {

Val read_tag(Machine &m, const Value &value) {
  const Layout &layout = *value.layout();
  if (value.in_memory)
    return read_scalar(m, value.mem.alloc, value.mem.offset + layout.tag_offset(), layout.tag.prim);
  if (layout.is_scalar_pair() && layout.tag_offset() != 0)
    return value.imm.b;
  return value.imm.a;
}

} // namespace

u128 discriminant_of(Machine &m, ty::Ty enum_ty, uint32_t index) {
  if (!enum_ty.is_adt() || !m.tcx.adt_def(enum_ty.def_id())->is_enum())
    return index;
  const std::vector<ty::DiscrValue> *values = m.tcx.adt_discriminants(enum_ty.def_id());
  if (!values || index >= values->size()) {
    fail_silently(m, ty::EvalError::Reported);
    return 0;
  }
  return u128((*values)[index].hi) << 64 | (*values)[index].lo;
}

uint32_t read_variant(Machine &m, const Value &value) {
  const Layout *layout = value.layout();
  if (m.failed() || !layout)
    return 0;
  if (layout->variants == layout::VariantsKind::Single)
    return layout->single_variant.raw;
  if (layout->variants == layout::VariantsKind::Empty) {
    fail(m, "read discriminant of an uninhabited enum variant");
    return 0;
  }
  Val tag = read_tag(m, value);
  unsigned size = layout->tag.prim.size;
  if (m.failed())
    return 0;
  if (!tag.init) {
    fail(m, "reading memory, but memory is uninitialized, and this operation requires initialized "
            "memory");
    return 0;
  }
  auto count = static_cast<uint32_t>(layout->variant_layouts.size());
  if (layout->encoding == layout::TagEncoding::Direct) {
    u128 bits = bits_of(m, tag);
    for (uint32_t v = 0; v < count && !m.failed(); ++v)
      if (low_bits(discriminant_of(m, value.ty(), v), size) == bits) {
        if (layout->variant_layouts[v]->is_uninhabited)
          break;
        return v;
      }
    fail(m, "using an enum value with an invalid tag 0x" +
                llvm::utohexstr(static_cast<uint64_t>(bits), true));
    return 0;
  }
  if (tag.has_prov())
    return layout->niche_untagged.raw;
  u128 relative = low_bits(tag.bits - layout->niche_start, size);
  if (relative <= layout->niche_last.raw - layout->niche_first.raw)
    return layout->niche_first.raw + static_cast<uint32_t>(relative);
  return layout->niche_untagged.raw;
}

void write_variant(Machine &m, const PlaceRef &place, uint32_t variant) {
  const Layout *layout = place.mem.layout;
  if (m.failed() || !layout)
    return;
  if (layout->variants == layout::VariantsKind::Empty ||
      (layout->variants == layout::VariantsKind::Multiple &&
       (variant >= layout->variant_layouts.size() ||
        layout->variant_layouts[variant]->is_uninhabited))) {
    fail(m, "writing discriminant of an uninhabited enum variant");
    return;
  }
  if (layout->variants == layout::VariantsKind::Single)
    return;
  unsigned size = layout->tag.prim.size;
  u128 bits = 0;
  if (layout->encoding == layout::TagEncoding::Direct) {
    bits = discriminant_of(m, place.mem.ty, variant);
  } else {
    if (variant == layout->niche_untagged.raw)
      return;
    bits = layout->niche_start + (variant - layout->niche_first.raw);
  }
  MPlace mem = force_memory(m, place);
  write_scalar(m, mem.alloc, mem.offset + layout->tag_offset(), Val::uint(bits, size));
}

} // namespace ochre::mir::interpret
