// Memory: each allocation has bytes, a mask of the initialised ones, and a map from offsets to what
// the pointer there may reach. Bytes of a pointer hold its offset within that.

#include "mir/interpret/memory.h"

#include "sema/ty/print.h"

namespace ochre::mir::interpret {

void set_init(Allocation &alloc, uint64_t offset, uint64_t size, bool init) {
  if (alloc.init_mask.empty()) {
    if (init || size == 0)
      return;
    alloc.init_mask.assign((alloc.bytes.size() + 63) / 64, ~uint64_t(0));
  }
  uint64_t end = offset + size;
  while (offset < end) {
    uint64_t bit = offset % 64;
    uint64_t count = std::min<uint64_t>(64 - bit, end - offset);
    uint64_t mask = (count == 64 ? ~uint64_t(0) : (uint64_t(1) << count) - 1) << bit;
    if (init)
      alloc.init_mask[offset / 64] |= mask;
    else
      alloc.init_mask[offset / 64] &= ~mask;
    offset += count;
  }
}

bool is_init(const Allocation &alloc, uint64_t offset, uint64_t size) {
  if (alloc.init_mask.empty())
    return true;
  uint64_t end = offset + size;
  while (offset < end) {
    uint64_t bit = offset % 64;
    uint64_t count = std::min<uint64_t>(64 - bit, end - offset);
    uint64_t mask = (count == 64 ? ~uint64_t(0) : (uint64_t(1) << count) - 1) << bit;
    if ((alloc.init_mask[offset / 64] & mask) != mask)
      return false;
    offset += count;
  }
  return true;
}

AllocId allocate(Machine &m, uint64_t size, uint64_t align) {
  m.memory.emplace_back();
  MemAlloc &alloc = m.memory.back();
  // Larger than any constant that compiles: do not even try to have the bytes.
  if (size > kMaxMemory - m.bytes_in_use) {
    fail(m, "tried to allocate more memory than available to compiler");
    size = 0;
  }
  m.bytes_in_use += size;
  alloc.data.bytes.resize(size);
  alloc.data.align = align;
  alloc.data.mutbl = ty::Mutability::Mut;
  alloc.data.init_mask.assign((size + 63) / 64, 0);
  return AllocId(kLocalAllocBase + static_cast<uint32_t>(m.memory.size() - 1));
}

MemAlloc *local_alloc(Machine &m, AllocId id) {
  return is_local_alloc(id) && id.raw - kLocalAllocBase < m.memory.size()
             ? &m.memory[id.raw - kLocalAllocBase]
             : nullptr;
}

void deallocate(Machine &m, AllocId id) {
  if (MemAlloc *alloc = local_alloc(m, id)) {
    m.bytes_in_use -= alloc->data.bytes.size();
    alloc->is_dead = true;
    alloc->data = Allocation();
  }
}

namespace {

/// The bytes behind an id, for reading; null after a failure.
const Allocation *find(Machine &m, AllocId id) {
  if (is_local_alloc(id)) {
    MemAlloc *alloc = local_alloc(m, id);
    if (alloc->is_dead)
      return fail(m, "memory access failed: the allocation has been freed, so this pointer is "
                     "dangling"),
             nullptr;
    return &alloc->data;
  }
  const GlobalAlloc &global = alloc_table(m.tcx)[id];
  switch (global.kind) {
  case GlobalAllocKind::Memory:
    if (global.memory && global.memory->mutbl == ty::Mutability::Mut)
      return fail(m, "constant accesses mutable global memory"), nullptr;
    return global.memory;
  case GlobalAllocKind::Function: return fail(m, "accessing a function as data"), nullptr;
  case GlobalAllocKind::VTable: return fail(m, "accessing a vtable as data"), nullptr;
  case GlobalAllocKind::TypeId: return fail(m, "accessing a type id as data"), nullptr;
  case GlobalAllocKind::Static: break;
  }
  if (global.static_id == m.current_static)
    return fail(m, "encountered static that tried to access itself during initialization"), nullptr;
  DefId parent = m.tcx.parent(global.static_id);
  if (parent.is_valid() && m.tcx.def_kind(parent) == DefKind::ForeignMod)
    return fail(m, "cannot access extern static `" + m.tcx.str(m.tcx.name(global.static_id)) + "`"),
           nullptr;
  const ty::CodegenFnAttrs *attrs = m.tcx.codegen_fn_attrs(global.static_id);
  if (attrs && attrs->is_thread_local)
    return fail(m, "cannot access thread local static `" + m.tcx.str(m.tcx.name(global.static_id)) +
                       "`"),
           nullptr;
  ty::AllocResult init = m.tcx.static_initializer(global.static_id);
  if (!init.alloc)
    return fail_silently(m,
                         init.error == ty::EvalError::None ? ty::EvalError::Reported : init.error),
           nullptr;
  if (init.alloc->mutbl == ty::Mutability::Mut)
    return fail(m, "constant accesses mutable global memory"), nullptr;
  return init.alloc;
}

/// Whether an access without an allocation is fine: only of no bytes.
bool check_no_alloc(Machine &m, uint64_t address, uint64_t size) {
  if (size == 0)
    return true;
  std::string what = address == 0 ? "null pointer"
                                  : "0x" + llvm::utohexstr(address, true) +
                                        "[noalloc] which is a dangling pointer (it has no "
                                        "provenance)";
  fail(m, "memory access failed: attempting to access " + llvm::Twine(size) +
              (size == 1 ? " byte" : " bytes") + ", but got " + what);
  return false;
}

bool in_bounds(Machine &m, const Allocation &alloc, uint64_t offset, uint64_t size) {
  uint64_t total = alloc.bytes.size();
  if (offset <= total && size <= total - offset)
    return true;
  fail(m, "memory access failed: attempting to access " + llvm::Twine(size) +
              (size == 1 ? " byte" : " bytes") + " at offset " +
              llvm::Twine(static_cast<int64_t>(offset)) + " of an allocation of only " +
              llvm::Twine(total) + (total == 1 ? " byte" : " bytes"));
  return false;
}

/// Pointers that begin before `offset` or end after `offset + size` and overlap the range.
bool splits_pointer(const Machine &m, const Allocation &alloc, uint64_t offset, uint64_t size) {
  if (alloc.provenance.empty() || size == 0)
    return false;
  auto crosses = [&](uint64_t at) {
    auto it = alloc.provenance.lower_bound(at >= m.ptr_size ? at - m.ptr_size + 1 : 0);
    return it != alloc.provenance.end() && it->first < at;
  };
  return crosses(offset) || crosses(offset + size);
}

} // namespace

const Allocation *read_access(Machine &m, AllocId id, uint64_t offset, uint64_t size) {
  if (m.failed())
    return nullptr;
  if (!id.is_valid())
    return check_no_alloc(m, offset, size) ? &m.nothing : nullptr;
  if (size == 0 && !is_local_alloc(id))
    return &m.nothing;
  const Allocation *alloc = find(m, id);
  if (!alloc) {
    fail_silently(m, ty::EvalError::Reported);
    return nullptr;
  }
  return in_bounds(m, *alloc, offset, size) ? alloc : nullptr;
}

Allocation *write_access(Machine &m, AllocId id, uint64_t offset, uint64_t size) {
  if (m.failed())
    return nullptr;
  if (!id.is_valid())
    return check_no_alloc(m, offset, size), nullptr;
  if (!is_local_alloc(id)) {
    const GlobalAlloc &global = alloc_table(m.tcx)[id];
    if (size != 0 && global.kind == GlobalAllocKind::Static)
      fail(m, global.static_id == m.current_static
                  ? "modifying a static's initial value from its own initializer"
                  : "modifying a static's initial value from another static's initializer");
    else if (size != 0)
      fail(m, "writing to memory which is read-only");
    return nullptr;
  }
  MemAlloc *alloc = local_alloc(m, id);
  if (alloc->is_dead) {
    fail(m, "memory access failed: the allocation has been freed, so this pointer is dangling");
    return nullptr;
  }
  return in_bounds(m, alloc->data, offset, size) ? &alloc->data : nullptr;
}

bool is_alive(Machine &m, AllocId id) {
  MemAlloc *alloc = local_alloc(m, id);
  return !alloc || !alloc->is_dead;
}

uint64_t alloc_size(Machine &m, AllocId id) {
  if (MemAlloc *alloc = local_alloc(m, id))
    return alloc->data.bytes.size();
  const GlobalAlloc &global = alloc_table(m.tcx)[id];
  if (global.kind == GlobalAllocKind::Memory && global.memory)
    return global.memory->bytes.size();
  if (global.kind == GlobalAllocKind::Static) {
    const Layout *layout =
        layout_of(m, normalize(m, m.tcx.type_of(global.static_id).instantiate_identity()));
    return layout ? layout->size : 0;
  }
  return 0;
}

uint64_t alloc_align(Machine &m, AllocId id) {
  if (MemAlloc *alloc = local_alloc(m, id))
    return alloc->data.align;
  const GlobalAlloc &global = alloc_table(m.tcx)[id];
  if (global.kind == GlobalAllocKind::Memory && global.memory)
    return global.memory->align;
  if (global.kind == GlobalAllocKind::Static) {
    const Layout *layout =
        layout_of(m, normalize(m, m.tcx.type_of(global.static_id).instantiate_identity()));
    return layout ? layout->align : 1;
  }
  return global.kind == GlobalAllocKind::VTable ? m.ptr_size : 1;
}

Val read_scalar(Machine &m, AllocId id, uint64_t offset, const layout::Primitive &prim) {
  unsigned size = prim.size;
  Val out{0, {}, static_cast<uint8_t>(size), false};
  const Allocation *alloc = read_access(m, id, offset, size);
  if (!alloc || alloc == &m.nothing || !is_init(*alloc, offset, size))
    return out;
  out.init = true;
  for (unsigned i = 0; i < size; ++i)
    out.bits |= u128(alloc->bytes[offset + i]) << (8 * i);
  if (alloc->provenance.empty())
    return out;
  auto it = alloc->provenance.lower_bound(offset >= m.ptr_size ? offset - m.ptr_size + 1 : 0);
  if (it == alloc->provenance.end() || it->first >= offset + size)
    return out;
  if (it->first != offset || size != m.ptr_size)
    fail(m, "unable to turn pointer into raw bytes");
  else if (prim.kind == layout::PrimitiveKind::Pointer)
    out.prov = it->second;
  else
    fail(m, "unable to turn pointer into integer");
  return out;
}

namespace {

void clear_provenance(Machine &m, Allocation &alloc, uint64_t offset, uint64_t size) {
  if (alloc.provenance.empty() || size == 0)
    return;
  if (splits_pointer(m, alloc, offset, size)) {
    // What is left of an overwritten pointer is no value any more.
    for (uint64_t at : {offset, offset + size}) {
      auto it = alloc.provenance.lower_bound(at >= m.ptr_size ? at - m.ptr_size + 1 : 0);
      if (it == alloc.provenance.end() || it->first >= at)
        continue;
      set_init(alloc, it->first, m.ptr_size, false);
      alloc.provenance.erase(it);
    }
  }
  alloc.provenance.erase(alloc.provenance.lower_bound(offset),
                         alloc.provenance.lower_bound(offset + size));
}

} // namespace

void write_scalar(Machine &m, AllocId id, uint64_t offset, const Val &value) {
  Allocation *alloc = write_access(m, id, offset, value.size);
  if (!alloc || value.size == 0)
    return;
  clear_provenance(m, *alloc, offset, value.size);
  set_init(*alloc, offset, value.size, value.init);
  for (unsigned i = 0; i < value.size; ++i)
    alloc->bytes[offset + i] = static_cast<uint8_t>(value.bits >> (8 * i));
  if (value.init && value.has_prov())
    alloc->provenance[offset] = value.prov;
}

void copy_bytes(Machine &m, AllocId from, uint64_t from_offset, AllocId to, uint64_t to_offset,
                uint64_t size) {
  const Allocation *source = read_access(m, from, from_offset, size);
  Allocation *dest = write_access(m, to, to_offset, size);
  if (!source || !dest || size == 0)
    return;
  if (splits_pointer(m, *source, from_offset, size)) {
    fail(m, "unable to copy parts of a pointer");
    return;
  }
  std::vector<std::pair<uint64_t, AllocId>> pointers;
  for (auto it = source->provenance.lower_bound(from_offset);
       it != source->provenance.end() && it->first < from_offset + size; ++it)
    pointers.push_back({it->first - from_offset + to_offset, it->second});
  bool all_init = is_init(*source, from_offset, size);
  std::vector<bool> mask;
  if (!all_init)
    for (uint64_t i = 0; i < size; ++i)
      mask.push_back(source->is_init(from_offset + i));
  clear_provenance(m, *dest, to_offset, size);
  memmove(dest->bytes.data() + to_offset, source->bytes.data() + from_offset, size);
  set_init(*dest, to_offset, size, all_init);
  if (!all_init)
    for (uint64_t i = 0; i < size; ++i)
      if (mask[i])
        set_init(*dest, to_offset + i, 1, true);
  for (auto &[at, prov] : pointers)
    dest->provenance[at] = prov;
}

void fill_bytes(Machine &m, AllocId id, uint64_t offset, uint64_t size, uint8_t value) {
  Allocation *alloc = write_access(m, id, offset, size);
  if (!alloc || size == 0)
    return;
  clear_provenance(m, *alloc, offset, size);
  set_init(*alloc, offset, size, true);
  memset(alloc->bytes.data() + offset, value, size);
}

void set_uninit(Machine &m, AllocId id, uint64_t offset, uint64_t size) {
  Allocation *alloc = write_access(m, id, offset, size);
  if (!alloc || size == 0)
    return;
  clear_provenance(m, *alloc, offset, size);
  set_init(*alloc, offset, size, false);
}

std::optional<llvm::ArrayRef<uint8_t>> read_bytes(Machine &m, AllocId id, uint64_t offset,
                                                  uint64_t size) {
  const Allocation *alloc = read_access(m, id, offset, size);
  if (!alloc)
    return std::nullopt;
  if (size == 0)
    return llvm::ArrayRef<uint8_t>();
  if (!is_init(*alloc, offset, size)) {
    fail(m, "reading memory, but memory is uninitialized, and this operation requires initialized "
            "memory");
    return std::nullopt;
  }
  auto it = alloc->provenance.lower_bound(offset >= m.ptr_size ? offset - m.ptr_size + 1 : 0);
  if (it != alloc->provenance.end() && it->first < offset + size) {
    fail(m, "unable to turn pointer into raw bytes");
    return std::nullopt;
  }
  return llvm::ArrayRef<uint8_t>(alloc->bytes.data() + offset, size);
}

} // namespace ochre::mir::interpret
