// The indexes of impls in a crate file: by trait, and inherent ones by the shape of their type.
//
//   u32 row count, rows of (u64 key, u32 offset behind the rows), ascending by key, then the lists
//
// Trait impls: the key is the hash of the trait's path; list: (def, shape of Self) of each impl.
// Inherent impls: the key is made from the shape; list: the shape, then the defs.
#pragma once

#include "metadata/format/bytes.h"
#include "sema/ty/context.h"

namespace ochre::metadata {

inline constexpr uint32_t kImplRowSize = 12;

/// Whether a shape's key is a definition.
inline bool is_def_shape(const ty::SimplifiedType &shape) {
  switch (shape.kind) {
  case ty::TyKind::Adt:
  case ty::TyKind::Foreign:
  case ty::TyKind::Closure:
  case ty::TyKind::Coroutine:
  case ty::TyKind::CoroutineWitness:
  case ty::TyKind::FnDef: return true;
  case ty::TyKind::Dynamic: return shape.key != UINT32_MAX - 1; // auto traits only
  case ty::TyKind::Bool:
  case ty::TyKind::Char:
  case ty::TyKind::Int:
  case ty::TyKind::Uint:
  case ty::TyKind::Float:
  case ty::TyKind::Str:
  case ty::TyKind::Never:
  case ty::TyKind::Array:
  case ty::TyKind::Slice:
  case ty::TyKind::RawPtr:
  case ty::TyKind::Ref:
  case ty::TyKind::FnPtr:
  case ty::TyKind::Tuple:
  case ty::TyKind::Alias:
  case ty::TyKind::Param:
  case ty::TyKind::Bound:
  case ty::TyKind::Placeholder:
  case ty::TyKind::Infer:
  case ty::TyKind::Error: return false;
  }
  return false;
}

inline uint64_t path_key(const TyCtxt &tcx, DefId id) {
  DefPathHash hash = tcx.defs.def(id).hash;
  return hash.local ^ hash.crate;
}
inline uint64_t shape_key(const TyCtxt &tcx, const ty::SimplifiedType &shape) {
  uint64_t kind = uint64_t(shape.kind) << 8 | shape.sub;
  uint64_t key = is_def_shape(shape) ? path_key(tcx, DefId(shape.key)) : shape.key;
  return key ^ kind << 48;
}

} // namespace ochre::metadata
