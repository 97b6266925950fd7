// Parts of locals that are held in registers.
#pragma once

#include "codegen/wasm/cx.h"

namespace ochre::wasm {

inline bool is_float(const layout::Scalar &scalar) {
  return scalar.prim.kind != layout::PrimitiveKind::Int &&
         scalar.prim.kind != layout::PrimitiveKind::Pointer;
}
/// Whether both are held in the same way.
inline bool same_bits(const layout::Scalar &a, const layout::Scalar &b) {
  return a.prim.size == b.prim.size && is_float(a) == is_float(b);
}

struct LocalPart {
  enum Kind : uint8_t { Nothing, Whole, First, Second } kind = Nothing;
  const Layout *layout = nullptr; ///< of the part
};

/// What a place without pointers is of its local, if it is one or all of the scalars.
std::optional<LocalPart> part_of_local(FunctionCx &f, mir::Place place);

} // namespace ochre::wasm
