// Values of constants and the memory that they point into.
//
// Shared by MIR, the interpreter, metadata and both back ends. An AllocId names a global allocation
// of this compilation; it lives in the AllocTable of the TyCtxt.
#pragma once

#include "sema/ty/instance.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

#include <deque>
#include <map>
#include <vector>

namespace ochre::ty {
class TyCtxt;
}

namespace ochre::mir {

struct AllocTag;
using AllocId = Id<AllocTag>;

enum class ScalarKind : uint8_t { Int, Ptr };
/// An integer of `size` bytes (zero-extended), or a pointer: allocation and offset.
struct Scalar {
  ScalarKind kind = ScalarKind::Int;
  uint8_t size = 0;
  uint64_t lo = 0; ///< Int: low half; Ptr: byte offset
  uint64_t hi = 0; ///< Int: high half
  AllocId alloc;   ///< Ptr

  static Scalar from_uint(uint64_t lo, uint8_t size, uint64_t hi = 0) {
    return {ScalarKind::Int, size, lo, hi, {}};
  }
  static Scalar ptr(AllocId alloc, uint64_t offset, uint8_t size = 8) {
    return {ScalarKind::Ptr, size, offset, 0, alloc};
  }
  bool operator==(const Scalar &) const = default;
};

enum class ConstValueKind : uint8_t {
  Scalar,
  ZeroSized,
  Slice,    ///< `&str`, `&[u8]`: the whole allocation `alloc`, `meta` elements
  Indirect, ///< bytes at `offset` of `alloc`
};
struct ConstValue {
  ConstValueKind kind = ConstValueKind::ZeroSized;
  Scalar scalar;
  AllocId alloc;
  uint64_t offset = 0;
  uint64_t meta = 0;
};

/// Memory: bytes, which of them are initialised, and where pointers are.
struct Allocation {
  std::vector<uint8_t> bytes;
  std::vector<uint64_t> init_mask;        ///< a bit per byte; empty: all initialised
  std::map<uint64_t, AllocId> provenance; ///< offset of a pointer → what it points into; the bytes
                                          ///< there hold the offset within it
  uint64_t align = 1;
  ty::Mutability mutbl = ty::Mutability::Not;

  bool is_init(uint64_t at) const {
    return init_mask.empty() || (init_mask[at / 64] >> (at % 64) & 1);
  }
};

enum class GlobalAllocKind : uint8_t { Memory, Function, Static, VTable, TypeId };
/// What an AllocId stands for.
struct GlobalAlloc {
  GlobalAllocKind kind = GlobalAllocKind::Memory;
  const Allocation *memory = nullptr;
  const ty::Instance *function = nullptr;
  DefId static_id;
  ty::Ty ty;                                         ///< VTable: the concrete type; TypeId
  ty::List<ty::PolyExistentialPredicate> predicates; ///< VTable
};

/// All global allocations. One per TyCtxt, reached by `alloc_table(tcx)` (mir/ir/alloc_table.h).
class AllocTable {
public:
  AllocId add(const GlobalAlloc &alloc) {
    rows_.push_back(alloc);
    return AllocId(static_cast<uint32_t>(rows_.size() - 1));
  }
  /// Reserves an id for memory that is not complete yet.
  AllocId reserve() { return add({}); }
  void set_memory(AllocId id, const Allocation *memory) {
    rows_[id.index()] = {GlobalAllocKind::Memory, memory, nullptr, {}, {}, {}};
  }
  AllocId memory(const Allocation *memory) {
    return add({GlobalAllocKind::Memory, memory, nullptr, {}, {}, {}});
  }
  AllocId function(const ty::Instance *instance);
  /// Read-only bytes; one allocation per distinct content.
  AllocId bytes(ty::TyCtxt &tcx, llvm::StringRef text);
  AllocId static_item(DefId id);
  AllocId vtable(ty::Ty ty, ty::List<ty::PolyExistentialPredicate> predicates);
  const GlobalAlloc &operator[](AllocId id) const { return rows_[id.index()]; }

private:
  std::deque<GlobalAlloc> rows_;
  llvm::DenseMap<const ty::Instance *, AllocId> functions_;
  llvm::DenseMap<DefId, AllocId> statics_;
  llvm::StringMap<AllocId> bytes_;
  llvm::DenseMap<std::pair<const void *, const void *>, AllocId> vtables_;
};

} // namespace ochre::mir
