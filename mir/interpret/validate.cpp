#include "mir/interpret/validate.h"

#include "mir/interpret/memory.h"
#include "mir/interpret/place.h"
#include "sema/ty/print.h"

namespace ochre::mir::interpret {

namespace {

/// Elements of an array that are looked at; further ones are taken on trust.
constexpr uint64_t kMaxElements = 4096;

struct Validator {
  Machine &m;

  void invalid(const llvm::Twine &what) { fail(m, "constructing invalid value: " + what); }

  void scalar(const Value &value) {
    const layout::Scalar &s = value.layout()->scalar_a;
    Val val = read_imm(m, value).a;
    if (m.failed() || !val.init || val.has_prov())
      return;
    // A range that wraps around excludes a gap in the middle.
    bool inside = s.valid_start <= s.valid_end
                      ? val.bits >= s.valid_start && val.bits <= s.valid_end
                      : val.bits >= s.valid_start || val.bits <= s.valid_end;
    if (inside || s.uninit_allowed)
      return;
    std::string bits =
        "0x" + llvm::utohexstr(static_cast<uint64_t>(val.bits), true, value.layout()->size * 2);
    if (value.ty().is_bool())
      invalid("encountered " + bits + ", but expected a boolean");
    else if (value.ty().is_char())
      invalid("encountered " + bits +
              ", but expected a valid unicode scalar value (in `0..=0x10FFFF` but not in "
              "`0xD800..=0xDFFF`)");
    else if (val.bits == 0 && (value.ty().is_ref() || value.ty().is(ty::TyKind::FnPtr)))
      invalid(value.ty().is_ref() ? "encountered a null reference"
                                  : "encountered null pointer, but expected a function pointer");
    else
      invalid("encountered " + bits + ", but expected something in the valid range of `" +
              ty::to_string(m.tcx, value.ty()) + "`");
  }

  void reference(const Value &value) {
    Imm ptr = read_imm(m, value);
    if (m.failed() || !ptr.a.init)
      return;
    MPlace place = place_of_ptr(m, ptr, value.ty().inner());
    if (m.failed() || !place.layout)
      return;
    if (!place.alloc.is_valid()) {
      if (place.offset == 0)
        return invalid("encountered a null reference");
      if (size_and_align(m, place).first > 0 && !m.failed())
        invalid("encountered a dangling reference (0x" + llvm::utohexstr(place.offset, true) +
                "[noalloc] has no provenance)");
      return;
    }
    if (!is_alive(m, place.alloc))
      return invalid("encountered a dangling reference (use-after-free)");
    uint64_t size = size_and_align(m, place).first;
    uint64_t total = alloc_size(m, place.alloc);
    if (!m.failed() && (place.offset > total || size > total - place.offset))
      invalid("encountered a dangling reference (going beyond the bounds of its allocation)");
  }

  void fields(const Value &value, const MPlace &mem, const Layout &in, ty::VariantIdx variant,
              unsigned depth) {
    uint32_t count = layout::field_count(m.tcx, m.env, value.ty(), variant);
    for (uint32_t i = 0; i < count && !m.failed(); ++i) {
      ty::Ty ty = layout::field_ty(m.tcx, m.env, value.ty(), variant, i);
      MPlace field = field_place(m, mem, in, i, ty);
      if (field.layout && field.layout->size != 0)
        visit(memory_value(field), depth + 1);
    }
  }

  void aggregate(const Value &value, unsigned depth) {
    MPlace mem = value.mem;
    if (!value.in_memory) {
      mem = allocate_place(m, value.ty(), value.layout());
      write_memory(m, mem, value);
    }
    ty::Ty ty = value.ty();
    if (ty.is(ty::TyKind::Array)) {
      uint64_t count = std::min(place_len(m, mem), kMaxElements);
      bool plain = ty.inner().is_integral() || ty.inner().is_floating_point();
      for (uint64_t i = 0; i < count && !plain && !m.failed(); ++i)
        visit(memory_value(element_place(m, mem, i)), depth + 1);
      return;
    }
    const ty::AdtDef *adt = ty.is_adt() ? m.tcx.adt_def(ty.def_id()) : nullptr;
    if (adt && (adt->is_union() || adt->is_manually_drop))
      return;
    if (!adt || !adt->is_enum())
      return fields(value, mem, *mem.layout, ty::VariantIdx(0), depth);
    uint32_t variant = read_variant(m, memory_value(mem));
    if (!m.failed())
      fields(value, mem, mem.layout->variant(ty::VariantIdx(variant)), ty::VariantIdx(variant),
             depth);
  }

  void visit(const Value &value, unsigned depth) {
    const Layout *layout = value.layout();
    if (m.failed() || !layout || layout->is_unsized || depth > 64)
      return;
    ty::Ty ty = value.ty();
    if (layout->is_uninhabited)
      return invalid("encountered a value of uninhabited type `" + ty::to_string(m.tcx, ty) + "`");
    if (layout->size == 0)
      return;
    if (ty.is_ref())
      return reference(value);
    bool is_leaf = ty.is_scalar() && layout->is_scalar();
    if (is_leaf)
      return scalar(value);
    if (ty.is_adt() || ty.is(ty::TyKind::Tuple) || ty.is(ty::TyKind::Array) || ty.is_closure())
      aggregate(value, depth);
  }
};

} // namespace

void validate(Machine &m, const Value &value) {
  if (!m.failed() && value.layout())
    Validator{m}.visit(value, 0);
}

} // namespace ochre::mir::interpret
