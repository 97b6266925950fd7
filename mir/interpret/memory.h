// Reading and writing memory, with checks of bounds, liveness and initialisation.
#pragma once

#include "mir/interpret/machine.h"

namespace ochre::mir::interpret {

AllocId allocate(Machine &m, uint64_t size, uint64_t align);
void deallocate(Machine &m, AllocId id);
MemAlloc *local_alloc(Machine &m, AllocId id);

/// The allocation for reading; null after a failure. `size` bytes at `offset` are inside.
const Allocation *read_access(Machine &m, AllocId id, uint64_t offset, uint64_t size);
/// The same for writing: only memory that this machine made.
Allocation *write_access(Machine &m, AllocId id, uint64_t offset, uint64_t size);
/// Size of what an id stands for, without reading it (functions and vtables: 0).
uint64_t alloc_size(Machine &m, AllocId id);
bool is_alive(Machine &m, AllocId id);
uint64_t alloc_align(Machine &m, AllocId id);

/// A scalar of the layout's kind. Uninitialised bytes give an uninitialised value.
Val read_scalar(Machine &m, AllocId id, uint64_t offset, const layout::Primitive &prim);
void write_scalar(Machine &m, AllocId id, uint64_t offset, const Val &value);
/// Copies bytes, their initialisation and pointers; ranges may overlap.
void copy_bytes(Machine &m, AllocId from, uint64_t from_offset, AllocId to, uint64_t to_offset,
                uint64_t size);
void fill_bytes(Machine &m, AllocId id, uint64_t offset, uint64_t size, uint8_t value);
void set_uninit(Machine &m, AllocId id, uint64_t offset, uint64_t size);
/// Initialised bytes without pointers, or none after a failure.
std::optional<llvm::ArrayRef<uint8_t>> read_bytes(Machine &m, AllocId id, uint64_t offset,
                                                  uint64_t size);

void set_init(Allocation &alloc, uint64_t offset, uint64_t size, bool init);
bool is_init(const Allocation &alloc, uint64_t offset, uint64_t size);

} // namespace ochre::mir::interpret
