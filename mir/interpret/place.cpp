// Places: locals, projections, what pointers lead to.

#include "mir/interpret/place.h"

#include "mir/interpret/memory.h"
#include "sema/ty/fold.h"

namespace ochre::mir::interpret {

bool fits_immediate(const Layout *layout) {
  return !layout->is_unsized &&
         (layout->size == 0 || layout->is_scalar() || layout->is_scalar_pair());
}

Val usize_val(const Machine &m, uint64_t value) { return Val::uint(value, m.ptr_size); }

Value memory_value(const MPlace &place) {
  Value out;
  out.in_memory = true;
  out.mem = place;
  return out;
}

Value imm_value(const Imm &imm, ty::Ty ty, const Layout *layout) {
  Value out;
  out.imm = imm;
  out.mem.ty = ty;
  out.mem.layout = layout;
  return out;
}

namespace {

const Layout *local_layout(Machine &m, Local local) {
  BodyPlan &plan = *m.frame().plan;
  const Layout *&layout = plan.layouts[local.index()];
  if (!layout)
    layout = layout_of(m, plan.tys[local.index()]);
  return layout;
}

PlaceRef local_place(Machine &m, Local local) {
  Frame &f = m.frame();
  PlaceRef out;
  out.local = local;
  out.mem.ty = f.plan->tys[local.index()];
  out.mem.layout = local_layout(m, local);
  if (!out.mem.layout)
    return out;
  LocalState &state = f.locals[local.index()];
  if (state.kind == LocalKind::Dead) {
    fail(m, "accessing a dead local variable");
    return out;
  }
  if (state.kind == LocalKind::Immediate && !fits_immediate(out.mem.layout)) {
    if (out.mem.layout->is_unsized) {
      fail_unsupported(m, "unsized local variables in constants");
      return out;
    }
    state.kind = LocalKind::Memory;
    state.alloc = allocate(m, out.mem.layout->size, out.mem.layout->align);
  }
  out.in_local = state.kind == LocalKind::Immediate;
  if (!out.in_local)
    out.mem.alloc = state.alloc;
  return out;
}

/// The index that a local holds.
uint64_t index_local(Machine &m, uint64_t raw) {
  Place place{Local(static_cast<uint32_t>(raw)), {}};
  return static_cast<uint64_t>(read_bits(m, eval_place_value(m, place)));
}

MPlace project(Machine &m, const MPlace &base, const Layout *variant, const PlaceElem &elem) {
  const Tables &tables = m.frame().body->tables;
  switch (elem.kind) {
  case ProjectionKind::Deref: return deref(m, memory_value(base));
  case ProjectionKind::Field:
    return field_place(m, base, variant ? *variant : *base.layout, static_cast<uint32_t>(elem.a),
                       tables.tys[elem.ty]);
  case ProjectionKind::Index: {
    uint64_t index = index_local(m, elem.a);
    uint64_t len = place_len(m, base);
    if (!m.failed() && index >= len)
      fail(m, "index out of bounds: the length is " + llvm::Twine(len) + " but the index is " +
                  llvm::Twine(index));
    return element_place(m, base, index);
  }
  case ProjectionKind::ConstantIndex: {
    uint64_t len = place_len(m, base);
    if (len < elem.b)
      fail(m, "index out of bounds: the length is " + llvm::Twine(len) + " but the index is " +
                  llvm::Twine(elem.b));
    return element_place(m, base, elem.from_end ? len - elem.a : elem.a);
  }
  case ProjectionKind::Subslice: {
    uint64_t len = place_len(m, base);
    uint64_t to = elem.from_end ? len - elem.b : elem.b;
    if (elem.a > to || to > len) {
      fail(m, "a subslice is out of bounds");
      return base;
    }
    MPlace out = element_place(m, base, elem.a);
    if (m.failed())
      return base;
    if (base.ty.is(ty::TyKind::Array)) {
      out.ty = m.tcx.mk_array(base.ty.inner(), to - elem.a);
      out.layout = layout_of(m, out.ty);
    } else {
      out.ty = base.ty;
      out.layout = base.layout;
      out.meta = usize_val(m, to - elem.a);
    }
    return out;
  }
  case ProjectionKind::OpaqueCast: {
    MPlace out = base;
    out.ty = tables.tys[elem.ty];
    out.layout = layout_of(m, out.ty);
    return out;
  }
  case ProjectionKind::Downcast: return base;
  }
  return base;
}

/// The layout of variant `index` of a value, for the field that follows a Downcast.
const Layout *variant_layout(Machine &m, const Layout *layout, uint64_t index) {
  if (layout->variants != layout::VariantsKind::Multiple)
    return &layout->variant(ty::VariantIdx(static_cast<uint32_t>(index)));
  if (index >= layout->variant_layouts.size()) {
    fail(m, "a variant that the type does not have");
    return layout;
  }
  return layout->variant_layouts[index];
}

MPlace project_all(Machine &m, MPlace at, llvm::ArrayRef<PlaceElem> elems, const Layout *variant) {
  for (const PlaceElem &elem : elems) {
    if (m.failed() || !at.layout)
      return at;
    if (elem.kind == ProjectionKind::Downcast) {
      variant = variant_layout(m, at.layout, elem.a);
      continue;
    }
    at = project(m, at, variant, elem);
    variant = nullptr;
  }
  return at;
}

/// A field of an immediate, if it is one itself.
std::optional<Imm> imm_field(const Imm &base, const Layout &whole, const Layout &in, uint32_t index,
                             const Layout &field) {
  if (field.is_unsized)
    return std::nullopt;
  if (field.size == 0)
    return Imm();
  uint64_t offset = in.field_offset(index);
  if (whole.is_scalar())
    return field.is_scalar() && offset == 0 && field.size == whole.size ? std::optional(base)
                                                                        : std::nullopt;
  if (!whole.is_scalar_pair() || base.count != 2)
    return std::nullopt;
  if (field.is_scalar_pair() && offset == 0 && field.size == whole.size)
    return base;
  if (!field.is_scalar())
    return std::nullopt;
  if (offset == 0 && field.size == base.a.size)
    return Imm::one(base.a);
  if (offset == layout::pair_second_offset(whole) && field.size == base.b.size)
    return Imm::one(base.b);
  return std::nullopt;
}

} // namespace

MPlace allocate_place(Machine &m, ty::Ty ty, const Layout *layout) {
  MPlace out;
  out.ty = ty;
  out.layout = layout;
  if (layout)
    out.alloc = allocate(m, layout->size, layout->align);
  return out;
}

MPlace force_memory(Machine &m, const PlaceRef &place) {
  if (!place.in_local || !place.mem.layout)
    return place.mem;
  LocalState &state = m.frame().locals[place.local.index()];
  if (state.kind == LocalKind::Memory) {
    MPlace mem = place.mem;
    mem.alloc = state.alloc;
    return mem;
  }
  MPlace mem = allocate_place(m, place.mem.ty, place.mem.layout);
  if (state.imm.count > 0)
    write_imm(m, memory_ref(mem), state.imm);
  state.kind = LocalKind::Memory;
  state.alloc = mem.alloc;
  return mem;
}

PlaceRef eval_place(Machine &m, Place place) {
  PlaceRef base = local_place(m, place.local);
  llvm::ArrayRef<PlaceElem> elems = m.frame().body->code->projection(place);
  if (m.failed() || elems.empty())
    return base;
  if (base.in_local && elems[0].kind == ProjectionKind::Deref) {
    Value pointer =
        imm_value(m.frame().locals[place.local.index()].imm, base.mem.ty, base.mem.layout);
    return memory_ref(project_all(m, deref(m, pointer), elems.drop_front(), nullptr));
  }
  MPlace at = force_memory(m, base);
  return memory_ref(project_all(m, at, elems, nullptr));
}

MPlace eval_memory_place(Machine &m, Place place) { return force_memory(m, eval_place(m, place)); }

Value eval_place_value(Machine &m, Place place) {
  PlaceRef base = local_place(m, place.local);
  if (!base.in_local)
    return memory_value(
        m.failed() ? base.mem
                   : project_all(m, base.mem, m.frame().body->code->projection(place), nullptr));
  Value at = imm_value(m.frame().locals[place.local.index()].imm, base.mem.ty, base.mem.layout);
  llvm::ArrayRef<PlaceElem> elems = m.frame().body->code->projection(place);
  const Layout *variant = nullptr;
  for (size_t i = 0; i < elems.size() && !m.failed(); ++i) {
    const PlaceElem &elem = elems[i];
    if (elem.kind == ProjectionKind::Downcast) {
      variant = variant_layout(m, at.layout(), elem.a);
      continue;
    }
    if (elem.kind == ProjectionKind::Deref)
      return memory_value(project_all(m, deref(m, at), elems.drop_front(i + 1), nullptr));
    if (elem.kind == ProjectionKind::Field) {
      ty::Ty ty = m.frame().body->tables.tys[elem.ty];
      const Layout *layout = layout_of(m, ty);
      if (!layout)
        return at;
      const Layout &in = variant ? *variant : *at.layout();
      auto field = imm_field(at.imm, *at.layout(), in, static_cast<uint32_t>(elem.a), *layout);
      if (field) {
        at = imm_value(*field, ty, layout);
        variant = nullptr;
        continue;
      }
    }
    // Start again in memory.
    return memory_value(project_all(m, force_memory(m, base), elems, nullptr));
  }
  return at;
}

MPlace place_of_ptr(Machine &m, const Imm &pointer, ty::Ty pointee) {
  MPlace out;
  out.ty = pointee;
  out.layout = layout_of(m, pointee);
  if (!out.layout)
    return out;
  if (pointer.count == 0 || !pointer.a.init) {
    fail(m, "using uninitialized data, but this operation requires initialized memory");
    return out;
  }
  out.alloc = pointer.a.prov;
  out.offset = static_cast<uint64_t>(pointer.a.bits);
  if (pointer.count == 2)
    out.meta = pointer.b;
  return out;
}

MPlace deref(Machine &m, const Value &pointer) {
  ty::Ty ty = pointer.ty();
  if (ty.is_ref() || ty.is_raw_ptr())
    return place_of_ptr(m, read_imm(m, pointer), ty.inner());
  if (ty.is_adt() && !ty.args().empty() && ty.args()[0].is_ty()) {
    // Box<T, A>: the pointer lies first, whatever wraps it.
    ty::Ty pointee = ty.args()[0].ty();
    ty::Ty raw = m.tcx.mk_ptr(pointee, ty::Mutability::Mut);
    Value inner = pointer;
    inner.mem.ty = raw;
    inner.mem.layout = layout_of(m, raw);
    if (inner.mem.layout)
      return place_of_ptr(m, read_imm(m, inner), pointee);
  }
  fail(m, "dereference of what is no pointer");
  return pointer.mem;
}

MPlace field_place(Machine &m, const MPlace &base, const Layout &in, uint32_t index, ty::Ty ty) {
  MPlace out;
  out.ty = ty;
  out.layout = layout_of(m, ty);
  if (!out.layout)
    return out;
  if (!in.is_array && !in.is_union && index >= in.field_offsets.size()) {
    fail(m, "a field that the type does not have");
    return out;
  }
  uint64_t offset = in.field_offset(index);
  out.alloc = base.alloc;
  if (out.layout->is_unsized) {
    out.meta = base.meta;
    // The tail of a dyn is aligned as its concrete type asks.
    uint64_t align = size_and_align(m, out).second;
    offset = (offset + align - 1) / align * align;
  }
  out.offset = base.offset + offset;
  return out;
}

uint64_t place_len(Machine &m, const MPlace &place) {
  if (place.ty.is(ty::TyKind::Array) && place.layout)
    return place.layout->array_count;
  return static_cast<uint64_t>(bits_of(m, place.meta));
}

MPlace element_place(Machine &m, const MPlace &base, uint64_t index) {
  MPlace out = base;
  if (!base.ty.is(ty::TyKind::Array) && !base.ty.is(ty::TyKind::Slice)) {
    fail(m, "an index into what is no array");
    return out;
  }
  out.ty = base.ty.inner();
  out.layout = layout_of(m, out.ty);
  out.meta = Val();
  if (out.layout)
    out.offset = base.offset + out.layout->size * index;
  return out;
}

Imm place_ptr(Machine &m, const MPlace &place) {
  Val address = Val::ptr(place.alloc, place.offset, m.ptr_size);
  return place.meta.init ? Imm::two(address, place.meta) : Imm::one(address);
}

ty::Ty vtable_ty(Machine &m, const Val &vtable) {
  if (vtable.has_prov() && !is_local_alloc(vtable.prov)) {
    const GlobalAlloc &global = alloc_table(m.tcx)[vtable.prov];
    if (global.kind == GlobalAllocKind::VTable && vtable.bits == 0)
      return global.ty;
  }
  fail(m, "using a pointer as vtable pointer but it does not point to a vtable");
  return {};
}

std::pair<uint64_t, uint64_t> size_and_align(Machine &m, const MPlace &place) {
  if (!place.layout)
    return {0, 1};
  if (!place.layout->is_unsized)
    return {place.layout->size, place.layout->align};
  if (place.ty.is_dyn()) {
    ty::Ty concrete = vtable_ty(m, place.meta);
    const Layout *layout = concrete ? layout_of(m, concrete) : nullptr;
    return layout ? std::pair(layout->size, layout->align) : std::pair(uint64_t(0), uint64_t(1));
  }
  if (place.ty.is(ty::TyKind::Slice) || place.ty.is_str()) {
    uint64_t count = static_cast<uint64_t>(bits_of(m, place.meta));
    uint64_t size = 0;
    if (__builtin_mul_overflow(place.layout->array_stride, count, &size) || size >> 63)
      fail(m, "size computation overflows the address space");
    return {size, place.layout->align};
  }
  uint32_t last = 0;
  if (place.ty.is_adt() || place.ty.is(ty::TyKind::Tuple))
    last = layout::field_count(m.tcx, m.env, place.ty, ty::VariantIdx(0));
  if (last != 0) {
    ty::Ty tail_ty = layout::field_ty(m.tcx, m.env, place.ty, ty::VariantIdx(0), last - 1);
    MPlace tail{place.alloc, place.offset, place.meta, tail_ty, layout_of(m, tail_ty)};
    auto [size, align] = size_and_align(m, tail);
    uint64_t offset = place.layout->field_offset(last - 1);
    offset = (offset + align - 1) / align * align;
    align = std::max(align, place.layout->align);
    return {(offset + size + align - 1) / align * align, align};
  }
  fail(m, "`extern type` does not have known size");
  return {0, 1};
}

} // namespace ochre::mir::interpret
